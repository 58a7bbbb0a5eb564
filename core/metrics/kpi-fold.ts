import { creditRange } from '../frame/credits.ts';
import { ORDER_KIND, VIEW, type FrameView } from '../frame/order-frame.ts';
import { foldActivity } from './kpi-activity.ts';
import { createDayTables, IN_PERIOD, type DayTables } from './kpi-days.ts';
import { ANONYMOUS_COLUMNS, ANONYMOUS_SUM, createPartial, DAILY, DAILY_COLUMNS, SUM, SUM_COLUMNS, type KpiPartial } from './kpi-partial.ts';
import { groupOf, type KpiPlan } from './kpi-plan.ts';

/** Customers [from, to), as ranges of `customerRanges`. */
export function foldKpis(view: FrameView, plan: KpiPlan, from: number, to: number): KpiPartial {
  const { frame } = view;
  const partial = createPartial(plan);
  const days = createDayTables(plan);
  const last = Math.min(to, frame.customers);
  foldMoney(view, plan, days, from, last, partial);
  partial.reorders = [foldActivity(view, plan, days, from, last, partial)];
  if (to > frame.customers) foldAnonymous(view, plan, days, partial);
  return partial;
}

/** Orders and money, by day and by group. What one customer’s neighbouring orders add to a group is gathered first: additions to one
 *  place in memory, one after the other, cost more than all the rest. */
function foldMoney(view: FrameView, plan: KpiPlan, tables: DayTables, from: number, to: number, partial: KpiPartial): void {
  const { frame, flags, net, firstOrder } = view;
  const { day, kind, orderStart, cost, customers } = frame;
  const { daily } = partial;
  const { period } = tables;
  const { baseDay, groups } = plan;
  const stride = plan.slots.length * SUM_COLUMNS;
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    const end = orderStart[customer + 1]!;
    let mask = 0;
    let seen = 0;
    let orders = 0;
    let sum = 0;
    let laterSum = 0;
    let costSum = 0;
    for (let order = orderStart[customer]!; order < end; order++) {
      const flag = flags[order]!;
      if ((flag & VIEW.revenue) === 0) continue;
      const at = day[order]! - baseDay;
      if (kind[order] === ORDER_KIND.creditNote) {
        addCreditNote(view, order, at, period[at]!, first, groupOf(customer, groups, customers) * stride, partial);
        continue;
      }
      if (period[at]! !== mask) {
        if (mask !== 0) addToGroup(partial.sums, groupOf(customer, groups, customers) * stride, mask, seen, orders, sum, laterSum, costSum);
        if (orders > 0) seen |= mask;
        mask = period[at]!;
        orders = sum = laterSum = costSum = 0;
      }
      const amount = net[order]!;
      const slot = at * DAILY_COLUMNS;
      if ((flag & VIEW.measured) !== 0) {
        orders++;
        daily[slot + DAILY.orders]!++;
        if (cost !== null) {
          costSum += cost[order]!;
          daily[slot + DAILY.cost]! += cost[order]!;
        }
      }
      sum += amount;
      if (order > first) {
        laterSum += amount;
        daily[slot + DAILY.laterNet]! += amount;
      } else daily[slot + DAILY.firstNet]! += amount;
    }
    if (mask !== 0) addToGroup(partial.sums, groupOf(customer, groups, customers) * stride, mask, seen, orders, sum, laterSum, costSum);
  }
}

/** Adds a run of orders to the slots of `mask`; its customer becomes active in those where it was not `seen` before. */
function addToGroup(sums: Float64Array, group: number, mask: number, seen: number, orders: number, net: number, laterNet: number, cost: number): void {
  const active = orders > 0 ? ~seen : 0;
  for (let i = 0, slot = group; mask >> i !== 0; i++, slot += SUM_COLUMNS) {
    if (((mask >> i) & 1) === 0) continue;
    sums[slot + SUM.active]! += (active >> i) & 1;
    sums[slot + SUM.orders]! += orders;
    sums[slot + SUM.net]! += net;
    sums[slot + SUM.laterNet]! += laterNet;
    sums[slot + SUM.cost]! += cost;
  }
}

/** Money of a credit note on its own day: what earlier orders take stays with first or later orders, the rest is nobody’s order. */
function addCreditNote(view: FrameView, note: number, at: number, mask: number, first: number, group: number, partial: KpiPartial): void {
  const { target, amount } = view.frame.credits;
  let firstNet = 0;
  let laterNet = 0;
  if (view.refunds === 'refund-day') {
    const links = creditRange(view.frame.credits, note, note + 1);
    for (let link = links.from; link < links.to; link++) {
      if (target[link]! < 0 || (view.flags[target[link]!]! & VIEW.revenue) === 0) continue;
      if (target[link]! > first) laterNet -= amount[link]!;
      else firstNet -= amount[link]!;
    }
  }
  const otherNet = view.net[note]! - firstNet - laterNet;
  partial.daily[at * DAILY_COLUMNS + DAILY.firstNet]! += firstNet;
  partial.daily[at * DAILY_COLUMNS + DAILY.laterNet]! += laterNet;
  partial.daily[at * DAILY_COLUMNS + DAILY.otherNet]! += otherNet;
  for (let i = 0; mask >> i !== 0; i++) {
    if (((mask >> i) & 1) === 0) continue;
    const slot = group + i * SUM_COLUMNS;
    partial.sums[slot + SUM.net]! += firstNet + laterNet;
    partial.sums[slot + SUM.laterNet]! += laterNet;
    partial.sums[slot + SUM.otherNet]! += otherNet;
  }
}

function foldAnonymous(view: FrameView, plan: KpiPlan, tables: DayTables, partial: KpiPartial): void {
  const { frame, flags, net } = view;
  const { daily, anonymousSums } = partial;
  const start = frame.orderStart[frame.customers]!;
  for (let order = start; order < start + plan.anonymousOrders; order++) {
    const flag = flags[order]!;
    if ((flag & VIEW.revenue) === 0) continue;
    const at = frame.day[order]! - plan.baseDay;
    const count = (flag & VIEW.measured) !== 0 ? 1 : 0;
    daily[at * DAILY_COLUMNS + DAILY.otherNet]! += net[order]!;
    daily[at * DAILY_COLUMNS + DAILY.anonymousOrders]! += count;
    const group = groupOf(order - start, plan.anonymousGroups, plan.anonymousOrders) * plan.slots.length * ANONYMOUS_COLUMNS;
    for (let i = 0; i < plan.slots.length; i++) {
      if ((tables.mask[at]! & (IN_PERIOD << i)) === 0) continue;
      anonymousSums[group + i * ANONYMOUS_COLUMNS + ANONYMOUS_SUM.orders]! += count;
      anonymousSums[group + i * ANONYMOUS_COLUMNS + ANONYMOUS_SUM.net]! += net[order]!;
    }
  }
}
