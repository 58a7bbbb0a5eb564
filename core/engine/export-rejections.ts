import type { RejectionWords } from '../contract/imports.ts';
import type { Progress } from '../contract/rpc.ts';
import { REJECTION_COLUMNS } from '../frame/rejection-columns.ts';
import type { OutputBlock, OutputColumn } from '../output/table.ts';
import { writeTable } from '../output/write-table.ts';
import type { RejectedRows, StoredRejection } from '../store/rejected-rows.ts';

/** Writes rejected rows as a CSV: the columns of their files, united by name, then where the row stood and why it was rejected. Nothing is written
 *  when there are none. Answers the number of rows. Throws as writeTable. */
export async function exportRejections(rejected: RejectedRows, path: string, words: RejectionWords, options: { cancelled: () => boolean; onProgress: (progress: Progress) => void }): Promise<number> {
  if (rejected.total === 0) return 0;
  const text = (name: string): OutputColumn => ({ name, type: 'text' });
  const columns = [
    ...rejected.names.map(text),
    text(REJECTION_COLUMNS.file),
    { name: REJECTION_COLUMNS.line, type: 'whole' as const },
    text(REJECTION_COLUMNS.column),
    text(REJECTION_COLUMNS.reason),
    ...(rejected.hasFurther ? [text(REJECTION_COLUMNS.further)] : []),
  ];
  const { rows } = await writeTable(path, 'csv', { columns, blocks: blocksOf(rejected, words), rows: rejected.total }, options);
  return rows;
}

function* blocksOf(rejected: RejectedRows, words: RejectionWords): Generator<OutputBlock> {
  for (const rows of rejected.pages()) {
    const placed = rows.map((row) => inUnitedColumns(row, rejected.names));
    yield {
      rows: rows.length,
      columns: [
        ...rejected.names.map((_, column) => placed.map((cells) => cells[column] ?? null)),
        rows.map(({ file }) => file),
        Float64Array.from(rows, ({ line }) => line),
        rows.map(({ column }) => column),
        rows.map(({ reason, isCut }) => (isCut ? `${words.reasons[reason]}; ${words.isCut}` : words.reasons[reason])),
        ...(rejected.hasFurther ? [rows.map(furtherCells)] : []),
      ],
    };
  }
}

/** Cells beyond the columns, of a row that was rejected before the ones that stood there then. */
function furtherCells({ names, cells, further }: StoredRejection): string {
  const before = cells[names.indexOf(REJECTION_COLUMNS.further)] ?? '';
  return [...(before === '' ? [] : [before]), ...further].join(' | ');
}

/** Cells of a row in the columns of all files: of columns with the same name, the first ones first. */
function inUnitedColumns({ names, cells }: StoredRejection, united: readonly string[]): (string | null)[] {
  const placed = united.map((): string | null => null);
  const taken = new Map<string, number>();
  for (const [index, cell] of cells.entries()) {
    const name = names[index] ?? '';
    const at = united.indexOf(name, (taken.get(name) ?? -1) + 1);
    if (at < 0) continue;
    taken.set(name, at);
    placed[at] = cell;
  }
  return placed;
}
