import { z } from 'zod';
import type { Interval, Provenance } from './provenance.ts';
import { calendarUnitSchema, periodSchema, scopeSchema, type CalendarUnit, type IsoDate, type Period } from './scope.ts';

/** Figures of METRICS §2, in the order in which they are shown. */
export const KPI_KEYS = [
  'activeCustomers',
  'newCustomers',
  'customerRetentionRate',
  'churnRate',
  'periodRepurchaseRate',
  'repeatPurchaseRate',
  'purchaseFrequency',
  'averageOrderValue',
  'customerValue',
  'orders',
  'netRevenue',
  'repeatRevenueShare',
  'netProfitPerCustomer',
  'medianDaysToSecondOrder',
] as const;
export type KpiKey = (typeof KPI_KEYS)[number];
export const kpiKeySchema = z.enum(KPI_KEYS);

export const KPI_UNITS = {
  activeCustomers: 'count',
  newCustomers: 'count',
  customerRetentionRate: 'share',
  churnRate: 'share',
  periodRepurchaseRate: 'share',
  repeatPurchaseRate: 'share',
  purchaseFrequency: 'ratio',
  averageOrderValue: 'money',
  customerValue: 'money',
  orders: 'count',
  netRevenue: 'money',
  repeatRevenueShare: 'share',
  netProfitPerCustomer: 'money',
  medianDaysToSecondOrder: 'days',
} as const satisfies Record<KpiKey, KpiUnit>;
export type KpiUnit = 'count' | 'share' | 'ratio' | 'money' | 'days';

export const kpiQuerySchema = z.object({
  scope: scopeSchema,
  /** `null`: the twelve calendar months that end with the as-of date’s month, cut at the as-of date. */
  period: periodSchema.nullable(),
  /** Calendar unit of the series. */
  granularity: calendarUnitSchema,
  /** Days for which an order makes its customer a customer (CRR), or the 90th percentile of gaps between orders. */
  activityWindowDays: z.union([z.int().min(1).max(3660), z.literal('p90-gap')]),
});
export type KpiQuery = z.infer<typeof kpiQuerySchema>;

/** Why a figure has no value. `not-observed`: the data begin too late for it; `not-reached`: the survival curve stays above one half. */
export type MissingReason = 'no-denominator' | 'no-cost' | 'not-observed' | 'not-reached';

/** A figure in one period. Money is in minor units; shares are 0–1. */
export interface FigureValue {
  value: number | null;
  interval: Interval | null;
  /** Terms of the quotient (or the count itself over 1): what was divided by what. */
  numerator: number | null;
  denominator: number | null;
  missing: MissingReason | null;
}

/** `difference` = this period − the compared one, in the figure’s unit; its interval is Newcombe’s or a bootstrap’s, `null` for plain counts. */
export interface FigureComparison extends FigureValue {
  difference: number | null;
  differenceInterval: Interval | null;
}

export interface Figure extends FigureValue {
  key: KpiKey;
  previous: FigureComparison;
  yearBefore: FigureComparison;
}

/** Parallel columns, one entry a calendar period. `state` says whether the whole period has been observed. */
export interface KpiSeries {
  granularity: CalendarUnit;
  start: IsoDate[];
  state: ('complete' | 'running')[];
  newCustomers: Float64Array;
  returningCustomers: Float64Array;
  orders: Float64Array;
  /** Net revenue in minor units of customers’ first orders, of their later orders, and of orders without a customer (with unmatched credit notes). */
  firstOrderNetMinor: Float64Array;
  laterOrderNetMinor: Float64Array;
  anonymousNetMinor: Float64Array;
  /** Each figure computed for the calendar period; NaN where it has no value. */
  figures: Record<KpiKey, Float64Array>;
}

export interface KpiResult {
  provenance: Provenance;
  period: Period;
  previousPeriod: Period;
  yearBeforePeriod: Period;
  /** First and last day with a counted order. */
  observed: { from: IsoDate; to: IsoDate };
  activityWindowDays: number;
  bootstrap: { replicates: number; groups: number; seed: number };
  figures: Figure[];
  series: KpiSeries;
}

export const secondOrderQuerySchema = z.object({
  scope: scopeSchema,
  /** Only customers whose first order lies in this period; `null`: all. */
  acquired: periodSchema.nullable(),
  /** The order waited for: 2 is the second, counted from the one before it. */
  orderNumber: z.int().min(2).max(50),
});
export type SecondOrderQuery = z.infer<typeof secondOrderQuerySchema>;

/** Kaplan–Meier curve of the time from order n − 1 to order n; parallel columns over the days with an event (thinned to at most 400). */
export interface SurvivalCurve {
  provenance: Provenance;
  customers: number;
  events: number;
  days: Float64Array;
  /** 1 − S(t): share who have reordered by `days`, with a 95 % log-log Greenwood interval. */
  reordered: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
  atRisk: Float64Array;
  /** Days by which the share has reordered; Brookmeyer–Crowley interval, an open end is `null`. */
  quantiles: { share: number; days: number | null; interval: [number | null, number | null] }[];
}
