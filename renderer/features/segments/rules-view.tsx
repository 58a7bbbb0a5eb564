import { useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { RfmResult } from '../../../core/contract/rfm.ts';
import type { Scope } from '../../../core/contract/scope.ts';
import { DEFAULT_GRID, DEFAULT_RFM, type RfmSettings } from '../../../core/contract/segments.ts';
import { Choice } from '../../app/choice.tsx';
import { ViewState } from '../../app/view-state.tsx';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { draftOf, faultOf, settingsOf, thresholdsNear, type RulesDraft } from './rules-draft.ts';
import { RulesGrid } from './rules-grid.tsx';
import { RulesSegments } from './rules-segments.tsx';
import { NumberInput, ThresholdsTable } from './rules-thresholds.tsx';
import { SegmentNote } from './segment-note.tsx';
import { useSegmentNames } from './segment-names.ts';
import { useSaveSettings } from './segment-settings.ts';
import './rules.css';

const USUAL_LOOK_BACK_DAYS = 365;

/** How customers are scored and which scores make a segment, with what each cell holds while it is being changed. */
export function RulesView({ saved, draft, setDraft, scope, choice }: Pick<Props, 'saved' | 'draft' | 'setDraft' | 'choice'> & { scope: Scope }) {
  const savable = faultOf(draft, (id) => id)?.key !== 'ascending';
  // Counts by cell do not depend on which segment holds it.
  const [scored, setScored] = useState({ lookBackDays: draft.lookBackDays, scoring: draft.scoring });
  if (savable && (draft.lookBackDays !== scored.lookBackDays || draft.scoring !== scored.scoring)) setScored({ lookBackDays: draft.lookBackDays, scoring: draft.scoring });
  const query = useMemo(() => ({ scope, settings: { ...scored, segments: DEFAULT_GRID } }), [scope, scored]);
  const table = useEngine('rfm.table', query);
  if (table.data === undefined) {
    return (
      <>
        <div className="controls">{choice}</div>
        <ViewState query={table} />
      </>
    );
  }
  return <Rules saved={saved} draft={draft} setDraft={setDraft} result={table.data} refreshing={table.refreshing} choice={choice} />;
}

interface Props {
  saved: RfmSettings;
  draft: RulesDraft;
  setDraft: (draft: RulesDraft) => void;
  result: RfmResult;
  refreshing: boolean;
  choice: ReactNode;
}

function Rules({ saved, draft, setDraft, result, refreshing, choice }: Props) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const save = useSaveSettings();
  const settings = useMemo(() => settingsOf(draft), [draft]);
  const names = useSegmentNames(settings.segments);
  const [active, setActive] = useState(draft.segments[0]?.id ?? '');
  const fault = faultOf(draft, names.name);
  const isChanged = JSON.stringify(settings) !== JSON.stringify(settingsOf(draftOf(saved)));
  const held = draft.owners.filter((owner) => owner !== null).length;
  const grid = result.recencyFrequencyMonetary;
  const { currency } = result.provenance;
  const proof =
    fault?.key === 'broken'
      ? t('finding.broken', { count: fault.cells, n: format.integer(fault.cells) })
      : t('finding.whole', { count: held, n: format.integer(held), segments: format.integer(draft.segments.length) });

  return (
    <>
      <h1 className="finding">{proof}</h1>
      <p className="lede">{t('lede.rules')}</p>
      <div className="controls">
        {choice}
        <Choice
          label={t('rules.lookBack')}
          value={draft.lookBackDays === null ? 'all' : 'last'}
          options={[
            ['all', t('rules.all')],
            ['last', t('rules.last')],
          ]}
          onChange={(kind) => setDraft({ ...draft, lookBackDays: kind === 'all' ? null : USUAL_LOOK_BACK_DAYS })}
        />
        {draft.lookBackDays !== null && (
          <NumberInput label={t('rules.days')} value={draft.lookBackDays} least={1} most={36_600} onChange={(days) => setDraft({ ...draft, lookBackDays: Math.round(days) })} showLabel />
        )}
        <Choice
          label={t('rules.scoring')}
          value={draft.scoring.kind}
          options={[
            ['quantile', t('rules.quantile')],
            ['thresholds', t('rules.thresholds')],
          ]}
          onChange={(kind) => setDraft({ ...draft, scoring: kind === 'quantile' ? { kind } : thresholdsNear(result.quintiles, currency.minorUnitDigits) })}
        />
      </div>
      {draft.scoring.kind === 'thresholds' && <ThresholdsTable scoring={draft.scoring} currency={currency} onChange={(scoring) => setDraft({ ...draft, scoring })} />}
      <div className={refreshing ? 'rules-columns page-refreshing' : 'rules-columns'} aria-busy={refreshing}>
        <RulesGrid draft={draft} customers={grid.customers} all={result.customers} name={names.name} active={active} onChange={setDraft} />
        <RulesSegments draft={draft} customers={grid.customers} all={result.customers} name={names.name} active={active} setActive={setActive} onChange={setDraft} />
      </div>
      <div className="segment-actions">
        <Button className="action action-primary" isDisabled={fault !== null || !isChanged} onPress={() => void save(settings)}>
          {t('rules.save')}
        </Button>
        <Button className="action" isDisabled={!isChanged} onPress={() => setDraft(draftOf(saved))}>
          {t('rules.revert')}
        </Button>
        <Button className="action" onPress={() => setDraft(draftOf(DEFAULT_RFM))}>
          {t('rules.reset')}
        </Button>
        <span role="status" className={fault === null ? 'quiet' : 'field-error'}>
          {fault === null ? t(isChanged ? 'rules.unsaved' : 'rules.saved') : fault.key === 'sameName' ? t('rules.sameName', { name: fault.name }) : fault.key === 'broken' ? proof : t(`rules.${fault.key}`)}
        </span>
      </div>
      <SegmentNote provenance={result.provenance} terms={['segment', 'rfmScore']} />
    </>
  );
}
