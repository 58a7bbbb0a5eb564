import { NO_CODE } from './line-batch.ts';
import type { LineSource } from './line-source.ts';
import { sharedUint32 } from './shared-arrays.ts';

/** Facts of each order code, gathered in one pass over the lines. */
export interface OrderFacts {
  /** Lines of the order; 0 for a code that no line uses. */
  lineCount: Uint32Array;
  /** Customer of its first line that has one. */
  customer: Uint32Array;
  /** Earliest moment of its lines. */
  moment: Uint32Array;
  /** Bit 1 << status for each LINE_STATUS among its lines. */
  statuses: Uint8Array;
}

/** Where the orders stand in customer-major order. */
export interface OrderSequence {
  orders: number;
  /** customers + 2 entries; the last block is the orders without customer. */
  orderStart: Uint32Array;
  orderCode: Uint32Array;
  /** Position of each order code. */
  position: Uint32Array;
}

/** Blocks up to this many orders are sorted by insertion; they are nearly in order, since codes are given as the file is read. */
const INSERTION_LIMIT = 256;

export function createOrderFacts(orderCodes: number): OrderFacts {
  return {
    lineCount: new Uint32Array(orderCodes),
    customer: new Uint32Array(orderCodes).fill(NO_CODE),
    moment: new Uint32Array(orderCodes).fill(0xffff_ffff),
    statuses: new Uint8Array(orderCodes),
  };
}

/** Counting sort of the orders by customer, then by moment, then by code. Linear but for the few orders of one customer. */
export function sequenceOrders(source: Pick<LineSource, 'customers' | 'orders'>, facts: OrderFacts): OrderSequence {
  const { customers, orders: orderCodes } = source;
  const { lineCount, customer } = facts;
  const orderStart = sharedUint32(customers + 2);
  let orders = 0;
  for (let code = 0; code < orderCodes; code++) {
    if (lineCount[code] === 0) continue;
    orderStart[Math.min(customer[code]!, customers) + 1]!++;
    orders++;
  }
  for (let block = 1; block < orderStart.length; block++) orderStart[block]! += orderStart[block - 1]!;

  const orderCode = sharedUint32(orders);
  const next = orderStart.slice(0, customers + 1);
  for (let code = 0; code < orderCodes; code++) {
    if (lineCount[code] === 0) continue;
    orderCode[next[Math.min(customer[code]!, customers)]!++] = code;
  }
  for (let block = 0; block <= customers; block++) sortBlock(orderCode, orderStart[block]!, orderStart[block + 1]!, facts.moment);

  const position = new Uint32Array(orderCodes);
  for (let at = 0; at < orders; at++) position[orderCode[at]!] = at;
  return { orders, orderStart, orderCode, position };
}

/** Sorts codes [from, to), ascending on entry, by moment; equal moments stay in order of code. */
function sortBlock(codes: Uint32Array, from: number, to: number, moment: Uint32Array): void {
  if (to - from > INSERTION_LIMIT) {
    radixSortBlock(codes, from, to, moment);
    return;
  }
  for (let i = from + 1; i < to; i++) {
    const code = codes[i]!;
    const key = moment[code]!;
    let hole = i;
    while (hole > from && moment[codes[hole - 1]!]! > key) {
      codes[hole] = codes[hole - 1]!;
      hole--;
    }
    codes[hole] = code;
  }
}

/** Stable radix sort, 11 bits at a time. */
function radixSortBlock(codes: Uint32Array, from: number, to: number, moment: Uint32Array): void {
  let source = codes.slice(from, to);
  let target = new Uint32Array(source.length);
  const start = new Uint32Array(2049);
  for (const shift of [0, 11, 22]) {
    start.fill(0);
    for (let i = 0; i < source.length; i++) start[((moment[source[i]!]! >>> shift) & 2047) + 1]!++;
    for (let bucket = 1; bucket < start.length; bucket++) start[bucket]! += start[bucket - 1]!;
    for (let i = 0; i < source.length; i++) target[start[(moment[source[i]!]! >>> shift) & 2047]!++] = source[i]!;
    [source, target] = [target, source];
  }
  codes.set(source, from);
}
