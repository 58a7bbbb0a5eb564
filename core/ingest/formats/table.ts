import { stat } from 'node:fs/promises';
import type { FileFormat } from '../../contract/imports.ts';
import { hashFile } from '../byte-source.ts';
import { asFileFailure, fileFailure } from '../file-faults.ts';
import type { RowBlock } from '../tokenizer.ts';

export type TableFormat = Exclude<FileFormat, 'text'>;

export interface TableReading {
  /** Cells kept of each row. */
  columns: number;
  /** Rows in a block; by default as many as suit the processor’s cache. */
  capacity?: number;
  /** Mark with which numbers are written as text; `null` leaves cells that are numbers empty. */
  decimal: '.' | ',' | null;
  /** Of a workbook. */
  sheet: string | null;
  /** Rows of the sheet above the table. */
  skipLines: number;
  /** Whether the first row of a sheet’s table holds names, which is then left out. */
  header: boolean;
}

/** A table that is not delimited text: a sheet, a list of records, or columns. */
export interface Table {
  readonly format: TableFormat;
  /** Size of the file. */
  readonly bytes: number;
  /** Of a workbook, in its order. */
  readonly sheets: readonly { name: string; isHidden: boolean }[];
  /** Names of the columns where the format has them apart from the rows; `null`: the first row may be a header. */
  readonly names: readonly string[] | null;
  /** What column recognition should read in place of each name; the user sees `names`. */
  readonly aliases: readonly string[] | null;
  /** Columns of the lines within each record; `null`: a record is one row. */
  readonly lineColumns: { from: number; to: number } | null;
  /** Bytes of the file read so far, at least roughly. */
  bytesRead(): number;
  /** Values under keys that the first records did not have, as far as was read. */
  ignoredValues(): number;
  /** SHA-256 of the file (see ByteSource.hash), after `rows` has ended. Throws EngineFailure FILE if the file has changed. */
  hash(): Promise<string>;
  /** Rows of data, in blocks that are used again for the next ones. May be called again. Throws EngineFailure FILE. */
  rows(reading: TableReading): AsyncGenerator<RowBlock>;
  close(): Promise<void>;
}

export interface FileStamp {
  size: number;
  mtimeMs: number;
  ino: number;
}

/** Size and age of a regular file. Throws EngineFailure FILE. */
export async function stampOf(path: string): Promise<FileStamp> {
  try {
    const { size, mtimeMs, ino } = await stat(path);
    return { size, mtimeMs, ino };
  } catch (thrown) {
    throw asFileFailure(path, thrown);
  }
}

/** SHA-256 of the file (see ByteSource.hash), if it is still the one that was opened. Throws EngineFailure FILE. */
export async function hashUnchanged(path: string, before: FileStamp): Promise<string> {
  const hash = await hashFile(path);
  const after = await stampOf(path);
  if (before.size !== after.size || before.mtimeMs !== after.mtimeMs || before.ino !== after.ino) throw fileFailure(path, 'changed-while-reading');
  return hash;
}
