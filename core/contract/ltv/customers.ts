import { z } from 'zod';
import type { Provenance } from '../provenance.ts';
import { ltvQuerySchema } from './query.ts';

export const LTV_SORTS = ['customer', 'frequency', 'recency', 'age', 'pAlive', 'expectedTransactions', 'expectedSpend', 'clv', 'pastRevenue'] as const;
export type LtvSort = (typeof LTV_SORTS)[number];

/** `valuable-at-risk`: in the top fifth by past net revenue, with P(alive) below one half. */
export const LTV_LISTS = ['all', 'valuable-at-risk'] as const;

export const ltvCustomersQuerySchema = z.object({
  ltv: ltvQuerySchema,
  which: z.enum(LTV_LISTS),
  sort: z.enum(LTV_SORTS),
  descending: z.boolean(),
  offset: z.int().min(0),
  limit: z.int().min(1).max(5000),
  /** With a 90 % interval of each customer’s transactions and CLV (at most 500 a page). */
  intervals: z.boolean(),
  /** Ids as hashes, as in lists of customers. */
  masked: z.boolean(),
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
