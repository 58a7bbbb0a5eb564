import type { CohortMatrix, CohortQuery } from '../../../core/contract/cohorts.ts';
import type { Concentration, ConcentrationQuery, GapDistribution, GapQuery, KpiQuery, KpiResult, SecondOrderQuery, SurvivalCurve } from '../../../core/contract/kpis.ts';
import { DEFAULT_SCOPE } from '../../../core/contract/scope.ts';
import { provenanceOf } from '../../../core/frame/accounting.ts';
import type { FrameView } from '../../../core/frame/order-frame.ts';
import { customerRanges, type CustomerRange } from '../../../core/frame/ranges.ts';
import { finishCohorts, foldCohorts, mergeCohorts, planCohorts } from '../../../core/metrics/cohorts.ts';
import { finishConcentration, foldConcentration, planConcentration } from '../../../core/metrics/concentration.ts';
import { finishGapDistribution, foldGapDistribution, mergeGapDistributions, planGapDistribution } from '../../../core/metrics/gap-distribution.ts';
import { foldGaps, mergeGaps } from '../../../core/metrics/gaps.ts';
import { finishKpis, foldKpis, mergeKpis, planKpis } from '../../../core/metrics/kpis.ts';
import { finishSecondOrder, foldSecondOrder, mergeSecondOrder, planSecondOrder } from '../../../core/metrics/second-order.ts';
import type { SpendFacts } from '../../../core/metrics/spend.ts';

const CURRENCY = { code: 'EUR', minorUnitDigits: 2 };

export const KPI_QUERY: KpiQuery = { scope: DEFAULT_SCOPE, period: null, granularity: 'month', activityWindowDays: 365 };
export const COHORT_QUERY: CohortQuery = { scope: DEFAULT_SCOPE, key: 'month', age: 'month', measure: 'retainedShare', cumulative: false, retained: 'in-age', acquired: null };

/** Each analysis over the given ranges of customers, as the engine’s threads do it. */
export function runKpis(view: FrameView, query: Partial<KpiQuery> = {}, ranges: CustomerRange[] = customerRanges(view.frame, 2), spend: SpendFacts | null = null): KpiResult {
  const gaps = mergeGaps(ranges.map(({ from, to }) => foldGaps(view, from, to)));
  const plan = planKpis(view, { ...KPI_QUERY, ...query }, gaps, spend);
  return finishKpis(plan, mergeKpis(ranges.map(({ from, to }) => foldKpis(view, plan, from, to))), provenanceOf(view, [], CURRENCY));
}

export function runCohorts(
  view: FrameView,
  query: Partial<CohortQuery> = {},
  textOf: (code: number) => string = String,
  ranges: CustomerRange[] = customerRanges(view.frame, 2),
): CohortMatrix {
  const plan = planCohorts(view, { ...COHORT_QUERY, ...query });
  return finishCohorts(plan, mergeCohorts(ranges.map(({ from, to }) => foldCohorts(view, plan, from, to))), provenanceOf(view, [], CURRENCY), { textOf, nameOf: textOf });
}

export function runGaps(view: FrameView, query: Partial<GapQuery> = {}, ranges: CustomerRange[] = customerRanges(view.frame, 2)): GapDistribution {
  const plan = planGapDistribution(view, { scope: DEFAULT_SCOPE, acquired: null, orderNumber: null, ...query });
  return finishGapDistribution(plan, mergeGapDistributions(ranges.map(({ from, to }) => foldGapDistribution(view, plan, from, to))), provenanceOf(view, [], CURRENCY));
}

export function runConcentration(view: FrameView, query: Partial<ConcentrationQuery> = {}, ranges: CustomerRange[] = customerRanges(view.frame, 2)): Concentration {
  const plan = planConcentration(view, { scope: DEFAULT_SCOPE, period: null, ...query });
  return finishConcentration(plan, ranges.map(({ from, to }) => foldConcentration(view, plan, from, to)), provenanceOf(view, [], CURRENCY));
}

export function runSecondOrder(view: FrameView, query: Partial<SecondOrderQuery> = {}, ranges: CustomerRange[] = customerRanges(view.frame, 2)): SurvivalCurve {
  const plan = planSecondOrder(view, { scope: DEFAULT_SCOPE, acquired: null, orderNumber: 2, ...query });
  return finishSecondOrder(plan, mergeSecondOrder(ranges.map(({ from, to }) => foldSecondOrder(view, plan, from, to))), provenanceOf(view, [], CURRENCY));
}

/** A row-major column as rows. */
export function rowsOf(matrix: CohortMatrix, column: Float64Array | Uint32Array | Uint8Array): number[][] {
  return matrix.cohorts.map((_, row) => Array.from(column.subarray(row * matrix.ages, (row + 1) * matrix.ages)));
}
