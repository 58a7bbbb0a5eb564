import { z } from 'zod';
import type { Interval, Provenance } from './provenance.ts';
import { calendarUnitSchema, periodSchema, scopeSchema, type CalendarUnit, type IsoDate, type Period } from './scope.ts';

/** Figures of METRICS §2, in the order in which they are shown. */
export const KPI_KEYS = [
  'activeCustomers',
  'newCustomers',
  'customersAtEnd',
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
  'acquisitionCost',
  'medianDaysToSecondOrder',
] as const;
export type KpiKey = (typeof KPI_KEYS)[number];
export const kpiKeySchema = z.enum(KPI_KEYS);

export const KPI_UNITS = {
  activeCustomers: 'count',
  newCustomers: 'count',
  customersAtEnd: 'count',
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
  acquisitionCost: 'money',
  medianDaysToSecondOrder: 'days',
} as const satisfies Record<KpiKey, KpiUnit>;
export type KpiUnit = 'count' | 'share' | 'ratio' | 'money' | 'days';

/** Channels of spending that keep or serve customers; all others win them. Absent: none. */
const retentionChannelsSchema = z.array(z.string().max(1000)).max(1000).optional();

export const kpiQuerySchema = z.object({
  scope: scopeSchema,
  /** `null`: the twelve calendar months that end with the as-of date’s month, cut at the as-of date. */
  period: periodSchema.nullable(),
  /** Calendar unit of the series. */
  granularity: calendarUnitSchema,
  /** Days for which an order makes its customer a customer (CRR), or the 90th percentile of gaps between orders. */
  activityWindowDays: z.union([z.int().min(1).max(3660), z.literal('p90-gap')]),
  retentionChannels: retentionChannelsSchema,
});
export type KpiQuery = z.infer<typeof kpiQuerySchema>;

/** Why a figure has no value. `not-observed`: the data begin too late for it; `not-reached`: the survival curve stays above one half;
 *  `window-too-short`: more customers are new than are customers at the end, since the activity window is shorter than the period;
 *  `won-back-exceed-lost`: customers won back, or dropped by filters on orders before, make more than all of the customers at the start;
 *  `spend-not-split`: spending cannot be divided by the filters, which is possible by channel only. */
export type MissingReason = 'no-denominator' | 'no-cost' | 'not-observed' | 'not-reached' | 'window-too-short' | 'won-back-exceed-lost' | 'no-spend' | 'spend-not-split';

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
  /** Spending in the period within the filters, and all channels that spending names; `null`: none is known, or it cannot be split. A
   *  month’s spending is spread evenly over its days; sums are rounded to a minor unit. */
  spend: { acquisitionMinor: number; retentionMinor: number; channels: string[] } | null;
  figures: Figure[];
  series: KpiSeries;
}

export const secondOrderQuerySchema = z.object({
  scope: scopeSchema,
  /** Only customers whose first order lies in this period; `null`: all. */
  acquired: periodSchema.nullable(),
  /** The order waited for: 2 is the second, counted from the one before it. */
  orderNumber: z.int().min(2).max(50),
  /** Days of the at-risk table; absent: a month to two years. */
  tableDays: z.array(z.int().min(0).max(36_600)).max(50).optional(),
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
  table: AtRiskTable;
}

/** Parallel columns, one entry a day within the curve’s span: customers still waiting at the beginning of the day, those whose order came by
 *  its end, those whose observation ended before it, and the curve at its end. */
export interface AtRiskTable {
  days: Float64Array;
  atRisk: Float64Array;
  events: Float64Array;
  censored: Float64Array;
  reordered: Float64Array;
  lower: Float64Array;
  upper: Float64Array;
}

export const gapQuerySchema = z.object({
  scope: scopeSchema,
  acquired: periodSchema.nullable(),
  /** Only gaps that end with this order of their customer; `null`: all. */
  orderNumber: z.int().min(2).max(50).nullable(),
});
export type GapQuery = z.infer<typeof gapQuerySchema>;

/** Days between consecutive orders of a customer, of those that were followed by another; who has not reordered yet is in the survival
 *  curve and not here. */
export interface GapDistribution {
  provenance: Provenance;
  query: GapQuery;
  gaps: number;
  meanDays: number;
  /** Gaps by their days: index is days. */
  counts: Uint32Array;
  /** Definition 7 quantiles with a 95 % order-statistic interval (gaps taken as independent). */
  quantiles: { share: number; days: number; interval: Interval | null }[];
  /** Parallel columns, one entry an order number from the second on, up to the 50th. Days; NaN where there is no gap. */
  byOrder: { orderNumber: Uint32Array; gaps: Uint32Array; lowerQuartile: Float64Array; median: Float64Array; upperQuartile: Float64Array; p90: Float64Array };
}

export const concentrationQuerySchema = z.object({ scope: scopeSchema, period: periodSchema.nullable() });
export type ConcentrationQuery = z.infer<typeof concentrationQuerySchema>;

/** How revenue is spread over the customers with an order in the period. 95 % intervals are linearised (asymptotic) ones. */
export interface Concentration {
  provenance: Provenance;
  period: Period;
  customers: number;
  netMinor: number;
  gini: { value: number; interval: Interval | null };
  /** Share of revenue from the `top` share of customers, and the least revenue of one of these. */
  shares: { top: number; share: number; interval: Interval | null; leastMinor: number }[];
  /** The concentration curve from (0, 0) to (1, 1), best customers first; at most 200 steps. */
  customerShare: Float64Array;
  revenueShare: Float64Array;
}

export const kpiBreakdownQuerySchema = z.object({
  figures: kpiQuerySchema,
  /** An attribute of orders. */
  field: z.string().min(1).max(200),
  /** `orders`: figures of the orders with a value. `first-order`: figures of the customers whose first order has it. */
  basis: z.enum(['orders', 'first-order']),
  /** So many values with most orders in the whole project; the others are one. Default 8. */
  top: z.int().min(1).max(24).optional(),
  /** Figures wanted as series. */
  series: z.array(kpiKeySchema).max(KPI_KEYS.length),
});
export type KpiBreakdownQuery = z.infer<typeof kpiBreakdownQuerySchema>;

/** The figures of `kpis.figures` once for each value, as if it were filtered for; whom a segment filter leaves is scored among all values. Parallel
 *  columns by value. */
export interface KpiBreakdown {
  provenance: Provenance;
  query: KpiBreakdownQuery;
  period: Period;
  previousPeriod: Period;
  yearBeforePeriod: Period;
  whole: Figure[];
  values: string[];
  kinds: ('value' | 'none' | 'other')[];
  /** Distinct values among the others. */
  otherValues: number;
  figures: Figure[][];
  /** Calendar periods, shared by all values, and the columns asked for. */
  start: IsoDate[];
  state: ('complete' | 'running')[];
  series: Partial<Record<KpiKey, Float64Array>>[];
}

export const acquisitionQuerySchema = z.object({
  scope: scopeSchema,
  /** Customers whose first order lies in it, and spending in it; `null` as for the figures. */
  period: periodSchema.nullable(),
  /** Attribute of the first order whose values are the channels of spending; `null`: not by channel. */
  field: z.string().min(1).max(200).nullable(),
  retentionChannels: retentionChannelsSchema,
});
export type AcquisitionQuery = z.infer<typeof acquisitionQuerySchema>;

/** What winning customers costs, and when their margin has paid it back. Money in minor units. `age` counts calendar months, 0 is that of
 *  the first order. */
export interface AcquisitionCost {
  spendMinor: number;
  newCustomers: number;
  /** Spending over new customers; `null` without either. */
  costMinor: number | null;
  /** First age at which cumulative margin per customer, of those observed so long, reaches the cost; `null`: at none so far. */
  paybackAge: number | null;
  /** Cumulative margin per acquired customer by age; NaN where nobody has been observed so long, or no file says what goods cost. */
  marginPerCustomer: Float64Array;
}

export interface Acquisition {
  provenance: Provenance;
  query: AcquisitionQuery;
  period: Period;
  whole: AcquisitionCost;
  /** By channel: those with spending or new customers, largest spending first. Names that only one side has are channels too. */
  channels: (AcquisitionCost & { channel: string })[];
  /** Spending on retention and service in the period. */
  retentionMinor: number;
  missing: 'no-cost' | 'no-spend' | 'spend-not-split' | null;
}
