import { dayOfMoment } from '../maths/calendar.ts';
import { isMixed } from './order-kinds.ts';
import type { OrderFacts } from './order-facts.ts';
import type { OrderFrame } from './order-frame.ts';
import type { CustomerRange } from './ranges.ts';

/** Columns of orders in customer-major order, before what they say is settled. */
export interface ArrangedOrders extends Pick<OrderFrame, 'orderStart' | 'orderCode' | 'day' | 'moment' | 'gross' | 'net' | 'refund' | 'cost' | 'lineStart' | 'attributes'> {
  /** As in OrderFacts. */
  statuses: Uint8Array;
}

/** Orders and lines of a range of customers. */
export interface RangeSize {
  orders: number;
  lines: number;
}

/** Ranges of about as many orders each, judged by some of them. Block `customers` is the orders without customer. */
export function sampledRanges({ lineCount, customer }: OrderFacts, customers: number, parts: number): CustomerRange[] {
  const samples: number[] = [];
  const step = Math.max(1, Math.floor(lineCount.length / SAMPLES));
  for (let code = 0; code < lineCount.length; code += step) if (lineCount[code] !== 0) samples.push(Math.min(customer[code]!, customers));
  samples.sort((one, other) => one - other);
  const cuts = Array.from({ length: parts - 1 }, (_, part) => samples[Math.floor((samples.length * (part + 1)) / parts)] ?? 0);
  return [0, ...cuts].map((from, part) => ({ from, to: cuts[part] ?? customers + 1 }));
}

const SAMPLES = 10_000;

/** Counts the orders of each customer of a range, in `orderStart[customer + 1]`. */
export function countOrders({ lineCount, customer }: OrderFacts, orderStart: Uint32Array, { from, to }: CustomerRange): RangeSize {
  const anonymous = orderStart.length - 2;
  let orders = 0;
  let lines = 0;
  for (let code = 0; code < lineCount.length; code++) {
    const count = lineCount[code]!;
    if (count === 0) continue;
    const block = Math.min(customer[code]!, anonymous);
    if (block < from || block >= to) continue;
    orderStart[block + 1]!++;
    orders++;
    lines += count;
  }
  return { orders, lines };
}

/** Whether some order has both lines that are left out and others. */
export interface Arranged {
  firstDay: number;
  lastDay: number;
  isMixed: boolean;
}

/** Counting sort of the orders of a range of customers by customer, then by moment, then by code, with all that is known of them; `before` is what
 *  stands before the range, and `firstLine` gets the first line of each order code. Linear but for the few orders of one customer. Ranges touch nothing of each other. */
export function arrangeOrders(facts: OrderFacts, into: ArrangedOrders, firstLine: Uint32Array, { from, to }: CustomerRange, before: RangeSize): Arranged {
  const { orderStart, orderCode } = into;
  const next = new Uint32Array(to - from + 1);
  next[0] = before.orders;
  for (let block = from; block < to; block++) next[block - from + 1] = next[block - from]! + orderStart[block + 1]!;
  orderStart.set(next.subarray(1), from + 1);
  const end = next[to - from]!;
  distribute(facts, orderStart.length - 2, from, to, next, orderCode);
  // Each place to go on from is now where the block ends.
  for (let block = from, start = before.orders; block < to; block++) {
    const blockEnd = orderStart[block + 1]!;
    sortBlock(orderCode, start, blockEnd, facts.moment);
    start = blockEnd;
  }
  const codes = orderCode.subarray(before.orders, end);
  const part = <T extends Uint32Array | Int32Array | Float64Array | Uint8Array>(column: T): T => column.subarray(before.orders, end) as T;
  gatherFloats(part(into.gross), facts.gross, codes);
  gatherFloats(part(into.net), facts.net, codes);
  gatherFloats(part(into.refund), facts.refund, codes);
  if (into.cost !== null && facts.cost !== null) gatherFloats(part(into.cost), facts.cost, codes);
  for (const [name, column] of Object.entries(into.attributes)) gatherCodes(part(column), facts.attributes[name]!, codes);
  gatherCodes(part(into.moment), facts.moment, codes);
  startLines(into, firstLine, facts.lineCount, before.orders, end, before.lines);
  const anyMixed = gatherStatuses(part(into.statuses), facts.statuses, codes);
  return { ...fillDays(part(into.day), part(into.moment)), isMixed: anyMixed };
}

function distribute({ lineCount, customer }: OrderFacts, anonymous: number, from: number, to: number, next: Uint32Array, orderCode: Uint32Array): void {
  for (let code = 0; code < lineCount.length; code++) {
    if (lineCount[code] === 0) continue;
    const block = Math.min(customer[code]!, anonymous);
    if (block >= from && block < to) orderCode[next[block - from]!++] = code;
  }
}

function gatherCodes(target: Uint32Array, values: Uint32Array, places: Uint32Array): void {
  for (let i = 0; i < places.length; i++) target[i] = values[places[i]!]!;
}

function gatherFloats(target: Float64Array, values: Float64Array, places: Uint32Array): void {
  for (let i = 0; i < places.length; i++) target[i] = values[places[i]!]!;
}

function gatherStatuses(target: Uint8Array, statuses: Uint8Array, places: Uint32Array): boolean {
  let anyMixed = false;
  for (let i = 0; i < places.length; i++) {
    const bits = statuses[places[i]!]!;
    target[i] = bits;
    anyMixed ||= isMixed(bits);
  }
  return anyMixed;
}

function startLines({ orderCode, lineStart }: ArrangedOrders, firstLine: Uint32Array, lineCount: Uint32Array, from: number, to: number, first: number): void {
  let line = first;
  for (let order = from; order < to; order++) {
    const code = orderCode[order]!;
    firstLine[code] = line;
    line += lineCount[code]!;
    lineStart[order + 1] = line;
  }
}

function fillDays(day: Int32Array, moment: Uint32Array): { firstDay: number; lastDay: number } {
  let firstDay = Infinity;
  let lastDay = -Infinity;
  for (let order = 0; order < moment.length; order++) {
    const orderDay = dayOfMoment(moment[order]!);
    day[order] = orderDay;
    if (orderDay < firstDay) firstDay = orderDay;
    if (orderDay > lastDay) lastDay = orderDay;
  }
  return { firstDay, lastDay };
}

/** Blocks up to this many orders are sorted by insertion; they are nearly in order, since codes are given as the file is read. */
const INSERTION_LIMIT = 256;

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
