import { ROW_FAULTS, type RowFault } from '../contract/errors.ts';
import type { RejectedCells } from '../frame/import-target.ts';
import { type CellSyntax, createRowBlock, type RowBlock, tokenize } from './tokenizer.ts';

const VALUE_CHARACTERS = 200;
/** Text kept of a rejected row; rows of order files are shorter by far. */
const ROW_BYTES = 1 << 16;
const MOST_FURTHER_CELLS = 1000;

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

/** All cells of a row as text, those beyond the columns too; at most 64 KiB, after which cells are cut or empty. */
export function rejectedCells(block: RowBlock, row: number, syntax: CellSyntax): RejectedCells {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let left = ROW_BYTES;
  let isCut = false;
  const read = (from: RowBlock, cell: number): string => {
    const start = from.start[cell]!;
    const length = from.end[cell]! - start;
    const kept = Math.min(length, left);
    isCut ||= kept < length;
    left -= kept;
    const text = decoder.decode(from.bytes.subarray(start, start + kept));
    return kept < length ? text.replace(/\u{fffd}$/u, '') : text;
  };
  const base = row * block.columns;
  const cells = Array.from({ length: block.columns }, (_, cell) => read(block, base + cell));
  const further: string[] = [];
  const spill = block.spill[row]!;
  if (block.overflow[row] === 1 && spill >= 0) {
    // From there on, the row is as it was in the file: it is cut into cells once more.
    const bytes = new Uint8Array(Math.min(ROW_BYTES, block.bytes.length - spill) + 1);
    bytes.set(block.bytes.subarray(spill, spill + bytes.length - 1));
    const rest = createRowBlock(MOST_FURTHER_CELLS, 1);
    tokenize(rest, bytes, 0, bytes.length - 1, true, syntax, { line: 1, openQuoteLine: null });
    if (rest.rows === 0) isCut = true;
    for (let cell = 0; cell < Math.min(rest.rows * rest.cells[0]!, MOST_FURTHER_CELLS); cell++) further.push(read(rest, cell));
  }
  return { cells, further, isCut };
}

function cut(text: string): string {
  // By characters, so that none is cut in two.
  return Array.from(text.slice(0, VALUE_CHARACTERS * 2)).slice(0, VALUE_CHARACTERS).join('');
}
