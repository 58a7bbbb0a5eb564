import { EngineFailure } from '../contract/errors.ts';
import type { RulesInUse } from '../contract/provenance.ts';
import { dayOfMoment } from '../maths/calendar.ts';
import { linkCredits } from './credits.ts';
import { BATCH_ROWS, LINE_STATUS, type LineBatch } from './line-batch.ts';
import type { LineSource } from './line-source.ts';
import { createOrderFacts, gatherFacts, type OrderFacts } from './order-facts.ts';
import { ORDER_KIND, type OrderFrame } from './order-frame.ts';
import { sequenceOrders, type OrderSequence } from './order-sequence.ts';
import { sharedFloat64, sharedInt32, sharedUint32, sharedUint8 } from './shared-arrays.ts';

/** What the second pass over the lines reads of most of them. */
export const READ_TWICE = ['order', 'product', 'quantity', 'net', 'status'] as const;

/** What settles whether an order document counts, beside its lines. */
export interface KindRules {
  zeroValue: 'left-out' | 'counted';
  anonymous: 'in-totals' | 'left-out';
  /** Named in results. */
  inUse: RulesInUse;
}

const DEFAULT_KIND_RULES: KindRules = { zeroValue: 'left-out', anonymous: 'in-totals', inUse: {} };

export interface BuildOptions {
  rules?: KindRules;
  /** Lines read so far, of twice the lines of the source (there are two passes). */
  onProgress?: (done: number, total: number) => void;
  /** Asked once a batch; a yes ends the build with CANCELLED. */
  cancelled?: () => boolean;
}

const CANCELLED_BIT = 1 << LINE_STATUS.cancelled;
const TEST_BIT = 1 << LINE_STATUS.test;
const CREDIT_BIT = 1 << LINE_STATUS.credit;
const OTHER_CURRENCY_BIT = 1 << LINE_STATUS.otherCurrency;
const LEFT_OUT_BITS = CANCELLED_BIT | TEST_BIT | OTHER_CURRENCY_BIT | (1 << LINE_STATUS.noRate);

/** Puts order lines in customer-major order: one pass adds up each order, a second one scatters the lines.
 *  An order belongs to the customer of its first line that has one, and to its earliest line’s moment. An order is left out
 *  (cancelled, a test, without a rate …) when all its lines are; such a line among others only loses its money.
 *  @throws EngineFailure CANCELLED */
export function buildFrame(source: LineSource, options: BuildOptions = {}): OrderFrame {
  const total = source.lines * 2;
  let done = 0;
  const step = (rows: number): void => {
    if (options.cancelled?.() === true) throw new EngineFailure({ code: 'CANCELLED' });
    done += rows;
    options.onProgress?.(done, total);
  };

  const facts = createOrderFacts(source);
  let wideMoney = false;
  for (const batch of source.batches()) {
    gatherFacts(batch, facts);
    wideMoney ||= batch.net instanceof Float64Array;
    step(batch.rows);
  }
  const sequence = sequenceOrders(source, facts);
  const { rules = DEFAULT_KIND_RULES } = options;
  const frame = { ...arrangeOrders(source, sequence, facts, wideMoney), rules: rules.inUse };
  const nextLine = placeLines(sequence, facts.lineCount, frame.lineStart);
  const line = new Uint32Array(BATCH_ROWS);
  for (const batch of source.batches()) {
    placeBatch(batch.order, nextLine, line, batch.rows);
    scatter(frame.product, line, batch.product, batch.rows);
    scatterFloat(frame.quantity, line, batch.quantity, batch.rows);
    scatterMoney(frame.lineNet, line, batch.net, batch.rows);
    if (frame.lineLeftOut !== null) leaveOutLines(batch, facts.statuses, sequence.position, line, frame, frame.lineLeftOut);
    step(batch.rows);
  }
  settleKinds(frame, sequence, facts.statuses, rules);
  return { ...frame, credits: linkCredits(frame) };
}

/** The frame without its lines; takes over the columns of `facts`. */
function arrangeOrders(source: LineSource, sequence: OrderSequence, facts: OrderFacts, wideMoney: boolean): Omit<OrderFrame, 'rules'> {
  const { orders, orderStart, orderCode } = sequence;
  const wide = new Float64Array(orders);
  const narrow = new Uint32Array(wide.buffer, 0, orders);
  const arrangeMoney = (column: Float64Array): Float64Array => {
    gatherFloat(wide, column, orderCode);
    column.set(wide);
    return column.subarray(0, orders);
  };
  const arrangeCodes = (column: Uint32Array): Uint32Array => {
    gather(narrow, column, orderCode);
    column.set(narrow);
    return column.subarray(0, orders);
  };
  const lineStart = sharedUint32(orders + 1);
  gather(lineStart.subarray(1), facts.lineCount, orderCode);
  for (let order = 0; order < orders; order++) lineStart[order + 1]! += lineStart[order]!;
  const lines = lineStart[orders]!;
  const moment = arrangeCodes(facts.moment);
  const day = sharedInt32(orders);
  const [firstDay, lastDay] = fillDays(day, moment);
  return {
    customers: source.customers,
    orders,
    lines,
    orderStart,
    orderCode,
    day,
    moment,
    gross: arrangeMoney(facts.gross),
    net: arrangeMoney(facts.net),
    refund: arrangeMoney(facts.refund),
    cost: facts.cost === null ? null : arrangeMoney(facts.cost),
    kind: sharedUint8(orders),
    lineStart,
    product: sharedUint32(lines),
    quantity: sharedFloat64(lines),
    lineNet: wideMoney ? sharedFloat64(lines) : sharedInt32(lines),
    lineLeftOut: facts.statuses.some(isMixed) ? sharedUint8(lines) : null,
    attributes: Object.fromEntries(Object.entries(facts.attributes).map(([name, codes]) => [name, arrangeCodes(codes)])),
    credits: { creditOrder: sharedUint32(0), target: sharedInt32(0), day: sharedInt32(0), amount: sharedFloat64(0) },
    firstDay,
    lastDay,
    fingerprint: source.fingerprint,
  };
}

function gather(target: Uint32Array, values: Uint32Array, places: Uint32Array): void {
  for (let i = 0; i < places.length; i++) target[i] = values[places[i]!]!;
}

function gatherFloat(target: Float64Array, values: Float64Array, places: Uint32Array): void {
  for (let i = 0; i < places.length; i++) target[i] = values[places[i]!]!;
}

function fillDays(day: Int32Array, moment: Uint32Array): [first: number, last: number] {
  let first = Infinity;
  let last = -Infinity;
  for (let order = 0; order < moment.length; order++) {
    const orderDay = dayOfMoment(moment[order]!);
    day[order] = orderDay;
    if (orderDay < first) first = orderDay;
    if (orderDay > last) last = orderDay;
  }
  return moment.length === 0 ? [0, 0] : [first, last];
}

function isMixed(statuses: number): boolean {
  return (statuses & LEFT_OUT_BITS) !== 0 && (statuses & ~LEFT_OUT_BITS) !== 0;
}

/** Per order code the place of its next line, in the memory of the counts. */
function placeLines(sequence: OrderSequence, lineCount: Uint32Array, lineStart: Uint32Array): Uint32Array {
  const { orderCode } = sequence;
  for (let order = 0; order < orderCode.length; order++) lineCount[orderCode[order]!] = lineStart[order]!;
  return lineCount;
}

function placeBatch(order: Uint32Array, nextLine: Uint32Array, line: Uint32Array, rows: number): void {
  for (let row = 0; row < rows; row++) line[row] = nextLine[order[row]!]!++;
}

function scatter(target: Uint32Array, line: Uint32Array, values: Uint32Array, rows: number): void {
  for (let row = 0; row < rows; row++) target[line[row]!] = values[row]!;
}

function scatterFloat(target: Float64Array, line: Uint32Array, values: Float64Array, rows: number): void {
  for (let row = 0; row < rows; row++) target[line[row]!] = values[row]!;
}

function scatterMoney(target: OrderFrame['lineNet'], line: Uint32Array, values: LineBatch['net'], rows: number): void {
  for (let row = 0; row < rows; row++) target[line[row]!] = values[row]!;
}

/** Takes lines that are left out out of orders that have other lines. */
function leaveOutLines(batch: LineBatch, statuses: Uint8Array, position: Uint32Array, line: Uint32Array, frame: OrderFrame, lineLeftOut: Uint8Array): void {
  for (let row = 0; row < batch.rows; row++) {
    const status = batch.status[row]!;
    const code = batch.order[row]!;
    if (((1 << status) & LEFT_OUT_BITS) === 0 || !isMixed(statuses[code]!)) continue;
    lineLeftOut[line[row]!] = status;
    const order = position[code]!;
    frame.gross[order]! -= batch.gross[row]!;
    frame.net[order]! -= batch.net[row]!;
    frame.refund[order]! -= batch.refund[row]!;
    if (frame.cost !== null && batch.cost !== null) frame.cost[order]! -= batch.cost[row]!;
  }
}

/** METRICS §1, by the order’s own lines. */
function settleKinds(frame: OrderFrame, sequence: OrderSequence, statuses: Uint8Array, rules: KindRules): void {
  const { net, refund, kind } = frame;
  const { orderCode } = sequence;
  const countsZero = rules.zeroValue === 'counted';
  for (let order = 0; order < kind.length; order++) {
    const bits = statuses[orderCode[order]!]!;
    if ((bits & ~LEFT_OUT_BITS) === 0) kind[order] = kindLeftOut(bits);
    else if (net[order] === 0 && !(countsZero && (bits & CREDIT_BIT) === 0)) kind[order] = ORDER_KIND.zeroValue;
    else if (net[order]! < 0 || (bits & CREDIT_BIT) !== 0) kind[order] = ORDER_KIND.creditNote;
    else if (refund[order]! >= net[order]! && refund[order]! > 0) kind[order] = ORDER_KIND.refundedInFull;
    else kind[order] = ORDER_KIND.counted;
  }
  if (rules.anonymous === 'left-out') leaveOutAnonymous(frame);
}

function kindLeftOut(bits: number): number {
  if ((bits & CANCELLED_BIT) !== 0) return ORDER_KIND.cancelled;
  if ((bits & TEST_BIT) !== 0) return ORDER_KIND.test;
  return (bits & OTHER_CURRENCY_BIT) !== 0 ? ORDER_KIND.otherCurrency : ORDER_KIND.noRate;
}

/** Also their credit notes, which would lower the totals. What is left out for another reason stays so. */
function leaveOutAnonymous({ kind, customers, orderStart }: OrderFrame): void {
  const counted: readonly number[] = [ORDER_KIND.counted, ORDER_KIND.creditNote, ORDER_KIND.refundedInFull];
  for (let order = orderStart[customers]!; order < kind.length; order++) if (counted.includes(kind[order]!)) kind[order] = ORDER_KIND.anonymous;
}
