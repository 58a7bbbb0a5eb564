import { type ColumnValues, type OutputColumn, textAt } from '../../output/table.ts';
import type { Mask } from '../mask.ts';
import { inBlocks, type SyncTable } from './table-source.ts';

/** Columns that say who somebody is, as hashes; a further column of a file may have such a name too, in whatever letters. */
const HASHED = new Set(['customer', 'name', 'email', 'phone']);
/** And those that would tell, of customers’ records and answers; they are left empty. */
const LEFT_OUT = new Set(['birth_date', 'attributes', 'text']);
/** Wherever it stands. */
const EMAIL = /[^\s@]@[^\s@]+\.[^\s@]/;

/** The table with nobody to be recognised by these columns. */
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
  if (column === undefined) return values;
  if (LEFT_OUT.has(column.name)) return column.type === 'text' ? Array.from({ length: rows }, () => null) : new Float64Array(rows).fill(Number.NaN);
  if (column.type !== 'text') return values;
  const hashed = HASHED.has(column.name.toLowerCase());
  return Array.from({ length: rows }, (_, row) => {
    const text = textAt(values, row);
    return text !== null && (hashed || EMAIL.test(text)) ? mask(text) : text;
  });
}
