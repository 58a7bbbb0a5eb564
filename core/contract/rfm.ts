import { z } from 'zod';
import { type Estimate, ltvSettingsSchema } from './ltv.ts';
import type { Interval, Provenance } from './provenance.ts';
import { type IsoDate, isoDateSchema, type Period, scopeSchema } from './scope.ts';
import { rfmSettingsSchema } from './segments.ts';

/** METRICS §4. */
export const rfmQuerySchema = z.object({ scope: scopeSchema, settings: rfmSettingsSchema });
export type RfmQuery = z.infer<typeof rfmQuerySchema>;

/** Four each, ascending; as many scores as there are values strictly better than them, and one. */
export interface RfmCutPoints {
  recencyDays: Float64Array;
  frequency: Float64Array;
  monetaryMinor: Float64Array;
}

/** Customers by value: entry i counts the values from start[i] up to start[i + 1], the last one all from there on; `below` those under
 *  start[0]. */
export interface RfmDistribution {
  start: Float64Array;
  customers: Float64Array;
  below: number;
}

/** 5 × 5 scores, row-major: row a (score a + 1), column b (score b + 1). */
export interface RfmGrid {
  customers: Float64Array;
  netMinor: Float64Array;
}

/** Parallel columns, one entry a segment of the query, in its order. Money and orders are those of the look-back window, as in M and F.
 *  NaN where there is no value. */
export interface RfmSegments {
  /** Ids. */
  segment: string[];
  customers: Float64Array;
  /** Of the scored customers, with a 95 % Wilson interval. */
  share: Float64Array;
  shareLower: Float64Array;
  shareUpper: Float64Array;
  netMinor: Float64Array;
  /** Of the scored customers’ net revenue; NaN unless that is above 0. */
  netShare: Float64Array;
  orders: Float64Array;
  averageOrderMinor: Float64Array;
  ordersPerCustomer: Float64Array;
  meanRecencyDays: Float64Array;
  medianRecencyDays: Float64Array;
}

export interface RfmResult {
  provenance: Provenance;
  query: RfmQuery;
  /** Days that R, F and M look at; `to` is the day after the as-of day. */
  window: Period;
  /** Customers with an order in the window: who is scored. */
  customers: number;
  orders: number;
  netMinor: number;
  /** Customers whose last order lies before the window, with all the money that the scope has of them. */
  outsideLookBack: { customers: number; netMinor: number };
  /** What the scores were made with: the quintiles, or the user’s thresholds. */
  cutPoints: RfmCutPoints;
  /** The quintiles, whatever the scoring. */
  quintiles: RfmCutPoints;
  segments: RfmSegments;
  /** Rows R, columns F. */
  recencyFrequency: RfmGrid;
  /** Rows F, columns M. */
  frequencyMonetary: RfmGrid;
  /** Rows R, columns FM: the cells of the segment grid. */
  recencyFrequencyMonetary: RfmGrid;
  distributions: { recencyDays: RfmDistribution; frequency: RfmDistribution; monetaryMinor: RfmDistribution };
}

export const rfmSegmentQuerySchema = z.object({
  query: rfmQuerySchema,
  segment: z.string().min(1).max(60),
  /** What its customers are expected to do, by a model fitted to the scope without a segment filter; absent: not asked. */
  ltv: ltvSettingsSchema.optional(),
});
export type RfmSegmentQuery = z.infer<typeof rfmSegmentQuerySchema>;

/** What a segment buys and says. */
export interface RfmSegmentProfile {
  provenance: Provenance;
  segment: string;
  customers: number;
  /** By net amount of the counted orders’ lines in the window, before refunds; most first. */
  products: { product: string[]; name: string[]; netMinor: Float64Array; quantity: Float64Array; customers: Float64Array };
  /** Days between one order and the next, over all customers of the segment: median and the middle 80 %; `null` without a repeat. */
  gaps: GapForecast | null;
  /** Answers dated by the as-of day, each by itself; the interval is the adjusted Wald one of METRICS §6. `null`: no answer with a score. */
  nps: { answers: number; promoters: number; passives: number; detractors: number; nps: number; interval: Interval } | null;
  /** Sums over the segment’s customers in the model. `null`: not asked, or the model gives no numbers. */
  ltv: { customers: number; aliveCustomers: number; expectedTransactions: Estimate; clvMinor: Estimate | null } | null;
}

/** Days from one order to the next: median, and the 10th and 90th percentile, of `gaps` gaps. */
export interface GapForecast {
  gaps: number;
  medianDays: number;
  lowerDays: number;
  upperDays: number;
}

/** Segments on `compareAsOf` and on the scope’s as-of date, the earlier one first. The scope’s segment filter has no part in it. */
export const rfmMovementQuerySchema = z.object({
  query: rfmQuerySchema,
  compareAsOf: isoDateSchema,
  /** `own`: each date’s own quintiles. `first`: those of the first date for both, so that a score means the same values. */
  cutPoints: z.enum(['own', 'first']),
});
export type RfmMovementQuery = z.infer<typeof rfmMovementQuerySchema>;

/** States besides the segments: a customer whose last order lies before the look-back window; no order yet (or none any more: refunded in full). */
export const OUTSIDE_LOOK_BACK = 'outside-look-back';
export const NOT_YET = 'not-yet-a-customer';

export interface RfmMovementSide {
  asOf: IsoDate;
  cutPoints: RfmCutPoints;
  /** Customers in each state. */
  customers: Float64Array;
  /** Their net revenue in the window of the day. */
  netMinor: Float64Array;
}

export interface RfmMovement {
  /** Of the later date. */
  provenance: Provenance;
  query: RfmMovementQuery;
  /** Ids of the segments in the order of the query, then OUTSIDE_LOOK_BACK and NOT_YET. */
  states: string[];
  from: RfmMovementSide;
  to: RfmMovementSide;
  /** states × states, row-major: customers from a state (row) on the earlier date to one (column) on the later. */
  migration: Float64Array;
}
