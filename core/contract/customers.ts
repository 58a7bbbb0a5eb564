import { z } from 'zod';
import { cohortQuerySchema } from './cohorts.ts';
import { fileTokenSchema } from './imports.ts';
import { concentrationQuerySchema, gapQuerySchema, kpiKeySchema, kpiQuerySchema, secondOrderQuerySchema } from './kpis.ts';
import { ltvSettingsSchema } from './ltv.ts';
import type { Provenance } from './provenance.ts';
import { rfmMovementQuerySchema, rfmQuerySchema } from './rfm.ts';
import { scopeSchema } from './scope.ts';
import { rfmSettingsSchema } from './segments.ts';
import { TABLE_EXTENSIONS } from './shell.ts';

const segmentIdSchema = z.string().min(1).max(60);
const scoreSchema = z.int().min(1).max(5);

/** The customers behind a number: everyone, a figure’s numerator or denominator, a cohort (age `null`) or one of its cells, a segment,
 *  with a gap between orders of so many days (ends included; `null`: and more), the columns of the at-risk table at a day, with at least so much
 *  net revenue in a period, a cell of a grid of scores (`null`: any score), a cell of the migration matrix (`null`: any state). And four lists to act upon:
 *  `due-to-reorder`: as many days since the last order as lie between the median and the 90th percentile of the customer’s expected gap;
 *  `at-risk-and-valuable`: past that 90th percentile, and net revenue above its 80th percentile among the scored customers;
 *  `valuable-at-risk`: the same by a model of purchases, in the top fifth by past net revenue among its customers, with P(alive) below one half;
 *  `birthdays`: born in that month. The expected gap is the customer’s own gaps where there are at least MIN_OWN_GAPS, otherwise those of
 *  the customer’s segment. */
export const selectionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all'), scope: scopeSchema }),
  z.object({ kind: z.literal('figure'), key: kpiKeySchema, query: kpiQuerySchema, part: z.enum(['numerator', 'denominator']) }),
  z.object({ kind: z.literal('cohort'), query: cohortQuerySchema, cohort: z.string().max(1000), age: z.int().min(0).max(5000).nullable() }),
  z.object({ kind: z.literal('gap'), query: gapQuerySchema, fromDays: z.int().min(0), toDays: z.int().min(0).nullable() }),
  z.object({ kind: z.literal('wait'), query: secondOrderQuerySchema, day: z.int().min(0), part: z.enum(['waiting', 'ordered', 'unobserved']) }),
  z.object({ kind: z.literal('revenue'), query: concentrationQuerySchema, leastMinor: z.number() }),
  z.object({ kind: z.literal('segment'), query: rfmQuerySchema, segment: segmentIdSchema }),
  z.object({
    kind: z.literal('rfm-cell'),
    query: rfmQuerySchema,
    recency: scoreSchema.nullable(),
    frequency: scoreSchema.nullable(),
    monetary: scoreSchema.nullable(),
    frequencyMonetary: scoreSchema.nullable(),
  }),
  z.object({ kind: z.literal('rfm-movement'), query: rfmMovementQuerySchema, from: segmentIdSchema.nullable(), to: segmentIdSchema.nullable() }),
  z.object({ kind: z.literal('due-to-reorder'), query: rfmQuerySchema }),
  z.object({ kind: z.literal('at-risk-and-valuable'), query: rfmQuerySchema }),
  z.object({ kind: z.literal('valuable-at-risk'), scope: scopeSchema, ltv: ltvSettingsSchema }),
  z.object({ kind: z.literal('birthdays'), scope: scopeSchema, month: z.int().min(1).max(12) }),
]);
export type Selection = z.infer<typeof selectionSchema>;

/** Fewer gaps of a customer’s own say too little. */
export const MIN_OWN_GAPS = 4;

export const CUSTOMER_SORTS = ['customer', 'firstOrder', 'lastOrder', 'orders', 'netRevenue'] as const;
/** Sorts that need the query’s `rfm`, but for the first. `segment` sorts in the order of the grid’s segments. */
export const MORE_CUSTOMER_SORTS = ['averageOrderValue', 'recency', 'frequency', 'monetary', 'recencyScore', 'frequencyScore', 'monetaryScore', 'frequencyMonetaryScore', 'segment'] as const;
/** Sorts that need the query’s `ltv`. */
export const EXPECTED_SORTS = ['pAlive', 'expectedTransactions', 'clv'] as const;
/** By the customers’ records: the day of the year, whatever the year. Who has none stands as if before the first. */
export const RECORD_SORTS = ['birthDate'] as const;
export const customerSortSchema = z.enum([...CUSTOMER_SORTS, ...MORE_CUSTOMER_SORTS, ...EXPECTED_SORTS, ...RECORD_SORTS]);
export type CustomerSort = z.infer<typeof customerSortSchema>;

/** Customers in an order. */
const customerOrderSchema = z.object({
  selection: selectionSchema,
  sort: customerSortSchema,
  descending: z.boolean(),
  /** Only customers whose id or recorded name holds this text, whatever the case. */
  search: z.string().trim().min(1).max(200).optional(),
  /** Scores and segments of the customers within the selection’s scope; absent: none. */
  rfm: rfmSettingsSchema.optional(),
  /** P(alive), expected transactions and CLV by a model fitted to the selection’s scope without its segment filter; absent: none. */
  ltv: ltvSettingsSchema.optional(),
  /** Only customers whose values lie in all of these, ends included (CLV in minor units); who has no value is in none. Needs `ltv`. */
  within: z.array(z.object({ column: z.enum(EXPECTED_SORTS), from: z.number().nullable(), to: z.number().nullable() })).max(6).optional(),
  /** Ids, names, e-mails and phones as hashes (HMAC-SHA-256 under a key of the project, first 16 hex digits), no birth dates, and nothing of further
   *  attributes. A search still looks at the texts themselves. */
  masked: z.boolean().optional(),
});
export type CustomerOrder = z.infer<typeof customerOrderSchema>;

function needsRfm(column: CustomerColumn): boolean {
  return column !== 'averageOrderValue' && MORE_CUSTOMER_SORTS.some((known) => known === column);
}

function hasWhatItNeeds({ rfm, ltv, within = [] }: CustomerOrder, columns: CustomerColumn[]): boolean {
  return (rfm !== undefined || !columns.some(needsRfm)) && (ltv !== undefined || (within.length === 0 && !columns.some((column) => EXPECTED_SORTS.some((known) => known === column))));
}

/** What a record says of a customer; `attribute:` and the name of a column of the files that is none of Tenure’s own fields. */
const recordColumnSchema = z.union([z.enum(['email', 'phone', ...RECORD_SORTS, 'city', 'country', 'source', 'consent']), z.templateLiteral(['attribute:', z.string().min(1).max(200)])]);
export type RecordColumn = z.infer<typeof recordColumnSchema>;

/** Whether a column of customers is one of their records. */
export function isRecordColumn(column: string): column is RecordColumn {
  return recordColumnSchema.safeParse(column).success;
}

export const customerListQuerySchema = customerOrderSchema
  .extend({ offset: z.int().min(0), limit: z.int().min(1).max(500), records: z.array(recordColumnSchema).max(60).optional() })
  .refine((query) => hasWhatItNeeds(query, [query.sort]), { error: 'this sort needs rfm, or it or a range needs ltv' });
export type CustomerListQuery = z.infer<typeof customerListQuerySchema>;

export const customerColumnSchema = z.union([customerSortSchema, z.literal('name'), recordColumnSchema]);
/** A column of the table of customers. */
export type CustomerColumn = z.infer<typeof customerColumnSchema>;

/** The whole list as a file, rows and columns in the order given. */
export const customerExportSchema = customerOrderSchema
  .extend({
    columns: z.array(customerColumnSchema).min(1).max(60),
    /** Words for segment ids; an id that is not named stands for itself. */
    names: z.record(z.string(), z.string().max(200)),
    /** Of CSV, for spreadsheets; when absent, there is one. */
    byteOrderMark: z.boolean().optional(),
    format: z.enum(TABLE_EXTENSIONS),
    file: fileTokenSchema,
  })
  .refine((query) => hasWhatItNeeds(query, [query.sort, ...query.columns]), { error: 'this sort or column needs rfm, or it or a range needs ltv' });
export type CustomerExportQuery = z.infer<typeof customerExportSchema>;

/** One page, as parallel columns; orders and money are those counted up to the as-of date. */
export interface CustomerList {
  provenance: Provenance;
  total: number;
  customer: string[];
  /** Names of the customers’ records; empty where there is none. */
  name: string[];
  /** What `customers.profile` knows them by. */
  code: Uint32Array;
  /** Civil days since 1970-01-01. */
  firstOrderDay: Int32Array;
  lastOrderDay: Int32Array;
  orders: Float64Array;
  netMinor: Float64Array;
  /** NaN for a customer without an order. */
  averageOrderMinor: Float64Array;
  rfm: CustomerScores | null;
  ltv: CustomerExpectations | null;
  /** The columns of records asked for, in that order: texts, ISO days, consent as `yes` or `no`; `null` where nothing is known. */
  records: { column: RecordColumn; values: (string | null)[] }[];
}

/** Over the horizon from the end of the observation on; NaN for a customer who is not in the model, or where it gives no numbers. */
export interface CustomerExpectations {
  pAlive: Float64Array;
  expectedTransactions: Float64Array;
  clvMinor: Float64Array;
}

/** Within the look-back window. A customer without an order in it has frequency and scores 0 and an empty segment. */
export interface CustomerScores {
  recencyDays: Int32Array;
  frequency: Float64Array;
  monetaryMinor: Float64Array;
  recencyScore: Uint8Array;
  frequencyScore: Uint8Array;
  monetaryScore: Uint8Array;
  frequencyMonetaryScore: Uint8Array;
  /** Id of the segment. */
  segment: string[];
}
