import { EngineFailure } from '../contract/errors.ts';
import { dayOfMoment } from '../maths/calendar.ts';
import { linkCredits } from './credits.ts';
import { BATCH_ROWS, LINE_STATUS, NO_CODE, type LineBatch, type WholeColumn } from './line-batch.ts';
import type { LineSource } from './line-source.ts';
import { ORDER_KIND, type OrderFrame } from './order-frame.ts';
import { createOrderFacts, sequenceOrders, type OrderFacts, type OrderSequence } from './order-sequence.ts';
import { sharedFloat64, sharedInt32, sharedUint32, sharedUint8 } from './shared-arrays.ts';

export interface BuildOptions {
  /** Lines read so far, of twice the lines of the source (there are two passes). */
  onProgress?: (done: number, total: number) => void;
  /** Asked once a batch; a yes ends the build with CANCELLED. */
  cancelled?: () => boolean;
}

const CANCELLED_BIT = 1 << LINE_STATUS.cancelled;
const TEST_BIT = 1 << LINE_STATUS.test;
const CREDIT_BIT = 1 << LINE_STATUS.credit;
const LEFT_OUT_BITS = CANCELLED_BIT | TEST_BIT;

/** Puts order lines in customer-major order: one pass finds each order’s customer, moment and size, a second one scatters the lines.
 *  An order belongs to the customer of its first line that has one, and to its earliest line’s moment. An order is cancelled (or a
 *  test) when all its lines are; a cancelled or test line among others only loses its money.
 *  @throws EngineFailure CANCELLED */
export function buildFrame(source: LineSource, options: BuildOptions = {}): OrderFrame {
  const total = source.lines * 2;
  let done = 0;
  const step = (rows: number): void => {
    if (options.cancelled?.() === true) throw new EngineFailure({ code: 'CANCELLED' });
    done += rows;
    options.onProgress?.(done, total);
  };

  const facts = createOrderFacts(source.orders);
  let wideMoney = false;
  for (const batch of source.batches()) {
    gatherFacts(batch, facts);
    wideMoney ||= batch.net instanceof Float64Array;
    step(batch.rows);
  }
  const sequence = sequenceOrders(source, facts);
  const frame = allocate(source, sequence, facts, wideMoney);

  // From here on the count of an order’s lines is the place of its next line.
  const nextLine = facts.lineCount;
  for (let order = 0; order < frame.orders; order++) nextLine[sequence.orderCode[order]!] = frame.lineStart[order]!;
  const scratch = createScratch();
  for (const batch of source.batches()) {
    scatterBatch(batch, frame, sequence.position, nextLine, facts.statuses, scratch);
    step(batch.rows);
  }
  settleKinds(frame, facts.statuses);
  return { ...frame, credits: linkCredits(frame) };
}

function gatherFacts(batch: LineBatch, facts: OrderFacts): void {
  const { order, customer, moment, status } = batch;
  for (let row = 0; row < batch.rows; row++) {
    const code = order[row]!;
    facts.lineCount[code]!++;
    if (facts.customer[code] === NO_CODE) facts.customer[code] = customer[row]!;
    if (moment[row]! < facts.moment[code]!) facts.moment[code] = moment[row]!;
    facts.statuses[code]! |= 1 << status[row]!;
  }
}

function allocate(source: LineSource, sequence: OrderSequence, facts: OrderFacts, wideMoney: boolean): OrderFrame {
  const { orders, orderStart, orderCode } = sequence;
  const day = sharedInt32(orders);
  const moment = sharedUint32(orders);
  const lineStart = sharedUint32(orders + 1);
  let firstDay = Infinity;
  let lastDay = -Infinity;
  let mixed = false;
  for (let order = 0; order < orders; order++) {
    const code = orderCode[order]!;
    moment[order] = facts.moment[code]!;
    const orderDay = dayOfMoment(facts.moment[code]!);
    day[order] = orderDay;
    if (orderDay < firstDay) firstDay = orderDay;
    if (orderDay > lastDay) lastDay = orderDay;
    lineStart[order + 1] = lineStart[order]! + facts.lineCount[code]!;
    mixed ||= isMixed(facts.statuses[code]!);
  }
  const lines = lineStart[orders]!;
  const attributes: Record<string, Uint32Array> = {};
  for (const name of source.attributeNames) attributes[name] = sharedUint32(orders).fill(NO_CODE);
  return {
    customers: source.customers,
    orders,
    lines,
    orderStart,
    orderCode,
    day,
    moment,
    gross: sharedFloat64(orders),
    net: sharedFloat64(orders),
    refund: sharedFloat64(orders),
    cost: source.hasCost ? sharedFloat64(orders) : null,
    kind: sharedUint8(orders),
    lineStart,
    product: sharedUint32(lines),
    quantity: sharedFloat64(lines),
    lineNet: wideMoney ? sharedFloat64(lines) : sharedInt32(lines),
    lineLeftOut: mixed ? sharedUint8(lines) : null,
    attributes,
    credits: { creditOrder: sharedUint32(0), target: sharedInt32(0), day: sharedInt32(0), amount: sharedFloat64(0) },
    firstDay: orders === 0 ? 0 : firstDay,
    lastDay: orders === 0 ? 0 : lastDay,
    fingerprint: source.fingerprint,
  };
}

function isMixed(statuses: number): boolean {
  return (statuses & LEFT_OUT_BITS) !== 0 && (statuses & ~LEFT_OUT_BITS) !== 0;
}

/** Per row of the batch at hand: its order’s position, its line’s place, whether its money counts, and one column of numbers. */
interface Scratch {
  order: Uint32Array;
  line: Uint32Array;
  counts: Uint8Array;
  values: Float64Array;
}

function createScratch(): Scratch {
  return { order: new Uint32Array(BATCH_ROWS), line: new Uint32Array(BATCH_ROWS), counts: new Uint8Array(BATCH_ROWS), values: new Float64Array(BATCH_ROWS) };
}

function scatterBatch(batch: LineBatch, frame: OrderFrame, position: Uint32Array, nextLine: Uint32Array, statuses: Uint8Array, scratch: Scratch): void {
  const { rows } = batch;
  const { order, line, counts, values } = scratch;
  counts.fill(1, 0, rows);
  for (let row = 0; row < rows; row++) {
    const code = batch.order[row]!;
    order[row] = position[code]!;
    line[row] = nextLine[code]!++;
    if (frame.lineLeftOut !== null && isMixed(statuses[code]!) && ((1 << batch.status[row]!) & LEFT_OUT_BITS) !== 0) {
      counts[row] = 0;
      frame.lineLeftOut[line[row]!] = batch.status[row]!;
    }
  }
  scatter(frame.product, line, batch.product, rows);
  scatter(frame.quantity, line, batch.quantity, rows);
  // One kind of array for the loops below, whatever the batch was stored in.
  load(values, batch.net);
  scatter(frame.lineNet, line, values, rows);
  addUp(frame.net, scratch, rows);
  load(values, batch.gross);
  addUp(frame.gross, scratch, rows);
  load(values, batch.refund);
  addUp(frame.refund, scratch, rows);
  if (frame.cost !== null && batch.cost !== null) {
    load(values, batch.cost);
    addUp(frame.cost, scratch, rows);
  }
  for (const [name, target] of Object.entries(frame.attributes)) {
    const codes = batch.attributes[name];
    if (codes !== undefined) keepFirst(target, order, codes, rows);
  }
}

function load(values: Float64Array, column: WholeColumn): void {
  values.set(column);
}

function scatter(target: Uint32Array | Int32Array | Float64Array, place: Uint32Array, values: Uint32Array | Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) target[place[row]!] = values[row]!;
}

function addUp(target: Float64Array, scratch: Scratch, rows: number): void {
  const { order, counts, values } = scratch;
  for (let row = 0; row < rows; row++) {
    if (counts[row] === 1) target[order[row]!]! += values[row]!;
  }
}

function keepFirst(target: Uint32Array, order: Uint32Array, codes: Uint32Array, rows: number): void {
  for (let row = 0; row < rows; row++) {
    const at = order[row]!;
    if (target[at] === NO_CODE) target[at] = codes[row]!;
  }
}

/** METRICS §1, by the order’s own lines. */
function settleKinds(frame: OrderFrame, statuses: Uint8Array): void {
  const { net, refund, kind, orderCode } = frame;
  for (let order = 0; order < frame.orders; order++) {
    const bits = statuses[orderCode[order]!]!;
    if ((bits & ~LEFT_OUT_BITS) === 0) kind[order] = (bits & CANCELLED_BIT) !== 0 ? ORDER_KIND.cancelled : ORDER_KIND.test;
    else if (net[order] === 0) kind[order] = ORDER_KIND.zeroValue;
    else if (net[order]! < 0 || (bits & CREDIT_BIT) !== 0) kind[order] = ORDER_KIND.creditNote;
    else if (refund[order]! >= net[order]!) kind[order] = ORDER_KIND.refundedInFull;
    else kind[order] = ORDER_KIND.counted;
  }
}
