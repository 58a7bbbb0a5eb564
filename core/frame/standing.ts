import { LINE_STATUS } from './line-batch.ts';
import { type KindCounts, ORDER_KIND, ORDER_KINDS, VIEW, type OrderFrame, type Standing } from './order-frame.ts';
import { sharedFloat64, sharedInt32, sharedUint32, sharedUint8 } from './shared-arrays.ts';

/** Allocates the columns; `fillStanding` over a partition of the customers and then `completeStanding` make it usable. */
export function prepareStanding(frame: OrderFrame): Standing {
  const corrected = frame.credits.amount.length > 0;
  const days = daysOf(frame);
  return {
    flags: sharedUint8(frame.orders),
    net: corrected || hasRefunds(frame) ? sharedFloat64(frame.orders) : frame.net,
    corrected,
    ...days,
    byDay: createCounts(days.days.length * ORDER_KINDS, sharedFloat64),
    anonymousByDay: createCounts(days.days.length, sharedFloat64),
  };
}

/** A span of days that is not worth a look at which of them have a document. */
const ORDINARY_DAYS = 8192;

/** Of long spans only days with a document: a placeholder of 2099 must not make tables of all days until then. */
function daysOf({ day, firstDay, lastDay }: OrderFrame): Pick<Standing, 'days' | 'placeOfDay'> {
  const placeOfDay = sharedUint32(lastDay - firstDay + 1);
  if (placeOfDay.length <= ORDINARY_DAYS) placeOfDay.fill(1);
  else for (let order = 0; order < day.length; order++) placeOfDay[day[order]! - firstDay] = 1;
  const days = sharedInt32(placeOfDay.reduce((sum, has) => sum + has, 0));
  for (let at = 0, place = 0; at < placeOfDay.length; at++) {
    const has = placeOfDay[at];
    placeOfDay[at] = place;
    if (has === 1) days[place++] = firstDay + at;
  }
  return { days, placeOfDay };
}

function hasRefunds({ refund }: OrderFrame): boolean {
  for (let order = 0; order < refund.length; order++) if (refund[order] !== 0) return true;
  return false;
}

export type StandingCounts = Pick<Standing, 'byDay' | 'anonymousByDay'>;

/** Flags and money of customers [from, to), block `frame.customers` being the orders without customer; answers their counts. */
export function fillStanding(frame: OrderFrame, standing: Standing, from: number, to: number): StandingCounts {
  const { customers, orderStart } = frame;
  const days = standing.days.length;
  const counts = { byDay: createCounts(days * ORDER_KINDS, (length) => new Float64Array(length)), anonymousByDay: createCounts(days, (length) => new Float64Array(length)) };
  const known = Math.min(to, customers);
  if (from < known) fillOrders(frame, standing, orderStart[from]!, orderStart[known]!, counts.byDay, null);
  if (to > customers) fillOrders(frame, standing, orderStart[customers]!, orderStart[to]!, counts.byDay, counts.anonymousByDay);
  return counts;
}

/** May be called again, as it is where a call gave the standing up that another one then filled: what was added up before is dropped. */
export function completeStanding(standing: Standing, parts: StandingCounts[]): Standing {
  clearCounts(standing.byDay);
  clearCounts(standing.anonymousByDay);
  for (const { byDay, anonymousByDay } of parts) {
    addCounts(standing.byDay, byDay);
    addCounts(standing.anonymousByDay, anonymousByDay);
  }
  return standing;
}

/** The whole of it, on this thread. */
export function standingOf(frame: OrderFrame): Standing {
  const standing = prepareStanding(frame);
  return completeStanding(standing, [fillStanding(frame, standing, 0, frame.customers + 1)]);
}

function fillOrders(frame: OrderFrame, { flags, net, placeOfDay }: Standing, start: number, end: number, counts: KindCounts, anonymous: KindCounts | null): void {
  const { kind, day, refund, lineStart, lineLeftOut, firstDay } = frame;
  const ownNet = frame.net;
  const keepsNet = net !== ownNet;
  for (let order = start; order < end; order++) {
    const own = ownNet[order]!;
    const money = own - refund[order]!;
    const documentKind = kindByLines(kind[order]!, own, money);
    const at = placeOfDay[day[order]! - firstDay]!;
    const cell = at * ORDER_KINDS + documentKind;
    const lines = lineStart[order + 1]! - lineStart[order]! - (lineLeftOut === null ? 0 : countLinesLeftOut(frame, order, at * ORDER_KINDS, counts));
    flags[order] = FLAGS_OF_KIND[documentKind]!;
    if (keepsNet) net[order] = documentKind === ORDER_KIND.counted || documentKind === ORDER_KIND.refundedInFull ? money : 0;
    counts.orders[cell]!++;
    counts.lines[cell]! += lines;
    counts.netMinor[cell]! += own;
    if (anonymous === null || documentKind !== ORDER_KIND.counted) continue;
    anonymous.orders[at]!++;
    anonymous.lines[at]! += lines;
    anonymous.netMinor[at]! += own;
  }
}

const FLAGS_OF_KIND = Uint8Array.from({ length: ORDER_KINDS }, (_, kind) => {
  if (kind === ORDER_KIND.counted) return VIEW.counted | VIEW.measured | VIEW.revenue;
  if (kind === ORDER_KIND.zeroValue) return VIEW.nothing;
  return kind === ORDER_KIND.refundedInFull || kind === ORDER_KIND.creditNote ? VIEW.revenue : 0;
});

function kindByLines(kind: number, own: number, money: number): number {
  return kind === ORDER_KIND.counted && !isOrder(own, money) ? ORDER_KIND.refundedInFull : kind;
}

/** Whether a sale of `own` still is an order when `money` is left of it. One of nothing counts where the rules say so: what is left of nothing is no refund. */
export function isOrder(own: number, money: number): boolean {
  return money > 0 || (money === 0 && own === 0);
}

const KIND_OF_STATUS: Readonly<Record<number, number>> = {
  [LINE_STATUS.cancelled]: ORDER_KIND.cancelled,
  [LINE_STATUS.test]: ORDER_KIND.test,
  [LINE_STATUS.otherCurrency]: ORDER_KIND.otherCurrency,
  [LINE_STATUS.noRate]: ORDER_KIND.noRate,
};

/** Lines left out of an order that has other lines: not in the order’s own sums. Answers how many there are. */
function countLinesLeftOut({ lineStart, lineLeftOut, lineNet }: OrderFrame, order: number, cell: number, counts: KindCounts): number {
  let count = 0;
  for (let line = lineStart[order]!; line < lineStart[order + 1]!; line++) {
    const status = lineLeftOut![line]!;
    if (status === LINE_STATUS.normal) continue;
    count++;
    counts.lines[cell + KIND_OF_STATUS[status]!]!++;
    counts.netMinor[cell + KIND_OF_STATUS[status]!]! += lineNet[line]!;
  }
  return count;
}

function createCounts(length: number, column: (length: number) => Float64Array): KindCounts {
  return { orders: column(length), lines: column(length), netMinor: column(length) };
}

function clearCounts({ orders, lines, netMinor }: KindCounts): void {
  for (const column of [orders, lines, netMinor]) column.fill(0);
}

function addCounts(sum: KindCounts, part: KindCounts): void {
  for (const key of ['orders', 'lines', 'netMinor'] as const) {
    const column = sum[key];
    part[key].forEach((value, at) => (column[at]! += value));
  }
}
