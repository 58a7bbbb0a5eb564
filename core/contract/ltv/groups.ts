import { z } from 'zod';
import type { Provenance } from '../provenance.ts';
import { rfmSettingsSchema } from '../segments.ts';
import { ltvQuerySchema } from './query.ts';

/** Month, quarter or year of the first order, its product, whether it was discounted, an attribute of it, or the customer’s RFM segment at the
 *  end of the observation. */
export const ltvGroupKeySchema = z.union([z.enum(['month', 'quarter', 'year', 'product', 'discounted', 'segment']), z.templateLiteral(['attribute:', z.string().min(1).max(200)])]);
export type LtvGroupKey = z.infer<typeof ltvGroupKeySchema>;

export const ltvGroupsQuerySchema = z
  .object({
    ltv: ltvQuerySchema,
    by: ltvGroupKeySchema,
    /** How segments are made; needed for `segment`. */
    rfm: rfmSettingsSchema.optional(),
  })
  .refine(({ by, rfm }) => by !== 'segment' || rfm !== undefined, { error: 'groups by segment need rfm' });
export type LtvGroupsQuery = z.infer<typeof ltvGroupsQuerySchema>;

/** How spending is shared out among groups. `channel-named`: what was spent on the channel of the group’s name, over its customers. `period`:
 *  what was spent in the calendar period in which the group’s customers first ordered. `channel-of-first-order`: what each channel cost for one
 *  of the customers whose first order came by it, over the group’s customers. */
export const COST_BASES = ['channel-named', 'period', 'channel-of-first-order'] as const;
export type CostBasis = (typeof COST_BASES)[number];

/** Why it cannot be: no file of spending; filters that spending does not know of; no attribute of orders holds the channels’ names. */
export const COST_ABSENCES = ['no-spend', 'spend-not-split', 'no-channel'] as const;
export type CostAbsence = (typeof COST_ABSENCES)[number];

/** Groups of customers, parallel columns, calendar periods in order, others by falling size; at most 200. Money in minor units. */
export interface LtvGroups {
  provenance: Provenance;
  by: LtvGroupKey;
  /** ISO start of the period, the value (empty for none), the product’s id, `yes` and `no` for discounted, the segment’s id (empty: in none;
   *  in the order of the settings). */
  group: string[];
  customers: Float64Array;
  aliveCustomers: Float64Array;
  expectedTransactions: Float64Array;
  pastRevenueMinor: Float64Array;
  /** Means per customer with the 90 % interval of the mean. */
  clvMean: Float64Array;
  clvLower: Float64Array;
  clvUpper: Float64Array;
  /** `null`: `costAbsence` says why there is no cost of acquisition. */
  costBasis: CostBasis | null;
  costAbsence: CostAbsence | null;
  /** Of one customer, and past margin with CLV over it; NaN without spending on the group. */
  acquisitionCostMinor: Float64Array;
  ltvToCac: Float64Array;
  /** Spending that falls to no group: on channels by which nobody’s first order came, or in periods without customers. */
  unassignedSpendMinor: number;
  /** First month since the first order at whose end a customer’s mean cumulative margin has passed the cost; NaN where that is not within the
   *  `observedMonths`, for which at least 30 of the group’s customers have been seen, or there is no cost. */
  paybackMonth: Float64Array;
  observedMonths: Float64Array;
  /** Groups beyond the 200 largest. */
  omitted: number;
}
