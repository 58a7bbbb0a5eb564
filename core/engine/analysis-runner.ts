import { EngineFailure } from '../contract/errors.ts';
import type { KpiQuery, KpiResult } from '../contract/kpis.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { Scope } from '../contract/scope.ts';
import type { Provenance } from '../contract/provenance.ts';
import type { RfmSettings } from '../contract/segments.ts';
import { provenanceOf } from '../frame/accounting.ts';
import type { FrameView } from '../frame/order-frame.ts';
import type { SegmentKey } from '../metrics/cohort-keys.ts';
import { planKpis, type KpiPartial } from '../metrics/kpis.ts';
import { mergeGapParts, mergeKpiParts, type ViewParts } from '../metrics/parts.ts';
import { segmentOfCells } from '../metrics/rfm.ts';
import type { AnalysisName } from './analyses.ts';
import type { ComputePool } from './compute-pool.ts';
import { canonicalText, estimateBytes, type ResultCache } from './result-cache.ts';
import type { ScoredViews } from './scored-views.ts';
import type { SharedTexts } from './shared-texts.ts';
import { filtersOf, type ViewStore } from './view-store.ts';
import type { LoadedProject } from './worker-api.ts';

/** Results that cross a port are copied, so they stay small. */
const MOST_RESULT_BYTES = 1_048_576;

export interface AnalysisRequest {
  analysis: AnalysisName;
  query: unknown;
  scope: Scope;
  /** Attribute whose texts the analysis needs, `null`: none. */
  attribute: string | null;
  /** Needs the products’ texts instead. */
  needsProducts?: boolean;
  needsGaps: boolean;
  /** Needs to know who is in which segment by these rules. */
  segments?: RfmSettings;
  /** What of the whole result is asked for. */
  shape?: (whole: never) => unknown;
}

export interface AnalysisRunner {
  /** Plan, fold, merge and finish, or the same result from before. Throws what the steps throw, and CANCELLED. */
  run<T>(project: LoadedProject, request: AnalysisRequest, context: CallContext): Promise<T>;
  /** The same in a view that the caller holds, which is that of the request’s scope; nothing is remembered. */
  inView(project: LoadedProject, request: AnalysisRequest, view: FrameView, provenance: Provenance, context: CallContext): Promise<unknown>;
  /** The figures of each part of a scope. `queries` are those that a filter for the part would be asked with. */
  ofParts(project: LoadedProject, parts: Omit<ViewParts, 'filters'>, scope: Scope, queries: KpiQuery[], context: CallContext): Promise<KpiResult[]>;
  /** What was computed for this key and these data before, or computes it. */
  remembered<T>(project: LoadedProject, key: unknown, compute: () => Promise<T>): Promise<T>;
}

export function createAnalysisRunner(pool: ComputePool, views: ViewStore, scored: ScoredViews, cache: ResultCache): AnalysisRunner {
  const remembered = async <T>(project: LoadedProject, key: unknown, compute: () => Promise<T>): Promise<T> => {
    // The fingerprint is that of rows and texts; the currency is named in results and is no part of it.
    const text = `${project.frame.fingerprint} ${canonicalText([project.info.currency, key])}`;
    const known = cache.get(text);
    if (known !== undefined) return known as T;
    const result = await compute();
    cache.set(text, result);
    return result;
  };

  const throughSteps = async (project: LoadedProject, request: AnalysisRequest, view: FrameView, provenance: Provenance, context: CallContext): Promise<unknown> => {
    const { segments: settings, scope } = request;
    if (settings === undefined) return withSegments(project, request, null, view, provenance, context);
    const { segments } = settings;
    const names = { segmentOf: segmentOfCells(segments), ids: segments.map(({ id }) => id), names: segments.map(({ id, name }) => name ?? id) };
    return scored.use(project, { scope, settings }, context, (_same, { window }) => withSegments(project, request, { cell: window.columns.cell, ...names }, view, provenance, context));
  };

  const withSegments = async (project: LoadedProject, request: AnalysisRequest, segments: SegmentKey | null, view: FrameView, provenance: Provenance, context: CallContext): Promise<unknown> => {
    const { analysis, query, scope } = request;
    const gapsRequest: AnalysisRequest = { analysis: 'gaps', query: null, scope, attribute: null, needsGaps: false };
    const gaps = request.needsGaps
      ? ((await remembered(project, { gaps: scope }, () => throughSteps(project, gapsRequest, view, provenance, context))) as Uint32Array)
      : null;
    const texts = request.needsProducts === true ? project.products : textsOf(project, request.attribute);
    const names = request.needsProducts === true ? project.productNames : texts;
    const plan = await pool.call('plan', { analysis, view, query, gaps, texts, spend: analysis === 'kpis' ? project.spend : null, segments });
    const partials = await pool.spread(view.frame, context, (thread, job) => thread.call('fold', { job, analysis, view, plan }));
    return pool.call('finish', { analysis, plan, partials, provenance, texts, names });
  };

  /** One view, one pass over its orders for all parts, and what follows from their sums on all threads. */
  const ofParts: AnalysisRunner['ofParts'] = (project, parts, scope, queries, context) =>
    views.use(project, scope, context, async (view) => {
      const filters = filtersOf(project, queries.map((query) => query.scope.filters.at(-1)!));
      const spread = (analysis: 'kpiParts' | 'gapParts', plan: unknown): Promise<unknown[]> =>
        pool.spread(view.frame, context, (thread, job) => thread.call('fold', { job, analysis, view, plan }));
      const needsGaps = queries.some(({ activityWindowDays }) => activityWindowDays === 'p90-gap');
      const gaps = needsGaps ? mergeGapParts((await spread('gapParts', { ...parts, filters })) as Uint32Array[][]) : null;
      const plans = queries.map((query, part) => planKpis(view, query, gaps?.[part] ?? null, project.spend));
      const partials = mergeKpiParts((await spread('kpiParts', { parts: { ...parts, filters }, plans })) as KpiPartial[][]);
      const provenance = provenanceIn(project, view, scope);
      const finished = plans.map((plan, part) => pool.call('finish', { analysis: 'kpis', plan, partials: [partials[part]], provenance, texts: null, names: null }));
      return (await Promise.all(finished)) as KpiResult[];
    });

  return {
    ofParts,
    inView: throughSteps,
    remembered,
    run: async <T>(project: LoadedProject, request: AnalysisRequest, context: CallContext) => {
      const whole = await remembered(project, { analysis: request.analysis, query: request.query }, () =>
        views.use(project, request.scope, context, (view) => throughSteps(project, request, view, provenanceIn(project, view, request.scope), context)),
      );
      return withinPort((request.shape === undefined ? whole : request.shape(whole as never)) as T);
    },
  };
}

export function provenanceIn({ info }: LoadedProject, view: FrameView, scope: Scope): Provenance {
  if (info.currency === null) throw new EngineFailure({ code: 'NO_ORDERS' });
  return { ...provenanceOf(view, scope.filters, info.currency), ...(scope.segment !== undefined && { segments: scope.segment.segments }) };
}

function textsOf({ texts, frame }: LoadedProject, attribute: string | null): SharedTexts | null {
  if (attribute === null) return null;
  const found = Object.hasOwn(texts, attribute) ? texts[attribute] : undefined;
  if (found === undefined) throw new EngineFailure({ code: 'UNKNOWN_FIELD', field: attribute, known: Object.keys(frame.attributes) });
  return found;
}

function withinPort<T>(result: T): T {
  const bytes = estimateBytes(result);
  if (bytes > MOST_RESULT_BYTES) throw new EngineFailure({ code: 'TOO_LARGE', what: 'bytes', count: bytes, most: MOST_RESULT_BYTES });
  return result;
}
