import { linkCredits } from './credits.ts';
import { createFramePart, type FramePart, type LeftOutMoney, type LinePlaces, stepper } from './frame-part.ts';
import type { LineSource } from './line-source.ts';
import { type CodeRange, createOrderFacts, joinStrays } from './order-facts.ts';
import type { OrderFrame } from './order-frame.ts';
import { DEFAULT_KIND_RULES, type KindRules, settleKinds } from './order-kinds.ts';
import { type Arranged, type ArrangedOrders, type RangeSize, sampledRanges } from './order-sequence.ts';
import { sharedFloat64, sharedInt32, sharedUint32, sharedUint8 } from './shared-arrays.ts';

export interface BuildOptions {
  rules?: KindRules;
  /** Lines read so far, of twice the lines of the source (there are two passes). */
  onProgress?: (done: number, total: number) => void;
  /** Asked once a batch; a yes ends the build with CANCELLED. */
  cancelled?: () => boolean;
}

/** What a frame is built of, beside its lines. */
export type FrameLayout = Omit<LineSource, 'batches'>;

/** Puts order lines in customer-major order: one pass adds up each order, a second one scatters the lines.
 *  An order belongs to the customer of its first line that has one, and to its earliest line’s moment. An order is left out
 *  (cancelled, a test, without a rate …) when all its lines are; such a line among others only loses its money.
 *  @throws EngineFailure CANCELLED */
export function buildFrame(source: LineSource, options: BuildOptions = {}): OrderFrame {
  const part = createFramePart(source, stepper(new Int32Array(1), source.lines * 2, options));
  const rounds = frameRounds(source, [{ from: 0, to: source.orders }], options.rules);
  let next = rounds.next();
  while (next.done !== true) next = rounds.next([part[next.value.work](next.value.requests[0] as never)]);
  return next.value;
}

/** The same by several parts, which read the lines of successive sources and may be on other threads. `owners`: the order codes that each part is
 *  alone with, successive and all of them; lines of other orders are best few. */
export async function buildFrameTogether(layout: FrameLayout, owners: readonly CodeRange[], parts: readonly Asynchronous<FramePart>[], rules?: KindRules): Promise<OrderFrame> {
  const rounds = frameRounds(layout, owners, rules);
  let next = rounds.next();
  while (next.done !== true) {
    const { work, requests } = next.value;
    next = rounds.next(await all(parts.map(async (part, place) => part[work](requests[place] as never))));
  }
  return next.value;
}

type Asynchronous<T extends { [Work in keyof T]: (request: never) => unknown }> = { [Work in keyof T]: (request: Parameters<T[Work]>[0]) => ReturnType<T[Work]> | Promise<ReturnType<T[Work]>> };

/** Waits for all, also where one fails: they share memory. */
async function all<T>(answers: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(answers);
  return Promise.all(answers);
}

/** The same work for every part, each with its request. */
interface Round {
  work: keyof FramePart;
  requests: readonly unknown[];
}

function* round<Work extends keyof FramePart>(work: Work, requests: readonly Parameters<FramePart[Work]>[0][]): Generator<Round, ReturnType<FramePart[Work]>[], unknown[]> {
  return (yield { work, requests }) as ReturnType<FramePart[Work]>[];
}

/** What is known of the orders, with where their lines go. */
interface OrdersInPlace {
  into: ArrangedOrders;
  size: RangeSize;
  arranged: Arranged[];
  hasWideMoney: boolean;
  lines: Pick<LinePlaces, 'firstLine' | 'placed' | 'statuses'>;
}

/** What is added up by order code is gone when this ends, before there are lines. */
function* orderRounds(layout: FrameLayout, owners: readonly CodeRange[]): Generator<Round, OrdersInPlace, unknown[]> {
  const facts = createOrderFacts(layout);
  const gathered = yield* round('gather', owners.map((own) => ({ facts, own })));
  const placed = sharedUint32(layout.orders);
  joinStrays(facts, owners, gathered.map(({ stray }) => stray), placed);
  const ranges = sampledRanges(facts, layout.customers, owners.length);
  const orderStart = sharedUint32(layout.customers + 2);
  const sizes = yield* round('count', ranges.map((range) => ({ facts, orderStart, range })));
  const size = sum(sizes);
  const firstLine = sharedUint32(layout.orders);
  const into = roomForOrders(layout, orderStart, size.orders);
  const arranged = yield* round('arrange', ranges.map((range, place) => ({ facts, into, firstLine, range, before: sum(sizes.slice(0, place)) })));
  return { into, size, arranged, hasWideMoney: gathered.some((part) => part.hasWideMoney), lines: { firstLine, placed, statuses: facts.statuses } };
}

function* frameRounds(layout: FrameLayout, owners: readonly CodeRange[], rules: KindRules = DEFAULT_KIND_RULES): Generator<Round, OrderFrame, unknown[]> {
  const { into, size, arranged, hasWideMoney, lines: orderLines } = yield* orderRounds(layout, owners);
  const { orders, lines } = size;
  const { statuses, ...columns } = into;
  const frame: OrderFrame = {
    ...columns,
    customers: layout.customers,
    orders,
    lines,
    kind: sharedUint8(orders),
    product: sharedUint32(lines),
    quantity: sharedFloat64(lines),
    lineNet: hasWideMoney ? sharedFloat64(lines) : sharedInt32(lines),
    lineLeftOut: arranged.some(({ isMixed }) => isMixed) ? sharedUint8(lines) : null,
    credits: { creditOrder: sharedUint32(0), target: sharedInt32(0), day: sharedInt32(0), amount: sharedFloat64(0) },
    firstDay: orders === 0 ? 0 : Math.min(...arranged.map(({ firstDay }) => firstDay)),
    lastDay: orders === 0 ? 0 : Math.max(...arranged.map(({ lastDay }) => lastDay)),
    rules: rules.inUse,
    fingerprint: layout.fingerprint,
  };
  const { product, quantity, lineNet, lineLeftOut } = frame;
  const places = { ...orderLines, product, quantity, lineNet, lineLeftOut };
  const leftOut = yield* round('place', owners.map(() => ({ places })));
  takeOut(frame, leftOut);
  settleKinds(frame, statuses, rules);
  return { ...frame, credits: linkCredits(frame) };
}

function sum(sizes: readonly RangeSize[]): RangeSize {
  return sizes.reduce((total, { orders, lines }) => ({ orders: total.orders + orders, lines: total.lines + lines }), { orders: 0, lines: 0 });
}

function roomForOrders({ attributeNames, hasCost }: FrameLayout, orderStart: Uint32Array, orders: number): ArrangedOrders {
  return {
    orderStart,
    orderCode: sharedUint32(orders),
    day: sharedInt32(orders),
    moment: sharedUint32(orders),
    gross: sharedFloat64(orders),
    net: sharedFloat64(orders),
    refund: sharedFloat64(orders),
    cost: hasCost ? sharedFloat64(orders) : null,
    lineStart: sharedUint32(orders + 1),
    attributes: Object.fromEntries(attributeNames.map((name) => [name, sharedUint32(orders)])),
    statuses: sharedUint8(orders),
  };
}

/** Takes the money of lines that are left out off orders that have other lines. */
function takeOut(frame: OrderFrame, parts: readonly LeftOutMoney[]): void {
  if (frame.lineLeftOut === null) return;
  const position = positions(frame);
  for (const { order: codes, gross, net, refund, cost } of parts) {
    for (const [index, code] of codes.entries()) {
      const order = position[code]!;
      frame.gross[order]! -= gross[index]!;
      frame.net[order]! -= net[index]!;
      frame.refund[order]! -= refund[index]!;
      if (frame.cost !== null) frame.cost[order]! -= cost[index]!;
    }
  }
}

function positions({ orderCode }: OrderFrame): Uint32Array {
  let codes = 0;
  for (let order = 0; order < orderCode.length; order++) codes = Math.max(codes, orderCode[order]! + 1);
  const position = new Uint32Array(codes);
  for (let order = 0; order < orderCode.length; order++) position[orderCode[order]!] = order;
  return position;
}
