import { kaplanMeier, survivalQuantile } from '../maths/survival.ts';
import type { KpiPartial } from './kpi-fold.ts';
import type { KpiPlan } from './kpi-plan.ts';

/** Kaplan–Meier median of the days from first to second order, as it was known at the end of a day. */
export interface SecondOrderMedian {
  customers: number;
  events: number;
  days: number | null;
  interval: [number | null, number | null];
}

/** Medians as they were known just before each of `ends` (ascending civil days): over all customers whose first order lies before it;
 *  who had not reordered by then is censored. */
export function mediansAt(plan: KpiPlan, partial: KpiPartial, ends: ArrayLike<number>): SecondOrderMedian[] {
  const span = partial.firstByDay.length;
  const bySecond = orderBySecondDay(partial, span);
  const waiting = new Float64Array(span);
  const events = new Float64Array(span);
  let observed = 0;
  let pair = 0;
  return Array.from(ends, (end) => {
    const horizon = Math.min(end - plan.baseDay, span);
    for (; observed < horizon; observed++) waiting[observed]! += partial.firstByDay[observed]!;
    for (; pair < bySecond.length && partial.pairSecond[bySecond[pair]!]! < horizon; pair++) {
      const first = partial.pairFirst[bySecond[pair]!]!;
      events[partial.pairSecond[bySecond[pair]!]! - first]!++;
      waiting[first]!--;
    }
    const length = Math.max(0, horizon);
    const censored = new Float64Array(length);
    for (let day = 0; day < length; day++) censored[length - 1 - day] = waiting[day]!;
    const curve = kaplanMeier(events.subarray(0, length), censored);
    const { time, interval } = survivalQuantile(curve, 0.5);
    return { customers: curve.subjects, events: curve.events, days: time, interval };
  });
}

function orderBySecondDay(partial: KpiPartial, span: number): Uint32Array {
  const { pairSecond } = partial;
  const start = new Uint32Array(span + 1);
  for (let pair = 0; pair < pairSecond.length; pair++) start[pairSecond[pair]! + 1]!++;
  for (let day = 1; day <= span; day++) start[day]! += start[day - 1]!;
  const order = new Uint32Array(pairSecond.length);
  for (let pair = 0; pair < pairSecond.length; pair++) order[start[pairSecond[pair]!]!++] = pair;
  return order;
}
