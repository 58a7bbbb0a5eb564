import { EngineFailure } from '../contract/errors.ts';
import type { KpiQuery } from '../contract/kpis.ts';
import { ORDER_KIND, type FrameView } from '../frame/order-frame.ts';
import { dayOfIso, firstDayOfUnit, unitOfDay } from '../maths/calendar.ts';
import { hash32 } from '../maths/random.ts';
import { windowOfGaps } from './gaps.ts';
import { defaultPeriod, previousPeriod, yearBefore, type DayPeriod } from './periods.ts';
import { spendInScope, type SpendFacts, type SpendInScope } from './spend.ts';

/** Groups of customers that the bootstrap draws; each customer is a group of its own when there are fewer. */
export const BOOTSTRAP_GROUPS = 1000;

/** More calendar periods than fit into a result that crosses a port. */
const MAX_SERIES_PERIODS = 4000;

export interface Slot {
  period: DayPeriod;
  predecessor: DayPeriod;
}

/** What a fold needs to know; structured-clonable. Days are civil days since 1970-01-01. */
export interface KpiPlan {
  query: KpiQuery;
  activityWindowDays: number;
  asOfDay: number;
  /** First day of any document: columns by day begin there. */
  baseDay: number;
  /** First and last day with a counted order. */
  observedFrom: number;
  observedTo: number;
  /** The period, the one before it, and the same a year before. */
  periods: DayPeriod[];
  /** What is folded: the period first, then of the compared ones those that begin within the data, each once. */
  slots: Slot[];
  /** Slot of each period, −1 for none. */
  slotOf: number[];
  /** First day of each calendar period of the series, and the day after the last one’s last observed day. */
  boundaries: Int32Array;
  /** Documents without customer up to the as-of day. */
  anonymousOrders: number;
  /** Groups of customers, and of orders without customer. */
  groups: number;
  anonymousGroups: number;
  hasCost: boolean;
  spend: SpendInScope;
}

/** Resolves periods and windows. `gaps` is the merged histogram of `foldGaps`, needed when the query’s window is `p90-gap`, else `null`;
 *  `spend` is all that was ever spent, `null` where no file says.
 *  A period that reaches beyond the as-of day ends there.
 *  @throws EngineFailure NO_ORDERS when no order counts by the as-of day, TOO_LARGE for a series of more than 4,000 periods. */
export function planKpis(view: FrameView, query: KpiQuery, gaps: Uint32Array | null, spend: SpendFacts | null = null): KpiPlan {
  const { frame, tally, asOfDay } = view;
  if (tally.orders[ORDER_KIND.counted] === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
  const period = resolvePeriod(query, asOfDay);
  const periods = [period, previousPeriod(period), yearBefore(period)];
  const { customers } = frame;
  const anonymousOrders = countAnonymous(view);
  return {
    query,
    activityWindowDays: query.activityWindowDays === 'p90-gap' ? windowOfGaps(gaps ?? new Uint32Array(0)) : query.activityWindowDays,
    asOfDay,
    baseDay: frame.firstDay,
    observedFrom: tally.firstDay,
    observedTo: tally.lastDay,
    periods,
    ...slotsOf(periods, tally.firstDay),
    boundaries: boundariesOf(query.granularity, frame.firstDay, asOfDay),
    groups: Math.min(BOOTSTRAP_GROUPS, customers),
    anonymousOrders,
    anonymousGroups: Math.min(BOOTSTRAP_GROUPS, anonymousOrders),
    hasCost: frame.cost !== null,
    spend: spendInScope(spend, query.scope, query.retentionChannels ?? [], asOfDay),
  };
}

function slotsOf(periods: DayPeriod[], observedFrom: number): Pick<KpiPlan, 'slots' | 'slotOf'> {
  const slots: Slot[] = [];
  const slotOf = periods.map((period, i) => {
    if (i > 0 && period.from < observedFrom) return -1;
    const same = slots.findIndex((slot) => slot.period.from === period.from && slot.period.to === period.to);
    return same >= 0 ? same : slots.push({ period, predecessor: previousPeriod(period) }) - 1;
  });
  return { slots, slotOf };
}

function countAnonymous(view: FrameView): number {
  const { day, orderStart, customers } = view.frame;
  const start = orderStart[customers]!;
  let end = orderStart[customers + 1]!;
  while (end > start && day[end - 1]! > view.asOfDay) end--;
  return end - start;
}

/** Group of a customer, or of an order without one. Scattered, so that groups are alike whatever the codes mean. */
export function groupOf(code: number, groups: number, members: number): number {
  return members <= groups ? code : Math.floor(((hash32(code) >>> 0) * groups) / 4_294_967_296);
}

export function resolvePeriod(query: Pick<KpiQuery, 'period'>, asOfDay: number): DayPeriod {
  if (query.period === null) return defaultPeriod(asOfDay);
  const from = dayOfIso(query.period.from);
  const to = dayOfIso(query.period.to);
  return from <= asOfDay ? { from, to: Math.min(to, asOfDay + 1) } : { from, to };
}

function boundariesOf(unit: KpiQuery['granularity'], firstDay: number, asOfDay: number): Int32Array {
  const first = unitOfDay(unit, firstDay);
  const units = unitOfDay(unit, asOfDay) - first + 1;
  if (units > MAX_SERIES_PERIODS) {
    throw new EngineFailure({ code: 'TOO_LARGE', what: 'periods', count: units, most: MAX_SERIES_PERIODS });
  }
  const boundaries = new Int32Array(units + 1);
  for (let index = 0; index < units; index++) boundaries[index] = firstDayOfUnit(unit, first + index);
  boundaries[units] = asOfDay + 1;
  return boundaries;
}
