import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RfmMovement, RfmResult } from '../../../core/contract/rfm.ts';
import { Choice } from '../../app/choice.tsx';
import { useScope } from '../../app/scope-store.ts';
import { useShownPeriod } from '../../app/use-shown-period.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { treemapModel } from '../../charts/segment-treemap.ts';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { partsOfHalf, segmentFinding, usualCompareDay } from './findings.ts';
import { AREAS, useSegmentControls } from './segment-controls.ts';
import { SegmentDrawer } from './segment-drawer.tsx';
import { SegmentNote } from './segment-note.tsx';
import { useSegmentNames } from './segment-names.ts';
import { SegmentTable } from './segment-table.tsx';
import { furtherNotes, wordSegmentFinding } from './segment-text.ts';

/** All segments as a table and as areas; one of them in a drawer. */
export function TableView({ result, choice }: { result: RfmResult; choice: ReactNode }) {
  const { t } = useTranslation('segments');
  const format = useFormat();
  const names = useSegmentNames(result.query.settings.segments);
  const isFiltered = useScope((state) => state.scope.segment !== undefined);
  const tall = useTallWindow();
  const [{ area }, setControls] = useSegmentControls();
  const [opened, setOpened] = useState<string | null>(null);
  const movement = useMovementSince(result);

  const { segments, provenance } = result;
  const half = partsOfHalf(area === 'customers' ? segments.customers : segments.netMinor);
  const map = useMemo(() => {
    const tiles = segments.segment.map((id, at) => ({
      name: names.name(id),
      customers: segments.customers[at] ?? 0,
      share: segments.share[at] ?? Number.NaN,
      netMinor: segments.netMinor[at] ?? 0,
    }));
    return treemapModel(tiles, area, chartFormat(format, provenance.currency), {
      segment: t('column.segment'),
      customers: t('column.customers'),
      share: t('column.share'),
      netRevenue: t('column.netRevenue'),
      perCustomer: t('map.perCustomer'),
    });
  }, [segments, provenance, names, area, format, t]);

  return (
    <>
      <h1 className="finding">{wordSegmentFinding(segmentFinding(result), t, format, names.name)}</h1>
      <p className="lede">{[t('lede.table'), furtherNotes(result, t, format, isFiltered)].join(' ')}</p>
      <div className="controls">
        {choice}
        <Choice label={t('map.area')} value={area} options={AREAS.map((name) => [name, t(`map.${name}`)])} onChange={(name) => setControls({ area: name })} />
      </div>
      {result.customers > 0 && (
        <div className="segments-columns">
          <div>
            <SegmentTable result={result} movement={movement} names={names} onOpen={setOpened} />
            <SegmentNote provenance={provenance} terms={['rfm', 'segment', 'wilson']} />
          </div>
          <ChartFrame title={half === 0 ? t('map.title') : t(`map.half.${area}`, { n: format.integer(half), all: format.integer(segments.segment.length) })} sub={t(`map.sub.${area}`)} model={map} height={tall ? 640 : 420} hint={t('map.hint')} onPick={(at) => setOpened(segments.segment[at] ?? null)} />
        </div>
      )}
      <SegmentDrawer result={result} segment={opened} close={() => setOpened(null)} />
    </>
  );
}

/** Segments on the usual earlier day and now, with each day’s own cut points; `null` where the data do not reach back, or not yet there. */
function useMovementSince(result: RfmResult): RfmMovement | null {
  const shown = useShownPeriod();
  const compareAsOf = shown === null ? null : usualCompareDay(shown.firstDay, shown.asOf);
  const query = useMemo(
    () => ({ query: result.query, compareAsOf: compareAsOf ?? result.provenance.asOf, cutPoints: 'own' as const }),
    [result, compareAsOf],
  );
  return useEngine('rfm.movement', query, { enabled: compareAsOf !== null && result.customers > 0 }).data ?? null;
}
