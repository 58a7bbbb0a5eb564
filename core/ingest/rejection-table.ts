import { originalText } from '../frame/neutral-text.ts';
import { isRejectionColumn, isRejectionTable, REJECTION_COLUMNS } from '../frame/rejection-columns.ts';
import type { RowBlock } from './tokenizer.ts';

const APOSTROPHE = 39;
const RISKY = new Set(Array.from('=+-@\t\r', (character) => character.charCodeAt(0)));

/** Takes off, in place, the apostrophes with which Tenure neutralised texts, and finds too many cells where there still are further ones;
 *  `null` for tables that it did not write. */
export function createTextRestorer(headers: readonly string[]): ((block: RowBlock, from: number) => void) | null {
  if (!isRejectionTable(headers)) return null;
  const further = headers.findIndex((name) => name.trim() === REJECTION_COLUMNS.further);
  return ({ bytes, start, end, columns, rows, overflow }, from) => {
    if (further >= 0) for (let row = from; row < rows; row++) if (end[row * columns + further]! > start[row * columns + further]!) overflow[row] = 1;
    for (let cell = from * columns; cell < rows * columns; cell++) {
      let at = start[cell]!;
      if (bytes[at] !== APOSTROPHE) continue;
      while (at < end[cell]! && bytes[at] === APOSTROPHE) at++;
      if (at < end[cell]! && RISKY.has(bytes[at]!)) start[cell]!++;
    }
  };
}

/** Names and cells as they were before Tenure neutralised them. */
export function restoredNames(names: string[]): string[] {
  return isRejectionTable(names) ? names.map(originalText) : names;
}

export function restoredCells(headers: readonly string[], rows: string[][]): string[][] {
  return isRejectionTable(headers) ? rows.map((row) => row.map(originalText)) : rows;
}

/** A table as its columns are to be recognised: without those that Tenure put behind the ones of the file, and texts as they were. */
export function asRecognised(headers: readonly string[], rows: readonly string[][]): { headers: readonly string[]; rows: readonly string[][] } {
  if (!isRejectionTable(headers)) return { headers, rows };
  const ours = headers.map(isRejectionColumn);
  return { headers: headers.map((name, column) => (ours[column] === true ? '' : name)), rows: rows.map((row) => row.map((cell, column) => (ours[column] === true ? '' : originalText(cell)))) };
}
