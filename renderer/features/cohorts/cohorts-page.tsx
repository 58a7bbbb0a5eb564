import { useMemo, useRef, useState, type ReactNode } from 'react';
import { Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CohortMatrix, CohortMeasure, CohortQuery, RetainedRule } from '../../../core/contract/cohorts.ts';
import { useDrawer } from '../../app/drawer-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { cohortName } from '../../charts/cohort-values.ts';
import { HeatKey, HeatMap } from '../../charts/heat-map.tsx';
import { HeatMapTools } from '../../charts/heat-map-tools.tsx';
import { DataTable } from '../../charts/chart-table.tsx';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useEngine } from '../../engine/client.ts';
import { Choice } from '../../app/choice.tsx';
import { ViewState } from '../../app/view-state.tsx';
import { CohortProvenance, type Picked } from './cohort-provenance.tsx';
import { useCohortWords } from './cohort-words.ts';
import './cohorts.css';

const MEASURES = ['retainedShare', 'retained', 'netRevenue', 'revenuePerCustomer', 'orders', 'averageOrderValue'] as const satisfies readonly CohortMeasure[];
const KEYS = ['week', 'month', 'quarter'] as const;
const RULES = ['in-age', 'in-age-or-later', 'every-age'] as const satisfies readonly RetainedRule[];
const VIEWS = ['map', 'curves'] as const;

/** New customers of each week, month or quarter, and what became of them. */
export function CohortsPage() {
  const { t } = useTranslation('cohorts');
  const scope = useScope((state) => state.scope);
  const [measure, setMeasure] = useState<CohortMeasure>('retainedShare');
  const [key, setKey] = useState<(typeof KEYS)[number]>('month');
  const [retained, setRetained] = useState<RetainedRule>('in-age');
  const [view, setView] = useState<(typeof VIEWS)[number]>('map');
  const query = useMemo<CohortQuery>(
    () => ({ scope, key, age: key, measure, cumulative: measure === 'revenuePerCustomer', retained, acquired: null }),
    [scope, key, measure, retained],
  );
  const matrix = useEngine('cohorts.matrix', query);
  const isRetention = measure === 'retainedShare' || measure === 'retained';

  const controls = (
    <div className="controls">
      <Choice label={t('measure.label')} value={measure} options={MEASURES.map((name) => [name, t(`measure.${name}`)])} onChange={setMeasure} />
      <Choice label={t('key.label')} value={key} options={KEYS.map((name) => [name, t(`key.${name}`)])} onChange={setKey} />
      {isRetention && <Choice label={t('rule.label')} value={retained} options={RULES.map((name) => [name, t(`rule.${name}`)])} onChange={setRetained} />}
      <Choice label={t('view.label')} value={view} options={VIEWS.map((name) => [name, t(`view.${name}`)])} onChange={setView} />
    </div>
  );

  if (matrix.data === undefined) return <ViewState query={matrix} />;
  return (
    <article className={`page page-fill${matrix.refreshing ? ' page-refreshing' : ''}`} aria-busy={matrix.refreshing}>
      <CohortBody matrix={matrix.data} view={view} controls={controls} />
    </article>
  );
}

function CohortBody({ matrix, view, controls }: { matrix: CohortMatrix; view: 'map' | 'curves'; controls: ReactNode }) {
  const { t } = useTranslation('cohorts');
  const { title, sub, values, writer, words, curves, axis, empty, drawable } = useCohortWords(matrix, view);
  const tall = useTallWindow();
  const show = useDrawer((state) => state.show);
  const [picked, setPicked] = useState<Picked | null>(null);
  const [asTable, setAsTable] = useState(false);
  const trigger = useRef<HTMLElement | null>(null);
  const pick = (next: Picked, element: HTMLElement): void => {
    trigger.current = element;
    setPicked(next);
  };

  if (view === 'curves') {
    return (
      <>
        <h1 className="finding">{title}</h1>
        <p className="lede">{sub}</p>
        {controls}
        {drawable && <ChartFrame title={t(`measure.${matrix.query.measure}`)} sub={`${axis} · ${t('curvesRead')}`} model={curves} height={tall ? 760 : 460} />}
      </>
    );
  }
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">{sub}</p>
      {controls}
      {!empty && (
        <>
          <div className="heat-head">
            <HeatKey matrix={matrix} cellText={writer.text} low={t('scale.low')} high={t('scale.high')} />
            <HeatMapTools title={title} table={curves.table} matrix={matrix} values={values} words={words} cellText={writer.text} asTable={asTable} setAsTable={setAsTable} />
          </div>
          {asTable ? (
            <DataTable table={curves.table} caption={title} />
          ) : (
            <HeatMap
              matrix={matrix}
              format={values}
              words={words}
              cellText={writer.text}
              onCell={(cell, element) => pick({ kind: 'cell', cell }, element)}
              onMean={(age, element) => pick({ kind: 'mean', age }, element)}
              onCohort={(cohort) =>
                show({ kind: 'cohort', query: matrix.query, cohort: matrix.cohorts[cohort] ?? '', age: null }, t('cell.drawerCohort', { cohort: cohortName(matrix, cohort, values) }))
              }
            />
          )}
        </>
      )}
      <Popover className="provenance-popover" triggerRef={trigger} isOpen={picked !== null} onOpenChange={(open) => setPicked(open ? picked : null)} placement="right">
        {picked !== null && <CohortProvenance picked={picked} matrix={matrix} values={values} ageText={words.age} close={() => setPicked(null)} />}
      </Popover>
    </>
  );
}
