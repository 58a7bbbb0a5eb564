import { basename } from 'node:path';
import { EngineFailure } from '../contract/errors.ts';
import type { Progress } from '../contract/rpc.ts';
import type { TABLE_EXTENSIONS } from '../contract/shell.ts';
import type { ByteSink, OutputTable, TableEncoder } from './table.ts';
import { writeWholeFile } from './whole-file.ts';

export type TableFormat = (typeof TABLE_EXTENSIONS)[number];

export interface WriteOptions {
  /** Before CSV, by which spreadsheets know UTF-8; other programs would read it as part of the first name. By default there is one. */
  byteOrderMark?: boolean;
  /** Asked for each block. */
  cancelled?: () => boolean;
  onProgress?: (progress: Progress) => void;
}

export interface WrittenTable {
  rows: number;
  /** More than 1 where a workbook’s sheet could not hold all rows. */
  sheets: number;
}

/** Writes a table to a file, whole or not at all; a file that was there before is replaced at the end.
 *  Throws EngineFailure CANCELLED; FILE no-folder, not-writable, disk-full, is-directory, text-too-long, too-many-columns. */
export function writeTable(path: string, format: TableFormat, table: OutputTable, { byteOrderMark = true, cancelled = () => false, onProgress = () => undefined }: WriteOptions = {}): Promise<WrittenTable> {
  return writeWholeFile(path, async (sink) => {
    const encoder = await createEncoder(format, sink, table, { file: basename(path), byteOrderMark });
    try {
      let rows = 0;
      for await (const block of table.blocks) {
        if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
        await encoder.write(block);
        rows += block.rows;
        onProgress({ stage: 'writing', unit: 'rows', done: rows, total: table.rows ?? null });
      }
      const sheets = await encoder.finish();
      if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
      return { rows, sheets };
    } catch (thrown) {
      encoder.abandon();
      throw thrown;
    }
  });
}

/** Encoders are loaded when one is needed: with their libraries they are hundreds of modules. */
async function createEncoder(format: TableFormat, sink: ByteSink, { columns }: OutputTable, { file, byteOrderMark }: { file: string; byteOrderMark: boolean }): Promise<TableEncoder> {
  switch (format) {
    case 'csv':
      return (await import('./csv-encoder.ts')).createCsvEncoder(sink, columns, byteOrderMark);
    case 'xlsx':
      return (await import('./xlsx-encoder.ts')).createXlsxEncoder(sink, columns, file);
    case 'parquet':
      return (await import('./parquet-encoder.ts')).createParquetEncoder(sink, columns);
    case 'arrow':
      return (await import('./arrow-encoder.ts')).createArrowEncoder(sink, columns);
  }
}
