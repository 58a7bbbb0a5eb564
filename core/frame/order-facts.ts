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
  const { rows, order } = batch;
  noteLines(order, batch.moment, batch.status, facts, rows);
  keepFirst(facts.customer, order, batch.customer, rows);
  addUp(facts.net, order, batch.net, rows);
  addUp(facts.gross, order, batch.gross, rows);
  addUp(facts.refund, order, batch.refund, rows);
  if (facts.cost !== null && batch.cost !== null) addUp(facts.cost, order, batch.cost, rows);
  for (const [name, target] of Object.entries(facts.attributes)) {
    const codes = batch.attributes[name];
    if (codes !== undefined) keepFirst(target, order, codes, rows);
  }
}

function noteLines(order: Uint32Array, moment: Uint32Array, status: Uint8Array, facts: OrderFacts, rows: number): void {
  const { lineCount, moment: earliest, statuses } = facts;
  for (let row = 0; row < rows; row++) {
    const code = order[row]!;
    lineCount[code]!++;
    if (moment[row]! < earliest[code]!) earliest[code] = moment[row]!;
    statuses[code]! |= 1 << status[row]!;
  }
}

const values = new Float64Array(BATCH_ROWS);

function addUp(target: Float64Array, order: Uint32Array, column: WholeColumn, rows: number): void {
  // One kind of array for the loop, whatever the batch was stored in.
  values.set(column);
  for (let row = 0; row < rows; ) {
    const code = order[row]!;
    // One addition in memory a run of lines: adding line by line to one address makes the processor wait for its own stores.
    let sum = 0;
    for (; row < rows && order[row] === code; row++) sum += values[row]!;
    target[code]! += sum;
  }
}

function keepFirst(target: Uint32Array, order: Uint32Array, codes: Uint32Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    if (target[order[row]!] === NO_CODE) target[order[row]!] = codes[row]!;
  }
}
