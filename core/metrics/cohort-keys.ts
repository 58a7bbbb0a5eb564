import { NO_CODE } from '../frame/line-batch.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { NO_SEGMENT } from './rfm-grid.ts';

/** A key whose cohorts are values of the first order, or of its customer, rather than calendar periods. */
export type ValueKey = { kind: 'attribute'; field: string } | { kind: 'product' } | { kind: 'discounted' } | ({ kind: 'segment' } & SegmentKey) | { kind: 'all' };

/** Cell of scores by customer code, position of the segment by cell (NO_SEGMENT: none), and what the segments are called. */
export interface SegmentKey {
  cell: Uint8Array;
  segmentOf: Uint8Array;
  ids: string[];
  names: string[];
}

/** Rows of such a key: values by falling number of customers, then those without a value, then all other values; −1 for a row there is not. */
export interface ValueRows {
  kind: 'values';
  key: ValueKey;
  /** Code of each row of a value. */
  codes: Uint32Array;
  /** Row by code, up to the highest in use. */
  rowOfCode: Int32Array;
  none: number;
  other: number;
  otherValues: number;
}

/** Reads the code of a first order and its customer; NO_CODE: it has no value. The product is that of its first line that names one. */
export function firstOrderCode(view: FrameView, key: ValueKey): (first: number, customer: number) => number {
  const { frame } = view;
  if (key.kind === 'attribute') {
    const column = frame.attributes[key.field]!;
    return (first) => column[first]!;
  }
  if (key.kind === 'discounted') return (first) => (frame.gross[first]! > frame.net[first]! ? 1 : 0);
  if (key.kind === 'all') return () => 0;
  if (key.kind === 'segment') {
    const { cell, segmentOf } = key;
    return (_first, customer) => {
      const segment = segmentOf[cell[customer]!]!;
      return segment === NO_SEGMENT ? NO_CODE : segment;
    };
  }
  const { lineStart, product, lineLeftOut } = frame;
  return (first) => {
    for (let line = lineStart[first]!; line < lineStart[first + 1]!; line++) {
      if (product[line] !== NO_CODE && (lineLeftOut === null || lineLeftOut[line] === 0)) return product[line]!;
    }
    return NO_CODE;
  };
}

/** The `top` values with most customers; the others share a row. Customers outside of [from, to) by the day of their first order are in none. */
export function valueRows(view: FrameView, key: ValueKey, from: number, to: number, top: number): ValueRows {
  const codeOf = firstOrderCode(view, key);
  const { day } = view.frame;
  const codes = new Uint32Array(view.firstOrder.length);
  let members = 0;
  let withoutValue = 0;
  let highest = -1;
  for (let customer = 0; customer < view.firstOrder.length; customer++) {
    const first = view.firstOrder[customer]!;
    if (first === NO_CODE || day[first]! < from || day[first]! >= to) continue;
    const code = codeOf(first, customer);
    if (code === NO_CODE) withoutValue++;
    else {
      codes[members++] = code;
      if (code > highest) highest = code;
    }
  }
  const counts = new Uint32Array(highest + 1);
  for (let i = 0; i < members; i++) counts[codes[i]!]!++;
  const chosen = mostFrequent(counts, top);
  const distinct = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0);
  const none = withoutValue > 0 ? chosen.length : -1;
  const other = distinct > chosen.length ? chosen.length + (withoutValue > 0 ? 1 : 0) : -1;
  const rowOfCode = new Int32Array(highest + 1).fill(other);
  chosen.forEach((code, row) => {
    rowOfCode[code] = row;
  });
  return { kind: 'values', key, codes: Uint32Array.from(chosen), rowOfCode, none, other, otherValues: distinct - chosen.length };
}

/** Codes of the highest counts above 0, highest first, ties by code. */
function mostFrequent(counts: Uint32Array, top: number): number[] {
  const least = Math.max(1, counts.slice().sort()[Math.max(0, counts.length - top)] ?? 1);
  const found: number[] = [];
  for (let code = 0; code < counts.length; code++) if (counts[code]! >= least) found.push(code);
  return found.sort((left, right) => counts[right]! - counts[left]! || left - right).slice(0, top);
}
