import { EngineFailure } from '../contract/errors.ts';
import { creditRange } from './credits.ts';
import { LINE_STATUS, NO_CODE } from './line-batch.ts';
import { ORDER_KIND, ORDER_KINDS, VIEW, type FrameView, type OrderFrame, type ResolvedFilter, type ViewTally } from './order-frame.ts';
import { sharedFloat64, sharedUint32, sharedUint8 } from './shared-arrays.ts';

export interface ViewOptions {
  /** `null`: the last day with an order. */
  asOfDay: number | null;
  refunds: 'original-order' | 'refund-day';
  filters: ResolvedFilter[];
}

/** Allocates a view; `fillView` over a partition of the customers and then `completeView` make it usable.
 *  @throws EngineFailure NO_ORDERS for an empty frame, UNKNOWN_FIELD for a filter on an attribute that the frame lacks. */
export function prepareView(frame: OrderFrame, options: ViewOptions): FrameView {
  if (frame.orders === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
  const known = Object.keys(frame.attributes);
  for (const { field } of options.filters) {
    if (!known.includes(field)) throw new EngineFailure({ code: 'UNKNOWN_FIELD', field, known });
  }
  return {
    frame,
    asOfDay: options.asOfDay ?? frame.lastDay,
    refunds: options.refunds,
    filters: options.filters,
    flags: sharedUint8(frame.orders),
    net: sharedFloat64(frame.orders),
    firstOrder: sharedUint32(frame.customers),
    tally: emptyTally(),
  };
}

/** Fills the arrays of the view for customers [from, to); block `frame.customers` is the orders without customer, so `to` goes up to
 *  `frame.customers + 1`. Ranges that do not overlap may be filled by different threads. */
export function fillView(view: FrameView, from: number, to: number): ViewTally {
  const { frame, asOfDay, net } = view;
  const { kind, day } = frame;
  const first = frame.orderStart[from]!;
  const last = frame.orderStart[to]!;
  for (let order = first; order < last; order++) {
    const sold = day[order]! <= asOfDay && (kind[order] === ORDER_KIND.counted || kind[order] === ORDER_KIND.refundedInFull);
    net[order] = sold ? frame.net[order]! - frame.refund[order]! : 0;
  }
  const tally = emptyTally();
  // Their targets stand in the same range, being the same customers’.
  const links = creditRange(frame.credits, first, last);
  // Both placements take credit notes off first: what is left says whether the order still is one.
  for (let link = links.from; link < links.to; link++) {
    const { target, amount } = frame.credits;
    if (frame.credits.day[link]! > asOfDay) continue;
    if (target[link]! >= 0) net[target[link]!]! -= amount[link]!;
    else net[frame.credits.creditOrder[link]!]! -= amount[link]!;
  }
  flagOrders(view, from, to, tally);
  applyFilters(view, from, to);
  tallyCredits(view, links, tally);
  if (view.refunds === 'refund-day') moveCreditsToTheirDay(view, links);
  return tally;
}

/** The view with the tallies of a partition added up. */
export function completeView(view: FrameView, tallies: ViewTally[]): FrameView {
  return { ...view, tally: tallies.reduce(addTallies, emptyTally()) };
}

/** The frame as it was on one day, within filters, on this thread. */
export function viewFrame(frame: OrderFrame, options: ViewOptions): FrameView {
  const view = prepareView(frame, options);
  return completeView(view, [fillView(view, 0, frame.customers + 1)]);
}

interface LinkRange {
  from: number;
  to: number;
}

/** Sets flags as if there were no filters, and counts what counts and what does not. */
function flagOrders(view: FrameView, from: number, to: number, tally: ViewTally): void {
  const { customers } = view.frame;
  flagBlocks(view, from, Math.min(to, customers), tally);
  if (to > customers) tally.anonymous = flagBlocks(view, customers, to, tally);
}

interface Counted {
  orders: number;
  lines: number;
  netMinor: number;
}

/** Answers what it counted. Plain orders are most by far: their sums are local. */
function flagBlocks(view: FrameView, from: number, to: number, tally: ViewTally): Counted {
  const { frame, asOfDay, flags, net, firstOrder } = view;
  const { kind, day, lineStart, orderStart, lineLeftOut, customers } = frame;
  const ownNet = frame.net;
  const counted: Counted = { orders: 0, lines: 0, netMinor: 0 };
  let firstDay = asOfDay + 1;
  let lastDay = frame.firstDay - 1;
  for (let block = from; block < to; block++) {
    let first = NO_CODE;
    const end = orderStart[block + 1]!;
    for (let order = orderStart[block]!; order < end; order++) {
      const orderDay = day[order]!;
      let lines = lineStart[order + 1]! - lineStart[order]!;
      if (lineLeftOut !== null) lines -= tallyLinesLeftOut(frame, order, orderDay <= asOfDay, tally);
      if (orderDay > asOfDay || kind[order] !== ORDER_KIND.counted || net[order]! <= 0) {
        flags[order] = tallyOther(frame, order, orderDay <= asOfDay, lines, tally);
        continue;
      }
      flags[order] = VIEW.counted | VIEW.measured | VIEW.revenue;
      if (first === NO_CODE) first = order;
      if (orderDay < firstDay) firstDay = orderDay;
      if (orderDay > lastDay) lastDay = orderDay;
      counted.orders++;
      counted.lines += lines;
      counted.netMinor += ownNet[order]!;
    }
    if (block < customers) {
      firstOrder[block] = first;
      if (first !== NO_CODE) tally.customers++;
    }
  }
  tally.orders[ORDER_KIND.counted]! += counted.orders;
  tally.lines[ORDER_KIND.counted]! += counted.lines;
  tally.netMinor[ORDER_KIND.counted]! += counted.netMinor;
  if (counted.orders > 0) {
    tally.firstDay = Number.isNaN(tally.firstDay) ? firstDay : Math.min(tally.firstDay, firstDay);
    tally.lastDay = Number.isNaN(tally.lastDay) ? lastDay : Math.max(tally.lastDay, lastDay);
  }
  return counted;
}

/** Counts a document that is no order by the as-of day, and answers its flags. */
function tallyOther(frame: OrderFrame, order: number, dated: boolean, lines: number, tally: ViewTally): number {
  if (!dated) {
    tally.afterAsOf.orders++;
    tally.afterAsOf.lines += lines;
    tally.afterAsOf.netMinor += frame.net[order]!;
    return 0;
  }
  const kind = frame.kind[order] === ORDER_KIND.counted ? ORDER_KIND.refundedInFull : frame.kind[order]!;
  tally.orders[kind]!++;
  tally.lines[kind]! += lines;
  tally.netMinor[kind]! += frame.net[order]!;
  return kind === ORDER_KIND.refundedInFull || kind === ORDER_KIND.creditNote ? VIEW.revenue : 0;
}

/** Cancelled and test lines of an order that has other lines: not in the order’s own sums. Answers how many there are. */
function tallyLinesLeftOut(frame: OrderFrame, order: number, dated: boolean, tally: ViewTally): number {
  let count = 0;
  for (let line = frame.lineStart[order]!; line < frame.lineStart[order + 1]!; line++) {
    const status = frame.lineLeftOut![line]!;
    if (status === LINE_STATUS.normal) continue;
    count++;
    const kind = status === LINE_STATUS.cancelled ? ORDER_KIND.cancelled : ORDER_KIND.test;
    if (dated) {
      tally.lines[kind]!++;
      tally.netMinor[kind]! += frame.lineNet[line]!;
    } else {
      tally.afterAsOf.lines++;
      tally.afterAsOf.netMinor += frame.lineNet[line]!;
    }
  }
  return count;
}

/** Orders without customer have no first order, so a filter on first orders drops them. */
function applyFilters(view: FrameView, from: number, to: number): void {
  const { frame, flags, net, firstOrder } = view;
  const byFirst = view.filters.filter((filter) => filter.applies === 'first-order').map((filter) => createTest(frame, filter));
  const byOrder = view.filters.filter((filter) => filter.applies === 'orders').map((filter) => createTest(frame, filter));
  if (byFirst.length > 0) {
    for (let block = from; block < to; block++) {
      const first = block < frame.customers ? firstOrder[block]! : NO_CODE;
      if (first !== NO_CODE && byFirst.every((test) => test(first))) continue;
      if (block < frame.customers) firstOrder[block] = NO_CODE;
      flags.fill(0, frame.orderStart[block], frame.orderStart[block + 1]);
    }
  }
  if (byOrder.length === 0) return;
  for (let order = frame.orderStart[from]!; order < frame.orderStart[to]!; order++) {
    if (byOrder.every((test) => test(order))) continue;
    // What earlier orders take of a credit note is filtered by those orders.
    if (frame.kind[order] === ORDER_KIND.creditNote) net[order] = 0;
    else flags[order]! &= VIEW.counted;
  }
}

function createTest(frame: OrderFrame, filter: ResolvedFilter): (order: number) => boolean {
  const codes = frame.attributes[filter.field]!;
  const wanted = new Set(filter.codes);
  return (order) => wanted.has(codes[order]!);
}

function tallyCredits(view: FrameView, links: LinkRange, tally: ViewTally): void {
  const { creditOrder, target, day, amount } = view.frame.credits;
  for (let link = links.from; link < links.to; ) {
    const note = creditOrder[link]!;
    const dated = day[link]! <= view.asOfDay;
    let matched = false;
    for (; link < links.to && creditOrder[link] === note; link++) {
      if (!dated) continue;
      if (target[link]! >= 0) {
        matched = true;
        tally.credits.matchedMinor += amount[link]!;
      } else tally.credits.unmatchedMinor += amount[link]!;
    }
    if (dated && matched) tally.credits.matched++;
    else if (dated) tally.credits.unmatched++;
  }
}

function moveCreditsToTheirDay(view: FrameView, links: LinkRange): void {
  const { creditOrder, target, day, amount } = view.frame.credits;
  for (let link = links.from; link < links.to; link++) {
    if (day[link]! > view.asOfDay || target[link]! < 0) continue;
    view.net[target[link]!]! += amount[link]!;
    if ((view.flags[target[link]!]! & VIEW.revenue) !== 0) view.net[creditOrder[link]!]! -= amount[link]!;
  }
}

function emptyTally(): ViewTally {
  return {
    orders: new Float64Array(ORDER_KINDS),
    lines: new Float64Array(ORDER_KINDS),
    netMinor: new Float64Array(ORDER_KINDS),
    customers: 0,
    anonymous: { orders: 0, lines: 0, netMinor: 0 },
    afterAsOf: { orders: 0, lines: 0, netMinor: 0 },
    credits: { matched: 0, matchedMinor: 0, unmatched: 0, unmatchedMinor: 0 },
    firstDay: Number.NaN,
    lastDay: Number.NaN,
  };
}

function addTallies(sum: ViewTally, part: ViewTally): ViewTally {
  return {
    orders: sum.orders.map((value, kind) => value + part.orders[kind]!),
    lines: sum.lines.map((value, kind) => value + part.lines[kind]!),
    netMinor: sum.netMinor.map((value, kind) => value + part.netMinor[kind]!),
    customers: sum.customers + part.customers,
    anonymous: addEach(sum.anonymous, part.anonymous),
    afterAsOf: addEach(sum.afterAsOf, part.afterAsOf),
    credits: addEach(sum.credits, part.credits),
    firstDay: part.firstDay >= sum.firstDay || Number.isNaN(part.firstDay) ? sum.firstDay : part.firstDay,
    lastDay: part.lastDay <= sum.lastDay || Number.isNaN(part.lastDay) ? sum.lastDay : part.lastDay,
  };
}

function addEach<T extends Record<string, number>>(sum: T, part: T): T {
  return Object.fromEntries(Object.keys(sum).map((key) => [key, sum[key]! + part[key]!])) as T;
}
