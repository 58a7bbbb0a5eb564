import type { CohortMatrix, CohortQuery } from '../contract/cohorts.ts';
import type { Provenance } from '../contract/provenance.ts';
import type { FrameView } from '../frame/order-frame.ts';

export interface CohortPlan {
  query: CohortQuery;
  rows: number;
  ages: number;
}
export interface CohortPartial {
  sizes: Float64Array;
}

/** @throws EngineFailure UNKNOWN_FIELD for a key on an attribute that the frame lacks, BAD_REQUEST for more than 2,000 cohorts or 600 ages, NO_ORDERS. */
export function planCohorts(_view: FrameView, _query: CohortQuery): CohortPlan {
  throw new Error('being written');
}
export function foldCohorts(_view: FrameView, _plan: CohortPlan, _from: number, _to: number): CohortPartial {
  throw new Error('being written');
}
export function mergeCohorts(_partials: CohortPartial[]): CohortPartial {
  throw new Error('being written');
}
/** `textOf` gives the text of a code in the dictionary of the key’s attribute; it is not called for calendar keys. */
export function finishCohorts(_plan: CohortPlan, _partial: CohortPartial, _provenance: Provenance, _textOf: (code: number) => string): CohortMatrix {
  throw new Error('being written');
}
