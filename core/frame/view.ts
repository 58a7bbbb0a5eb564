import { EngineFailure } from '../contract/errors.ts';
import { creditRange } from './credits.ts';
import { filterFields } from './filters.ts';
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
  const known = filterFields(frame);
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
  const { frame } = view;
  const first = frame.orderStart[from]!;
  const last = frame.orderStart[to]!;
  const tally = emptyTally();
  // Their targets stand in the same range, being the same customers’.
  const links = creditRange(frame.credits, first, last);
  if (links.to > links.from) placeCredits(view, links, first, last);
  fillOrders(view, from, to, links.to > links.from, tally);
  applyFilters(view, from, to);
  tallyCredits(view, links, tally);
  if (view.refunds === 'refund-day') moveCreditsToTheirDay(view, links);
  return tally;
}

/** Puts what credit notes take off orders [first, last), and off themselves, into `net`. Both placements take it off first: what is left
 *  says whether an order still is one. */
function placeCredits({ frame, asOfDay, net }: FrameView, links: LinkRange, first: number, last: number): void {
  const { creditOrder, target, day, amount } = frame.credits;
  net.fill(0, first, last);
  for (let link = links.from; link < links.to; link++) {
    if (day[link]! > asOfDay) continue;
    net[target[link]! >= 0 ? target[link]! : creditOrder[link]!]! -= amount[link]!;
  }
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

/** Sets flags and money as if there were no filters, finds first orders, and counts what counts and what does not. `corrected`: `net`
 *  holds what credit notes take off. */
function fillOrders(view: FrameView, from: number, to: number, corrected: boolean, tally: ViewTally): void {
  const { customers, orderStart } = view.frame;
  const known = Math.min(to, customers);
  if (from < known) flagOrders(view, orderStart[from]!, orderStart[known]!, corrected, tally);
  tally.customers += findFirstOrders(view, from, known);
  if (to > customers) tally.anonymous = flagOrders(view, orderStart[customers]!, orderStart[to]!, corrected, tally);
}

interface Counted {
  orders: number;
  lines: number;
  netMinor: number;
}

/** Flags orders [start, end) and answers what it counted. No customers here: a loop for each of them, mostly of one or two orders, would
 *  take twice the time. Plain orders are most by far: their sums are local, and their lines are those that no other document has. */
function flagOrders(view: FrameView, start: number, end: number, corrected: boolean, tally: ViewTally): Counted {
  const { frame, asOfDay, flags, net } = view;
  const { kind, day, refund, lineStart, lineLeftOut } = frame;
  const ownNet = frame.net;
  let orders = 0;
  let netMinor = 0;
  let otherLines = 0;
  let firstDay = asOfDay + 1;
  let lastDay = frame.firstDay - 1;
  for (let order = start; order < end; order++) {
    const orderDay = day[order]!;
    const dated = orderDay <= asOfDay;
    let leftOut = 0;
    if (lineLeftOut !== null) leftOut = tallyLinesLeftOut(frame, order, dated, tally);
    const orderKind = kind[order]!;
    const own = ownNet[order]!;
    let money = corrected ? net[order]! : 0;
    if (dated && (orderKind === ORDER_KIND.counted || orderKind === ORDER_KIND.refundedInFull)) money += own - refund[order]!;
    net[order] = money;
    // An order of nothing counts where the rules say so: what is left of nothing is no refund.
    if (dated && orderKind === ORDER_KIND.counted && (money > 0 || (money === 0 && own === 0))) {
      flags[order] = VIEW.counted | VIEW.measured | VIEW.revenue;
      if (orderDay < firstDay) firstDay = orderDay;
      if (orderDay > lastDay) lastDay = orderDay;
      orders++;
      netMinor += own;
      otherLines += leftOut;
    } else {
      const lines = lineStart[order + 1]! - lineStart[order]!;
      flags[order] = tallyOther(frame, order, dated, lines - leftOut, tally);
      otherLines += lines;
    }
  }
  const lines = lineStart[end]! - lineStart[start]! - otherLines;
  tally.orders[ORDER_KIND.counted]! += orders;
  tally.lines[ORDER_KIND.counted]! += lines;
  tally.netMinor[ORDER_KIND.counted]! += netMinor;
  if (orders > 0) {
    tally.firstDay = Number.isNaN(tally.firstDay) ? firstDay : Math.min(tally.firstDay, firstDay);
    tally.lastDay = Number.isNaN(tally.lastDay) ? lastDay : Math.max(tally.lastDay, lastDay);
  }
  return { orders, lines, netMinor };
}

/** The first counted order of each customer; answers how many have one. */
function findFirstOrders({ frame, flags, firstOrder }: FrameView, from: number, to: number): number {
  const { orderStart } = frame;
  let found = 0;
  for (let customer = from; customer < to; customer++) {
    const end = orderStart[customer + 1]!;
    let order = orderStart[customer]!;
    while (order < end && (flags[order]! & VIEW.counted) === 0) order++;
    firstOrder[customer] = order < end ? order : NO_CODE;
    if (order < end) found++;
  }
  return found;
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
  if (kind === ORDER_KIND.zeroValue) return VIEW.nothing;
  return kind === ORDER_KIND.refundedInFull || kind === ORDER_KIND.creditNote ? VIEW.revenue : 0;
}

const KIND_OF_STATUS: Readonly<Record<number, number>> = {
  [LINE_STATUS.cancelled]: ORDER_KIND.cancelled,
  [LINE_STATUS.test]: ORDER_KIND.test,
  [LINE_STATUS.otherCurrency]: ORDER_KIND.otherCurrency,
  [LINE_STATUS.noRate]: ORDER_KIND.noRate,
};

/** Lines left out of an order that has other lines: not in the order’s own sums. Answers how many there are. */
function tallyLinesLeftOut(frame: OrderFrame, order: number, dated: boolean, tally: ViewTally): number {
  let count = 0;
  for (let line = frame.lineStart[order]!; line < frame.lineStart[order + 1]!; line++) {
    const status = frame.lineLeftOut![line]!;
    if (status === LINE_STATUS.normal) continue;
    count++;
    const kind = KIND_OF_STATUS[status]!;
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
  for (const filter of view.filters) {
    const passes = createTest(filter);
    const first = view.frame.orderStart[from]!;
    const last = view.frame.orderStart[to]!;
    const codes = view.frame.attributes[filter.field]?.subarray(first, last) ?? decisiveProducts(view.frame, first, last, passes, filter.except);
    if (filter.applies === 'first-order') filterCustomers(view, from, to, codes, passes);
    else filterOrders(view, first, last, codes, passes);
  }
}

/** Of each order [first, last) the product that decides: one of those wanted, or, with `except`, one that is not; otherwise any. */
function decisiveProducts({ lineStart, product, lineLeftOut }: OrderFrame, first: number, last: number, passes: Uint8Array, except: boolean): Uint32Array {
  const rest = passes.length - 1;
  const codes = new Uint32Array(last - first).fill(NO_CODE);
  for (let order = first; order < last; order++) {
    for (let line = lineStart[order]!; line < lineStart[order + 1]!; line++) {
      if (lineLeftOut !== null && lineLeftOut[line] !== LINE_STATUS.normal) continue;
      codes[order - first] = product[line]!;
      if ((passes[Math.min((product[line]! + 1) >>> 0, rest)] === PASSES) !== except) break;
    }
  }
  return codes;
}

/** `codes`: of the orders of customers [from, to). */
function filterCustomers({ frame, flags, firstOrder }: FrameView, from: number, to: number, codes: Uint32Array, passes: Uint8Array): void {
  const rest = passes.length - 1;
  const base = frame.orderStart[from]!;
  for (let block = from; block < to; block++) {
    const first = block < frame.customers ? firstOrder[block]! : NO_CODE;
    if (first !== NO_CODE && passes[Math.min((codes[first - base]! + 1) >>> 0, rest)] === PASSES) continue;
    if (block < frame.customers) firstOrder[block] = NO_CODE;
    flags.fill(0, frame.orderStart[block], frame.orderStart[block + 1]);
  }
}

/** What earlier orders take of a credit note is filtered by those orders. */
function filterOrders({ frame, flags, net }: FrameView, first: number, last: number, codes: Uint32Array, passes: Uint8Array): void {
  const { kind } = frame;
  const rest = passes.length - 1;
  for (let order = first; order < last; order++) {
    const mask = passes[Math.min((codes[order - first]! + 1) >>> 0, rest)]!;
    if (kind[order] !== ORDER_KIND.creditNote) flags[order]! &= mask;
    else if (mask !== PASSES) net[order] = 0;
  }
}

const PASSES = 0xff;

/** What a filter leaves of an order’s flags, at (its code + 1) modulo 2³²: first comes NO_CODE, and last all codes beyond those named. */
function createTest({ codes }: ResolvedFilter): Uint8Array {
  const places = codes.map((code) => code + 1);
  const passes = new Uint8Array(places.reduce((most, place) => Math.max(most, place), 0) + 2).fill(VIEW.counted);
  for (const place of places) passes[place] = PASSES;
  return passes;
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
