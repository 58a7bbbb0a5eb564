import { z } from 'zod';
import type { Interval, Provenance } from './provenance.ts';
import { isoDateSchema, periodSchema, scopeSchema, type IsoDate } from './scope.ts';

/** Models with a likelihood. METRICS §5: BG/NBD, MBG/NBD, Pareto/NBD for purchases at any time, sBG for renewals period by period. */
export const PURCHASE_MODELS = ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] as const;
export type PurchaseModel = (typeof PURCHASE_MODELS)[number];
export const FITTED_MODELS = [...PURCHASE_MODELS, 'sbg'] as const;
export type FittedModel = (typeof FITTED_MODELS)[number];

export const SPEND_MODELS = ['gamma-gamma'] as const;
export type SpendModel = (typeof SPEND_MODELS)[number];

/** Parameters by the papers’ letters, in the order in which they are reported. */
export const MODEL_PARAMETERS = {
  'bg-nbd': ['r', 'alpha', 'a', 'b'],
  'mbg-nbd': ['r', 'alpha', 'a', 'b'],
  'pareto-nbd': ['r', 'alpha', 's', 'beta'],
  sbg: ['alpha', 'beta'],
  'gamma-gamma': ['p', 'q', 'gamma'],
} as const satisfies Record<FittedModel | SpendModel, readonly string[]>;

export const ltvQuerySchema = z.object({
  scope: scopeSchema,
  /** Only customers whose first purchase lies in this period; `null`: all. */
  acquired: periodSchema.nullable(),
  model: z.enum(FITTED_MODELS),
  /** `null`: no money. Not used by sBG, whose money is the mean amount of a renewal. */
  spend: z.enum(SPEND_MODELS).nullable(),
  /** Last day that the models are fitted on, inclusive; `null`: the as-of day. Later orders do not exist for the fit. */
  observationEnd: isoDateSchema.nullable(),
  horizonDays: z.int().min(1).max(3660),
  /** Yearly; a payment after t years is worth (1 + rate)^−t. */
  discountRate: z.number().min(0).max(10),
  /** Share of net revenue that is kept, or as measured from the costs in the data (1 where there are none). */
  margin: z.union([z.number().min(0).max(1), z.literal('measured')]),
  /** Last day of the holdout, inclusive: predictions for the days after the end of the observation up to it are compared with what happened. */
  holdoutEnd: isoDateSchema.nullable(),
});
export type LtvQuery = z.infer<typeof ltvQuerySchema>;

/** A fit whose scope is that of what it stands beside. */
export const ltvSettingsSchema = ltvQuerySchema.omit({ scope: true, holdoutEnd: true });
export type LtvSettings = z.infer<typeof ltvSettingsSchema>;

export const DEFAULT_LTV = { acquired: null, model: 'bg-nbd', spend: 'gamma-gamma', observationEnd: null, horizonDays: 365, discountRate: 0.1, margin: 'measured', holdoutEnd: null } as const satisfies Omit<LtvQuery, 'scope'>;

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

/** 90 % interval: parameters drawn from their estimated distribution, and the chance of what customers do. */
export interface Estimate {
  value: number;
  interval: Interval;
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

/** What predictions were compared with: the model; each customer’s own past rate; the past rate of the customer’s RFM cell. */
export const PREDICTORS = ['model', 'historic-rate', 'rfm-cell'] as const;
export type Predictor = (typeof PREDICTORS)[number];

/** Errors of transactions per customer in the holdout; bias is predicted over actual total − 1 (NaN without any). */
export interface PredictorError {
  predictor: Predictor;
  predicted: number;
  meanAbsoluteError: number;
  rootMeanSquaredError: number;
  bias: number;
}

/** `trust`: total within 10 % and no baseline has a smaller RMSE. `beaten`: a baseline does better by RMSE and by the total.
 *  `biased`: total off by more than 25 %. `careful`: in between. `too-short`: fewer than 30 transactions happened. */
export const VERDICTS = ['trust', 'careful', 'biased', 'beaten', 'too-short'] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface LtvHoldout {
  from: IsoDate;
  to: IsoDate;
  days: number;
  customers: number;
  actualTransactions: number;
  /** 90 % interval of the model’s total. */
  predicted: Estimate;
  errors: PredictorError[];
  /** Weeks of seven days from the first purchase on; repeat transactions of the fitted customers. The last week may be cut. */
  tracking: { weekStart: IsoDate[]; calibration: Uint8Array; actual: Float64Array; expected: Float64Array; cumulativeActual: Float64Array; cumulativeExpected: Float64Array };
  /** By repeat transactions in the calibration, 0 … 7 (and more): mean transactions in the holdout. */
  calibration: { frequency: number[]; customers: Float64Array; actual: Float64Array; expected: Float64Array };
  verdict: Verdict;
}

/** Renewals by number: how many could have renewed k times, and how many did; and what the model says. METRICS §5, sBG. */
export interface Survival {
  /** Days between renewals, the median gap. */
  periodDays: number;
  /** Customers who ended at renewal k, and who were last seen renewing and may renew again; index 0 is the first purchase. */
  lost: Float64Array;
  censored: Float64Array;
  survival: Float64Array;
  modelSurvival: Float64Array;
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
  holdout: LtvHoldout | null;
}

export const LTV_SORTS = ['customer', 'frequency', 'recency', 'age', 'pAlive', 'expectedTransactions', 'expectedSpend', 'clv', 'pastRevenue'] as const;
export type LtvSort = (typeof LTV_SORTS)[number];

export const ltvCustomersQuerySchema = z.object({
  ltv: ltvQuerySchema,
  /** `at-risk`: in the top fifth by past revenue with P(alive) below one half. */
  which: z.enum(['all', 'at-risk']),
  sort: z.enum(LTV_SORTS),
  descending: z.boolean(),
  offset: z.int().min(0),
  limit: z.int().min(1).max(5000),
  /** With a 90 % interval of each customer’s transactions and CLV (at most 500 a page). */
  intervals: z.boolean(),
});
export type LtvCustomersQuery = z.infer<typeof ltvCustomersQuerySchema>;

/** Parallel columns; times in weeks (days / 7), money in minor units, NaN where the model gives none. */
export interface LtvCustomers {
  provenance: Provenance;
  total: number;
  customer: string[];
  frequency: Float64Array;
  recency: Float64Array;
  age: Float64Array;
  pastRevenueMinor: Float64Array;
  pAlive: Float64Array;
  expectedTransactions: Float64Array;
  expectedSpendMinor: Float64Array;
  clvMinor: Float64Array;
  intervals: { transactionsLower: Float64Array; transactionsUpper: Float64Array; clvLower: Float64Array; clvUpper: Float64Array } | null;
}

/** Month, quarter or year of the first order, its product, whether it was discounted, or an attribute of it. Segments are groups by the
 *  scope’s segment filter. */
export const ltvGroupKeySchema = z.union([z.enum(['month', 'quarter', 'year', 'product', 'discounted']), z.templateLiteral(['attribute:', z.string().min(1).max(200)])]);
export type LtvGroupKey = z.infer<typeof ltvGroupKeySchema>;

export const ltvGroupsQuerySchema = z.object({ ltv: ltvQuerySchema, by: ltvGroupKeySchema });
export type LtvGroupsQuery = z.infer<typeof ltvGroupsQuerySchema>;

/** Groups of customers, parallel columns, calendar periods in order, others by falling size; at most 200. Money in minor units. */
export interface LtvGroups {
  provenance: Provenance;
  by: LtvGroupKey;
  /** ISO start of the period, the value (empty for none), the product’s id, or `yes` and `no` for discounted. */
  group: string[];
  customers: Float64Array;
  aliveCustomers: Float64Array;
  expectedTransactions: Float64Array;
  pastRevenueMinor: Float64Array;
  /** Means per customer with the 90 % interval of the mean. */
  clvMean: Float64Array;
  clvLower: Float64Array;
  clvUpper: Float64Array;
  /** Groups by an attribute: spend on the channel of the group’s name over the group’s customers, and past margin with CLV over it; NaN without
   *  such spend. */
  acquisitionCostMinor: Float64Array;
  ltvToCac: Float64Array;
  /** Groups beyond the 200 largest. */
  omitted: number;
}

export const ltvCompareQuerySchema = z.object({ ltv: ltvQuerySchema.omit({ model: true }), models: z.array(z.enum(PURCHASE_MODELS)).min(1).max(3) });
export type LtvCompareQuery = z.infer<typeof ltvCompareQuerySchema>;

/** What a model takes for granted. */
export const ASSUMPTIONS = [
  'past-repeats',
  'constant-rate',
  'constant-churn',
  'gamma-rates',
  'dropout-after-purchase',
  'dropout-from-first-purchase',
  'dropout-any-time',
  'spend-independent',
  'newcomers-like-earlier',
] as const;
export type Assumption = (typeof ASSUMPTIONS)[number];

/** One line of the comparison; money in minor units for the horizon, `null` where the method gives none. */
export interface ComparedModel {
  model: PurchaseModel | 'historic' | 'formula';
  assumptions: Assumption[];
  fit: ModelFit | null;
  warnings: LtvWarning[];
  expectedTransactions: number | null;
  clvMinor: number | null;
  clvPerCustomerMinor: number | null;
  interval: Interval | null;
  error: PredictorError | null;
  verdict: Verdict | null;
}

export interface LtvComparison {
  provenance: Provenance;
  query: LtvCompareQuery;
  customers: number;
  rows: ComparedModel[];
}

/** Inputs of LTV = AC × N × P × T that the user sets instead of the measured ones; `null`: as measured. */
export const formulaQuerySchema = z.object({
  scope: scopeSchema,
  lifetime: z.enum(['churn', 'observed', 'given']),
  averageOrderMinor: z.number().nonnegative().nullable(),
  ordersPerMonth: z.number().nonnegative().nullable(),
  marginShare: z.number().min(0).max(1).nullable(),
  lifetimeMonths: z.number().positive().max(1200).nullable(),
});
export type FormulaQuery = z.infer<typeof formulaQuerySchema>;

export interface FormulaInputs {
  averageOrderMinor: number;
  ordersPerMonth: number;
  marginShare: number;
  lifetimeMonths: number;
}

/** METRICS §5.2. Rates are of the twelve months up to the as-of day (or since the first order). */
export interface FormulaResult {
  provenance: Provenance;
  query: FormulaQuery;
  customers: number;
  months: number;
  /** As measured; `null` where the data do not say. `lifetimeMonths` by the way asked for; both ways stand beside it. */
  measured: { averageOrderMinor: number | null; ordersPerMonth: number | null; marginShare: number | null; lifetimeMonths: number | null };
  /** How `lifetimeMonths` was found: `observed` also where churn was asked for and the data begin too late to tell it. */
  lifetime: FormulaQuery['lifetime'];
  monthlyChurn: number | null;
  lifetimeByChurnMonths: number | null;
  lifetimeObservedMonths: number | null;
  used: FormulaInputs | null;
  ltvMinor: number | null;
  /** Customer value (a year’s orders × average order) × lifespan in years. */
  customerValueMinor: number | null;
  customerValueLifespanMinor: number | null;
  /** Net revenue and margin to date per customer. */
  historicRevenueMinor: number;
  historicMarginMinor: number;
}

export const curveQuerySchema = z.object({
  scope: scopeSchema,
  margin: z.union([z.number().min(0).max(1), z.literal('measured')]),
  /** Months from the first order on that the curve is drawn to. */
  months: z.int().min(1).max(120),
  /** Cost of acquiring a customer, minor units; `null`: acquisition spend over new customers where spend was imported. */
  acquisitionCostMinor: z.number().nonnegative().nullable(),
  discountRate: z.number().min(0).max(10),
});
export type CurveQuery = z.infer<typeof curveQuerySchema>;

/** Cumulative margin per acquired customer by 30.4375-day months of the customer’s own age: observed while at least 30 customers have been
 *  seen for the whole month, extrapolated after. METRICS §5.3 and §5.5. */
export interface LtvCurve {
  provenance: Provenance;
  query: CurveQuery;
  marginShare: number;
  month: Float64Array;
  eligible: Float64Array;
  /** Orders, revenue and margin of one month per customer, and cumulative margin, undiscounted and discounted. */
  orders: Float64Array;
  revenueMinor: Float64Array;
  marginMinor: Float64Array;
  cumulativeMarginMinor: Float64Array;
  discountedMarginMinor: Float64Array;
  /** 1 where the month is extrapolated. */
  extrapolated: Uint8Array;
  /** Month-to-month ratio that the extrapolation goes on with; `null`: too few months. */
  monthlyRatio: number | null;
  acquisitionCostMinor: number | null;
  ltvToCac: number | null;
  /** First month at whose end cumulative margin has passed the cost; `null`: not within the curve. */
  paybackMonth: number | null;
  paybackExtrapolated: boolean;
}

export const whatIfQuerySchema = z.object({
  curve: curveQuerySchema,
  /** Relative: with 0.05 five per cent more of the customers come back in each month after the first. */
  retentionUplift: z.number().min(-1).max(10),
  /** Yearly cost of the measure, minor units. */
  costMinor: z.number().nonnegative(),
});
export type WhatIfQuery = z.infer<typeof whatIfQuerySchema>;

interface WhatIfSide {
  orders: number;
  revenueMinor: number;
  profitMinor: number;
}

/** METRICS §5.6, for the customers acquired in the twelve months up to the as-of day, over the months of the curve. */
export interface WhatIfResult {
  curve: LtvCurve;
  customers: number;
  baseline: WhatIfSide;
  changed: WhatIfSide;
  difference: WhatIfSide;
  costMinor: number;
  netGainMinor: number;
  /** Cost of each order in addition; `null` when there is none. */
  costPerOrderMinor: number | null;
  cumulativeMarginMinor: Float64Array;
}
