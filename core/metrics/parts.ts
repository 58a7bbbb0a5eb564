import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView, type ResolvedFilter } from '../frame/order-frame.ts';
import { withinOrders } from '../frame/view.ts';
import { foldGaps, mergeGaps } from './gaps.ts';
import { foldKpis } from './kpi-fold.ts';
import { mergeKpis, type KpiPartial } from './kpi-partial.ts';
import type { KpiPlan } from './kpi-plan.ts';

/** A field’s values as parts of a view, each what one filter on the field leaves of it. Every value is in one part; at most 32 of them. */
export interface ViewParts {
  field: string;
  basis: 'orders' | 'first-order';
  filters: ResolvedFilter[];
}

const REVENUE_BIT = Math.log2(VIEW.revenue);

/** The figures of each part, in one pass: a customer is looked at once for each part with an order of theirs. */
export function foldKpiParts(view: FrameView, { parts, plans }: { parts: ViewParts; plans: KpiPlan[] }, from: number, to: number): KpiPartial[] {
  const firstByDay = parts.basis === 'orders' && plans[0] !== undefined ? firstOrdersByDay(view, plans[0], from, to) : null;
  return eachPart(view, parts, from, to, (within, part, end, members) => {
    const partial = foldKpis(within, plans[part]!, from, end, members);
    // Who has no order of the part has still had a first order, and waits for the second.
    return firstByDay === null ? partial : { ...partial, firstByDay: firstByDay.slice() };
  });
}

export function mergeKpiParts(partials: KpiPartial[][]): KpiPartial[] {
  return (partials[0] ?? []).map((_, part) => mergeKpis(partials.map((of) => of[part]!)));
}

/** The gaps between orders of each part. */
export function foldGapParts(view: FrameView, parts: ViewParts, from: number, to: number): Uint32Array[] {
  return eachPart(view, parts, from, to, (within, _part, end, members) => foldGaps(within, from, end, members));
}

export function mergeGapParts(partials: Uint32Array[][]): Uint32Array[] {
  return (partials[0] ?? []).map((_, part) => mergeGaps(partials.map((of) => of[part]!)));
}

/** Orders without customer are in parts of orders, and in none of first orders. */
function eachPart<T>(view: FrameView, parts: ViewParts, from: number, to: number, fold: (within: FrameView, part: number, to: number, members: Uint32Array) => T): T[] {
  const { customers } = view.frame;
  const last = Math.min(to, customers);
  const partsOf = parts.basis === 'orders' ? partsOfOrders(view, parts, from, last) : partsOfFirst(view, parts, from, last);
  return parts.filters.map((filter, part) => {
    const members = membersOf(partsOf, part, from);
    return parts.basis === 'orders' ? fold(withinOrders(view, filter, from, to), part, to, members) : fold(view, part, last, members);
  });
}

/** Per customer of [from, to) the parts, as bits, that an order with revenue is in. */
function partsOfOrders({ frame, flags }: FrameView, parts: ViewParts, from: number, to: number): Uint32Array {
  const { orderStart } = frame;
  const codes = frame.attributes[parts.field]!;
  const partOf = partOfCodes(parts);
  const bits = new Uint32Array(Math.max(0, to - from));
  for (let customer = from; customer < to; customer++) {
    let found = 0;
    for (let order = orderStart[customer]!; order < orderStart[customer + 1]!; order++) {
      found |= ((flags[order]! >> REVENUE_BIT) & 1) << partOf[(codes[order]! + 1) >>> 0]!;
    }
    bits[customer - from] = found;
  }
  return bits;
}

/** Per customer of [from, to) the part, as a bit, that the first order is in. */
function partsOfFirst({ frame, firstOrder }: FrameView, parts: ViewParts, from: number, to: number): Uint32Array {
  const codes = frame.attributes[parts.field]!;
  const partOf = partOfCodes(parts);
  const bits = new Uint32Array(Math.max(0, to - from));
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    if (first !== NO_CODE) bits[customer - from] = 1 << partOf[(codes[first]! + 1) >>> 0]!;
  }
  return bits;
}

/** Part by code + 1; first comes NO_CODE. */
function partOfCodes({ filters }: ViewParts): Uint8Array {
  const places = filters.map(({ codes }) => codes.map((code) => code + 1));
  const partOf = new Uint8Array(places.reduce((most, column) => column.reduce((high, place) => Math.max(high, place), most), 0) + 1);
  places.forEach((column, part) => {
    for (const place of column) partOf[place] = part;
  });
  return partOf;
}

function membersOf(bits: Uint32Array, part: number, from: number): Uint32Array {
  const members = new Uint32Array(bits.length + 1);
  let count = 0;
  for (let i = 0; i < bits.length; i++) {
    members[count] = from + i;
    count += (bits[i]! >>> part) & 1;
  }
  return members.subarray(0, count);
}

function firstOrdersByDay({ frame, firstOrder }: FrameView, { asOfDay, baseDay }: KpiPlan, from: number, to: number): Uint32Array {
  const firsts = new Uint32Array(asOfDay - baseDay + 1);
  const last = Math.min(to, frame.customers);
  for (let customer = from; customer < last; customer++) {
    const first = firstOrder[customer]!;
    if (first !== NO_CODE) firsts[frame.day[first]! - baseDay]!++;
  }
  return firsts;
}
