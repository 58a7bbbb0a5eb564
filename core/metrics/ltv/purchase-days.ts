import { NO_CODE } from '../../frame/line-batch.ts';
import { VIEW, type FrameView } from '../../frame/order-frame.ts';
import { sharedUint32, sharedUint8 } from '../../frame/shared-arrays.ts';
import type { CustomerHistory } from './summary.ts';

/** Days [from, to] in which purchase days are counted. */
export interface PurchaseDaysPlan {
  /** 1 for each customer code that the models are fitted on. */
  member: Uint8Array;
  from: number;
  to: number;
  /** The first purchase day of a customer is no repeat. */
  repeatsOnly: boolean;
}

export interface PurchaseDays {
  /** First customer code of the range, and purchase days of each of its members. */
  firstCustomer: number;
  transactions: Uint32Array;
  /** Members’ purchase days on each civil day. */
  byDay: Float64Array;
  /** Customers whose first purchase lies in these days. */
  newcomers: number;
}

export function membersOf(history: CustomerHistory, customers: number): Uint8Array {
  const member = sharedUint8(customers);
  for (const customer of history.customer) member[customer] = 1;
  return member;
}

/** What customers [from, to) purchased in the plan’s days. */
export function foldPurchaseDays(view: FrameView, plan: PurchaseDaysPlan, from: number, to: number): PurchaseDays {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart } = frame;
  const last = Math.max(from, Math.min(to, frame.customers));
  const days: PurchaseDays = { firstCustomer: from, transactions: sharedUint32(last - from), byDay: new Float64Array(Math.max(0, plan.to - plan.from + 1)), newcomers: 0 };
  for (let customer = from; customer < last; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    const isMember = plan.member[customer] === 1;
    let previous = -Infinity;
    let count = 0;
    let isNew = false;
    for (let order = first; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      const today = day[order]!;
      const isFirst = previous === -Infinity;
      if (today === previous) continue;
      previous = today;
      if (today < plan.from || today > plan.to || (isFirst && plan.repeatsOnly)) continue;
      count++;
      isNew ||= isFirst;
      if (isMember) days.byDay[today - plan.from]!++;
    }
    if (isMember) days.transactions[customer - from] = count;
    else if (isNew) days.newcomers++;
  }
  return days;
}

/** Purchase days of each customer of the history, in its order. */
export function transactionsOf(history: CustomerHistory, parts: PurchaseDays[]): Float64Array {
  const transactions = new Float64Array(history.customer.length);
  let part = 0;
  for (let place = 0; place < transactions.length; place++) {
    const customer = history.customer[place]!;
    while (part < parts.length && customer >= parts[part]!.firstCustomer + parts[part]!.transactions.length) part++;
    const found = parts[part];
    if (found !== undefined && customer >= found.firstCustomer) transactions[place] = found.transactions[customer - found.firstCustomer]!;
  }
  return transactions;
}

export function addDays(parts: PurchaseDays[]): Float64Array {
  const sum = new Float64Array(parts[0]?.byDay.length ?? 0);
  for (const { byDay } of parts) for (let day = 0; day < sum.length; day++) sum[day]! += byDay[day]!;
  return sum;
}
