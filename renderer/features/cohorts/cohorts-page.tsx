import { useMemo, useState, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CohortMatrix, CohortQuery } from '../../../core/contract/cohorts.ts';
import type { Scope } from '../../../core/contract/scope.ts';
import { useControls } from '../../app/controls-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { useEngine, type EngineQuery } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';
import { useFormat } from '../../i18n/format.ts';
import { BesideFilters, CohortComparison } from './cohort-comparison.tsx';
import { CohortControlBar, cohortControlsSchema, cohortQueryOf, knownKey, type CohortControls } from './cohort-controls.tsx';
import { recentCohorts, rowsAtOnce } from './cohort-pages.ts';
import { CohortView } from './cohort-view.tsx';
import { useNamedCohorts } from './cohort-words.ts';
import './cohorts.css';

const ROWS_OF_VALUES = 24;

/** Customers by when and how they came, and what became of them; or the same for two filters side by side. */
export function CohortsPage() {
  const { t } = useTranslation('cohorts');
  const scope = useScope((state) => state.scope);
  const [controls, change] = useControls('cohorts', cohortControlsSchema);
  const attributes = useProjectState((state) => state.info?.attributes);
  const { data: segments } = useEngine('segments.read', null);
  const key = knownKey(controls.key, attributes?.map(({ field }) => field) ?? [], segments);
  const query = useMemo(() => cohortQueryOf(controls, key, scope, segments), [controls, key, scope, segments]);
  const bar = (
    <CohortControlBar controls={controls} change={change} cohortKey={key}>
      <Button className="action" onPress={() => change({ beside: controls.beside === null ? [] : null })}>
        {t(controls.beside === null ? 'compare.start' : 'compare.stop')}
      </Button>
    </CohortControlBar>
  );
  if (controls.beside === null) return <OneScope query={query} controls={controls} bar={bar} />;
  return <TwoScopes query={query} controls={controls} bar={bar} beside={controls.beside} setBeside={(beside) => change({ beside })} />;
}

interface Props {
  query: CohortQuery;
  controls: CohortControls;
  bar: ReactNode;
}

function OneScope({ query, controls, bar }: Props) {
  const info = useProjectState((state) => state.info);
  const limit = rowsAtOnce(query, info);
  const id = JSON.stringify(query);
  const [place, setPlace] = useState({ id, offset: 0 });
  const offset = place.id === id ? place.offset : 0;
  const matrix = useEngine('cohorts.matrix', useMemo(() => ({ ...query, page: { offset, limit } }), [query, offset, limit]));
  const named = useNamedCohorts(matrix.data);
  if (named === undefined) return <Waiting query={matrix} bar={bar} />;
  return (
    <article className={`page page-fill${matrix.refreshing ? ' page-refreshing' : ''}`} aria-busy={matrix.refreshing}>
      <CohortView matrix={named} controls={controls} bar={bar}>
        {named.totalCohorts > named.cohorts.length && <Pages matrix={named} limit={limit} go={(to) => setPlace({ id, offset: to })} />}
      </CohortView>
    </article>
  );
}

function TwoScopes({ query, controls, bar, beside, setBeside }: Props & { beside: Scope['filters']; setBeside: (filters: Scope['filters']) => void }) {
  const info = useProjectState((state) => state.info);
  const recent = useMemo(() => recentCohorts(query, info), [query, info]);
  const here = useMemo<CohortQuery>(() => ({ ...query, acquired: recent, top: ROWS_OF_VALUES }), [query, recent]);
  const there = useMemo<CohortQuery>(() => ({ ...here, scope: { asOf: here.scope.asOf, refunds: here.scope.refunds, filters: beside } }), [here, beside]);
  const first = useEngine('cohorts.matrix', here);
  const second = useEngine('cohorts.matrix', there);
  const a = useNamedCohorts(first.data);
  const b = useNamedCohorts(second.data);
  const filters = <BesideFilters filters={beside} setFilters={setBeside} />;
  const busy = first.refreshing || second.refreshing;
  if (a === undefined || b === undefined) {
    return (
      <Waiting
        query={first.error === null ? second : first}
        bar={
          <>
            {bar}
            {filters}
          </>
        }
      />
    );
  }
  return (
    <article className={`page page-fill${busy ? ' page-refreshing' : ''}`} aria-busy={busy}>
      <CohortComparison here={a} there={b} controls={controls} bar={bar} filters={filters} since={recent?.from ?? null} />
    </article>
  );
}

/** The controls stay in reach where what they ask for cannot be shown. */
function Waiting({ query, bar }: { query: EngineQuery<CohortMatrix>; bar: ReactNode }) {
  return (
    <>
      <ViewState query={query} />
      {query.error !== null && <div className="page">{bar}</div>}
    </>
  );
}

function Pages({ matrix, limit, go }: { matrix: CohortMatrix; limit: number; go: (offset: number) => void }) {
  const { t } = useTranslation('cohorts');
  const format = useFormat();
  const { offset, totalCohorts } = matrix;
  const last = offset + matrix.cohorts.length;
  return (
    <div className="cohort-pages" role="group" aria-label={t('pages.label')}>
      <Button className="quiet-button" isDisabled={offset === 0} onPress={() => go(Math.max(0, offset - limit))}>
        {t('pages.earlier')}
      </Button>
      <span>{t('pages.rows', { from: format.integer(offset + 1), to: format.integer(last), total: format.integer(totalCohorts) })}</span>
      <Button className="quiet-button" isDisabled={last >= totalCohorts} onPress={() => go(offset + limit)}>
        {t('pages.later')}
      </Button>
    </div>
  );
}
