import { NO_CODE } from '../../frame/line-batch.ts';
import { VIEW, type FrameView } from '../../frame/order-frame.ts';
import { sharedFloat64, sharedInt32, sharedUint32, sharedUint8 } from '../../frame/shared-arrays.ts';
import type { DayPeriod } from '../periods.ts';

/** What the models know of each customer with a purchase, as parallel columns in shared memory. A transaction is a purchase day: the
 *  customer’s counted, measured orders on one civil day. METRICS §5. */
export interface CustomerHistory {
  customer: Uint32Array;
  /** x: purchase days after the first. */
  repeats: Uint32Array;
  /** t_x: first to last purchase day. */
  recencyDays: Int32Array;
  /** Between the last two purchase days; 0 for x = 0. */
  lastGapDays: Int32Array;
  /** T: first purchase day to the end of the observation, which is the view’s as-of day. */
  ageDays: Int32Array;
  /** Mean over the repeat days of the day’s sum, minor units; 0 for none. */
  repeatMeanMinor: Float64Array;
  /** Sum over all purchase days. */
  purchasedMinor: Float64Array;
  /** All the customer’s net revenue, credit notes included. */
  netMinor: Float64Array;
  /** Cost of the purchases; 0 where the data have none. */
  costMinor: Float64Array;
  /** 1 for a customer known only by orders of nothing. */
  onlyZeroValue: Uint8Array;
}

/** Whose histories are folded. */
export interface HistoryPlan {
  /** Days of the first purchase. */
  acquired: DayPeriod;
  /** Also customers known only by orders of nothing up to the end of the observation: x = 0, t_x = 0, T from the first of them. They are
   *  customers, and all customers enter the purchase model (METRICS §5); the published CDNOW figures count them. For all others an order of
   *  nothing is no purchase. */
  withOnlyZeroValue: boolean;
}

export function allocateHistory(customers: number): CustomerHistory {
  return {
    customer: sharedUint32(customers),
    repeats: sharedUint32(customers),
    recencyDays: sharedInt32(customers),
    lastGapDays: sharedInt32(customers),
    ageDays: sharedInt32(customers),
    repeatMeanMinor: sharedFloat64(customers),
    purchasedMinor: sharedFloat64(customers),
    netMinor: sharedFloat64(customers),
    costMinor: sharedFloat64(customers),
    onlyZeroValue: sharedUint8(customers),
  };
}

/** Histories of the plan’s customers among [from, to), in their order. */
export function foldHistories(view: FrameView, { acquired, withOnlyZeroValue }: HistoryPlan, from: number, to: number): CustomerHistory {
  const { frame, flags, net, firstOrder, asOfDay } = view;
  const { day, orderStart, cost } = frame;
  const last = Math.min(to, frame.customers);
  const history = allocateHistory(Math.max(0, last - from));
  let count = 0;
  for (let customer = from; customer < last; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) {
      const order = withOnlyZeroValue ? firstOfNothing(view, customer) : -1;
      if (order < 0 || day[order]! < acquired.from || day[order]! >= acquired.to) continue;
      history.customer[count] = customer;
      history.ageDays[count] = asOfDay - day[order]!;
      history.onlyZeroValue[count] = 1;
      count++;
      continue;
    }
    let firstDay = 0;
    let lastDay = 0;
    let lastGap = 0;
    let days = 0;
    let purchased = 0;
    let firstDaySum = 0;
    let netSum = 0;
    let costSum = 0;
    const end = orderStart[customer + 1]!;
    for (let order = first; order < end; order++) {
      const flag = flags[order]!;
      if ((flag & VIEW.revenue) !== 0) netSum += net[order]!;
      if ((flag & VIEW.measured) === 0) continue;
      const today = day[order]!;
      if (days === 0) firstDay = today;
      if (days > 0 && today !== lastDay) lastGap = today - lastDay;
      if (days === 0 || today !== lastDay) days++;
      lastDay = today;
      purchased += net[order]!;
      if (cost !== null) costSum += cost[order]!;
      if (days === 1) firstDaySum += net[order]!;
    }
    if (days === 0 || firstDay < acquired.from || firstDay >= acquired.to) continue;
    history.customer[count] = customer;
    history.repeats[count] = days - 1;
    history.recencyDays[count] = lastDay - firstDay;
    history.lastGapDays[count] = lastGap;
    history.ageDays[count] = asOfDay - firstDay;
    history.repeatMeanMinor[count] = days > 1 ? (purchased - firstDaySum) / (days - 1) : 0;
    history.purchasedMinor[count] = purchased;
    history.netMinor[count] = netSum;
    history.costMinor[count] = costSum;
    count++;
  }
  return sliceHistory(history, count);
}

/** First order of nothing of a customer without an order that counts; −1 where there is none, or money went to and fro as well. */
function firstOfNothing({ frame, flags }: FrameView, customer: number): number {
  const end = frame.orderStart[customer + 1]!;
  let first = -1;
  for (let order = frame.orderStart[customer]!; order < end; order++) {
    if ((flags[order]! & VIEW.revenue) !== 0) return -1;
    if (first < 0 && (flags[order]! & VIEW.nothing) !== 0) first = order;
  }
  return first;
}

/** The first `count` customers, without copying. */
function sliceHistory(history: CustomerHistory, count: number): CustomerHistory {
  return Object.fromEntries(Object.entries(history).map(([name, column]: [string, CustomerHistory[keyof CustomerHistory]]) => [name, column.subarray(0, count)])) as unknown as CustomerHistory;
}

export function mergeHistories(parts: CustomerHistory[]): CustomerHistory {
  const all = allocateHistory(parts.reduce((sum, { customer }) => sum + customer.length, 0));
  let at = 0;
  for (const part of parts) {
    for (const name of Object.keys(all) as (keyof CustomerHistory)[]) all[name].set(part[name], at);
    at += part.customer.length;
  }
  return all;
}
