import { EngineFailure } from '../contract/errors.ts';
import { BATCH_ROWS, type LineBatch } from './line-batch.ts';
import type { LineSource } from './line-source.ts';
import { type CodeRange, createOrderFacts, createRuns, findRuns, gatherFacts, type OrderFacts, type StrayFacts } from './order-facts.ts';
import type { OrderFrame } from './order-frame.ts';
import { isMixed, LEFT_OUT_BITS } from './order-kinds.ts';
import { type Arranged, arrangeOrders, type ArrangedOrders, countOrders, type RangeSize } from './order-sequence.ts';
import type { CustomerRange } from './ranges.ts';
import { sharedUint32 } from './shared-arrays.ts';

/** What the second pass over the lines reads of most of them. */
export const READ_TWICE = ['order', 'product', 'quantity', 'net', 'status'] as const;

/** Where the lines go in the frame. */
export interface LinePlaces extends Pick<OrderFrame, 'product' | 'quantity' | 'lineNet' | 'lineLeftOut'> {
  /** Per order code: its first line in the frame, those of its lines that have a place, and bits of its statuses. */
  firstLine: Uint32Array;
  placed: Uint32Array;
  statuses: Uint8Array;
}

/** Money of lines that are left out of orders that have others. */
export interface LeftOutMoney {
  order: number[];
  gross: number[];
  net: number[];
  refund: number[];
  cost: number[];
}

/** One part of the work of building a frame: of the lines in the first and last step, of the customers in those between. */
export interface FramePart {
  /** Adds up the part’s lines by order. What they say of orders of other parts is kept apart. */
  gather: (request: { facts: OrderFacts; own: CodeRange }) => { stray: StrayFacts | null; hasWideMoney: boolean };
  count: (request: { facts: OrderFacts; orderStart: Uint32Array; range: CustomerRange }) => RangeSize;
  arrange: (request: { facts: OrderFacts; into: ArrangedOrders; firstLine: Uint32Array; range: CustomerRange; before: RangeSize }) => Arranged;
  /** Puts the part’s lines where they belong. */
  place: (request: { places: LinePlaces }) => LeftOutMoney;
}

/** `step` is called once a batch with its rows, and may throw. */
export function createFramePart(source: LineSource, step: (rows: number) => void): FramePart {
  let own: CodeRange = { from: 0, to: 0 };
  let stray: StrayFacts | null = null;
  return {
    gather(request) {
      own = request.own;
      let hasWideMoney = false;
      const [runs, strays] = [createRuns(), createRuns()];
      for (const batch of source.batches()) {
        findRuns(batch, own, runs, strays);
        gatherFacts(batch, request.facts, runs);
        if (strays.count > 0) {
          stray ??= { facts: createOrderFacts(source), met: { from: Infinity, to: 0 }, linesBefore: sharedUint32(source.orders) };
          gatherFacts(batch, stray.facts, strays);
          for (let run = 0; run < strays.count; run++) widen(stray.met, batch.order[strays.from[run]!]!);
        }
        hasWideMoney ||= batch.net instanceof Float64Array;
        step(batch.rows);
      }
      return { stray, hasWideMoney };
    },
    count: ({ facts, orderStart, range }) => countOrders(facts, orderStart, range),
    arrange: ({ facts, into, firstLine, range, before }) => arrangeOrders(facts, into, firstLine, range, before),
    place({ places }) {
      const leftOut: LeftOutMoney = { order: [], gross: [], net: [], refund: [], cost: [] };
      const line = new Uint32Array(BATCH_ROWS);
      for (const batch of source.batches()) {
        placeBatch(batch, places, own, stray?.linesBefore ?? null, line);
        scatterCodes(places.product, line, batch.product, batch.rows);
        scatterFloats(places.quantity, line, batch.quantity, batch.rows);
        scatterMoney(places.lineNet, line, batch.net, batch.rows);
        if (places.lineLeftOut !== null) leaveOutLines(batch, places.statuses, line, places.lineLeftOut, leftOut);
        step(batch.rows);
      }
      return leftOut;
    },
  };
}

/** Tells whoever asks how many of `total` rows are done. @throws EngineFailure CANCELLED */
export function stepper(rowsDone: Int32Array, total: number, options: { onProgress?: (done: number, total: number) => void; cancelled?: () => boolean }): (rows: number) => void {
  return (rows) => {
    if (options.cancelled?.() === true) throw new EngineFailure({ code: 'CANCELLED' });
    const done = Atomics.add(rowsDone, 0, rows) + rows;
    options.onProgress?.(done, total);
  };
}

function widen(range: CodeRange, code: number): void {
  if (code < range.from) range.from = code;
  if (code >= range.to) range.to = code + 1;
}

/** `strayPlaced`: lines of orders of other parts that have a place. */
function placeBatch({ order, rows }: LineBatch, { firstLine, placed }: LinePlaces, { from, to }: CodeRange, strayPlaced: Uint32Array | null, line: Uint32Array): void {
  for (let row = 0; row < rows; row++) {
    const code = order[row]!;
    const counter = code >= from && code < to ? placed : strayPlaced!;
    line[row] = firstLine[code]! + counter[code]!++;
  }
}

function scatterCodes(target: Uint32Array, line: Uint32Array, values: Uint32Array, rows: number): void {
  for (let row = 0; row < rows; row++) target[line[row]!] = values[row]!;
}

function scatterFloats(target: Float64Array, line: Uint32Array, values: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) target[line[row]!] = values[row]!;
}

function scatterMoney(target: OrderFrame['lineNet'], line: Uint32Array, values: LineBatch['net'], rows: number): void {
  for (let row = 0; row < rows; row++) target[line[row]!] = values[row]!;
}

/** Finds lines that are left out of orders that have other lines. */
function leaveOutLines(batch: LineBatch, statuses: Uint8Array, line: Uint32Array, lineLeftOut: Uint8Array, leftOut: LeftOutMoney): void {
  for (let row = 0; row < batch.rows; row++) {
    const status = batch.status[row]!;
    const code = batch.order[row]!;
    if (((1 << status) & LEFT_OUT_BITS) === 0 || !isMixed(statuses[code]!)) continue;
    lineLeftOut[line[row]!] = status;
    leftOut.order.push(code);
    leftOut.gross.push(batch.gross[row]!);
    leftOut.net.push(batch.net[row]!);
    leftOut.refund.push(batch.refund[row]!);
    leftOut.cost.push(batch.cost?.[row] ?? 0);
  }
}
