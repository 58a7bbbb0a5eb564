import type { CostAbsence, CostBasis, LtvGroupKey, LtvQuery } from '../../contract/ltv.ts';
import { NO_CODE } from '../../frame/line-batch.ts';
import { VIEW, type FrameView } from '../../frame/order-frame.ts';
import { firstDayOfUnit } from '../../maths/calendar.ts';
import { acquiredPeriod } from '../second-order.ts';
import { curveOf, spendInScope, type SpendCurve, type SpendFacts, spentIn } from '../spend.ts';
import { DAYS_A_MONTH } from './formula.ts';
import { isPeriodKey } from './group-keys.ts';
import type { CustomerHistory } from './summary.ts';

const MONTHS = 36;
/** Fewer customers than this observed for a month do not make its mean. */
const LEAST_CUSTOMERS = 30;

/** Rows that customers of the history are in (−1: none), and what these are called. */
export interface GroupedCustomers {
  rowOfPlace: Int32Array;
  customers: Float64Array;
  names: string[];
  codes: number[];
}

/** An attribute of orders that holds the names of channels. */
export interface ChannelKey {
  field: string;
  textOf: (code: number) => string;
}

export interface GroupCosts {
  basis: CostBasis | null;
  absence: CostAbsence | null;
  /** Of one customer, by row; NaN without spending. */
  costMinor: Float64Array;
  /** Spending that falls to no group. */
  unassignedMinor: number;
}

/** What it cost to win a customer of each group, by what spending can be set beside it. METRICS §5.5. */
export function costsOfGroups(
  { customers, names, codes, rowOfPlace }: GroupedCustomers,
  history: CustomerHistory,
  view: FrameView,
  { scope, acquired }: LtvQuery,
  by: LtvGroupKey,
  spend: SpendFacts | null,
  channelKey: ChannelKey | null,
): GroupCosts {
  const none = (absence: CostAbsence): GroupCosts => ({ basis: null, absence, costMinor: customers.map(() => Number.NaN), unassignedMinor: 0 });
  const known = spendInScope(spend, scope, [], view.asOfDay);
  if (spend === null || known.kind !== 'known') return none(known.kind === 'known' ? 'no-spend' : known.kind);
  const { from, to } = acquiredPeriod(acquired);
  const within = (curve: SpendCurve, first: number, end: number): number => spentIn(curve, Math.max(first, from), Math.min(end, to, view.asOfDay + 1));
  const channelSpend = (name: string): number => within(curveOf(spend, (channel) => spend.channels[channel] === name, view.asOfDay), -Infinity, Infinity);
  const settled = (basis: CostBasis, total: Float64Array): GroupCosts => ({
    basis,
    absence: null,
    costMinor: total.map((spent, row) => (spent > 0 ? spent / customers[row]! : Number.NaN)),
    unassignedMinor: Math.round(within(known.acquisition, -Infinity, Infinity) - total.reduce((sum, spent) => sum + spent, 0)),
  });
  if (isPeriodKey(by)) return settled('period', Float64Array.from(codes, (code) => within(known.acquisition, firstDayOfUnit(by, code), firstDayOfUnit(by, code + 1))));
  if (by.startsWith('attribute:') && names.some((name) => spend.channels.includes(name))) return settled('channel-named', Float64Array.from(names, channelSpend));
  if (channelKey === null) return none('no-channel');
  const wonBy = channelsOfCustomers(history, view, channelKey, spend.channels);
  const won = new Float64Array(spend.channels.length);
  for (const channel of wonBy) if (channel >= 0) won[channel]!++;
  if (won.every((count) => count === 0)) return none('no-channel');
  const each = won.map((count, channel) => (count === 0 ? 0 : channelSpend(spend.channels[channel]!) / count));
  const total = new Float64Array(customers.length);
  wonBy.forEach((channel, place) => {
    if (channel >= 0 && rowOfPlace[place]! >= 0) total[rowOfPlace[place]!]! += each[channel]!;
  });
  return settled('channel-of-first-order', total);
}

/** Position among the channels of the spending by which each customer’s first order came; −1: none of them. */
function channelsOfCustomers({ customer }: CustomerHistory, { frame, firstOrder }: FrameView, { field, textOf }: ChannelKey, channels: string[]): Int32Array {
  const column = frame.attributes[field]!;
  const positionOf = new Map<number, number>();
  return Int32Array.from(customer, (code) => {
    const first = firstOrder[code]!;
    const value = first === NO_CODE ? NO_CODE : column[first]!;
    if (value === NO_CODE) return -1;
    let position = positionOf.get(value);
    if (position === undefined) positionOf.set(value, (position = channels.indexOf(textOf(value))));
    return position;
  });
}

/** Months until the mean cumulative margin of a group’s customers has passed the cost, as the curve counts them: over customers seen for the whole
 *  month, while they are 30 or more. */
export function paybackOfGroups(
  { rowOfPlace, customers }: Pick<GroupedCustomers, 'rowOfPlace' | 'customers'>,
  { customer, ageDays }: CustomerHistory,
  { frame, flags, net, firstOrder }: FrameView,
  marginShare: number,
  costMinor: Float64Array,
): { paybackMonth: Float64Array; observedMonths: Float64Array } {
  const rows = customers.length;
  const [eligible, earned] = [new Float64Array(rows * MONTHS), new Float64Array(rows * MONTHS)];
  for (let place = 0; place < customer.length; place++) {
    const row = rowOfPlace[place]!;
    const code = customer[place]!;
    const first = firstOrder[code]!;
    if (row < 0 || first === NO_CODE) continue;
    const whole = Math.min(MONTHS, Math.floor((ageDays[place]! + 1) / DAYS_A_MONTH));
    for (let month = 0; month < whole; month++) eligible[row * MONTHS + month]!++;
    for (let order = first; order < frame.orderStart[code + 1]!; order++) {
      const month = Math.floor((frame.day[order]! - frame.day[first]!) / DAYS_A_MONTH);
      if (month >= whole) break;
      if ((flags[order]! & VIEW.revenue) !== 0) earned[row * MONTHS + month]! += net[order]!;
    }
  }
  const [paybackMonth, observedMonths] = [new Float64Array(rows).fill(Number.NaN), new Float64Array(rows)];
  for (let row = 0; row < rows; row++) {
    let cumulative = 0;
    for (let month = 0; month < MONTHS; month++) {
      const seen = eligible[row * MONTHS + month]!;
      if (seen < LEAST_CUSTOMERS) break;
      cumulative += (earned[row * MONTHS + month]! / seen) * marginShare;
      observedMonths[row] = month + 1;
      if (Number.isNaN(paybackMonth[row]!) && cumulative >= costMinor[row]!) paybackMonth[row] = month + 1;
    }
  }
  return { paybackMonth, observedMonths };
}
