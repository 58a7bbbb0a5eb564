import type { KpiQuery, KpiResult } from '../contract/kpis.ts';
import type { Provenance } from '../contract/provenance.ts';
import type { FrameView } from '../frame/order-frame.ts';

/** What a fold needs to know; structured-clonable. */
export interface KpiPlan {
  query: KpiQuery;
  activityWindowDays: number;
}
export interface KpiPartial {
  sums: Float64Array;
}

/** Resolves periods and windows. `gaps` is the merged histogram of `foldGaps`, needed when the query’s window is `p90-gap`, else `null`.
 *  @throws EngineFailure NO_ORDERS when no order counts by the as-of day. */
export function planKpis(_view: FrameView, _query: KpiQuery, _gaps: Uint32Array | null): KpiPlan {
  throw new Error('being written');
}
/** Customers [from, to), as ranges of `customerRanges`. */
export function foldKpis(_view: FrameView, _plan: KpiPlan, _from: number, _to: number): KpiPartial {
  throw new Error('being written');
}
export function mergeKpis(_partials: KpiPartial[]): KpiPartial {
  throw new Error('being written');
}
export function finishKpis(_plan: KpiPlan, _partial: KpiPartial, _provenance: Provenance): KpiResult {
  throw new Error('being written');
}
