import type { CohortQuery } from '../contract/cohorts.ts';
import type { ConcentrationQuery, GapQuery, KpiQuery, SecondOrderQuery } from '../contract/kpis.ts';
import type { Provenance } from '../contract/provenance.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { type CohortTexts, finishCohorts, foldCohorts, mergeCohorts, planCohorts } from '../metrics/cohorts.ts';
import { finishConcentration, foldConcentration, planConcentration } from '../metrics/concentration.ts';
import { finishGapDistribution, foldGapDistribution, mergeGapDistributions, planGapDistribution } from '../metrics/gap-distribution.ts';
import { foldGaps, mergeGaps } from '../metrics/gaps.ts';
import { finishKpis, foldKpis, mergeKpis, planKpis } from '../metrics/kpis.ts';
import { foldGapParts, foldKpiParts, mergeGapParts, mergeKpiParts, type ViewParts } from '../metrics/parts.ts';
import { finishSecondOrder, foldSecondOrder, mergeSecondOrder, planSecondOrder } from '../metrics/second-order.ts';
import { planSelection, selectCustomers, type MetricSelection } from '../metrics/selection.ts';
import type { SegmentKey } from '../metrics/cohort-keys.ts';
import type { SpendFacts } from '../metrics/spend.ts';
import { RFM_FOLDS } from './rfm-analyses.ts';
import { joinCodes } from './join-codes.ts';

export interface PlanContext {
  /** Merged histogram of gaps between orders, where the query asks for it. */
  gaps: Uint32Array | null;
  textOf: (code: number) => string;
  /** What was spent, where the analysis needs it and a file says. */
  spend: SpendFacts | null;
  /** Who is in which segment, where the query has cohorts of segments. */
  segments: SegmentKey | null;
}

/** The steps of an analysis. Plans and partials cross threads; their types are known only here. */
interface Steps<Query, Plan, Partial, Result> {
  plan: (view: FrameView, query: Query, context: PlanContext) => Plan;
  fold: (view: FrameView, plan: Plan, from: number, to: number) => Partial;
  /** Partials of one thread become one before they leave it, where the order of the ranges does not matter. */
  merge?: (partials: Partial[]) => Partial;
  finish: (plan: Plan, partials: Partial[], provenance: Provenance, texts: CohortTexts) => Result;
}

export type AnalysisSteps = Steps<unknown, unknown, unknown, unknown>;

const analysis = <Query, Plan, Partial, Result>(steps: Steps<Query, Plan, Partial, Result>): AnalysisSteps => steps as AnalysisSteps;

export const ANALYSES = {
  kpis: analysis({
    plan: (view, query: KpiQuery, { gaps, spend }) => planKpis(view, query, gaps, spend),
    fold: foldKpis,
    merge: mergeKpis,
    finish: (plan, partials, provenance) => finishKpis(plan, mergeKpis(partials), provenance),
  }),
  cohorts: analysis({
    plan: (view, query: CohortQuery, { segments }) => planCohorts(view, query, segments),
    fold: foldCohorts,
    merge: mergeCohorts,
    finish: (plan, partials, provenance, texts) => finishCohorts(plan, mergeCohorts(partials), provenance, texts),
  }),
  secondOrder: analysis({
    plan: (view, query: SecondOrderQuery) => planSecondOrder(view, query),
    fold: foldSecondOrder,
    merge: mergeSecondOrder,
    finish: (plan, partials, provenance) => finishSecondOrder(plan, mergeSecondOrder(partials), provenance),
  }),
  gapDistribution: analysis({
    plan: (view, query: GapQuery) => planGapDistribution(view, query),
    fold: foldGapDistribution,
    merge: mergeGapDistributions,
    finish: (plan, partials, provenance) => finishGapDistribution(plan, mergeGapDistributions(partials), provenance),
  }),
  concentration: analysis({
    plan: (view, query: ConcentrationQuery) => planConcentration(view, query),
    fold: foldConcentration,
    finish: (plan, partials, provenance) => finishConcentration(plan, partials, provenance),
  }),
  gaps: analysis({
    plan: () => null,
    fold: (view, _plan, from, to) => foldGaps(view, from, to),
    merge: mergeGaps,
    finish: (_plan, partials) => mergeGaps(partials),
  }),
  kpiParts: analysis({
    plan: (_view, plan: Parameters<typeof foldKpiParts>[1]) => plan,
    fold: foldKpiParts,
    merge: mergeKpiParts,
    finish: (_plan, partials) => mergeKpiParts(partials),
  }),
  gapParts: analysis({
    plan: (_view, parts: ViewParts) => parts,
    fold: foldGapParts,
    merge: mergeGapParts,
    finish: (_plan, partials) => mergeGapParts(partials),
  }),
  selection: analysis({
    plan: (view, selection: MetricSelection, { gaps, textOf, segments }) => planSelection(view, selection, { gaps, textOf, segments }),
    fold: selectCustomers,
    finish: (_plan, partials) => joinCodes(partials),
  }),
  ...(RFM_FOLDS as unknown as Record<keyof typeof RFM_FOLDS, AnalysisSteps>),
} as const satisfies Record<string, AnalysisSteps>;

export type AnalysisName = keyof typeof ANALYSES;
