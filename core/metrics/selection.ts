import type { KpiKey } from '../contract/kpis.ts';
import type { Selection } from '../contract/customers.ts';
import type { FrameView } from '../frame/order-frame.ts';
import type { CohortPlan } from './cohorts.ts';
import type { KpiPlan } from './kpis.ts';

export type SelectionPlan =
  | { kind: 'all' }
  | { kind: 'figure'; plan: KpiPlan; key: KpiKey; part: 'numerator' | 'denominator' }
  | { kind: 'cohort'; plan: CohortPlan; row: number; age: number | null };

export interface SelectionContext {
  /** Merged histogram of `foldGaps` when the query’s window is `p90-gap`. */
  gaps: Uint32Array | null;
  /** Text of a code in the dictionary of a cohort key’s attribute. */
  textOf: (code: number) => string;
}

/** The view must be that of the selection’s scope. @throws EngineFailure BAD_REQUEST for a cohort or an age that the matrix lacks. */
export function planSelection(_view: FrameView, _selection: Selection, _context: SelectionContext): SelectionPlan {
  throw new Error('being written');
}
/** Codes of the customers of [from, to) behind a number, ascending. */
export function selectCustomers(_view: FrameView, _plan: SelectionPlan, _from: number, _to: number): Uint32Array {
  throw new Error('being written');
}
