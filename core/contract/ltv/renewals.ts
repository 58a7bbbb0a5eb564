import type { IsoDate } from '../scope.ts';
import type { Estimate } from './estimate.ts';
import type { Verdict } from './holdout.ts';

/** How orders are read as renewals. A purchase day after the first is a renewal; the period is the median of customers’ mean gaps. A renewal is
 *  due a period after the purchase before it and awaited for `graceDays` more: that is its window. Renewals are counted once their window has
 *  ended, made and missed alike; a customer whose window is still open is censored there. Who misses a window is lost; who comes back later goes
 *  on with the next renewal. */
export interface RenewalDefinition {
  periodDays: number;
  /** Half a period. */
  graceDays: number;
  /** Customers with a window that is still open: due later, and due already but not given up. P(alive) of these falls with every day by which
   *  a share of the renewals that are made would have come. */
  notYetDue: number;
  late: number;
  lostCustomers: number;
}

/** Renewals by number: how many could have renewed k times, and how many did; and what the model says. METRICS §5, sBG. */
export interface Survival extends RenewalDefinition {
  /** Customers who did not make renewal k, and who made k of them and whose next window has not ended; index 0 is the first purchase. */
  lost: Float64Array;
  censored: Float64Array;
  survival: Float64Array;
  modelSurvival: Float64Array;
}

/** What renewals were compared with: sBG; the share of renewals made among those whose window ended in the last period before the holdout, for
 *  everybody; the share made of each renewal by its number (those with 30 customers or more, the last of them from there on). */
export const RENEWAL_PREDICTORS = ['model', 'last-rate', 'observed-rates'] as const;
export type RenewalPredictor = (typeof RENEWAL_PREDICTORS)[number];

/** Errors of renewals per customer in the holdout; bias is predicted over actual total − 1 (NaN without any). */
export interface RenewalError {
  predictor: RenewalPredictor;
  predicted: number;
  meanAbsoluteError: number;
  rootMeanSquaredError: number;
  bias: number;
  /** The same of the share of customers still there, over the periods of `survivors`. */
  survivalMeanAbsoluteError: number;
  survivalRootMeanSquaredError: number;
}

export interface RenewalHoldout {
  from: IsoDate;
  to: IsoDate;
  days: number;
  /** Customers of the fit, and those of them who were not lost at its end: the holdout is about these. */
  customers: number;
  followed: number;
  /** Renewals in windows that end within the holdout. */
  actualRenewals: number;
  predicted: Estimate;
  /** Customers lost by the definition who bought in the holdout after all: many of them, and the orders are no subscriptions. */
  returned: number;
  lost: number;
  /** By renewals since the end of the observation (1 is the next): customers whose window for it ends within the holdout, and how many of
   *  them are still there then, in fact and as predicted. */
  survivors: { period: number[]; eligible: Float64Array; actual: Float64Array } & Record<'model' | 'lastRate' | 'observedRates', Float64Array>;
  errors: RenewalError[];
  /** As of purchases; `careful` at most where more than a tenth of the lost returned. */
  verdict: Verdict;
}
