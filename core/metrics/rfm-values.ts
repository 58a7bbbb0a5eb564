import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { sharedFloat64, sharedInt32, sharedUint32, sharedUint8 } from '../frame/shared-arrays.ts';
import { bucketOfHigh, BUCKETS, wordsOf } from './rfm-buckets.ts';
import { addColumns } from './gaps.ts';

/** R, F and M of every customer, in shared memory; threads fill ranges of it. METRICS §4. */
export interface RfmColumns {
  /** Days from the last order to the as-of day; 0 without an order in the window. */
  recencyDays: Int32Array;
  /** Orders in the window. */
  frequency: Uint32Array;
  /** Net revenue in the window, credit notes included. */
  monetaryMinor: Float64Array;
  /** 1 + ((r − 1) · 5 + f − 1) · 5 + m − 1 for scores r, f, m; CELL.none without an order by the day, CELL.outside with earlier ones only. */
  cell: Uint8Array;
}

export const CELL = { none: 0, outside: 126 } as const;
/** Values that a cell can have. */
export const CELLS = 127;

export const prepareRfm = (customers: number): RfmColumns => ({
  recencyDays: sharedInt32(customers),
  frequency: sharedUint32(customers),
  monetaryMinor: sharedFloat64(customers),
  cell: sharedUint8(customers),
});

export interface RfmWindow {
  columns: RfmColumns;
  /** First day of the look-back window. */
  fromDay: number;
  /** Days in it, up to the as-of day, since the data begin. */
  spanDays: number;
}

export function planRfm(view: FrameView, columns: RfmColumns, lookBackDays: number | null): RfmWindow {
  const fromDay = lookBackDays === null ? view.frame.firstDay : Math.max(view.frame.firstDay, view.asOfDay - lookBackDays + 1);
  return { columns, fromDay, spanDays: Math.max(1, view.asOfDay - fromDay + 1) };
}

/** Customers with an order in the window by each value, their totals, and those with earlier orders only. */
export interface RfmTally {
  customers: number;
  orders: number;
  netMinor: number;
  outside: { customers: number; netMinor: number };
  byRecency: Uint32Array;
  byFrequency: Uint32Array;
  /** By bucket of `bucketOfHigh`. */
  byMonetary: Uint32Array;
}

const MEASURED_BIT = Math.log2(VIEW.measured);
const REVENUE_BIT = Math.log2(VIEW.revenue);

/** Fills R, F and M of customers [from, to); scores follow. */
export function foldRfmValues(view: FrameView, window: RfmWindow, from: number, to: number): RfmTally {
  const { columns, fromDay, spanDays } = window;
  const { frame, flags, net, firstOrder, asOfDay } = view;
  const { day, orderStart } = frame;
  const { recencyDays, frequency, monetaryMinor, cell } = columns;
  const last = Math.min(to, frame.customers);
  const tally: RfmTally = {
    customers: 0,
    orders: 0,
    netMinor: 0,
    outside: { customers: 0, netMinor: 0 },
    byRecency: new Uint32Array(spanDays),
    byFrequency: new Uint32Array(0),
    byMonetary: new Uint32Array(BUCKETS),
  };
  const { byRecency, byMonetary } = tally;
  const isLimited = fromDay > frame.firstDay;
  let byFrequency = new Uint32Array(64);
  let [customers, allOrders, allMoney] = [0, 0, 0];
  const monetaryWords = wordsOf(monetaryMinor);
  for (let customer = from; customer < last; customer++) {
    let orders = 0;
    let money = 0;
    let lastOrder = 0;
    if (firstOrder[customer] !== NO_CODE) {
      const end = orderStart[customer + 1]!;
      let start = orderStart[customer]!;
      if (isLimited) while (start < end && day[start]! < fromDay) start++;
      // Factors instead of branches, which would be guessed wrong for orders in no order.
      for (let order = start; order < end; order++) {
        const flag = flags[order]!;
        const measured = (flag >> MEASURED_BIT) & 1;
        money += net[order]! * ((flag >> REVENUE_BIT) & 1);
        orders += measured;
        lastOrder += (order - lastOrder) & -measured;
      }
    }
    cell[customer] = CELL.none;
    frequency[customer] = orders;
    if (orders === 0) {
      recencyDays[customer] = 0;
      monetaryMinor[customer] = 0;
      if (isLimited && firstOrder[customer] !== NO_CODE && tallyOutside(view, customer, fromDay, money, tally)) cell[customer] = CELL.outside;
      continue;
    }
    const recency = asOfDay - day[lastOrder]!;
    recencyDays[customer] = recency;
    monetaryMinor[customer] = money;
    if (orders >= byFrequency.length) byFrequency = widened(byFrequency, orders);
    byFrequency[orders]!++;
    customers++;
    allOrders += orders;
    allMoney += money;
    byRecency[recency]!++;
    byMonetary[bucketOfHigh(monetaryWords[2 * customer + 1]!)]!++;
  }
  return { ...tally, customers, orders: allOrders, netMinor: allMoney, byFrequency };
}

function widened(counts: Uint32Array<ArrayBuffer>, index: number): Uint32Array<ArrayBuffer> {
  const wider = new Uint32Array(2 ** Math.ceil(Math.log2(index + 1)));
  wider.set(counts);
  return wider;
}

/** Whether the customer has an order before the window; `money` is what the window holds, such as credit notes. */
function tallyOutside({ frame, flags, net }: FrameView, customer: number, fromDay: number, money: number, tally: RfmTally): boolean {
  const end = frame.orderStart[customer + 1]!;
  let ordered = false;
  let total = money;
  for (let earlier = frame.orderStart[customer]!; earlier < end && frame.day[earlier]! < fromDay; earlier++) {
    if ((flags[earlier]! & VIEW.measured) !== 0) ordered = true;
    if ((flags[earlier]! & VIEW.revenue) !== 0) total += net[earlier]!;
  }
  if (ordered) {
    tally.outside.customers++;
    tally.outside.netMinor += total;
  }
  return ordered;
}

export function mergeRfmTallies(partials: RfmTally[]): RfmTally {
  const sum = (pick: (partial: RfmTally) => number): number => partials.reduce((total, partial) => total + pick(partial), 0);
  const longest = Math.max(1, ...partials.map(({ byFrequency }) => byFrequency.length));
  const byFrequency = new Uint32Array(longest);
  for (const partial of partials) partial.byFrequency.forEach((count, orders) => (byFrequency[orders]! += count));
  return {
    customers: sum(({ customers }) => customers),
    orders: sum(({ orders }) => orders),
    netMinor: sum(({ netMinor }) => netMinor),
    outside: { customers: sum(({ outside }) => outside.customers), netMinor: sum(({ outside }) => outside.netMinor) },
    byRecency: addColumns(partials.map((partial) => partial.byRecency), (length) => new Uint32Array(length)),
    byFrequency,
    byMonetary: addColumns(partials.map((partial) => partial.byMonetary), (length) => new Uint32Array(length)),
  };
}
