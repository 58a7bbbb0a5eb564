import { z } from 'zod';
import { cohortQuerySchema } from './cohorts.ts';
import { kpiKeySchema, kpiQuerySchema } from './kpis.ts';
import type { Provenance } from './provenance.ts';
import { scopeSchema } from './scope.ts';

/** The customers behind a number: everyone, a figure’s numerator or denominator, or a cohort (age `null`) or one of its cells. */
export const selectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all'), scope: scopeSchema }),
  z.object({ kind: z.literal('figure'), key: kpiKeySchema, query: kpiQuerySchema, part: z.enum(['numerator', 'denominator']) }),
  z.object({ kind: z.literal('cohort'), query: cohortQuerySchema, cohort: z.string().max(1000), age: z.int().min(0).max(5000).nullable() }),
]);
export type Selection = z.infer<typeof selectionSchema>;

export const CUSTOMER_SORTS = ['customer', 'firstOrder', 'lastOrder', 'orders', 'netRevenue'] as const;

export const customerListQuerySchema = z.object({
  selection: selectionSchema,
  sort: z.enum(CUSTOMER_SORTS),
  descending: z.boolean(),
  offset: z.int().min(0),
  limit: z.int().min(1).max(500),
});
export type CustomerListQuery = z.infer<typeof customerListQuerySchema>;

/** One page, as parallel columns; orders and money are those counted up to the as-of date. */
export interface CustomerList {
  provenance: Provenance;
  total: number;
  customer: string[];
  /** Civil days since 1970-01-01. */
  firstOrderDay: Int32Array;
  lastOrderDay: Int32Array;
  orders: Float64Array;
  netMinor: Float64Array;
}
