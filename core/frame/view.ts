import { EngineFailure } from '../contract/errors.ts';
import { creditRange } from './credits.ts';
import { filterFields } from './filters.ts';
import { LINE_STATUS, NO_CODE } from './line-batch.ts';
import { ORDER_KIND, ORDER_KINDS, VIEW, type FrameView, type OrderFrame, type ResolvedFilter, type Standing, type ViewTally } from './order-frame.ts';
import { sharedFloat64, sharedUint32, sharedUint8 } from './shared-arrays.ts';
import { isOrder, standingOf } from './standing.ts';
import { applyFilter } from './view-filters.ts';

export interface ViewOptions {
  /** `null`: the last day with an order. */
  asOfDay: number | null;
  refunds: 'original-order' | 'refund-day';
  filters: ResolvedFilter[];
}

/** Allocates a view; `fillView` over a partition of the customers and then `completeView` make it usable.
 *  @throws EngineFailure NO_ORDERS for an empty frame, UNKNOWN_FIELD for a filter on an attribute that the frame lacks. */
export function prepareView(frame: OrderFrame, standing: Standing, options: ViewOptions): FrameView {
  if (frame.orders === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
  const known = filterFields(frame);
  for (const { field } of options.filters) {
    if (!known.includes(field)) throw new EngineFailure({ code: 'UNKNOWN_FIELD', field, known });
  }
  return {
    frame,
    standing,
    asOfDay: options.asOfDay ?? frame.lastDay,
    refunds: options.refunds,
    filters: options.filters,
    flags: sharedUint8(frame.orders),
    net: standing.corrected ? sharedFloat64(frame.orders) : standing.net,
    firstOrder: sharedUint32(frame.customers),
    tally: emptyTally(),
  };
}

/** What a range of customers adds to the tally of a view, beside what the standing of its documents says. */
export interface ViewPart {
  customers: number;
  /** Orders that credit notes have taken all of, by the as-of day. */
  refundedInFull: { day: Int32Array; lines: number; netMinor: number };
  credits: ViewTally['credits'];
}

/** Fills the arrays of the view for customers [from, to); block `frame.customers` is the orders without customer, so `to` goes up to
 *  `frame.customers + 1`. Ranges that do not overlap may be filled by different threads. */
export function fillView(view: FrameView, from: number, to: number): ViewPart {
  const { frame, standing } = view;
  const first = frame.orderStart[from]!;
  const last = frame.orderStart[to]!;
  flagOrders(view, first, last);
  // Their targets stand in the same range, being the same customers’.
  const links = creditRange(frame.credits, first, last);
  if (standing.corrected) view.net.set(standing.net.subarray(first, last), first);
  const refundedInFull = placeCredits(view, links);
  const customers = findFirstOrders(view, from, Math.min(to, frame.customers));
  for (const filter of view.filters) applyFilter(view, filter, from, to);
  const credits = tallyCredits(view, links);
  if (view.refunds === 'refund-day') moveCreditsToTheirDay(view, links);
  return { customers, refundedInFull, credits };
}

/** The view with the parts of a partition added up. */
export function completeView(view: FrameView, parts: ViewPart[]): FrameView {
  return { ...view, tally: tallyOf(view, parts) };
}

/** The frame as it was on one day, within filters, on this thread. */
export function viewFrame(frame: OrderFrame, options: ViewOptions, standing: Standing = standingOf(frame)): FrameView {
  const view = prepareView(frame, standing, options);
  return completeView(view, [fillView(view, 0, frame.customers + 1)]);
}

interface LinkRange {
  from: number;
  to: number;
}

/** Flags of orders [first, last) as if there were neither credit notes nor filters. */
function flagOrders({ frame, standing, asOfDay, flags }: FrameView, first: number, last: number): void {
  const { day } = frame;
  const standingFlags = standing.flags;
  for (let order = first; order < last; order++) flags[order] = day[order]! <= asOfDay ? standingFlags[order]! : 0;
}

/** Takes credit notes off the orders that they correct, or off themselves, with both placements: what is left says whether an order still
 *  is one. Answers those that are no more. */
function placeCredits({ frame, asOfDay, flags, net }: FrameView, links: LinkRange): ViewPart['refundedInFull'] {
  const { creditOrder, target, day, amount } = frame.credits;
  for (let link = links.from; link < links.to; link++) {
    if (day[link]! > asOfDay) continue;
    net[target[link]! >= 0 ? target[link]! : creditOrder[link]!]! -= amount[link]!;
  }
  const days: number[] = [];
  let lines = 0;
  let netMinor = 0;
  for (let link = links.from; link < links.to; link++) {
    const order = target[link]!;
    if (order < 0 || (flags[order]! & VIEW.counted) === 0 || isOrder(frame.net[order]!, net[order]!)) continue;
    flags[order] = VIEW.revenue;
    days.push(frame.day[order]!);
    lines += countOwnLines(frame, order);
    netMinor += frame.net[order]!;
  }
  return { day: Int32Array.from(days), lines, netMinor };
}

/** Lines of an order without those that are left out of it. */
function countOwnLines({ lineStart, lineLeftOut }: OrderFrame, order: number): number {
  let count = lineStart[order + 1]! - lineStart[order]!;
  if (lineLeftOut === null) return count;
  for (let line = lineStart[order]!; line < lineStart[order + 1]!; line++) if (lineLeftOut[line] !== LINE_STATUS.normal) count--;
  return count;
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

/** The view within one more filter on orders, with flags and money of its own, of which those of customers [from, to) may be read. */
export function withinOrders(view: FrameView, filter: ResolvedFilter, from: number, to: number): FrameView {
  const { frame, standing } = view;
  const first = frame.orderStart[from]!;
  const last = frame.orderStart[to]!;
  const within: FrameView = { ...view, flags: new Uint8Array(frame.orders), net: standing.corrected ? new Float64Array(frame.orders) : view.net };
  within.flags.set(view.flags.subarray(first, last), first);
  if (standing.corrected) within.net.set(view.net.subarray(first, last), first);
  const links = creditRange(frame.credits, first, last);
  const isMoved = view.refunds === 'refund-day';
  // A note gives back what the orders that are left have taken.
  if (isMoved) addToNotes(within, links, 1);
  applyFilter(within, { ...filter, applies: 'orders' }, from, to);
  if (isMoved) addToNotes(within, links, -1);
  return within;
}

function tallyCredits(view: FrameView, links: LinkRange): ViewTally['credits'] {
  const { creditOrder, target, day, amount } = view.frame.credits;
  const credits = { matched: 0, matchedMinor: 0, unmatched: 0, unmatchedMinor: 0 };
  for (let link = links.from; link < links.to; ) {
    const note = creditOrder[link]!;
    const dated = day[link]! <= view.asOfDay;
    let matched = false;
    for (; link < links.to && creditOrder[link] === note; link++) {
      if (!dated) continue;
      if (target[link]! >= 0) {
        matched = true;
        credits.matchedMinor += amount[link]!;
      } else credits.unmatchedMinor += amount[link]!;
    }
    if (dated && matched) credits.matched++;
    else if (dated) credits.unmatched++;
  }
  return credits;
}

function moveCreditsToTheirDay(view: FrameView, links: LinkRange): void {
  const { target, day, amount } = view.frame.credits;
  for (let link = links.from; link < links.to; link++) if (day[link]! <= view.asOfDay && target[link]! >= 0) view.net[target[link]!]! += amount[link]!;
  addToNotes(view, links, -1);
}

/** Adds `sign` times what orders with revenue take of credit notes to the notes’ money. */
function addToNotes({ frame, asOfDay, flags, net }: FrameView, links: LinkRange, sign: number): void {
  const { creditOrder, target, day, amount } = frame.credits;
  for (let link = links.from; link < links.to; link++) {
    if (day[link]! > asOfDay || target[link]! < 0 || (flags[target[link]!]! & VIEW.revenue) === 0) continue;
    net[creditOrder[link]!]! += sign * amount[link]!;
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

/** What stands on the days up to the as-of day, with orders that were refunded in full moved from one kind to the other. */
function tallyOf({ frame, standing, asOfDay }: FrameView, parts: ViewPart[]): ViewTally {
  const tally = emptyTally();
  const { days, placeOfDay, byDay, anonymousByDay } = standing;
  const countedByDay = new Float64Array(days.length);
  for (let at = 0; at < days.length; at++) {
    const dated = days[at]! <= asOfDay;
    for (let kind = 0; kind < ORDER_KINDS; kind++) {
      const cell = at * ORDER_KINDS + kind;
      if (dated) {
        tally.orders[kind]! += byDay.orders[cell]!;
        tally.lines[kind]! += byDay.lines[cell]!;
        tally.netMinor[kind]! += byDay.netMinor[cell]!;
      } else addTo(tally.afterAsOf, byDay.orders[cell]!, byDay.lines[cell]!, byDay.netMinor[cell]!);
    }
    if (!dated) continue;
    addTo(tally.anonymous, anonymousByDay.orders[at]!, anonymousByDay.lines[at]!, anonymousByDay.netMinor[at]!);
    countedByDay[at] = byDay.orders[at * ORDER_KINDS + ORDER_KIND.counted]!;
  }
  for (const { customers, refundedInFull, credits } of parts) {
    tally.customers += customers;
    tally.credits = addEach(tally.credits, credits);
    for (const day of refundedInFull.day) countedByDay[placeOfDay[day - frame.firstDay]!]!--;
    moveKind(tally, refundedInFull, ORDER_KIND.counted, -1);
    moveKind(tally, refundedInFull, ORDER_KIND.refundedInFull, 1);
  }
  const first = countedByDay.findIndex((orders) => orders > 0);
  if (first < 0) return tally;
  return { ...tally, firstDay: days[first]!, lastDay: days[countedByDay.findLastIndex((orders) => orders > 0)]! };
}

function addTo(sum: ViewTally['anonymous'], orders: number, lines: number, netMinor: number): void {
  sum.orders += orders;
  sum.lines += lines;
  sum.netMinor += netMinor;
}

function moveKind(tally: ViewTally, { day, lines, netMinor }: ViewPart['refundedInFull'], kind: number, sign: number): void {
  tally.orders[kind]! += sign * day.length;
  tally.lines[kind]! += sign * lines;
  tally.netMinor[kind]! += sign * netMinor;
}

function addEach<T extends Record<string, number>>(sum: T, part: T): T {
  return Object.fromEntries(Object.keys(sum).map((key) => [key, sum[key]! + part[key]!])) as T;
}
