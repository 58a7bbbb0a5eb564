import type { Interval, Provenance } from '../provenance.ts';
import type { IsoDate } from '../scope.ts';
import type { Estimate } from './estimate.ts';
import type { LtvHoldout } from './holdout.ts';
import type { FittedModel, SpendModel } from './models.ts';
import type { LtvQuery } from './query.ts';
import type { RenewalHoldout, Survival } from './renewals.ts';

/** Why a model gives no numbers. `no-mean`: Gamma-Gamma with q ≤ 1. `no-spread`: all repeat amounts alike. */
export const FIT_FAULTS = ['not-converged', 'at-bound', 'hessian-not-positive-definite', 'too-few-repeaters', 'no-mean', 'no-money', 'no-spread'] as const;
export type FitFault = (typeof FIT_FAULTS)[number];

/** What to know about a fit whose numbers stand. `one-time-buyers-alive`: P(alive) = 1 for all of them by construction of BG/NBD.
 *  `spend-depends-on-frequency`: the independence that Gamma-Gamma assumes is rejected. `no-cost`: margin counted as 1.
 *  `short-observation`: fewer than 90 days from the first purchase to the end. `spend-not-fitted`: no money, see the spend fit’s fault. */
export const LTV_WARNINGS = ['one-time-buyers-alive', 'spend-depends-on-frequency', 'no-cost', 'short-observation', 'spend-not-fitted'] as const;
export type LtvWarning = (typeof LTV_WARNINGS)[number];

export interface ModelParameter {
  name: string;
  value: number;
  /** From the observed information; `null` when the Hessian gives none. */
  standardError: number | null;
  /** 95 %, of the logarithm and carried back. */
  interval: Interval | null;
}

/** Parameters of a faulty fit are reported as far as the search came; nothing is predicted from them. */
export interface ModelFit {
  model: FittedModel | SpendModel;
  parameters: ModelParameter[];
  logLikelihood: number | null;
  converged: boolean;
  iterations: number;
  fault: FitFault | null;
  /** Customers that the likelihood is about. */
  customers: number;
}

/** Sums over the fitted customers for the horizon after the end of the observation; money in minor units after margin. */
export interface LtvTotals {
  aliveCustomers: number;
  expectedTransactions: Estimate;
  /** Undiscounted revenue, before margin. */
  expectedRevenueMinor: Estimate | null;
  clvMinor: Estimate | null;
  /** The same without an end of the horizon; `null` at a discount rate of 0. */
  residualClvMinor: number | null;
}

/** Customers that the fit leaves out. `first-seen-later`: first purchase after the end of the observation, up to the as-of or holdout day. */
export const LTV_LEFT_OUT = ['first-seen-later'] as const;
export type LtvLeftOutReason = (typeof LTV_LEFT_OUT)[number];

/** Whether repeat customers’ mean spend goes with how often they buy, which Gamma-Gamma assumes it does not. */
export interface SpendIndependence {
  customers: number;
  pearson: number;
  spearman: number;
  /** Two-sided, of no slope of mean spend on frequency, with errors that allow for the wider spread of the less frequent. */
  pValue: number;
}

export interface LtvFit {
  provenance: Provenance;
  query: LtvQuery;
  observationEnd: IsoDate;
  timeUnit: 'weeks' | 'periods';
  customers: number;
  /** Of these, customers known only by orders of nothing, who are in purchase models with x = 0. */
  onlyZeroValueCustomers: number;
  repeaters: number;
  /** Distinct (x, t_x, T). */
  patterns: number;
  leftOut: { reason: LtvLeftOutReason; customers: number }[];
  purchase: ModelFit;
  spend: ModelFit | null;
  independence: SpendIndependence | null;
  /** Share of net revenue counted as profit, and share of purchases’ money left after refunds that come later. */
  margin: { share: number; measured: boolean };
  refundShare: number;
  warnings: LtvWarning[];
  /** `null`: the purchase model gives no numbers. */
  totals: LtvTotals | null;
  survival: Survival | null;
  /** Of models of purchases; of sBG. */
  holdout: LtvHoldout | null;
  renewalHoldout: RenewalHoldout | null;
}
