import { NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, VIEW, type FrameView } from '../frame/order-frame.ts';
import { hash32 } from '../maths/random.ts';
import { addColumns } from './gaps.ts';
import { createDayTables, IN_END_WINDOW, IN_PERIOD, IN_PREDECESSOR, IN_START_WINDOW, type DayTables } from './kpi-days.ts';
import { PERIODS, type KpiPlan } from './kpi-plan.ts';

/** Columns by calendar period of the series. */
export const SERIES = {
  active: 0,
  new: 1,
  repeat: 2,
  /** Active in it and in the one before it. */
  both: 3,
  orders: 4,
  anonymousOrders: 5,
  firstNet: 6,
  laterNet: 7,
  anonymousNet: 8,
  cost: 9,
  /** Steps up and down of the number of customers at each boundary, and of those who also were customers at the boundary before. */
  stock: 10,
  kept: 11,
} as const;
export const SERIES_COLUMNS = 12;

/** Counts of customers in one compared period. */
export const COUNT = { new: 0, repeat: 1, previouslyActive: 2, both: 3, atStart: 4, kept: 5 } as const;
export const COUNT_COLUMNS = 6;

/** Sums of one group of customers in one compared period; `otherNet`: credit notes that no order takes. */
export const SUM = { active: 0, orders: 1, net: 2, laterNet: 3, cost: 4, otherNet: 5 } as const;
export const SUM_COLUMNS = 6;

export interface KpiPartial {
  /** Column c of calendar period u stands at c × (units + 2) + u. */
  series: Float64Array;
  /** Period × COUNT. */
  counts: Float64Array;
  /** Group × period × SUM, for customers and for orders without customer. */
  sums: Float64Array;
  anonymousSums: Float64Array;
  /** Customers by the day of their first order, from the base day; and of those who reordered the days of first and second order. */
  firstByDay: Uint32Array;
  pairFirst: Uint32Array;
  pairSecond: Uint32Array;
}

/** Customers [from, to), as ranges of `customerRanges`. One pass over their orders. */
export function foldKpis(view: FrameView, plan: KpiPlan, from: number, to: number): KpiPartial {
  const { frame } = view;
  const units = plan.boundaries.length - 1;
  const partial: KpiPartial = {
    series: new Float64Array(SERIES_COLUMNS * (units + 2)),
    counts: new Float64Array(PERIODS * COUNT_COLUMNS),
    sums: new Float64Array(plan.groups * PERIODS * SUM_COLUMNS),
    anonymousSums: new Float64Array(plan.anonymousGroups * PERIODS * SUM_COLUMNS),
    firstByDay: new Uint32Array(plan.asOfDay - plan.baseDay + 1),
    pairFirst: new Uint32Array(0),
    pairSecond: new Uint32Array(0),
  };
  const days = createDayTables(plan);
  const customers = Math.min(to, frame.customers);
  foldMoney(view, plan, days, from, customers, partial);
  foldActivity(view, plan, days, from, customers, partial);
  foldPairs(view, plan, from, customers, partial);
  if (to > frame.customers) foldAnonymous(view, plan, days, partial);
  return partial;
}

export function mergeKpis(partials: KpiPartial[]): KpiPartial {
  const add = (pick: (partial: KpiPartial) => Float64Array): Float64Array => addColumns(partials.map(pick), (length) => new Float64Array(length));
  return {
    series: add((partial) => partial.series),
    counts: add((partial) => partial.counts),
    sums: add((partial) => partial.sums),
    anonymousSums: add((partial) => partial.anonymousSums),
    firstByDay: addColumns(partials.map((partial) => partial.firstByDay), (length) => new Uint32Array(length)),
    pairFirst: concatenate(partials.map((partial) => partial.pairFirst)),
    pairSecond: concatenate(partials.map((partial) => partial.pairSecond)),
  };
}

function concatenate(parts: Uint32Array[]): Uint32Array {
  const whole = new Uint32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Group of a customer, or of an order without one. Scattered, so that groups are alike whatever the codes mean. */
export function groupOf(code: number, groups: number, members: number): number {
  return members <= groups ? code : (hash32(code) >>> 0) % groups;
}

/** Orders and money, by calendar period and by group. */
function foldMoney(view: FrameView, plan: KpiPlan, days: DayTables, from: number, to: number, partial: KpiPartial): void {
  const { frame, flags, net, firstOrder } = view;
  const { day, kind, orderStart, cost, customers } = frame;
  const { series, sums } = partial;
  const { mask, unit } = days;
  const { baseDay, groups } = plan;
  const stride = plan.boundaries.length + 1;
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    const group = groupOf(customer, groups, customers) * PERIODS * SUM_COLUMNS;
    for (let order = orderStart[customer]!; order < orderStart[customer + 1]!; order++) {
      const flag = flags[order]!;
      if ((flag & VIEW.revenue) === 0) continue;
      const at = day[order]! - baseDay;
      if (kind[order] === ORDER_KIND.creditNote) {
        addCreditNote(view, order, first, unit[at]!, mask[at]!, group, stride, partial);
        continue;
      }
      const counts = (flag & VIEW.measured) !== 0;
      const amount = net[order]!;
      const later = order > first;
      const orderCost = counts && cost !== null ? cost[order]! : 0;
      series[(later ? SERIES.laterNet : SERIES.firstNet) * stride + unit[at]!]! += amount;
      series[SERIES.cost * stride + unit[at]!]! += orderCost;
      if (counts) series[SERIES.orders * stride + unit[at]!]!++;
      for (let i = 0; i < PERIODS; i++) {
        if ((mask[at]! & (IN_PERIOD << i)) === 0) continue;
        const slot = group + i * SUM_COLUMNS;
        if (counts) sums[slot + SUM.orders]!++;
        sums[slot + SUM.net]! += amount;
        if (later) sums[slot + SUM.laterNet]! += amount;
        sums[slot + SUM.cost]! += orderCost;
      }
    }
  }
}

/** Money of a credit note on its own day: what earlier orders take stays with first or later orders, the rest is nobody’s order. */
function addCreditNote(view: FrameView, note: number, first: number, unit: number, mask: number, group: number, stride: number, partial: KpiPartial): void {
  const { creditOrder, target, amount } = view.frame.credits;
  let firstNet = 0;
  let laterNet = 0;
  if (view.refunds === 'refund-day') {
    for (let link = lowerBound(creditOrder, note); link < creditOrder.length && creditOrder[link] === note; link++) {
      if (target[link]! < 0 || (view.flags[target[link]!]! & VIEW.revenue) === 0) continue;
      if (target[link]! > first) laterNet -= amount[link]!;
      else firstNet -= amount[link]!;
    }
  }
  const otherNet = view.net[note]! - firstNet - laterNet;
  partial.series[SERIES.firstNet * stride + unit]! += firstNet;
  partial.series[SERIES.laterNet * stride + unit]! += laterNet;
  partial.series[SERIES.anonymousNet * stride + unit]! += otherNet;
  for (let i = 0; i < PERIODS; i++) {
    if ((mask & (IN_PERIOD << i)) === 0) continue;
    const slot = group + i * SUM_COLUMNS;
    partial.sums[slot + SUM.net]! += firstNet + laterNet;
    partial.sums[slot + SUM.laterNet]! += laterNet;
    partial.sums[slot + SUM.otherNet]! += otherNet;
  }
}

function lowerBound(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Customers: who is active, new, back again, and who is a customer at each boundary. */
function foldActivity(view: FrameView, plan: KpiPlan, days: DayTables, from: number, to: number, partial: KpiPartial): void {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart, customers } = frame;
  const { series, sums, counts } = partial;
  const { mask, unit, lastBoundary } = days;
  const { baseDay, periods, groups } = plan;
  const stride = plan.boundaries.length + 1;
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    const firstDay = day[first]!;
    let seen = 0;
    let twice = 0;
    let lastUnit = -1;
    let ordersInUnit = 0;
    let covered = -1;
    for (let order = first; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      const at = day[order]! - baseDay;
      const now = unit[at]!;
      if (now !== lastUnit) {
        series[SERIES.active * stride + now]!++;
        if (now === lastUnit + 1 && lastUnit >= 0) series[SERIES.both * stride + now]!++;
        lastUnit = now;
        ordersInUnit = 0;
      }
      ordersInUnit++;
      if (ordersInUnit === 2) series[SERIES.repeat * stride + now]!++;
      const low = Math.max(now + 1, covered + 1);
      const high = lastBoundary[at]!;
      if (high >= low) {
        series[SERIES.stock * stride + low]!++;
        series[SERIES.stock * stride + high + 1]!--;
        // Without a break the customer is kept at `low` already.
        const keptFrom = covered >= 0 && low === covered + 1 ? low : low + 1;
        if (high >= keptFrom) {
          series[SERIES.kept * stride + keptFrom]!++;
          series[SERIES.kept * stride + high + 1]!--;
        }
        covered = high;
      }
      twice |= seen & mask[at]!;
      seen |= mask[at]!;
    }
    const firstCounts = (flags[first]! & VIEW.measured) !== 0;
    if (firstCounts) series[SERIES.new * stride + unit[firstDay - baseDay]!]!++;
    if (seen === 0) continue;
    const group = groupOf(customer, groups, customers) * PERIODS * SUM_COLUMNS;
    for (let i = 0; i < PERIODS; i++) {
      const slot = i * COUNT_COLUMNS;
      const start = periods[i]!.from;
      const active = (seen & (IN_PERIOD << i)) !== 0;
      const before = (seen & (IN_PREDECESSOR << i)) !== 0;
      const atStart = (seen & (IN_START_WINDOW << i)) !== 0;
      const atEnd = (seen & (IN_END_WINDOW << i)) !== 0;
      if (active) {
        sums[group + i * SUM_COLUMNS + SUM.active]!++;
        if (firstCounts && firstDay >= start && firstDay < periods[i]!.to) counts[slot + COUNT.new]!++;
        if ((twice & (IN_PERIOD << i)) !== 0) counts[slot + COUNT.repeat]!++;
      }
      if (before) counts[slot + COUNT.previouslyActive]!++;
      if (before && active) counts[slot + COUNT.both]!++;
      if (atStart) counts[slot + COUNT.atStart]!++;
      if (atStart && atEnd) counts[slot + COUNT.kept]!++;
    }
  }
}

/** Days of first and second order; the second is the next one that the filters on orders keep. */
function foldPairs(view: FrameView, plan: KpiPlan, from: number, to: number, partial: KpiPartial): void {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart } = frame;
  const { baseDay } = plan;
  const pairFirst = new Uint32Array(Math.max(0, to - from));
  const pairSecond = new Uint32Array(Math.max(0, to - from));
  let pairs = 0;
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    partial.firstByDay[day[first]! - baseDay]!++;
    let second = first + 1;
    while (second < orderStart[customer + 1]! && (flags[second]! & VIEW.measured) === 0) second++;
    if (second === orderStart[customer + 1]!) continue;
    pairFirst[pairs] = day[first]! - baseDay;
    pairSecond[pairs] = day[second]! - baseDay;
    pairs++;
  }
  partial.pairFirst = pairFirst.slice(0, pairs);
  partial.pairSecond = pairSecond.slice(0, pairs);
}

function foldAnonymous(view: FrameView, plan: KpiPlan, days: DayTables, partial: KpiPartial): void {
  const { frame, flags, net } = view;
  const { series, anonymousSums } = partial;
  const stride = plan.boundaries.length + 1;
  const start = frame.orderStart[frame.customers]!;
  const end = start + plan.anonymousOrders;
  for (let order = start; order < end; order++) {
    const flag = flags[order]!;
    if ((flag & VIEW.revenue) === 0) continue;
    const at = frame.day[order]! - plan.baseDay;
    const counts = (flag & VIEW.measured) !== 0;
    series[SERIES.anonymousNet * stride + days.unit[at]!]! += net[order]!;
    if (counts) series[SERIES.anonymousOrders * stride + days.unit[at]!]!++;
    const group = groupOf(order - start, plan.anonymousGroups, plan.anonymousOrders) * PERIODS * SUM_COLUMNS;
    for (let i = 0; i < PERIODS; i++) {
      if ((days.mask[at]! & (IN_PERIOD << i)) === 0) continue;
      const slot = group + i * SUM_COLUMNS;
      if (counts) anonymousSums[slot + SUM.orders]!++;
      anonymousSums[slot + SUM.otherNet]! += net[order]!;
    }
  }
}
