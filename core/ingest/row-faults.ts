import { ROW_FAULTS, type RowFault } from '../contract/errors.ts';
import type { RowBlock } from './tokenizer.ts';

const VALUE_CHARACTERS = 200;

/** Faults of the rows of a block: the first one found in each row counts. */
export interface RowFaults {
  /** 0: none; otherwise the index in ROW_FAULTS + 1. */
  fault: Uint8Array;
  /** Column that is at fault; −1: the row as a whole. */
  column: Int16Array;
}

const NUMBERS = Object.fromEntries(ROW_FAULTS.map((fault, index) => [fault, index + 1])) as Record<RowFault, number>;

export function createRowFaults(capacity: number): RowFaults {
  return { fault: new Uint8Array(capacity), column: new Int16Array(capacity) };
}

export function markFault(faults: RowFaults, row: number, fault: RowFault, column: number): void {
  if (faults.fault[row] !== 0) return;
  faults.fault[row] = NUMBERS[fault];
  faults.column[row] = column;
}

/** Rows whose number of cells is not the header’s; empty cells at the end are forgiven. */
export function markShapeFaults(block: RowBlock, faults: RowFaults): void {
  for (let row = 0; row < block.rows; row++) {
    if (block.cells[row]! < block.columns) markFault(faults, row, 'too-few-cells', -1);
    else if (block.overflow[row] === 1) markFault(faults, row, 'too-many-cells', -1);
  }
}

export function faultName(number: number): RowFault {
  const fault = ROW_FAULTS[number - 1];
  if (fault === undefined) throw new RangeError(`no row fault ${number}`);
  return fault;
}

/** Text of the cell at fault, or of the row’s cells, cut at 200 characters. */
export function faultValue(block: RowBlock, row: number, column: number, delimiter: string): string {
  const decoder = new TextDecoder();
  const text = (cell: number): string => {
    const index = row * block.columns + cell;
    return decoder.decode(block.bytes.subarray(block.start[index], Math.min(block.end[index]!, block.start[index]! + VALUE_CHARACTERS * 4)));
  };
  if (column >= 0) return cut(text(column));
  const cells: string[] = [];
  for (let cell = 0; cell < Math.min(block.cells[row]!, block.columns); cell++) cells.push(text(cell));
  return cut(cells.join(delimiter));
}

function cut(text: string): string {
  // By characters, so that none is cut in two.
  return Array.from(text.slice(0, VALUE_CHARACTERS * 2)).slice(0, VALUE_CHARACTERS).join('');
}
