import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RfmSettings } from '../../../core/contract/segments.ts';
import { Choice } from '../../app/choice.tsx';
import { useScope, withoutSegment } from '../../app/scope-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { useEngine } from '../../engine/client.ts';
import { GridsView } from './grids-view.tsx';
import { MovementView } from './movement-view.tsx';
import { draftOf } from './rules-draft.ts';
import { RulesView } from './rules-view.tsx';
import { useSegmentControls, VIEWS } from './segment-controls.ts';
import { TableView } from './table-view.tsx';
import './segments.css';

/** Customers by when, how often and for how much they buy: segments, the scores behind them, who moved, and the rules. */
export function SegmentsPage() {
  const settings = useEngine('segments.read', null);
  if (settings.data === undefined) return <ViewState query={settings} />;
  return <Segments settings={settings.data} />;
}

function Segments({ settings }: { settings: RfmSettings }) {
  const { t } = useTranslation('segments');
  const [{ view }, setControls] = useSegmentControls();
  const filtered = useScope((state) => state.scope);
  const scope = useMemo(() => withoutSegment(filtered), [filtered]);
  const query = useMemo(() => ({ scope, settings }), [scope, settings]);
  const table = useEngine('rfm.table', query);
  // Rules that are not saved yet outlive a look at another view, but not other rules.
  const [edited, setEdited] = useState(() => ({ of: settings, draft: draftOf(settings) }));
  if (edited.of !== settings) setEdited({ of: settings, draft: draftOf(settings) });
  const choice = <Choice label={t('view.label')} value={view} options={VIEWS.map((name) => [name, t(`view.${name}`)])} onChange={(name) => setControls({ view: name })} />;

  if (table.data === undefined) return <ViewState query={table} />;
  return (
    <article className={table.refreshing ? 'page segments page-refreshing' : 'page segments'} aria-busy={table.refreshing}>
      {view === 'table' && <TableView result={table.data} choice={choice} />}
      {view === 'grids' && <GridsView result={table.data} choice={choice} />}
      {view === 'movement' && <MovementView query={query} choice={choice} />}
      {view === 'rules' && <RulesView saved={settings} draft={edited.draft} setDraft={(draft) => setEdited({ of: settings, draft })} scope={scope} choice={choice} />}
    </article>
  );
}
