import { kaplanMeier, survivalQuantile } from '../maths/survival.ts';
import type { KpiPartial } from './kpi-partial.ts';
import type { KpiPlan } from './kpi-plan.ts';

/** Kaplan–Meier median of the days from first to second order, as it was known at the end of a day. */
export interface SecondOrderMedian {
  customers: number;
  events: number;
  days: number | null;
  interval: [number | null, number | null];
}

/** Medians as they were known just before each of `ends` (civil days): over all customers whose first order lies before it; who had not
 *  reordered by then is censored. One sweep through the days, whatever the number of ends. */
export function mediansAt(plan: KpiPlan, partial: KpiPartial, ends: number[]): SecondOrderMedian[] {
  const span = partial.firstByDay.length;
  const horizons = ends.map((end) => Math.min(Math.max(0, end - plan.baseDay), span));
  /** Customers still waiting, by the day of their first order; and those who no longer are, by the days they waited. */
  const waiting = new Float64Array(span);
  const events = new Float64Array(span);
  const medians = new Map<number, SecondOrderMedian>();
  let day = 0;
  for (const horizon of new Set(horizons.toSorted((a, b) => a - b))) {
    for (; day < horizon; day++) {
      waiting[day]! += partial.firstByDay[day]!;
      for (const { start, firstDay } of partial.reorders) {
        for (let i = start[day]!; i < start[day + 1]!; i++) {
          events[day - firstDay[i]!]!++;
          waiting[firstDay[i]!]!--;
        }
      }
    }
    const curve = kaplanMeier(events.subarray(0, horizon), waiting.subarray(0, horizon).toReversed());
    const { time, interval } = survivalQuantile(curve, 0.5);
    medians.set(horizon, { customers: curve.subjects, events: curve.events, days: time, interval });
  }
  return horizons.map((horizon) => medians.get(horizon)!);
}
