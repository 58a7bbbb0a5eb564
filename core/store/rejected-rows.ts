import type { RowFault } from '../contract/errors.ts';
import type { ImportKind } from '../contract/imports.ts';
import type { RejectedCells } from '../frame/import-target.ts';
import { isRejectionColumn, REJECTION_COLUMNS } from '../frame/rejection-columns.ts';
import type { Connection } from './open-database.ts';
import { withProjectFaults } from './project-faults.ts';

const PAGE_ROWS = 2000;

export interface RejectedRowsQuery {
  /** `null`: all imports. */
  importId: number | null;
  /** `null`: files of all kinds. */
  kind: ImportKind | null;
}

export interface StoredRejection extends RejectedCells {
  file: string;
  line: number;
  column: string;
  reason: RowFault;
  /** Names of the columns of `cells`. */
  names: readonly string[];
}

export interface RejectedRows {
  total: number;
  /** Names of the columns of all files, in order of appearance; one that a file has several times is there as often. Without those that Tenure adds. */
  names: string[];
  /** Some row has cells beyond its columns. */
  hasFurther: boolean;
  /** The connection stays free between the rows of one page and the next. */
  pages(): Iterable<StoredRejection[]>;
}

interface Row {
  importId: number;
  sequence: number;
  fileIndex: number;
  file: string;
  line: number;
  column: string;
  reason: RowFault;
  cells: string | null;
  further: string | null;
  isCut: number | null;
}

/** Rejected rows as they were in their files. Rows of projects written before cells were kept have none. */
export function readRejectedRows(connection: Connection, path: string, query: RejectedRowsQuery): RejectedRows {
  const chosen = `(@importId IS NULL OR import_id = @importId) AND (@kind IS NULL OR kind = @kind)`;
  const layouts = connection
    .prepare<[RejectedRowsQuery], { importId: number; fileIndex: number; names: string }>(
      `SELECT import_id AS importId, file_index AS fileIndex, names FROM rejected_columns JOIN import_file USING (import_id, file_index) WHERE ${chosen} ORDER BY import_id, file_index`,
    )
    .all(query)
    .map(({ importId, fileIndex, names }) => ({ key: `${importId}:${fileIndex}`, names: JSON.parse(names) as string[] }));
  const namesOf = new Map(layouts.map(({ key, names }) => [key, names]));
  const count = connection.prepare<[RejectedRowsQuery]>(`SELECT count(*) FROM rejection JOIN import_file USING (import_id, file_index) WHERE ${chosen}`).pluck();
  const further = connection
    .prepare<[RejectedRowsQuery]>(`SELECT 1 FROM rejection JOIN rejected_cells USING (import_id, sequence) JOIN import_file USING (import_id, file_index) WHERE ${chosen} AND further IS NOT NULL LIMIT 1`)
    .pluck();
  const page = connection.prepare<[RejectedRowsQuery & { afterImport: number; afterSequence: number; rows: number }], Row>(
    `SELECT import_id AS importId, sequence, file_index AS fileIndex, file, line, column_name AS "column", reason, cells, further, is_cut AS isCut
     FROM rejection LEFT JOIN rejected_cells USING (import_id, sequence) JOIN import_file USING (import_id, file_index)
     WHERE (import_id, sequence) > (@afterImport, @afterSequence) AND ${chosen} ORDER BY import_id, sequence LIMIT @rows`,
  );
  return {
    total: Number(count.get(query)),
    names: unitedNames(layouts.map(({ names }) => names)),
    hasFurther: further.get(query) !== undefined || layouts.some(({ names }) => names.includes(REJECTION_COLUMNS.further)),
    *pages() {
      let afterImport = 0;
      let afterSequence = -1;
      for (;;) {
        const rows = withProjectFaults(path, () => page.all({ ...query, afterImport, afterSequence, rows: PAGE_ROWS }));
        const last = rows.at(-1);
        if (last === undefined) return;
        ({ importId: afterImport, sequence: afterSequence } = last);
        yield rows.map(({ importId, fileIndex, file, line, column, reason, cells, further: beyond, isCut }) => ({
          file,
          line,
          column,
          reason,
          names: namesOf.get(`${importId}:${fileIndex}`) ?? [],
          cells: cells === null ? [] : (JSON.parse(cells) as string[]),
          further: beyond === null ? [] : (JSON.parse(beyond) as string[]),
          isCut: isCut === 1,
        }));
      }
    },
  };
}

function unitedNames(layouts: readonly string[][]): string[] {
  const united: string[] = [];
  for (const names of layouts) {
    const left = [...united];
    for (const name of names) {
      const at = left.indexOf(name);
      if (at >= 0) left.splice(at, 1);
      else if (!isRejectionColumn(name)) united.push(name);
    }
  }
  return united;
}
