import type { Dialect, FileFormat, ImportPlan, ImportProposal, ImportWarning } from '../contract/imports.ts';
import type { DateOrder } from './date-parser.ts';
import { guessDateOrder } from './date-order.ts';
import type { SampleRows } from './dialect.ts';
import { valuesOf } from './guess-plan.ts';
import { datedColumn } from './kinds/kind-plan.ts';
import { warningsOf } from './kinds/recognise-file.ts';
import { readColumns, statusWords } from './read-columns.ts';
import { restoredCells, restoredNames } from './rejection-table.ts';

const PREVIEW_ROWS = 50;
const SAMPLES_OF_COLUMN = 5;

/** A file as recognised, with what the import needs beyond the proposal. */
export interface Inspection {
  proposal: ImportProposal;
  headers: string[];
  currencyKnown: boolean;
}

/** A file and the plan by which it would be read. */
export interface ProposedFile {
  fileName: string;
  bytes: number;
  format: FileFormat;
  sheets: string[];
  headers: string[];
  /** First rows, without the header. */
  data: SampleRows;
  plan: ImportPlan;
  warnings: ImportWarning[];
}

export function proposalOf({ fileName, bytes, format, sheets, headers, data, plan, warnings }: ProposedFile): ImportProposal {
  const cells = restoredCells(headers, data.cells);
  const shown = cells.slice(0, PREVIEW_ROWS);
  return {
    fileName,
    bytes,
    format,
    sheets,
    plan,
    columns: headers.map((name, column) => ({ name, field: fieldOf(plan, column), samples: [...new Set(valuesOf(cells.slice(0, 200), column))].slice(0, SAMPLES_OF_COLUMN) })),
    rows: { line: data.line.slice(0, PREVIEW_ROWS), cells: shown, read: readColumns(plan, shown) },
    statuses: statusWords(plan, data.cells),
    warnings: [...warnings, ...warningsOf(plan, headers, data.cells)],
    saved: null,
  };
}

/** Names of the columns, whether or not the first row holds them. */
export function headersOf(first: readonly string[], header: boolean): string[] {
  return header ? restoredNames(first.map((name) => name.trim())) : first.map((_, column) => `Column ${column + 1}`);
}

/** A delimiter at the end of the header names no column. */
export function withoutEmptyEnd(cells: readonly string[], header: boolean): string[] {
  let length = cells.length;
  while (header && length > 1 && cells[length - 1]?.trim() === '') length--;
  return cells.slice(0, length);
}

/** The order of day and month, from the sample or, where that leaves it open, from `decide`, which looks at the whole column. */
export async function resolveDates(
  plan: ImportPlan,
  headers: readonly string[],
  rows: readonly string[][],
  decide: ((column: number) => Promise<DateOrder | null>) | null,
): Promise<{ dateOrder: Dialect['dateOrder']; warnings: ImportWarning[] }> {
  const column = datedColumn(plan);
  if (column === undefined) return { dateOrder: 'ymd', warnings: [] };
  const guess = guessDateOrder(valuesOf(rows, column));
  if (guess.ambiguous === null) return { dateOrder: guess.order, warnings: [] };
  const decided = decide === null ? null : await decide(column);
  if (decided !== null) return { dateOrder: decided, warnings: [] };
  return { dateOrder: guess.order, warnings: [{ code: 'ambiguous-dates', column: headers[column] ?? '', example: guess.ambiguous }] };
}

function fieldOf(plan: ImportPlan, column: number): ImportProposal['columns'][number]['field'] {
  const entry = Object.entries(plan.mapping).find(([, index]) => index === column);
  return (entry?.[0] ?? null) as ImportProposal['columns'][number]['field'];
}
