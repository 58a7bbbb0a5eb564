import type { LineSource } from './line-source.ts';
import type { OrderFacts } from './order-facts.ts';
import { sharedUint32 } from './shared-arrays.ts';

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

/** Counting sort of the orders by customer, then by moment, then by code. Linear but for the few orders of one customer. */
export function sequenceOrders(source: Pick<LineSource, 'customers' | 'orders'>, facts: OrderFacts): OrderSequence {
  const { customers } = source;
  const orderStart = countOrders(facts, customers);
  const orderCode = sharedUint32(orderStart[customers + 1]!);
  distribute(facts, customers, orderStart.slice(0, customers + 1), orderCode);
  for (let block = 0; block <= customers; block++) sortBlock(orderCode, orderStart[block]!, orderStart[block + 1]!, facts.moment);
  const position = new Uint32Array(source.orders);
  for (let at = 0; at < orderCode.length; at++) position[orderCode[at]!] = at;
  return { orders: orderCode.length, orderStart, orderCode, position };
}

function countOrders(facts: OrderFacts, customers: number): Uint32Array {
  const { lineCount, customer } = facts;
  const orderStart = sharedUint32(customers + 2);
  for (let code = 0; code < lineCount.length; code++) {
    if (lineCount[code] !== 0) orderStart[Math.min(customer[code]!, customers) + 1]!++;
  }
  for (let block = 1; block < orderStart.length; block++) orderStart[block]! += orderStart[block - 1]!;
  return orderStart;
}

function distribute(facts: OrderFacts, customers: number, next: Uint32Array, orderCode: Uint32Array): void {
  const { lineCount, customer } = facts;
  for (let code = 0; code < lineCount.length; code++) {
    if (lineCount[code] !== 0) orderCode[next[Math.min(customer[code]!, customers)]!++] = code;
  }
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
