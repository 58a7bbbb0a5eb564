import { BATCH_ROWS, NO_CODE, type LineBatch, type WholeColumn } from './line-batch.ts';
import type { LineSource } from './line-source.ts';
import { sharedFloat64, sharedUint32, sharedUint8 } from './shared-arrays.ts';

/** Facts of each order code, gathered in one pass over the lines, in shared memory that costs nothing where no code is used.
 *  What an order without lines has means nothing. */
export interface OrderFacts {
  /** Lines of the order; 0 for a code that no line uses. */
  lineCount: Uint32Array;
  /** Customer of its first line that has one. */
  customer: Uint32Array;
  /** Earliest moment of its lines. */
  moment: Uint32Array;
  /** Bit 1 << status for each LINE_STATUS among its lines. */
  statuses: Uint8Array;
  /** Sums over its lines. */
  gross: Float64Array;
  net: Float64Array;
  refund: Float64Array;
  cost: Float64Array | null;
  /** Value of its first line that has one. */
  attributes: Record<string, Uint32Array>;
}

export type FactsLayout = Pick<LineSource, 'orders' | 'attributeNames' | 'hasCost'>;

export function createOrderFacts({ orders, attributeNames, hasCost }: FactsLayout): OrderFacts {
  return {
    lineCount: sharedUint32(orders),
    customer: sharedUint32(orders),
    moment: sharedUint32(orders),
    statuses: sharedUint8(orders),
    gross: sharedFloat64(orders),
    net: sharedFloat64(orders),
    refund: sharedFloat64(orders),
    cost: hasCost ? sharedFloat64(orders) : null,
    attributes: Object.fromEntries(attributeNames.map((name) => [name, sharedUint32(orders)])),
  };
}

/** Order codes [from, to). */
export interface CodeRange {
  from: number;
  to: number;
}

/** Runs of lines of one order in a batch: what is kept of an order far away in memory is read and written once a run. */
export interface Runs {
  count: number;
  from: Uint32Array;
  to: Uint32Array;
  /** 1: nothing is known of the order yet. */
  isNew: Uint8Array;
}

export function createRuns(): Runs {
  return { count: 0, from: new Uint32Array(BATCH_ROWS), to: new Uint32Array(BATCH_ROWS), isNew: new Uint8Array(BATCH_ROWS) };
}

/** The runs of orders in the range, and those of others. */
export function findRuns({ order, rows }: Pick<LineBatch, 'order' | 'rows'>, { from, to }: CodeRange, own: Runs, strays: Runs): void {
  own.count = 0;
  strays.count = 0;
  for (let row = 0; row < rows; ) {
    const code = order[row]!;
    const first = row;
    do row++;
    while (row < rows && order[row] === code);
    const runs = code >= from && code < to ? own : strays;
    runs.from[runs.count] = first;
    runs.to[runs.count++] = row;
  }
}

const NO_CODES = new Uint32Array(BATCH_ROWS).fill(NO_CODE);

/** Adds runs of a batch to the facts of their orders. Loops stay in small functions of their own: V8 throws away, batch after batch, what it
 *  compiles of a function with all of them. */
export function gatherFacts(batch: LineBatch, facts: OrderFacts, runs: Runs): void {
  const { order } = batch;
  noteLines(order, batch.moment, batch.status, facts, runs);
  keepFirst(facts.customer, order, batch.customer, runs);
  addUp(facts.net, order, batch.net, runs);
  addUp(facts.gross, order, batch.gross, runs);
  addUp(facts.refund, order, batch.refund, runs);
  if (facts.cost !== null && batch.cost !== null) addUp(facts.cost, order, batch.cost, runs);
  for (const [name, target] of Object.entries(facts.attributes)) keepFirst(target, order, batch.attributes[name] ?? NO_CODES, runs);
}

function noteLines(order: Uint32Array, moment: Uint32Array, status: Uint8Array, facts: OrderFacts, runs: Runs): void {
  const { lineCount, moment: earliest, statuses } = facts;
  const { count, from, to, isNew } = runs;
  for (let run = 0; run < count; run++) {
    const start = from[run]!;
    const end = to[run]!;
    const code = order[start]!;
    const lines = lineCount[code]!;
    let first = lines === 0 ? moment[start]! : earliest[code]!;
    let bits = 0;
    for (let row = start; row < end; row++) {
      if (moment[row]! < first) first = moment[row]!;
      bits |= 1 << status[row]!;
    }
    isNew[run] = lines === 0 ? 1 : 0;
    lineCount[code] = lines + end - start;
    earliest[code] = first;
    statuses[code]! |= bits;
  }
}

const values = new Float64Array(BATCH_ROWS);

function addUp(target: Float64Array, order: Uint32Array, column: WholeColumn, { count, from, to }: Runs): void {
  if (isZero(column)) return;
  // One kind of array for the loop, whatever the batch was stored in.
  values.set(column);
  for (let run = 0; run < count; run++) {
    const end = to[run]!;
    let row = from[run]!;
    const code = order[row]!;
    let sum = values[row]!;
    for (row++; row < end; row++) sum += values[row]!;
    target[code]! += sum;
  }
}

/** Columns of nothing come as bytes. */
function isZero(column: WholeColumn): boolean {
  if (!(column instanceof Int8Array)) return false;
  for (let row = 0; row < column.length; row++) if (column[row] !== 0) return false;
  return true;
}

function keepFirst(target: Uint32Array, order: Uint32Array, codes: Uint32Array, { count, from, to, isNew }: Runs): void {
  for (let run = 0; run < count; run++) {
    let row = from[run]!;
    const code = order[row]!;
    if (isNew[run] === 0 && target[code] !== NO_CODE) continue;
    const last = to[run]! - 1;
    while (row < last && codes[row] === NO_CODE) row++;
    target[code] = codes[row]!;
  }
}

/** What one part of the lines says of orders that are another part’s. */
export interface StrayFacts {
  facts: OrderFacts;
  /** Codes met. */
  met: CodeRange;
  /** Per code, the lines of the order in the parts before. */
  linesBefore: Uint32Array;
}

/** Joins what several parts know of the same orders, in order of the parts, in the facts of all. `owners`: the codes of each part.
 *  Notes how many lines of an order stand in earlier parts: for its owner in `linesBefore`. */
export function joinStrays(facts: OrderFacts, owners: readonly CodeRange[], strays: readonly (StrayFacts | null)[], linesBefore: Uint32Array): void {
  for (const [part, stray] of strays.entries()) {
    if (stray === null) continue;
    const { lineCount } = stray.facts;
    const earlier = strays.slice(0, part).flatMap((other) => (other === null ? [] : [other.facts.lineCount]));
    for (let code = stray.met.from; code < stray.met.to; code++) {
      if (lineCount[code] === 0 || earlier.some((counts) => counts[code] !== 0)) continue;
      joinOrder(facts, code, owners.map(({ from, to }, place) => (code >= from && code < to ? { facts, linesBefore } : strays[place] ?? null)));
    }
  }
}

function joinOrder(facts: OrderFacts, code: number, sources: readonly (Pick<StrayFacts, 'facts' | 'linesBefore'> | null)[]): void {
  let [lines, moment, statuses, gross, net, refund, cost] = [0, NO_CODE, 0, 0, 0, 0, 0];
  const parts: OrderFacts[] = [];
  for (const source of sources) {
    const count = source?.facts.lineCount[code] ?? 0;
    if (source === null || count === 0) continue;
    const part = source.facts;
    source.linesBefore[code] = lines;
    lines += count;
    moment = Math.min(moment, part.moment[code]!);
    statuses |= part.statuses[code]!;
    gross += part.gross[code]!;
    net += part.net[code]!;
    refund += part.refund[code]!;
    if (part.cost !== null) cost += part.cost[code]!;
    parts.push(part);
  }
  facts.customer[code] = firstCode(parts, code, (part) => part.customer);
  for (const [name, target] of Object.entries(facts.attributes)) target[code] = firstCode(parts, code, (part) => part.attributes[name]!);
  facts.lineCount[code] = lines;
  facts.moment[code] = moment;
  facts.statuses[code] = statuses;
  facts.gross[code] = gross;
  facts.net[code] = net;
  facts.refund[code] = refund;
  if (facts.cost !== null) facts.cost[code] = cost;
}

function firstCode(parts: readonly OrderFacts[], code: number, column: (part: OrderFacts) => Uint32Array): number {
  for (const part of parts) if (column(part)[code] !== NO_CODE) return column(part)[code]!;
  return NO_CODE;
}
