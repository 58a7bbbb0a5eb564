import { DOCUMENT_KINDS, type DocumentKind } from '../contract/customer-profile.ts';
import { creditRange } from '../frame/credits.ts';
import { LINE_STATUS, NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, VIEW, type FrameView, type OrderFrame } from '../frame/order-frame.ts';
import { standingOf } from '../frame/standing.ts';
import { viewFrame } from '../frame/view.ts';
import { firstDayOfUnit, unitOfDay } from '../maths/calendar.ts';
import { foldRfmValues, planRfm, prepareRfm } from './rfm-values.ts';

const KIND_OF = { [ORDER_KIND.counted]: 'order', [ORDER_KIND.cancelled]: 'cancelled', [ORDER_KIND.test]: 'test', [ORDER_KIND.zeroValue]: 'zero-value', [ORDER_KIND.creditNote]: 'credit-note', [ORDER_KIND.refundedInFull]: 'refunded-in-full', [ORDER_KIND.otherCurrency]: 'other-currency', [ORDER_KIND.noRate]: 'no-rate' } as const satisfies Record<number, DocumentKind>;

/** Positions of the customer’s documents by the as-of day, oldest first. */
export function documentsOf(view: FrameView, customer: number): number[] {
  const { orderStart, day } = view.frame;
  const documents: number[] = [];
  for (let order = orderStart[customer]!; order < orderStart[customer + 1]!; order++) if (day[order]! <= view.asOfDay) documents.push(order);
  return documents;
}

export function kindOfDocument({ frame, flags }: FrameView, order: number): DocumentKind {
  const kind = KIND_OF[frame.kind[order] as keyof typeof KIND_OF] ?? DOCUMENT_KINDS[0];
  return kind === 'order' && (flags[order]! & VIEW.counted) === 0 ? 'refunded-in-full' : kind;
}

/** What was given back of an order by the as-of day: on its own lines, and by credit notes. */
export function refundOf({ frame, asOfDay }: FrameView, customer: number, order: number): number {
  const { credits, orderStart } = frame;
  const links = creditRange(credits, orderStart[customer]!, orderStart[customer + 1]!);
  let refund = frame.refund[order]!;
  for (let link = links.from; link < links.to; link++) if (credits.target[link] === order && credits.day[link]! <= asOfDay) refund += credits.amount[link]!;
  return refund;
}

/** Lines of an order that are in its sums. */
export function linesOf({ lineStart, lineLeftOut }: OrderFrame, order: number): number[] {
  const lines: number[] = [];
  for (let line = lineStart[order]!; line < lineStart[order + 1]!; line++) if (lineLeftOut === null || lineLeftOut[line] === LINE_STATUS.normal) lines.push(line);
  return lines;
}

/** Counted orders within the view’s filters, oldest first. */
export function ordersOf(view: FrameView, customer: number): number[] {
  return documentsOf(view, customer).filter((order) => (view.flags[order]! & VIEW.measured) !== 0);
}

export interface BoughtProduct {
  code: number;
  orders: number;
  quantity: number;
  netMinor: number;
}

/** By orders that hold the product, then quantity, then code. */
export function favouriteProducts({ frame }: FrameView, orders: readonly number[], most: number): BoughtProduct[] {
  const bought = new Map<number, BoughtProduct>();
  for (const order of orders) {
    const lines = linesOf(frame, order).filter((line) => frame.product[line] !== NO_CODE);
    for (const line of lines) {
      const code = frame.product[line]!;
      const entry = bought.get(code) ?? { code, orders: 0, quantity: 0, netMinor: 0 };
      entry.quantity += frame.quantity[line]!;
      entry.netMinor += frame.lineNet[line]!;
      bought.set(code, entry);
    }
    for (const code of new Set(lines.map((line) => frame.product[line]!))) bought.get(code)!.orders++;
  }
  return [...bought.values()].toSorted((one, other) => other.orders - one.orders || other.quantity - one.quantity || one.code - other.code).slice(0, most);
}

export interface RfmHistory {
  day: Int32Array;
  recencyDays: Float64Array;
  frequency: Float64Array;
  monetaryMinor: Float64Array;
}

/** R, F and M on the last day of each calendar quarter from the first order on and on the as-of day, each as they were known that day. */
export function rfmHistory(view: FrameView, customer: number, lookBackDays: number | null): RfmHistory {
  const first = view.firstOrder[customer]!;
  const days: number[] = [];
  if (first !== NO_CODE) {
    for (let quarter = unitOfDay('quarter', view.frame.day[first]!); ; quarter++) {
      const last = firstDayOfUnit('quarter', quarter + 1) - 1;
      if (last >= view.asOfDay) break;
      days.push(last);
    }
    days.push(view.asOfDay);
  }
  const frame = frameOfCustomer(view.frame, customer);
  const standing = standingOf(frame);
  const columns = prepareRfm(1);
  const history: RfmHistory = { day: Int32Array.from(days), recencyDays: new Float64Array(days.length), frequency: new Float64Array(days.length), monetaryMinor: new Float64Array(days.length) };
  days.forEach((day, at) => {
    // Whoever is in the view is chosen already; a filter on first orders would choose again, by what the first order was that day.
    const then = viewFrame(frame, { asOfDay: day, refunds: view.refunds, filters: view.filters.filter(({ applies }) => applies === 'orders') }, standing);
    foldRfmValues(then, planRfm(then, columns, lookBackDays), 0, 1);
    history.recencyDays[at] = columns.recencyDays[0]!;
    history.frequency[at] = columns.frequency[0]!;
    history.monetaryMinor[at] = columns.monetaryMinor[0]!;
  });
  return history;
}

/** A frame of one customer’s orders; columns by line are the whole ones. */
function frameOfCustomer(frame: OrderFrame, customer: number): OrderFrame {
  const [from, to] = [frame.orderStart[customer]!, frame.orderStart[customer + 1]!];
  const links = creditRange(frame.credits, from, to);
  const { creditOrder, target, day, amount } = frame.credits;
  return {
    ...frame,
    customers: 1,
    orders: to - from,
    orderStart: Uint32Array.of(0, to - from, to - from),
    orderCode: frame.orderCode.subarray(from, to),
    day: frame.day.subarray(from, to),
    moment: frame.moment.subarray(from, to),
    gross: frame.gross.subarray(from, to),
    net: frame.net.subarray(from, to),
    refund: frame.refund.subarray(from, to),
    cost: frame.cost === null ? null : frame.cost.subarray(from, to),
    kind: frame.kind.subarray(from, to),
    lineStart: frame.lineStart.subarray(from, to + 1),
    attributes: Object.fromEntries(Object.entries(frame.attributes).map(([field, codes]) => [field, codes.subarray(from, to)])),
    credits: {
      creditOrder: creditOrder.slice(links.from, links.to).map((order) => order - from),
      target: target.slice(links.from, links.to).map((order) => (order < 0 ? order : order - from)),
      day: day.subarray(links.from, links.to),
      amount: amount.subarray(links.from, links.to),
    },
  };
}
