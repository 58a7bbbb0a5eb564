import { z } from 'zod';
import type { Provenance } from './provenance.ts';
import { calendarUnitSchema, periodSchema, scopeSchema } from './scope.ts';

/** Calendar period of the first order, or `attribute:<field>` of the first order. METRICS §3. */
export const cohortKeySchema = z.union([calendarUnitSchema, z.templateLiteral(['attribute:', z.string().min(1).max(200)])]);
export type CohortKey = z.infer<typeof cohortKeySchema>;

/** Calendar periods since the cohort’s period, N-day windows from the customer’s own first order, or the order number (age 0 is the first order). */
export const cohortAgeSchema = z.union([
  calendarUnitSchema,
  z.literal('order'),
  z.object({ windowDays: z.int().min(1).max(3660) }),
]);
export type CohortAge = z.infer<typeof cohortAgeSchema>;

export const COHORT_MEASURES = [
  'retainedShare',
  'retained',
  'orders',
  'netRevenue',
  'averageOrderValue',
  'revenuePerCustomer',
] as const;
export type CohortMeasure = (typeof COHORT_MEASURES)[number];

export const retainedRuleSchema = z.enum(['in-age', 'in-age-or-later', 'every-age']);
export type RetainedRule = z.infer<typeof retainedRuleSchema>;

export const cohortQuerySchema = z.object({
  scope: scopeSchema,
  key: cohortKeySchema,
  age: cohortAgeSchema,
  measure: z.enum(COHORT_MEASURES),
  cumulative: z.boolean(),
  retained: retainedRuleSchema,
  /** Only customers whose first order lies in this period; `null`: all. */
  acquired: periodSchema.nullable(),
});
export type CohortQuery = z.infer<typeof cohortQuerySchema>;

/** Complete: every customer observed for the whole age. Running: only some, or only part of it. Future: none. */
export const CELL_STATES = ['complete', 'running', 'future'] as const;
export type CellState = (typeof CELL_STATES)[number];

/** Cohorts × ages, row-major: cell (i, k) stands at i × ages + k. Money in minor units, shares 0–1; NaN where there is no value. */
export interface CohortMatrix {
  provenance: Provenance;
  query: CohortQuery;
  /** ISO start of the calendar period, or the attribute’s value; the order of rows. */
  cohorts: string[];
  sizes: Float64Array;
  ages: number;
  cells: Float64Array;
  /** 95 % interval: Wilson for shares, NaN elsewhere. */
  lower: Float64Array;
  upper: Float64Array;
  /** Customers retained (numerator) and customers observed for the whole age (eligible n). */
  retained: Float64Array;
  eligible: Float64Array;
  /** Index into CELL_STATES. */
  state: Uint8Array;
  /** Over customers for whom the age is complete; running cells never enter. NaN where none is. */
  weightedMean: Float64Array;
  meanLower: Float64Array;
  meanUpper: Float64Array;
  meanEligible: Float64Array;
}
