import { type ColumnValues, type OutputColumn, textAt } from '../../output/table.ts';
import type { Mask } from '../mask.ts';
import { inBlocks, type SyncTable } from './table-source.ts';

/** Columns that say who somebody is: texts become hashes, days are left out. */
const PERSONAL = new Set(['customer', 'name', 'email', 'phone', 'birth_date']);

/** The table with nobody to be recognised by these columns. Comments stay as they were written. */
export function maskedTable({ columns, blocks, ...rest }: SyncTable, mask: Mask): SyncTable {
  return {
    ...rest,
    columns,
    blocks: inBlocks(function* () {
      for (const block of blocks) yield { rows: block.rows, columns: block.columns.map((values, index) => maskedValues(columns[index], values, block.rows, mask)) };
    }),
  };
}

function maskedValues(column: OutputColumn | undefined, values: ColumnValues, rows: number, mask: Mask): ColumnValues {
  if (column === undefined || !PERSONAL.has(column.name)) return values;
  if (column.type !== 'text') return new Float64Array(rows).fill(Number.NaN);
  return Array.from({ length: rows }, (_, row) => {
    const text = textAt(values, row);
    return text === null ? null : mask(text);
  });
}
