import { z } from 'zod';
import type { RowFault } from './errors.ts';
import type { Currency } from './provenance.ts';

/** Opaque name of a file that the user chose; only the shell and the command line know paths. */
export const fileTokenSchema = z.string().regex(/^[a-z0-9-]{8,64}$/);
export type FileToken = z.infer<typeof fileTokenSchema>;

/** Fields of an order line. Attributes (channel … country) are kept as text dictionaries. */
export const ORDER_FIELDS = [
  'order',
  'customer',
  'email',
  'phone',
  'date',
  'time',
  'product',
  'productName',
  'category',
  'quantity',
  'unitPrice',
  'discount',
  'amount',
  'refund',
  'cost',
  'currency',
  'status',
  'channel',
  'source',
  'coupon',
  'city',
  'country',
] as const;
export type OrderField = (typeof ORDER_FIELDS)[number];
export const orderFieldSchema = z.enum(ORDER_FIELDS);

/** Fields that become filterable attributes. */
export const ATTRIBUTE_FIELDS = ['category', 'channel', 'source', 'coupon', 'city', 'country'] as const satisfies readonly OrderField[];

export const ENCODINGS = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1251',
  'windows-1250',
  'iso-8859-2',
  'windows-1252',
  'x-mac-cyrillic',
  'x-mac-ce',
  'macintosh',
] as const;
export const dialectSchema = z.object({
  encoding: z.enum(ENCODINGS),
  delimiter: z.enum([',', ';', '\t', '|']),
  quote: z.enum(['"', "'"]),
  /** Lines above the header. */
  skipLines: z.int().min(0).max(1000),
  header: z.boolean(),
  decimal: z.enum(['.', ',']),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
});
export type Dialect = z.infer<typeof dialectSchema>;

export const PROFILES = ['generic', 'uci-online-retail', 'tenure-sample'] as const;
export type ProfileName = (typeof PROFILES)[number];

export const importPlanSchema = z.object({
  kind: z.literal('orders'),
  profile: z.enum(PROFILES),
  dialect: dialectSchema,
  /** Column index of each field that the file has. */
  mapping: z.partialRecord(orderFieldSchema, z.int().min(0).max(4999)),
  /** Further columns, by index, kept as attributes under their header. */
  attributes: z.array(z.int().min(0).max(4999)).max(50),
  currency: z.object({ code: z.string().regex(/^[A-Z]{3}$/), minorUnitDigits: z.int().min(0).max(4) }),
  /** Order ids that begin with this are cancellation or credit documents (UCI: `C`). */
  creditPrefix: z.string().min(1).max(10).nullable(),
  /** Lower-case status words. */
  cancelledStatuses: z.array(z.string().max(100)).max(100),
  testStatuses: z.array(z.string().max(100)).max(100),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;

/** What is asked instead of guessed, or worth a look before the import. */
export type ImportWarning =
  | { code: 'ambiguous-dates'; column: string; example: string }
  | { code: 'unmapped'; missing: OrderField[] }
  | { code: 'duplicate-header'; column: string }
  | { code: 'mixed-currencies'; values: string[] }
  | { code: 'no-customer'; share: number }
  | { code: 'no-order-id' };

/** What a file looks like and how it would be read; the user corrects `plan` and asks again. */
export interface ImportProposal {
  fileName: string;
  bytes: number;
  plan: ImportPlan;
  columns: { name: string; field: OrderField | null; samples: string[] }[];
  /** First rows as text, at most 50, header excluded; `line` numbers are those of the file. */
  rows: { line: number[]; cells: string[][] };
  warnings: ImportWarning[];
}

export const importInspectSchema = z.object({
  file: fileTokenSchema,
  /** A plan corrected by the user; without any mapping, columns are recognised anew within its dialect; `null`: recognise everything. */
  plan: importPlanSchema.nullable(),
});
export type ImportInspectQuery = z.infer<typeof importInspectSchema>;

export const importRunSchema = z.object({
  files: z.array(fileTokenSchema).min(1).max(1000),
  plan: importPlanSchema.nullable(),
});
export type ImportRunQuery = z.infer<typeof importRunSchema>;

/** Facts of a file before anything is left out; amounts are sums over imported rows in minor units. */
export interface ImportFacts {
  lines: number;
  orders: number;
  customers: number;
  anonymousLines: number;
  creditLines: number;
  negativeQuantityLines: number;
  zeroPriceLines: number;
  grossMinor: number;
}

export interface FileReport {
  file: string;
  rows: number;
  imported: number;
  rejected: number;
  duplicates: number;
  updated: number;
  facts: ImportFacts;
}

/** Parallel columns of rejected rows. `line` is the line of the file on which the row begins, from 1. */
export interface RejectionPage {
  total: number;
  file: string[];
  line: number[];
  column: string[];
  reason: RowFault[];
  value: string[];
}

export interface ImportReport {
  importId: number;
  files: FileReport[];
  rejections: RejectionPage;
}

/** What an import answers: its report and the currency of the project’s amounts. */
export interface ImportOutcome extends ImportReport {
  currency: Currency | null;
}

export interface ImportEntry {
  importId: number;
  importedAt: string;
  files: FileReport[];
  profile: ProfileName;
  currency: Currency;
}

export const rejectionPageQuerySchema = z.object({
  importId: z.int().min(1).nullable(),
  offset: z.int().min(0),
  limit: z.int().min(1).max(500),
});
export type RejectionPageQuery = z.infer<typeof rejectionPageQuerySchema>;
