import { NO_CODE } from '../frame/line-batch.ts';
import { MOMENT, NO_MOMENT, OUT_OF_RANGE, parseMoment, parseTime, type DateOrder } from './date-parser.ts';
import { NOT_A_NUMBER, NUMBER, parseNumber } from './number-parser.ts';
import { markFault, type RowFaults } from './row-faults.ts';
import type { TextIndex } from './text-index.ts';
import type { RowBlock } from './tokenizer.ts';

const SPACE = 32;
const SECONDS_A_DAY = 86_400;

/** Numbers of one column of a block: digits × 10^−scale, where `present` is 1. */
export interface NumberCells {
  digits: Float64Array;
  scale: Int16Array;
  present: Uint8Array;
}

export function createNumberCells(capacity: number): NumberCells {
  return { digits: new Float64Array(capacity), scale: new Int16Array(capacity), present: new Uint8Array(capacity) };
}

/** Reads a column of numbers; rows at fault are left alone, and a cell that is no number puts its row at fault. */
export function readNumbers(block: RowBlock, column: number, decimal: number, faults: RowFaults, into: NumberCells): void {
  const { bytes, start, end, columns, rows } = block;
  const number = { digits: 0, scale: 0 };
  for (let row = 0, cell = column; row < rows; row++, cell += columns) {
    into.present[row] = 0;
    if (faults.fault[row] !== 0) continue;
    const outcome = parseNumber(bytes, start[cell]!, end[cell]!, decimal, number);
    if (outcome === NUMBER) {
      into.digits[row] = number.digits;
      into.scale[row] = number.scale;
      into.present[row] = 1;
    } else if (outcome === NOT_A_NUMBER) markFault(faults, row, 'bad-number', column);
  }
}

/** Reads the moments of a date column and, where dates come without, the times of another. */
export function readMoments(block: RowBlock, column: number, timeColumn: number | undefined, order: DateOrder, faults: RowFaults, into: Uint32Array): void {
  const { bytes, start, end, columns, rows } = block;
  const moment = { seconds: 0, hasTime: false };
  let previousStart = 0;
  let previousLength = -1;
  let outcome = NO_MOMENT;
  for (let row = 0, cell = column; row < rows; row++, cell += columns) {
    if (faults.fault[row] !== 0) continue;
    const cellStart = start[cell]!;
    const length = end[cell]! - cellStart;
    if (length !== previousLength || !sameBytes(bytes, cellStart, previousStart, length)) {
      outcome = parseMoment(bytes, cellStart, cellStart + length, order, moment);
      previousStart = cellStart;
      previousLength = length;
    }
    if (outcome !== MOMENT) {
      markFault(faults, row, outcome === NO_MOMENT ? 'missing-date' : outcome === OUT_OF_RANGE ? 'date-out-of-range' : 'bad-date', column);
      continue;
    }
    into[row] = moment.seconds;
    if (timeColumn === undefined || moment.hasTime) continue;
    const timeCell = row * columns + timeColumn;
    if (isBlank(bytes, start[timeCell]!, end[timeCell]!)) continue;
    const seconds = parseTime(bytes, start[timeCell]!, end[timeCell]!);
    if (seconds < 0) markFault(faults, row, 'bad-date', timeColumn);
    else into[row] = moment.seconds - (moment.seconds % SECONDS_A_DAY) + seconds;
  }
}

/** Code of one cell, spaces around the text taken off; NO_CODE for an empty one. */
export function readCode(block: RowBlock, row: number, column: number, index: TextIndex): number {
  const { bytes, start, end, columns } = block;
  let from = start[row * columns + column]!;
  let to = end[row * columns + column]!;
  while (from < to && bytes[from]! <= SPACE) from++;
  while (to > from && bytes[to - 1]! <= SPACE) to--;
  return from === to ? NO_CODE : index.code(bytes, from, to);
}

export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let position = start; position < end; position++) if (bytes[position]! > SPACE) return false;
  return true;
}

function sameBytes(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let index = length - 1; index >= 0; index--) if (bytes[one + index] !== bytes[other + index]) return false;
  return true;
}
