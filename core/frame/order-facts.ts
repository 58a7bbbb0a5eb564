import { BATCH_ROWS, NO_CODE, type LineBatch, type WholeColumn } from './line-batch.ts';
import type { LineSource } from './line-source.ts';
import { sharedFloat64, sharedUint32 } from './shared-arrays.ts';

/** Facts of each order code, gathered in one pass over the lines. Codes are given as a file is read, so the pass goes through memory in order. */
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

export function createOrderFacts(source: Pick<LineSource, 'orders' | 'attributeNames' | 'hasCost'>): OrderFacts {
  const { orders } = source;
  const attributes: Record<string, Uint32Array> = {};
  for (const name of source.attributeNames) attributes[name] = sharedUint32(orders).fill(NO_CODE);
  return {
    lineCount: new Uint32Array(orders),
    customer: new Uint32Array(orders).fill(NO_CODE),
    moment: sharedUint32(orders).fill(0xffff_ffff),
    statuses: new Uint8Array(orders),
    gross: sharedFloat64(orders),
    net: sharedFloat64(orders),
    refund: sharedFloat64(orders),
    cost: source.hasCost ? sharedFloat64(orders) : null,
    attributes,
  };
}

/** Loops stay in small functions of their own: V8 throws away, batch after batch, what it compiles of a function with all of them. */
export function gatherFacts(batch: LineBatch, facts: OrderFacts): void {
  const { order } = batch;
  const count = findRuns(order, batch.rows);
  noteLines(order, batch.moment, batch.status, facts, count);
  keepFirst(facts.customer, order, batch.customer, count);
  addUp(facts.net, order, batch.net, count);
  addUp(facts.gross, order, batch.gross, count);
  addUp(facts.refund, order, batch.refund, count);
  if (facts.cost !== null && batch.cost !== null) addUp(facts.cost, order, batch.cost, count);
  for (const [name, target] of Object.entries(facts.attributes)) {
    const codes = batch.attributes[name];
    if (codes !== undefined) keepFirst(target, order, codes, count);
  }
}

/** Where runs of lines of one order begin, and where the last one ends: what is kept of an order far away in memory is read and written once
 *  a run. */
const runs = new Uint32Array(BATCH_ROWS + 1);

function findRuns(order: Uint32Array, rows: number): number {
  let count = 0;
  for (let row = 0; row < rows; row++) if (row === 0 || order[row] !== order[row - 1]) runs[count++] = row;
  runs[count] = rows;
  return count;
}

function noteLines(order: Uint32Array, moment: Uint32Array, status: Uint8Array, facts: OrderFacts, count: number): void {
  const { lineCount, moment: earliest, statuses } = facts;
  for (let run = 0; run < count; run++) {
    const from = runs[run]!;
    const to = runs[run + 1]!;
    const code = order[from]!;
    let first = earliest[code]!;
    let bits = 0;
    for (let row = from; row < to; row++) {
      if (moment[row]! < first) first = moment[row]!;
      bits |= 1 << status[row]!;
    }
    lineCount[code]! += to - from;
    earliest[code] = first;
    statuses[code]! |= bits;
  }
}

const values = new Float64Array(BATCH_ROWS);

function addUp(target: Float64Array, order: Uint32Array, column: WholeColumn, count: number): void {
  if (isZero(column)) return;
  // One kind of array for the loop, whatever the batch was stored in.
  values.set(column);
  for (let run = 0; run < count; run++) {
    const to = runs[run + 1]!;
    let sum = 0;
    for (let row = runs[run]!; row < to; row++) sum += values[row]!;
    target[order[runs[run]!]!]! += sum;
  }
}

/** Columns of nothing come as bytes. */
function isZero(column: WholeColumn): boolean {
  if (!(column instanceof Int8Array)) return false;
  for (let row = 0; row < column.length; row++) if (column[row] !== 0) return false;
  return true;
}

function keepFirst(target: Uint32Array, order: Uint32Array, codes: Uint32Array, count: number): void {
  for (let run = 0; run < count; run++) {
    const from = runs[run]!;
    const code = order[from]!;
    if (target[code] !== NO_CODE) continue;
    const to = runs[run + 1]!;
    let row = from;
    while (row + 1 < to && codes[row] === NO_CODE) row++;
    target[code] = codes[row]!;
  }
}
