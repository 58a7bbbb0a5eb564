import { z } from 'zod';
import { ROW_FAULTS, type RowFault } from './errors.ts';
import { IMPORT_FIELDS, IMPORT_KINDS, type ImportField, type ImportKind, ORDER_FIELDS, ORDER_FIGURES } from './import-fields.ts';
import type { Currency } from './provenance.ts';

/** Opaque name of a file that the user chose; only the shell and the command line know paths. */
export const fileTokenSchema = z.string().regex(/^[a-z0-9-]{8,64}$/);
export type FileToken = z.infer<typeof fileTokenSchema>;

export * from './import-fields.ts';
export const orderFieldSchema = z.enum(ORDER_FIELDS);
export const importKindSchema = z.enum(IMPORT_KINDS);
export const importFieldSchema = z.enum(IMPORT_FIELDS);

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
  /** One ASCII character that is neither a letter, a digit, a quote nor a line end. */
  delimiter: z.string().regex(/^[\t\u0001\u001e\u001f !#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~]$/),
  quote: z.enum(['"', "'"]),
  /** Lines above the header. */
  skipLines: z.int().min(0).max(1000),
  header: z.boolean(),
  decimal: z.enum(['.', ',']),
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']),
});
export type Dialect = z.infer<typeof dialectSchema>;

/** How a file is built; found by its content. `text` is CSV, TSV and the like. */
export const FILE_FORMATS = ['text', 'xlsx', 'json', 'ndjson', 'parquet', 'arrow'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

/** Known layouts of exports; `generic`: columns recognised by their names and values. */
export const PROFILES = [
  'generic',
  'shopify',
  'woocommerce',
  'magento',
  'prestashop',
  'baselinker',
  'allegro',
  'prom',
  'horoshop',
  'keycrm',
  'insales',
  '1c',
  'etsy',
  'amazon',
  'square',
  'poster',
  'uci-online-retail',
  'tenure-sample',
] as const;
export type ProfileName = (typeof PROFILES)[number];

/** What the rows of one order, which follow each other, have to do with one another. */
export const rowRulesSchema = z.object({
  /** Fields that later rows of an order leave blank and take from its first row; with `order`, a row without an order id continues the order above. */
  fill: z.array(orderFieldSchema).max(ORDER_FIELDS.length),
  /** Figures of the whole order: where later rows leave them blank or repeat them, they count on the order’s first row only. */
  once: z.array(z.enum(ORDER_FIGURES)).max(ORDER_FIGURES.length),
  /** Ids that a spreadsheet has made numbers of: `17850.0` is `17850`. */
  wholeIds: z.array(z.enum(['order', 'customer', 'product'])).max(3),
});
export type RowRules = z.infer<typeof rowRulesSchema>;

/** Of the files in a folder, those that may hold orders or facts; not the ones that programs hide or lock. */
export function isOrderFileName(name: string): boolean {
  return !/^(?:\.|~\$)/u.test(name) && /\.(?:csv|tsv|tab|txt|xlsx|xlsm|json|jsonl|ndjson|parquet|arrow|arrows|feather)(?:\.gz)?$/iu.test(name);
}

export const importPlanSchema = z.object({
  kind: importKindSchema,
  profile: z.enum(PROFILES),
  /** Of the file that the plan was made for; `text` when absent. Of the dialect, other formats follow only `decimal`, `dateOrder`
   *  and, in workbooks, `skipLines` and `header`. */
  format: z.enum(FILE_FORMATS).optional(),
  /** Which sheet of a workbook; when absent, the first one with a table. To choose another one, leave `mapping` empty and `skipLines` 0:
   *  then its table is found anew. */
  sheet: z.string().max(255).optional(),
  dialect: dialectSchema,
  /** Column index of each field that the file has. */
  mapping: z.partialRecord(importFieldSchema, z.int().min(0).max(4999)),
  /** Further columns, by index, kept as attributes under their header; of an order line, a customer, an answer, a product or an outlay. */
  attributes: z.array(z.int().min(0).max(4999)).max(50),
  currency: z.object({ code: z.string().regex(/^[A-Z]{3}$/), minorUnitDigits: z.int().min(0).max(4) }),
  /** Where no column names currencies and signs or codes stand beside the amounts: the most frequent, which stands for `currency`;
   *  amounts with another are in that one. */
  currencyInAmounts: z.string().regex(/^[A-Z]{3}$/).optional(),
  /** Order ids that begin with this are cancellation or credit documents (UCI: `C`). */
  creditPrefix: z.string().min(1).max(10).nullable(),
  /** Lower-case status words. */
  cancelledStatuses: z.array(z.string().max(100)).max(100),
  testStatuses: z.array(z.string().max(100)).max(100),
  /** Decimal marks of columns that are written otherwise than the dialect says. */
  decimals: z.partialRecord(orderFieldSchema, z.enum(['.', ','])).optional(),
  rowRules: rowRulesSchema.optional(),
});
export type ImportPlan = z.infer<typeof importPlanSchema>;

/** What is asked instead of guessed, or worth a look before the import. */
export type ImportWarning =
  | { code: 'ambiguous-dates'; column: string; example: string }
  | { code: 'unmapped'; missing: ImportField[] }
  /** `field`: what is read from one of them, where they hold different things; without the user’s word nothing is imported then. */
  | { code: 'duplicate-header'; column: string; field?: ImportField }
  /** A line in UTF-8 in a file that is in another encoding; there may be more. */
  | { code: 'mixed-encodings'; encoding: Dialect['encoding']; line: number }
  | { code: 'mixed-currencies'; values: string[] }
  | { code: 'no-customer'; share: number }
  | { code: 'no-order-id' }
  /** The column holds the order’s figure on each of its rows; it is counted once an order. */
  | { code: 'order-figure-once'; column: string }
  /** Rows without them take these columns from the first row of their order. */
  | { code: 'continued-orders'; columns: string[] };

/** What a file looks like and how it would be read; the user corrects `plan` and asks again. */
export interface ImportProposal {
  fileName: string;
  bytes: number;
  format: FileFormat;
  /** Of a workbook, in its order, hidden ones too. */
  sheets: string[];
  plan: ImportPlan;
  columns: { name: string; field: ImportField | null; samples: string[] }[];
  /** First rows as text, at most 50, header excluded; `line` numbers are those of the file. `read`: what the plan makes of them, by field and row. */
  rows: { line: number[]; cells: string[][]; read: ReadColumns };
  /** Words of the status column among the rows looked at, as they are compared (lower case), most frequent first, at most 50. */
  statuses: { word: string; rows: number }[];
  warnings: ImportWarning[];
  /** The remembered correction that the plan follows; `null`: the plan is as recognised or as asked. */
  saved: { file: string; savedAt: string } | null;
}

/** Dates (ISO) and numbers of mapped columns as they are read, one a row of the preview: '' for an empty cell, `null` for text that is neither. */
export type ReadColumns = Partial<Record<ImportField, (string | null)[]>>;

export const importInspectSchema = z.object({
  file: fileTokenSchema,
  /** A plan corrected by the user; without any mapping, columns are recognised anew within its dialect; `null`: recognise everything. */
  plan: importPlanSchema.nullable(),
  /** What the file holds, in the user’s word; wherever columns are recognised, it is recognised too when this is absent. */
  kind: importKindSchema.optional(),
  /** The layout of which the file is, in the user’s word; `generic`: of none. The answer’s plan has another profile where required columns of
   *  that layout are missing: then its columns were recognised as if it were absent. */
  profile: z.enum(PROFILES).optional(),
  /** The plan has other dates than before: their order is found anew, and asked for (`ambiguous-dates`) where it is open. */
  findDates: z.boolean().optional(),
  /** Whether a new file (no plan, no word of the user’s) is read by a remembered correction of a file with the same columns; if absent, it is. */
  saved: z.boolean().optional(),
});
export type ImportInspectQuery = z.infer<typeof importInspectSchema>;

export const importRunSchema = z.object({
  files: z.array(fileTokenSchema).min(1).max(1000),
  plan: importPlanSchema.nullable(),
  /** What was recognised of the first file, where `plan` is the user’s correction of it: the correction is remembered for files with its columns. */
  corrects: importPlanSchema.optional(),
});
export type ImportRunQuery = z.infer<typeof importRunSchema>;

/** Facts of a file of order lines before anything is left out; amounts are sums over imported rows in the project’s currency, in minor units. All 0 for other kinds. */
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

/** Rows that hold no order line: nothing at all, sums of other rows, or the header once more. */
export const SKIP_RULES = ['blank', 'total', 'repeated-header'] as const;
export type SkipRule = (typeof SKIP_RULES)[number];

/** What became of each row of a file, and its facts. Files of one import are matched one after the other, as if imported in turn. */
export interface FileReport {
  file: string;
  /** Absent for orders. */
  kind?: ImportKind;
  /** imported + updated + duplicates + rejected + skipped rows, always. */
  rows: number;
  /** New: no earlier file has the line, or the key. */
  imported: number;
  rejected: number;
  /** Known and the same. */
  duplicates: number;
  /** Known, with other values: the new ones count from now on. */
  updated: number;
  /** Values of JSON under keys that the records at the beginning do not have: they are in no column. Absent where there are none. */
  ignoredValues?: number;
  /** Absent where no row was skipped. */
  skipped?: { rule: SkipRule; rows: number }[];
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
  /** `null`: every row was known and the same (or skipped), so that nothing was written and there is nothing to undo. */
  importId: number | null;
  files: FileReport[];
  rejections: RejectionPage;
  /** What was worth a look before; absent where there was nothing. */
  warnings?: { file: string; warning: ImportWarning }[];
}

/** What an import answers: its report and the currency of the project’s amounts. */
export interface ImportOutcome extends ImportReport {
  currency: Currency | null;
}

/** What an import would answer; nothing is kept. `currency` is the project’s as it would be. */
export type ImportForecast = Omit<ImportOutcome, 'importId'>;

/** Which import to take back: its rows go, and what they had replaced comes back. Any import can be undone, not only the last one. */
export const importUndoSchema = z.object({ importId: z.int().min(1) });
export type ImportUndoQuery = z.infer<typeof importUndoSchema>;

export interface ImportEntry {
  importId: number;
  importedAt: string;
  files: FileReport[];
  profile: ProfileName;
  /** `null`: the files hold no amounts, or do not say in which currency. */
  currency: Currency | null;
}

export const rejectionPageQuerySchema = z.object({
  importId: z.int().min(1).nullable(),
  offset: z.int().min(0),
  limit: z.int().min(1).max(500),
});
export type RejectionPageQuery = z.infer<typeof rejectionPageQuerySchema>;

/** Writes rejected rows to a file that the user chose for saving: a CSV in the columns of the file that they come from, and behind these, columns
 *  that say why. Mended, it can be imported: those last columns are left out. `importId` `null`: of all imports. */
export const exportRejectionsSchema = z.object({
  importId: z.int().min(1).nullable(),
  file: fileTokenSchema,
  /** Only rows of files of this kind; files of several kinds have little in common. */
  kind: importKindSchema.optional(),
  words: z.object({
    reasons: z.record(z.enum(ROW_FAULTS), z.string().max(300)),
    /** Said of a row that was too long to be kept whole (64 KiB). */
    isCut: z.string().max(300),
  }),
});
export type ExportRejectionsQuery = z.infer<typeof exportRejectionsSchema>;
export type RejectionWords = ExportRejectionsQuery['words'];
