/** Code of a missing value in any dictionary column. */
export const NO_CODE = 0xffff_ffff;

/** Rows in a stored batch (the last one of an import may be shorter). */
export const BATCH_ROWS = 65_536;

/** Status of a line as the file says it. `credit` marks a cancellation or credit document (its id begins with the plan’s prefix).
 *  `otherCurrency` and `noRate` come from the project’s rules and are never stored. */
export const LINE_STATUS = { normal: 0, cancelled: 1, test: 2, credit: 3, otherCurrency: 4, noRate: 5 } as const;

/** What a line has beside the attributes that can be filtered by, kept as attributes under names that no column has: columns’ names have no
 *  spaces around them. The currency is an ISO code, missing where it is the project’s own; e-mail and phone number are as written. */
export const LINE_CURRENCY = ' currency';
export const LINE_EMAIL = ' email';
export const LINE_PHONE = ' phone';

/** Whole numbers in the narrowest array that holds a batch exactly. */
export type WholeColumn = Int8Array | Int16Array | Int32Array | Float64Array;

/** Up to BATCH_ROWS order lines in file order, as parallel columns of one length.
 *  Codes index the project’s dictionaries; money is in minor units. */
export interface LineBatch {
  rows: number;
  order: Uint32Array;
  /** NO_CODE: anonymous. */
  customer: Uint32Array;
  product: Uint32Array;
  /** Civil seconds since 1970-01-01T00:00:00, as written. */
  moment: Uint32Array;
  quantity: Float64Array;
  /** quantity × unit price, rounded half away from zero to a minor unit. */
  gross: WholeColumn;
  /** gross − discount, or the file’s own line total. */
  net: WholeColumn;
  /** Amount given back for this line, ≥ 0. */
  refund: WholeColumn;
  /** Cost of the line’s goods; `null` when the import has no cost column. */
  cost: WholeColumn | null;
  /** Values of LINE_STATUS. */
  status: Uint8Array;
  /** Line of the file on which the row begins, from 1. */
  sourceLine: Uint32Array;
  /** Index of the file within its import. */
  sourceFile: Uint16Array;
  /** Attribute name → codes into the dictionary of that name. */
  attributes: Record<string, Uint32Array>;
}

/** Distinct texts of one dictionary, in order of code. */
export interface Dictionary {
  size: number;
  text(code: number): string;
}
