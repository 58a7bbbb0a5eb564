import type { SkipRule } from '../../contract/imports.ts';
import { isBlank } from '../cell-columns.ts';
import type { RowBlock } from '../tokenizer.ts';
import { namesTotal } from './total-words.ts';

const LONGEST_WORDS_BYTES = 200;
const decoder = new TextDecoder();

/** Why a row that cannot be an order line need not be one; `null` if it should have been. Asked only about rows that are at fault, so that
 *  nothing that could be kept is ever skipped; a row of totals has no date. */
export function createSkipRules(headers: readonly string[], dateColumn: number | undefined): (block: RowBlock, row: number) => SkipRule | null {
  return (block, row) => {
    const first = firstFilledCell(block, row);
    if (first < 0) return 'blank';
    if (namesTotal(cellText(block, row, first)) && (dateColumn === undefined || dateColumn === first || isBlankCell(block, row, dateColumn))) return 'total';
    return isHeaderAgain(block, row, headers) ? 'repeated-header' : null;
  };
}

/** Whether all cells of a row say what the headers say. Without a named header, none does. */
export function isHeaderAgain(block: RowBlock, row: number, headers: readonly string[]): boolean {
  return headers.some((header) => header !== '') && headers.every((header, column) => column >= block.cells[row]! || cellText(block, row, column).trim() === header);
}

/** Column of the first cell that holds something; −1: none does. */
export function firstFilledCell(block: RowBlock, row: number): number {
  const base = row * block.columns;
  for (let column = 0; column < block.columns; column++) if (!isBlank(block.bytes, block.start[base + column]!, block.end[base + column]!)) return column;
  return block.overflow[row] === 1 ? 0 : -1;
}

function isBlankCell(block: RowBlock, row: number, column: number): boolean {
  const cell = row * block.columns + column;
  return isBlank(block.bytes, block.start[cell]!, block.end[cell]!);
}

export function cellText(block: RowBlock, row: number, column: number): string {
  const cell = row * block.columns + column;
  return decoder.decode(block.bytes.subarray(block.start[cell], Math.min(block.end[cell]!, block.start[cell]! + LONGEST_WORDS_BYTES)));
}
