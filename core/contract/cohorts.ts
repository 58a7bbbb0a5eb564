import { z } from 'zod';
import type { Provenance } from './provenance.ts';
import { calendarUnitSchema, periodSchema, scopeSchema } from './scope.ts';
import { rfmSettingsSchema } from './segments.ts';

/** Calendar period of the first order; or of the first order `attribute:<field>`, its product (of its first line that names one), or whether
 *  it was discounted (gross above net); or the customer’s segment on the as-of day; or everybody as one cohort. METRICS §3. */
export const cohortKeySchema = z.union([
  calendarUnitSchema,
  z.templateLiteral(['attribute:', z.string().min(1).max(200)]),
  z.enum(['product', 'discounted', 'segment', 'all']),
]);
export type CohortKey = z.infer<typeof cohortKeySchema>;

/** Calendar periods since the cohort’s period, N-day windows from the customer’s own first order, or the order number (age 0 is the first order). */
export const cohortAgeSchema = z.union([
  calendarUnitSchema,
  z.literal('order'),
  z.object({ windowDays: z.int().min(1).max(3660) }),
]);
export type CohortAge = z.infer<typeof cohortAgeSchema>;

/** Gross: sales before discounts and refunds, those refunded in full included, so that gross − discounts − refunds = net. Margin: net − cost.
 *  Average order value: net over orders. `…PerCustomer`: over the customers of the cohort, retained or not. */
export const COHORT_MEASURES = [
  'retainedShare',
  'retained',
  'orders',
  'ordersPerCustomer',
  'grossRevenue',
  'netRevenue',
  'margin',
  'refunds',
  'averageOrderValue',
  'revenuePerCustomer',
  'marginPerCustomer',
] as const;
export type CohortMeasure = (typeof COHORT_MEASURES)[number];

export const retainedRuleSchema = z.enum(['in-age', 'in-age-or-later', 'every-age']);
export type RetainedRule = z.infer<typeof retainedRuleSchema>;

export const COHORT_UNITS = {
  retainedShare: 'share',
  retained: 'count',
  orders: 'count',
  ordersPerCustomer: 'ratio',
  grossRevenue: 'money',
  netRevenue: 'money',
  margin: 'money',
  refunds: 'money',
  averageOrderValue: 'money',
  revenuePerCustomer: 'money',
  marginPerCustomer: 'money',
} as const satisfies Record<CohortMeasure, 'share' | 'count' | 'ratio' | 'money'>;


/** Name of the row of all values beyond the most frequent. A value of just this name comes before it. */
export const OTHER_COHORT = '…';

export const cohortQuerySchema = z
  .object({
    scope: scopeSchema,
    key: cohortKeySchema,
    age: cohortAgeSchema,
    measure: z.enum(COHORT_MEASURES),
    cumulative: z.boolean(),
    retained: retainedRuleSchema,
    /** Only customers whose first order lies in this period; `null`: all. */
    acquired: periodSchema.nullable(),
    /** Keys that are not calendar periods: so many values with most customers are rows of their own, the others are one row. Default 50. */
    top: z.int().min(1).max(1000).optional(),
    /** A part of the cohorts, for matrices that do not cross a port in one piece; the mean stays that of all. */
    page: z.object({ offset: z.int().min(0), limit: z.int().min(1).max(2000) }).optional(),
    /** How customers are scored and cut into segments; the key `segment` needs it. */
    segments: rfmSettingsSchema.optional(),
  })
  .refine(({ key, segments }) => key !== 'segment' || segments !== undefined, { error: 'the key segment needs segments' });
export type CohortQuery = z.infer<typeof cohortQuerySchema>;

/** Complete: every customer observed for the whole age. Running: only some, or only part of it. Future: none. */
export const CELL_STATES = ['complete', 'running', 'future'] as const;
export type CellState = (typeof CELL_STATES)[number];

/** Rows: a calendar period or a value, customers without a value, all values beyond the most frequent. */
export const COHORT_ROW_KINDS = ['value', 'none', 'other'] as const;
export type CohortRowKind = (typeof COHORT_ROW_KINDS)[number];

/** Cohorts × ages, row-major: cell (i, k) stands at i × ages + k. Money in minor units, shares 0–1; NaN where there is no value. */
export interface CohortMatrix {
  provenance: Provenance;
  query: CohortQuery;
  /** Cohorts there are, and the place of the first one here. */
  totalCohorts: number;
  offset: number;
  /** ISO start of the calendar period; the attribute’s value or the product’s code (empty: none, OTHER_COHORT: all others); `discounted` or
   *  `full-price`; the segment’s id (empty: no order in the look-back window); `all`. The order of rows: periods by time, values by falling size, then the others. */
  cohorts: string[];
  /** What the page shows of a cohort: the same, but products by name. */
  names: string[];
  kinds: CohortRowKind[];
  /** Distinct values in the row of others. */
  otherValues: number;
  sizes: Float64Array;
  ages: number;
  cells: Float64Array;
  /** 95 % interval of shares (Wilson); empty for other measures. */
  lower: Float64Array;
  upper: Float64Array;
  /** Customers retained (numerator) and customers observed for the whole age (eligible n). */
  retained: Uint32Array;
  eligible: Uint32Array;
  /** Index into CELL_STATES. */
  state: Uint8Array;
  /** Over customers for whom the age is complete: those of complete cells for calendar keys; for other keys, whose cohorts never stop
   *  growing, the observed customers of every cell. NaN where nobody is. */
  weightedMean: Float64Array;
  /** 95 % interval: Wilson for shares, linearised over groups of customers for other quotients; NaN for counts and sums, and for fewer than
   *  FEW_CUSTOMERS customers. */
  meanLower: Float64Array;
  meanUpper: Float64Array;
  meanEligible: Float64Array;
  /** `no-cost`: margins have no value because no file says what the goods cost. */
  missing: 'no-cost' | null;
}
