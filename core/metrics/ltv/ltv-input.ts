import { EngineFailure } from '../../contract/errors.ts';
import type { LtvFit, LtvQuery, LtvWarning } from '../../contract/ltv.ts';
import { isoOfDay } from '../../maths/calendar.ts';
import type { Likelihood } from './likelihood.ts';
import type { LtvState } from './ltv-state.ts';
import type { SumParts } from './parts.ts';
import type { PurchaseWork } from './purchase-parts.ts';
import type { CustomerHistory } from './summary.ts';

/** Fewer repeat customers than this do not bear a model. */
export const LEAST_REPEATERS = 30;
const SHORT_OBSERVATION_DAYS = 90;

export interface LtvInput {
  query: LtvQuery;
  /** As of the end of the observation. */
  history: CustomerHistory;
  observationEnd: number;
  hasCost: boolean;
  minorUnitDigits: number;
  firstSeenLater: number;
  /** Polled between evaluations of a likelihood and between steps. */
  cancelled: () => boolean;
  /** What is to be done with purchases and who does parts of it, where several threads do. */
  team?: { work: PurchaseWork; sum: SumParts; watch: (logLikelihood: number) => void };
}

export interface FittedLtv {
  result: Omit<LtvFit, 'provenance' | 'holdout'>;
  state: LtvState;
}

export function commonResult({ query, history, observationEnd, firstSeenLater }: LtvInput): Pick<LtvFit, 'query' | 'observationEnd' | 'customers' | 'onlyZeroValueCustomers' | 'leftOut'> {
  return {
    query,
    observationEnd: isoOfDay(observationEnd),
    customers: history.customer.length,
    onlyZeroValueCustomers: history.onlyZeroValue.reduce((sum, flag) => sum + flag, 0),
    leftOut: firstSeenLater > 0 ? [{ reason: 'first-seen-later', customers: firstSeenLater }] : [],
  };
}

export function commonWarnings({ query, history, hasCost }: LtvInput): LtvWarning[] {
  const longest = history.ageDays.reduce((most, days) => Math.max(most, days), 0);
  return [...(query.margin === 'measured' && !hasCost ? (['no-cost'] as const) : []), ...(longest < SHORT_OBSERVATION_DAYS ? (['short-observation'] as const) : [])];
}

export function countRepeaters({ repeats }: CustomerHistory): number {
  let repeaters = 0;
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > 0) repeaters++;
  return repeaters;
}

/** Margin as asked for or as measured, and what refunds on days of their own leave of the purchases’ money. */
export function profitOf({ query, history, hasCost }: LtvInput): Pick<LtvFit, 'margin' | 'refundShare'> {
  let [purchased, net, cost] = [0, 0, 0];
  for (let i = 0; i < history.customer.length; i++) {
    purchased += history.purchasedMinor[i]!;
    net += history.netMinor[i]!;
    cost += history.costMinor[i]!;
  }
  const measured = query.margin === 'measured' && hasCost && purchased > 0;
  const share = measured ? Math.max(0, (purchased - cost) / purchased) : query.margin === 'measured' ? 1 : query.margin;
  return { margin: { share, measured }, refundShare: purchased > 0 ? Math.min(1, Math.max(0, net / purchased)) : 1 };
}

/** Throws CANCELLED once the call is. */
export function stopper(cancelled: () => boolean): () => void {
  return () => {
    if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
  };
}

/** The likelihood, ended between evaluations when the call is cancelled. */
export function interruptible(likelihood: Likelihood, cancelled: () => boolean): Likelihood {
  const stop = stopper(cancelled);
  return {
    ...likelihood,
    evaluate(parameters, gradient, from, to) {
      stop();
      return likelihood.evaluate(parameters, gradient, from, to);
    },
  };
}
