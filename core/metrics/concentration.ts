import type { Concentration, ConcentrationQuery } from '../contract/kpis.ts';
import type { Provenance } from '../contract/provenance.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { isoOfDay } from '../maths/calendar.ts';
import { borderOf, giniOfSorted, topShareOfSorted, topSumOfSorted } from '../maths/concentration.ts';
import { resolvePeriod } from './kpi-plan.ts';
import type { DayPeriod } from './periods.ts';

const TOPS = [0.01, 0.05, 0.1, 0.2];
const MOST_STEPS = 200;

export interface ConcentrationPlan {
  period: DayPeriod;
}

export function planConcentration(view: FrameView, query: ConcentrationQuery): ConcentrationPlan {
  return { period: resolvePeriod(query, view.asOfDay) };
}

/** Net revenue in the period of each of the customers [from, to) with an order in it; refunds where the view has them fall. */
export function foldConcentration(view: FrameView, { period }: ConcentrationPlan, from: number, to: number): Float64Array {
  const last = Math.min(to, view.frame.customers);
  const revenue = new Float64Array(Math.max(0, last - from));
  let count = 0;
  for (let customer = from; customer < last; customer++) {
    if (view.firstOrder[customer] === NO_CODE) continue;
    const sum = revenueOf(view, period, customer);
    if (!Number.isNaN(sum)) revenue[count++] = sum;
  }
  return revenue.slice(0, count);
}

/** Net revenue of a customer in a period, in minor units; NaN without an order in it. */
export function revenueOf({ frame, flags, net }: FrameView, period: DayPeriod, customer: number): number {
  const { day, orderStart } = frame;
  let sum = 0;
  let orders = 0;
  for (let order = orderStart[customer]!; order < orderStart[customer + 1]!; order++) {
    if ((flags[order]! & VIEW.revenue) === 0 || day[order]! < period.from || day[order]! >= period.to) continue;
    sum += net[order]!;
    if ((flags[order]! & VIEW.measured) !== 0) orders++;
  }
  return orders > 0 ? sum : Number.NaN;
}

export function finishConcentration({ period }: ConcentrationPlan, partials: Float64Array[], provenance: Provenance): Concentration {
  const revenue = new Float64Array(partials.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of partials) {
    revenue.set(part, at);
    at += part.length;
  }
  revenue.sort();
  const customers = revenue.length;
  const netMinor = revenue.reduce((sum, net) => sum + net, 0);
  const steps = Math.min(MOST_STEPS, customers);
  const customerShare = Float64Array.from({ length: steps + 1 }, (_, step) => (steps === 0 ? 0 : step / steps));
  return {
    provenance,
    period: { from: isoOfDay(period.from), to: isoOfDay(period.to) },
    customers,
    netMinor,
    gini: giniOfSorted(revenue),
    shares: TOPS.map((top) => {
      const { value, interval } = topShareOfSorted(revenue, top);
      return { top, share: value, interval, leastMinor: revenue[borderOf(customers, top)] ?? Number.NaN };
    }),
    customerShare,
    revenueShare: customerShare.map((share) => (netMinor > 0 ? topSumOfSorted(revenue, share) / netMinor : Number.NaN)),
  };
}
