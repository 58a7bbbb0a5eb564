import { dayOfIso, unitOfDay, type Unit } from '../../../core/maths/calendar.ts';
import { momentOf, type Line } from '../../golden/metrics/line-table.ts';

/** METRICS §§1–3 done the plain way over objects, to hold the folds against. */
export interface NaiveOrder {
  id: string;
  customer: string;
  day: number;
  moment: number;
  lines: Line[];
  /** Net of the lines that are not cancelled or test, before refunds. */
  ownNet: number;
  ownRefund: number;
  cost: number;
  sale: boolean;
  credit: boolean;
  /** Taken off by credit notes dated by the as-of day. */
  givenBack: number;
  /** For a credit note: what no order takes. */
  unmatched: number;
}

export interface NaiveShop {
  asOf: number;
  documents: NaiveOrder[];
  /** Orders that count, by customer in time order. */
  ordersOf: Map<string, NaiveOrder[]>;
  anonymous: NaiveOrder[];
}

export function naiveShop(lines: Line[], asOfIso: string | null): NaiveShop {
  const byId = new Map<string, Line[]>();
  for (const line of lines) byId.set(line.order, [...(byId.get(line.order) ?? []), line]);
  const all = [...byId].map(([id, own]): NaiveOrder => {
    const moment = Math.min(...own.map((line) => momentOf(line.moment)));
    const left = own.filter((line) => line.status !== 'cancelled' && line.status !== 'test');
    const ownNet = sum(left, (line) => line.net);
    const ownRefund = sum(left, (line) => line.refund);
    const valued = left.length > 0 && ownNet !== 0;
    const credit = valued && (ownNet < 0 || left.some((line) => line.status === 'credit'));
    return {
      id,
      customer: own.find((line) => line.customer !== '')?.customer ?? '',
      day: Math.floor(moment / 86_400),
      moment,
      lines: left,
      ownNet,
      ownRefund,
      cost: sum(left, (line) => line.cost),
      sale: valued && !credit,
      credit,
      givenBack: 0,
      unmatched: 0,
    };
  });
  const asOf = asOfIso === null ? Math.max(...all.map((order) => order.day)) : dayOfIso(asOfIso);
  // The sort is stable: at one moment, the order that comes first in the file.
  const documents = all.filter((order) => order.day <= asOf).toSorted((a, b) => a.moment - b.moment);
  giveBack(documents);
  const counted = documents.filter((order) => order.sale && amountLeft(order) > 0);
  const ordersOf = new Map<string, NaiveOrder[]>();
  for (const order of counted) {
    if (order.customer !== '') ordersOf.set(order.customer, [...(ordersOf.get(order.customer) ?? []), order]);
  }
  return { asOf, documents, ordersOf, anonymous: counted.filter((order) => order.customer === '') };
}

export function amountLeft(order: NaiveOrder): number {
  return order.ownNet - order.ownRefund - order.givenBack;
}

/** Each unit of goods given back goes to the latest earlier line with one left. Amounts of a split line by quantity. */
function giveBack(documents: NaiveOrder[]): void {
  const left = new Map<Line, number>();
  documents.forEach((note, index) => {
    if (!note.credit) return;
    for (const line of note.lines) {
      let open = Math.abs(line.quantity);
      let openAmount = -line.net;
      const earlier = documents
        .slice(0, index)
        .filter((order) => order.sale && order.ownRefund < order.ownNet && order.customer === note.customer && note.customer !== '')
        .flatMap((order) => order.lines.map((sold) => ({ order, sold })))
        .filter(({ sold }) => sold.product === line.product)
        .toReversed();
      for (const { order, sold } of earlier) {
        const available = left.get(sold) ?? sold.quantity;
        const taken = Math.min(open, available);
        if (taken === 0 || openAmount === 0) continue;
        left.set(sold, available - taken);
        open -= taken;
        const amount = openAmount - Math.round((-line.net * open) / Math.abs(line.quantity));
        order.givenBack += amount;
        openAmount -= amount;
      }
      note.unmatched += openAmount;
    }
  });
}

export function sum<T>(items: T[], pick: (item: T) => number): number {
  return items.reduce((total, item) => total + pick(item), 0);
}

/** Customers with a counted order in [from, to). */
export function activeIn(shop: NaiveShop, from: number, to: number): string[] {
  return [...shop.ordersOf].filter(([, orders]) => orders.some(({ day }) => day >= from && day < to)).map(([customer]) => customer);
}

/** Money that falls in [from, to). */
export function revenueIn(shop: NaiveShop, from: number, to: number, refunds: 'original-order' | 'refund-day'): number {
  return sum(shop.documents, (order) => {
    if (order.day < from || order.day >= to) return 0;
    if (order.credit) return refunds === 'refund-day' ? order.ownNet : -order.unmatched;
    if (!order.sale) return 0;
    return refunds === 'refund-day' ? order.ownNet - order.ownRefund : amountLeft(order);
  });
}

/** Cohort by calendar unit → age in the unit → customers retained, orders and size. */
export function naiveCohorts(shop: NaiveShop, unit: Unit): Map<number, { size: number; retained: Map<number, number>; orders: Map<number, number> }> {
  const cohorts = new Map<number, { size: number; retained: Map<number, number>; orders: Map<number, number> }>();
  for (const orders of shop.ordersOf.values()) {
    const start = unitOfDay(unit, orders[0]!.day);
    const cohort = cohorts.get(start) ?? { size: 0, retained: new Map(), orders: new Map() };
    cohorts.set(start, cohort);
    cohort.size++;
    const ages = orders.map(({ day }) => unitOfDay(unit, day) - start);
    for (const age of ages) cohort.orders.set(age, (cohort.orders.get(age) ?? 0) + 1);
    for (const age of new Set(ages)) cohort.retained.set(age, (cohort.retained.get(age) ?? 0) + 1);
  }
  return cohorts;
}
