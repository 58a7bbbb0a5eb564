import type { AtRiskTable, SecondOrderQuery, SurvivalCurve } from '../contract/kpis.ts';
import type { Provenance } from '../contract/provenance.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { dayOfIso } from '../maths/calendar.ts';
import { kaplanMeier, stepBefore, survivalQuantile, type KaplanMeier } from '../maths/survival.ts';
import { addColumns } from './gaps.ts';
import type { DayPeriod } from './periods.ts';

const SHARES = [0.1, 0.25, 0.5, 0.75];
const MAX_POINTS = 400;
const TABLE_DAYS = [0, 30, 60, 90, 120, 180, 270, 365, 545, 730];

export interface SecondOrderPlan {
  query: SecondOrderQuery;
  acquired: DayPeriod;
  /** Days from the first document to the as-of day. */
  spanDays: number;
}

/** Customers by days waited: until the order came, and until the as-of day while it had not come. */
export interface SecondOrderPartial {
  events: Uint32Array;
  censored: Uint32Array;
}

export function planSecondOrder(view: FrameView, query: SecondOrderQuery): SecondOrderPlan {
  return { query, acquired: acquiredPeriod(query.acquired), spanDays: Math.max(0, view.asOfDay - view.frame.firstDay) };
}

export function acquiredPeriod(acquired: SecondOrderQuery['acquired']): DayPeriod {
  return acquired === null ? { from: -Infinity, to: Infinity } : { from: dayOfIso(acquired.from), to: dayOfIso(acquired.to) };
}

/** A customer’s orders are the first one and, of the later ones, those that the filters on orders keep. */
export function foldSecondOrder(view: FrameView, plan: SecondOrderPlan, from: number, to: number): SecondOrderPartial {
  const partial: SecondOrderPartial = { events: new Uint32Array(plan.spanDays + 1), censored: new Uint32Array(plan.spanDays + 1) };
  const last = Math.min(to, view.frame.customers);
  for (let customer = from; customer < last; customer++) {
    const wait = waitOf(view, plan, customer);
    if (wait === null) continue;
    if (wait >= 0) partial.events[wait]!++;
    else partial.censored[~wait]!++;
  }
  return partial;
}

/** Days that a customer waited for the order: as they are where it came, their complement (~days, below 0) where it has not come by the as-of
 *  day; `null` for those who are not among the acquired or have not placed the order before it. */
export function waitOf(view: FrameView, { acquired, query }: SecondOrderPlan, customer: number): number | null {
  const { frame, flags, firstOrder, asOfDay } = view;
  const { day, orderStart } = frame;
  const first = firstOrder[customer]!;
  if (first === NO_CODE || day[first]! < acquired.from || day[first]! >= acquired.to) return null;
  let reached = 1;
  let previous = first;
  for (let order = first + 1; order < orderStart[customer + 1]!; order++) {
    if ((flags[order]! & VIEW.measured) === 0) continue;
    reached++;
    if (reached === query.orderNumber) return day[order]! - day[previous]!;
    previous = order;
  }
  return reached === query.orderNumber - 1 ? ~(asOfDay - day[previous]!) : null;
}

export function mergeSecondOrder(partials: SecondOrderPartial[]): SecondOrderPartial {
  const create = (length: number): Uint32Array => new Uint32Array(length);
  return { events: addColumns(partials.map(({ events }) => events), create), censored: addColumns(partials.map(({ censored }) => censored), create) };
}

export function finishSecondOrder(plan: SecondOrderPlan, partial: SecondOrderPartial, provenance: Provenance): SurvivalCurve {
  const curve = kaplanMeier(partial.events, partial.censored);
  const points = thinned(curve);
  const at = (column: Float64Array): Float64Array => Float64Array.from(points, (point) => column[point]!);
  return {
    provenance,
    customers: curve.subjects,
    events: curve.events,
    days: at(curve.time),
    reordered: at(curve.survival).map((survival) => 1 - survival),
    lower: at(curve.upper).map((survival) => 1 - survival),
    upper: at(curve.lower).map((survival) => 1 - survival),
    atRisk: at(curve.atRisk),
    quantiles: SHARES.map((share) => {
      const { time, interval } = survivalQuantile(curve, share);
      return { share, days: time, interval };
    }),
    table: atRiskTable(plan, partial, curve),
  };
}

function atRiskTable(plan: SecondOrderPlan, { events, censored }: SecondOrderPartial, curve: KaplanMeier): AtRiskTable {
  const days = Float64Array.from(new Set(plan.query.tableDays ?? TABLE_DAYS)).filter((day) => day <= plan.spanDays).sort();
  const until = (column: Uint32Array, end: number): number => column.subarray(0, end).reduce((sum, count) => sum + count, 0);
  const at = (pick: (day: number) => number): Float64Array => days.map(pick);
  // Before the first event the curve stands at 1.
  const value = (column: Float64Array, day: number): number => {
    const step = stepBefore(curve.time, day);
    return step < 0 ? 0 : 1 - column[step]!;
  };
  return {
    days,
    atRisk: at((day) => curve.subjects - until(events, day) - until(censored, day)),
    events: at((day) => until(events, day + 1)),
    censored: at((day) => until(censored, day)),
    reordered: at((day) => value(curve.survival, day)),
    lower: at((day) => value(curve.upper, day)),
    upper: at((day) => value(curve.lower, day)),
  };
}

/** Points to draw: all, or evenly spaced ones with the first and the last. */
function thinned(curve: KaplanMeier): number[] {
  const points = curve.time.length;
  if (points <= MAX_POINTS) return Array.from({ length: points }, (_, point) => point);
  return Array.from({ length: MAX_POINTS }, (_, i) => Math.round((i * (points - 1)) / (MAX_POINTS - 1)));
}
