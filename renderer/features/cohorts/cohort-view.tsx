import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CohortMatrix } from '../../../core/contract/cohorts.ts';
import { useDrawer } from '../../app/drawer-store.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { DataTable } from '../../charts/chart-table.tsx';
import { cohortName } from '../../charts/cohort-values.ts';
import { HeatMapTools } from '../../charts/heat-map-tools.tsx';
import { HeatKey, HeatMap } from '../../charts/heat-map.tsx';
import { cutsOfRows, type CutsOfRow } from '../../charts/heat-scale.ts';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { WhereFrom } from '../overview/where-from.tsx';
import type { CohortControls } from './cohort-controls.tsx';
import { CohortProvenance, type Picked } from './cohort-provenance.tsx';
import { measureTerm } from './cohort-text.ts';
import { useCohortWords } from './cohort-words.ts';

/** One matrix with its finding; `children` stand above its map. */
export function CohortView({ matrix, controls, bar, children }: { matrix: CohortMatrix; controls: CohortControls; bar: ReactNode; children: ReactNode }) {
  const { title, sub } = useCohortWords(matrix, controls.view);
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {sub} <WhereFrom provenance={matrix.provenance} term={measureTerm(matrix.query)} />
      </p>
      {bar}
      <CohortPicture matrix={matrix} controls={controls} beside={null}>
        {children}
      </CohortPicture>
    </>
  );
}

/** The map or the curves of a matrix; with `beside`, on the scale of both. */
export function CohortPicture({ matrix, controls, beside, children }: { matrix: CohortMatrix; controls: CohortControls; beside: CohortMatrix | null; children: ReactNode }) {
  const { t } = useTranslation('cohorts');
  const { view, colour } = controls;
  const words = useCohortWords(matrix, view, beside);
  const cuts = useMemo(() => cutsOfRows(beside === null ? [matrix] : [matrix, beside], colour), [matrix, beside, colour]);
  const tall = useTallWindow();
  if (view === 'map') return words.empty ? null : <Map matrix={matrix} words={words} cuts={cuts} colour={colour} above={children} />;
  if (!words.drawable) return null;
  return (
    <>
      {children}
      <ChartFrame title={t(`measure.${matrix.query.measure}`)} sub={`${words.axis} · ${t('curvesRead')}`} model={words.curves} height={tall ? 760 : 460} />
    </>
  );
}

interface MapProps {
  matrix: CohortMatrix;
  words: ReturnType<typeof useCohortWords>;
  cuts: CutsOfRow;
  colour: CohortControls['colour'];
  above: ReactNode;
}

function Map({ matrix, words: { title, writer, values, words, curves }, cuts, colour, above }: MapProps) {
  const { t } = useTranslation('cohorts');
  const show = useDrawer((state) => state.show);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [asTable, setAsTable] = useState(false);
  const trigger = useRef<HTMLElement | null>(null);
  const pick = (next: Picked, element: HTMLElement): void => {
    trigger.current = element;
    setPicked(next);
  };
  return (
    <>
      <div className="heat-head">
        {colour === 'table' && <HeatKey cuts={cuts(0)} cellText={writer.text} low={t('scale.low')} high={t('scale.high')} />}
        {above}
        <HeatMapTools title={title} table={curves.table} matrix={matrix} values={values} words={words} cuts={cuts} cellText={writer.text} asTable={asTable} setAsTable={setAsTable} />
      </div>
      {asTable ? (
        <DataTable table={curves.table} caption={title} />
      ) : (
        <HeatMap
          matrix={matrix}
          format={values}
          cuts={cuts}
          words={words}
          cellText={writer.text}
          onCell={(cell, element) => pick({ kind: 'cell', cell }, element)}
          onMean={(age, element) => pick({ kind: 'mean', age }, element)}
          onCohort={(cohort) => show({ kind: 'cohort', query: matrix.query, cohort: matrix.cohorts[cohort] ?? '', age: null }, t('cell.drawerCohort', { cohort: cohortName(matrix, cohort, values) }))}
        />
      )}
      <Popover className="provenance-popover" triggerRef={trigger} isOpen={picked !== null} onOpenChange={(open) => setPicked(open ? picked : null)} placement="right">
        {picked !== null && <CohortProvenance picked={picked} matrix={matrix} values={values} ageText={words.age} close={() => setPicked(null)} />}
      </Popover>
    </>
  );
}
