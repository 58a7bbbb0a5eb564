import type { CohortMatrix, CohortQuery } from '../contract/cohorts.ts';
import { EngineFailure } from '../contract/errors.ts';
import type { Acquisition, AcquisitionQuery, KpiBreakdown, KpiBreakdownQuery, KpiQuery, KpiResult } from '../contract/kpis.ts';
import type { EngineApi } from '../contract/api.ts';
import type { CallContext, Handlers } from '../contract/rpc.ts';
import type { Filter } from '../contract/scope.ts';
import { dayOfIso, isoOfDay } from '../maths/calendar.ts';
import { acquisitionOf } from '../metrics/acquisition.ts';
import { pageOfCohorts } from '../metrics/cohorts.ts';
import { resolvePeriod } from '../metrics/kpi-plan.ts';
import type { AnalysisRequest, AnalysisRunner } from './analysis-runner.ts';
import type { LoadedProject } from './worker-api.ts';

/** Values of a breakdown unless the query says otherwise. */
const TOP_VALUES = 8;
const MOST_CHANNELS = 1000;

type FigureHandlers = Pick<
  Handlers<EngineApi>,
  'kpis.figures' | 'kpis.secondOrder' | 'kpis.gaps' | 'kpis.concentration' | 'kpis.breakdown' | 'kpis.acquisition' | 'cohorts.matrix'
>;

/** Figures and cohorts. `withOrders` answers the project in memory and throws NO_ORDERS for an empty one. */
export function createFigureHandlers(runner: AnalysisRunner, withOrders: (context: CallContext) => Promise<LoadedProject>): FigureHandlers {
  const plain = { attribute: null, needsGaps: false } as const;
  return {
    'kpis.figures': async (query, context) => runner.run(await withOrders(context), kpiRequest(query), context),
    'kpis.secondOrder': async (query, context) => runner.run(await withOrders(context), { analysis: 'secondOrder', query, scope: query.scope, ...plain }, context),
    'kpis.gaps': async (query, context) => runner.run(await withOrders(context), { analysis: 'gapDistribution', query, scope: query.scope, ...plain }, context),
    'kpis.concentration': async (query, context) => runner.run(await withOrders(context), { analysis: 'concentration', query, scope: query.scope, ...plain }, context),
    'kpis.breakdown': async (query, context) => {
      const project = await withOrders(context);
      return runner.remembered(project, { breakdown: query }, () => breakDown(runner, project, query, context));
    },
    'kpis.acquisition': async (query, context) => {
      const project = await withOrders(context);
      return runner.run<Acquisition>(project, acquisitionRequest(project, query), context);
    },
    'cohorts.matrix': async (query, context) => runner.run(await withOrders(context), cohortRequest(query), context),
  };
}

function kpiRequest(query: KpiQuery): AnalysisRequest {
  return { analysis: 'kpis', query, scope: query.scope, attribute: null, needsGaps: query.activityWindowDays === 'p90-gap' };
}

/** The whole matrix is computed once, whichever of its pages is asked for. */
function cohortRequest(query: CohortQuery): AnalysisRequest {
  const { page: _page, ...whole } = query;
  const shape = (matrix: CohortMatrix): CohortMatrix => pageOfCohorts(matrix, query);
  return { analysis: 'cohorts', query: whole, scope: query.scope, ...textsOfKey(query), ...segmentsOfKey(query), needsGaps: false, shape };
}

/** Whose texts a key needs: the field of one such as `attribute:channel`. */
export function textsOfKey({ key }: CohortQuery): Pick<AnalysisRequest, 'attribute' | 'needsProducts'> {
  const prefix = 'attribute:';
  return { attribute: key.startsWith(prefix) ? key.slice(prefix.length) : null, needsProducts: key === 'product' };
}

/** By which rules customers are in segments, where these are the cohorts. */
export function segmentsOfKey({ key, segments }: CohortQuery): Pick<AnalysisRequest, 'segments'> {
  return key === 'segment' && segments !== undefined ? { segments } : {};
}

function acquisitionRequest({ frame, spend }: LoadedProject, query: AcquisitionQuery): AnalysisRequest {
  const { scope, field } = query;
  const asOfDay = scope.asOf === null ? frame.lastDay : dayOfIso(scope.asOf);
  const { from, to } = resolvePeriod(query, asOfDay);
  const cohorts: CohortQuery = {
    scope,
    key: field === null ? 'all' : `attribute:${field}`,
    age: 'month',
    measure: 'marginPerCustomer',
    cumulative: true,
    retained: 'in-age',
    acquired: { from: isoOfDay(from), to: isoOfDay(to) },
    top: MOST_CHANNELS,
  };
  return { ...cohortRequest(cohorts), shape: (matrix: CohortMatrix) => acquisitionOf(matrix, spend, query, asOfDay) };
}

async function breakDown(runner: AnalysisRunner, project: LoadedProject, query: KpiBreakdownQuery, context: CallContext): Promise<KpiBreakdown> {
  const { figures, field, basis } = query;
  const { attributes } = project.info;
  const attribute = attributes.find((known) => known.field === field);
  if (attribute === undefined) throw new EngineFailure({ code: 'UNKNOWN_FIELD', field, known: attributes.map((known) => known.field) });
  const values = attribute.values.slice(0, query.top ?? TOP_VALUES);
  const otherValues = attribute.distinct - values.length;
  const filters: { kind: KpiBreakdown['kinds'][number]; value: string; filter: Filter }[] = [
    ...values.map((value) => ({ kind: 'value' as const, value, filter: { field, values: [value], applies: basis } })),
    ...(otherValues > 0 ? [{ kind: 'other' as const, value: '', filter: { field, values: [...values, ''], applies: basis, except: true } }] : []),
    { kind: 'none', value: '', filter: { field, values: [''], applies: basis } },
  ];
  const whole = await runner.run<KpiResult>(project, kpiRequest(figures), context);
  const { scope } = figures;
  const queries = filters.map(({ filter }): KpiQuery => ({ ...figures, scope: { ...scope, filters: [...scope.filters, filter] } }));
  const results = await runner.ofParts(project, { field, basis }, scope, queries, context);
  const parts = filters.map(({ kind, value }, part) => ({ kind, value, result: results[part]! }));
  const shown = parts.filter(({ kind, result }) => kind === 'value' || hasOrders(result));
  return {
    provenance: whole.provenance,
    query,
    period: whole.period,
    previousPeriod: whole.previousPeriod,
    yearBeforePeriod: whole.yearBeforePeriod,
    whole: whole.figures,
    values: shown.map(({ value }) => value),
    kinds: shown.map(({ kind }) => kind),
    otherValues,
    figures: shown.map(({ result }) => result.figures),
    start: whole.series.start,
    state: whole.series.state,
    series: shown.map(({ result }) => Object.fromEntries(query.series.map((key) => [key, result.series.figures[key]]))),
  };
}

function hasOrders({ series }: KpiResult): boolean {
  return series.orders.some((orders) => orders > 0);
}
