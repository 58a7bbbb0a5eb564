/** `date`: days since 1970-01-01; `moment`: seconds since 1970-01-01 00:00 by the shop’s clock; `whole`: whole numbers up to 2⁵³. */
export type ColumnType = 'text' | 'number' | 'whole' | 'date' | 'moment';

export interface OutputColumn {
  name: string;
  type: ColumnType;
  /** Digits after the point, of numbers that are always written with so many, such as money. */
  decimals?: number;
}

/** Texts, of which `null` is none; or numbers, of which NaN is none. */
export type ColumnValues = readonly (string | null)[] | ArrayLike<number>;

/** Some rows of a table, column by column. */
export interface OutputBlock {
  rows: number;
  columns: readonly ColumnValues[];
}

export interface OutputTable {
  columns: readonly OutputColumn[];
  /** May be used again for the next block as soon as that one is asked for. */
  blocks: Iterable<OutputBlock> | AsyncIterable<OutputBlock>;
  /** Rows of all blocks, if that is known. */
  rows?: number;
}

/** Where the bytes of a file go, in order. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
}

/** Turns a table into bytes of one format. */
export interface TableEncoder {
  write(block: OutputBlock): Promise<void>;
  /** Writes what is left; answers the number of sheets, 1 where the format has none. */
  finish(): Promise<number>;
  /** Lets go of everything after a failure. */
  abandon(): void;
}

/** Number of a row’s cell; `null` where it has none. */
export function numberAt(values: ColumnValues, row: number): number | null {
  const value = values[row];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Text of a row’s cell; `null` where it has none. */
export function textAt(values: ColumnValues, row: number): string | null {
  const value = values[row];
  return typeof value === 'string' ? value : null;
}
