import type { ImportPlan } from '../contract/imports.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { isBlank, readCode } from './cell-columns.ts';
import { markFault, type RowFaults } from './row-faults.ts';
import type { TextIndex } from './text-index.ts';
import type { RowBlock } from './tokenizer.ts';

const SPACE = 32;
const LONGEST_KEY_BYTES = 1 << 16;

/** Who bought, and in which order. */
export interface KeyReader {
  /** Puts rows at fault that name neither an order nor a customer. */
  markMissing(block: RowBlock, faults: RowFaults): void;
  /** The customer column, else the normalised e-mail, else the digits of the phone number; NO_CODE: anonymous. */
  readCustomers(block: RowBlock, faults: RowFaults, into: Uint32Array): void;
  /** The order column; where it is empty, one order per customer and moment (or day, if dates have no time). METRICS §1. */
  readOrders(block: RowBlock, faults: RowFaults, moments: Uint32Array, into: Uint32Array): void;
}

type Normalise = (byte: number) => number;

export function createKeyReader(mapping: ImportPlan['mapping'], orders: TextIndex, customers: TextIndex): KeyReader {
  const orderColumn = mapping.order ?? -1;
  const contacts: { column: number; normalise: Normalise }[] = [];
  if (mapping.customer !== undefined) contacts.push({ column: mapping.customer, normalise: asWritten });
  if (mapping.email !== undefined) contacts.push({ column: mapping.email, normalise: lowerCase });
  if (mapping.phone !== undefined) contacts.push({ column: mapping.phone, normalise: digitOnly });
  const key = new Uint8Array(LONGEST_KEY_BYTES + 32);

  const blank = (block: RowBlock, row: number, column: number): boolean => {
    const cell = row * block.columns + column;
    return isBlank(block.bytes, block.start[cell]!, block.end[cell]!);
  };

  const anyBlank = (block: RowBlock, faults: RowFaults, column: number): boolean => {
    for (let row = 0; row < block.rows; row++) if (faults.fault[row] === 0 && blank(block, row, column)) return true;
    return false;
  };

  /** Writes the row’s customer into `key`; its length, 0 if there is none. */
  const customerKey = (block: RowBlock, row: number): number => {
    const { bytes, start, end, columns } = block;
    for (const { column, normalise } of contacts) {
      const cell = row * columns + column;
      let from = start[cell]!;
      let to = end[cell]!;
      while (from < to && bytes[from]! <= SPACE) from++;
      while (to > from && bytes[to - 1]! <= SPACE) to--;
      let length = 0;
      for (let position = from; position < to && length < LONGEST_KEY_BYTES; position++) {
        const byte = normalise(bytes[position]!);
        if (byte > 0) key[length++] = byte;
      }
      if (length > 0) return length;
    }
    return 0;
  };

  return {
    markMissing(block, faults) {
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0 || (orderColumn >= 0 && !blank(block, row, orderColumn)) || contacts.some(({ column }) => !blank(block, row, column))) continue;
        markFault(faults, row, 'missing-order-and-customer', orderColumn >= 0 ? orderColumn : (contacts[0]?.column ?? -1));
      }
    },
    readCustomers(block, faults, into) {
      const [only] = contacts;
      if (only === undefined) into.fill(NO_CODE);
      else if (contacts.length === 1 && only.normalise === asWritten) customers.cellCodes(block, only.column, faults.fault, into);
      else {
        for (let row = 0; row < block.rows; row++) {
          if (faults.fault[row] !== 0) continue;
          const length = customerKey(block, row);
          into[row] = length === 0 ? NO_CODE : customers.code(key, 0, length);
        }
      }
    },
    readOrders(block, faults, moments, into) {
      if (orderColumn >= 0 && !anyBlank(block, faults, orderColumn)) {
        orders.cellCodes(block, orderColumn, faults.fault, into);
        return;
      }
      // Row by row, so that codes follow the order of the file.
      for (let row = 0; row < block.rows; row++) {
        if (faults.fault[row] !== 0) continue;
        const code = orderColumn < 0 ? NO_CODE : readCode(block, row, orderColumn, orders);
        into[row] = code !== NO_CODE ? code : orders.code(key, 0, appendMoment(key, customerKey(block, row), moments[row]!));
      }
    },
  };
}

function asWritten(byte: number): number {
  return byte;
}

function lowerCase(byte: number): number {
  return byte >= 65 && byte <= 90 ? byte + 32 : byte;
}

function digitOnly(byte: number): number {
  return byte >= 48 && byte <= 57 ? byte : 0;
}

/** Adds ` 2025-03-01` or ` 2025-03-01T14:05:09`; returns the new length. */
function appendMoment(key: Uint8Array, length: number, seconds: number): number {
  const text = new Date(seconds * 1000).toISOString();
  const shown = seconds % 86_400 === 0 ? text.slice(0, 10) : text.slice(0, 19);
  key[length] = SPACE;
  for (let index = 0; index < shown.length; index++) key[length + 1 + index] = shown.charCodeAt(index);
  return length + 1 + shown.length;
}
