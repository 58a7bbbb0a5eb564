import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTable } from '../../../../core/ingest/formats/open-table.ts';
import type { TableFormat, TableReading } from '../../../../core/ingest/formats/table.ts';

export interface ReadTable {
  names: readonly string[] | null;
  sheets: string[];
  lines: number[];
  cells: string[][];
  ignoredValues: number;
}

/** All rows of a table as texts. */
export async function readTableCells(path: string, format: TableFormat, options: Partial<TableReading> = {}): Promise<ReadTable> {
  const table = await openTable(path, format);
  try {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const lines: number[] = [];
    const cells: string[][] = [];
    const reading: TableReading = { columns: table.names?.length ?? 8, decimal: '.', sheet: table.sheets[0]?.name ?? null, skipLines: 0, header: false, ...options };
    for await (const block of table.rows(reading)) {
      for (let row = 0; row < block.rows; row++) {
        const base = row * block.columns;
        lines.push(block.line[row]!);
        cells.push(Array.from({ length: block.columns }, (_, cell) => decoder.decode(block.bytes.subarray(block.start[base + cell], block.end[base + cell]))));
      }
    }
    return { names: table.names, sheets: table.sheets.map(({ name }) => name), lines, cells, ignoredValues: table.ignoredValues() };
  } finally {
    await table.close();
  }
}

/** Runs `work` with a file of this content, in a folder of its own. */
export async function withFile<T>(name: string, content: string | Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
  try {
    const path = join(folder, name);
    writeFileSync(path, content);
    return await work(path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
