import type { SecondOrderQuery, SurvivalCurve } from '../contract/kpis.ts';
import type { Provenance } from '../contract/provenance.ts';
import type { FrameView } from '../frame/order-frame.ts';

export interface SecondOrderPlan {
  query: SecondOrderQuery;
}
export interface SecondOrderPartial {
  events: Uint32Array;
  censored: Uint32Array;
}

export function planSecondOrder(_view: FrameView, _query: SecondOrderQuery): SecondOrderPlan {
  throw new Error('being written');
}
export function foldSecondOrder(_view: FrameView, _plan: SecondOrderPlan, _from: number, _to: number): SecondOrderPartial {
  throw new Error('being written');
}
export function mergeSecondOrder(_partials: SecondOrderPartial[]): SecondOrderPartial {
  throw new Error('being written');
}
export function finishSecondOrder(_plan: SecondOrderPlan, _partial: SecondOrderPartial, _provenance: Provenance): SurvivalCurve {
  throw new Error('being written');
}
