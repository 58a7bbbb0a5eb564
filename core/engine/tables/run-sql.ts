import { EngineFailure } from '../../contract/errors.ts';
import { TABLE_NAMES, type SqlResult } from '../../contract/tables.ts';
import { plainValue } from '../../output/csv-encoder.ts';
import { type ColumnValues, numberAt, type OutputColumn, textAt } from '../../output/table.ts';
import { querySql, type SqlTable, type SqlValue } from '../../store/sql-query.ts';
import type { Mask } from '../mask.ts';
import { maskedTable } from './mask-table.ts';
import { PROJECT_TABLES } from './project-tables.ts';
import type { SyncTable, TableSource } from './table-source.ts';

/** Answers a SELECT over the tables of the project, masked where there is a mask. Throws EngineFailure SQL, CANCELLED. */
export function runSql(source: TableSource, mask: Mask | null, sql: string, limit: number, cancelled: () => boolean): SqlResult {
  const tables = TABLE_NAMES.map((name) => {
    const whole = PROJECT_TABLES[name](source);
    return sqlTable(name, mask === null ? whole : maskedTable(whole, mask), cancelled);
  });
  const { columns, rows, isCut } = querySql(tables, sql, limit);
  return { columns: columns.map((name, column) => ({ name, values: rows.map((row) => row[column] ?? null) })), rows: rows.length, isCut };
}

function sqlTable(name: string, { columns, blocks }: SyncTable, cancelled: () => boolean): SqlTable {
  return {
    name,
    columns: columns.map((column) => column.name),
    *rows() {
      for (const block of blocks) {
        if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
        for (let row = 0; row < block.rows; row++) yield columns.map((column, index) => cellValue(column, block.columns[index] ?? [], row));
      }
    },
  };
}

/** Days and moments as ISO texts, which SQL’s date functions understand. */
function cellValue(column: OutputColumn, values: ColumnValues, row: number): SqlValue {
  if (column.type === 'text') return textAt(values, row);
  const value = numberAt(values, row);
  return value === null || column.type === 'number' || column.type === 'whole' ? value : plainValue(column, value);
}
