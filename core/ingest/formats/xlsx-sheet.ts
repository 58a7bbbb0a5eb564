import { fileFailure } from '../file-faults.ts';
import type { BlockWriter } from './block-writer.ts';
import { numberText } from './number-text.ts';
import { PLAIN, serialText } from './xlsx-dates.ts';
import type { Workbook } from './xlsx-workbook.ts';
import { CLOSING, decodeText, isName, OPENING, type XmlHandler } from './xml-tokens.ts';

const SPACE = 32;
const ZERO = 48;
const POINT = 46;
const MINUS = 45;
const LETTER_C = 99;
const LETTER_F = 102;
const LETTER_R = 114;
const LETTER_S = 115;
const LETTER_T = 116;
const LETTER_V = 118;
/** Longer ones may be what is left of a binary fraction: 1.1000000000000001. */
const EXACT_DIGITS = 15;

/** Types of a cell (ECMA-376, 18.18.11). */
const NUMBER = 0;
const SHARED = 1;
const BOOLEAN = 2;
const TEXT = 3;

export interface SheetReading {
  path: string;
  workbook: Workbook;
  writer: BlockWriter;
  decimal: '.' | ',' | null;
  skipLines: number;
  header: boolean;
}

/** Writes the cells of a sheet’s XML into the rows of a block; pauses when the block is full. Throws EngineFailure FILE. */
export function createSheetReader({ path, workbook, writer, decimal, skipLines, header }: SheetReading): XmlHandler {
  const { shared, kinds, is1904 } = workbook;
  const decoder = new TextDecoder();
  let scratch = new Uint8Array(1 << 12);
  let length = 0;
  let row = 0;
  let isBegun = false;
  let isHeaderPassed = !header;
  let isInCell = false;
  let takesText = false;
  let isPhonetic = false;
  let column = -1;
  let style = 0;
  let type = NUMBER;

  /** Reads r, s and t of a cell’s tag. */
  const readCell = (bytes: Uint8Array, from: number, to: number): void => {
    column++;
    style = 0;
    type = NUMBER;
    length = 0;
    for (let position = from; position < to; ) {
      const name = bytes[position]!;
      if (name <= SPACE) {
        position++;
        continue;
      }
      const nameFrom = position;
      while (position < to && bytes[position] !== 61) position++;
      const isShort = position === nameFrom + 1 || bytes[nameFrom + 1]! <= SPACE;
      while (position < to && bytes[position] !== 34 && bytes[position] !== 39) position++;
      const quote = bytes[position];
      const valueFrom = ++position;
      while (position < to && bytes[position] !== quote) position++;
      if (isShort && name === LETTER_R) column = columnOf(bytes, valueFrom, position, column);
      else if (isShort && name === LETTER_S) style = wholeNumber(bytes, valueFrom, position);
      else if (isShort && name === LETTER_T) type = typeOf(bytes, valueFrom, position);
      position++;
    }
  };

  const writeNumber = (): void => {
    const kind = kinds[style] ?? PLAIN;
    if (kind === PLAIN) {
      if (decimal === null) return;
      if (decimal === '.' && isPlain(scratch, length)) {
        writer.write(column, scratch, 0, length);
        return;
      }
    }
    const text = decoder.decode(scratch.subarray(0, length)).trim();
    const value = text === '' ? Number.NaN : Number(text);
    if (Number.isNaN(value)) writer.writeText(column, text);
    else writer.writeText(column, (kind === PLAIN ? null : serialText(value, kind, is1904)) ?? numberText(value, decimal ?? '.'));
  };

  const endCell = (): void => {
    isInCell = false;
    if (length === 0) return;
    if (type === SHARED) {
      const text = wholeNumber(scratch, 0, length);
      if (text >= shared.count) throw fileFailure(path, 'damaged', row);
      const from = shared.offsets[text]!;
      const to = shared.offsets[text + 1]!;
      if (to === from) return;
      begin();
      writer.write(column, shared.bytes, from, to);
      return;
    }
    begin();
    if (type === NUMBER) writeNumber();
    else if (type === BOOLEAN) writer.writeText(column, scratch[0] === 49 || scratch[0] === LETTER_T ? 'TRUE' : 'FALSE');
    else writer.write(column, scratch, 0, length);
  };

  const begin = (): void => {
    if (!isBegun) writer.beginRow();
    isBegun = true;
  };

  const beginRow = (bytes: Uint8Array, from: number, to: number): void => {
    row = rowNumber(bytes, from, to) ?? row + 1;
    column = -1;
    isBegun = false;
  };

  const endRow = (): void => {
    if (isBegun && isHeaderPassed) writer.endRow(row);
    isHeaderPassed ||= isBegun;
    isBegun = false;
  };

  return {
    tag(kind, bytes, from, to, tagTo) {
      const first = bytes[from]!;
      if (to === from + 1) {
        if (first === LETTER_C) {
          if (kind === CLOSING) {
            if (row > skipLines) endCell();
            isInCell = false;
          } else {
            readCell(bytes, to, tagTo);
            isInCell = kind === OPENING;
          }
          takesText = false;
          return;
        }
        if (first === LETTER_V || first === LETTER_T) takesText = kind === OPENING && isInCell && !isPhonetic;
        else if (first === LETTER_F) takesText = false;
        return;
      }
      if (first !== LETTER_R) return;
      if (isName(bytes, from, to, 'row')) {
        if (kind !== CLOSING) beginRow(bytes, to, tagTo);
        if (kind !== OPENING) endRow();
      } else if (isName(bytes, from, to, 'rPh')) isPhonetic = kind === OPENING;
    },
    text(bytes, from, to, isLiteral) {
      if (!takesText) return;
      if (length + to - from > scratch.length) {
        const larger = new Uint8Array(Math.max(length + to - from, scratch.length * 2));
        larger.set(scratch.subarray(0, length));
        scratch = larger;
      }
      if (isLiteral) {
        scratch.set(bytes.subarray(from, to), length);
        length += to - from;
      } else if (type === NUMBER || type === SHARED) for (let position = from; position < to; position++) scratch[length++] = bytes[position]!;
      else length = decodeText(bytes, from, to, scratch, length, true);
    },
    isPaused: () => !isBegun && writer.isFull,
  };
}

/** `C5` is column 2; what is no reference leaves the column to be the next one. */
function columnOf(bytes: Uint8Array, from: number, to: number, next: number): number {
  let column = 0;
  let position = from;
  for (; position < to && position < from + 4; position++) {
    const letter = bytes[position]! & 0xdf;
    if (letter < 65 || letter > 90) break;
    column = column * 26 + letter - 64;
  }
  return column === 0 ? next : column - 1;
}

function rowNumber(bytes: Uint8Array, from: number, to: number): number | null {
  for (let position = from; position < to; position++) {
    if (bytes[position]! <= SPACE && bytes[position + 1] === LETTER_R && bytes[position + 2] === 61) return wholeNumber(bytes, position + 4, to) || null;
  }
  return null;
}

function wholeNumber(bytes: Uint8Array, from: number, to: number): number {
  let value = 0;
  for (let position = from; position < to; position++) {
    const digit = bytes[position]! - ZERO;
    if (digit < 0 || digit > 9) {
      if (bytes[position]! <= SPACE) continue;
      break;
    }
    value = value * 10 + digit;
  }
  return value;
}

function typeOf(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from];
  if (to === from + 1) {
    if (first === LETTER_S) return SHARED;
    if (first === 98) return BOOLEAN;
    return first === 110 ? NUMBER : TEXT;
  }
  return TEXT;
}

/** Digits as they should stand in a cell: few enough to be exact, without an exponent or a zero at the end of a fraction. */
function isPlain(bytes: Uint8Array, length: number): boolean {
  if (length > EXACT_DIGITS || length === 0) return false;
  let points = 0;
  for (let index = 0; index < length; index++) {
    const byte = bytes[index]!;
    if (byte === POINT) points++;
    else if ((byte < ZERO || byte > 57) && (byte !== MINUS || index > 0)) return false;
  }
  if (points === 0) return bytes[0] !== ZERO || length === 1;
  return points === 1 && bytes[length - 1] !== ZERO && bytes[length - 1] !== POINT && bytes[0] !== POINT;
}
