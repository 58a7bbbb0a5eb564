import type { CurveQuery, LtvCurve, WhatIfQuery, WhatIfResult } from '../../contract/ltv.ts';
import type { Provenance } from '../../contract/provenance.ts';
import { NO_CODE } from '../../frame/line-batch.ts';
import { VIEW, type FrameView } from '../../frame/order-frame.ts';
import { DAYS_A_MONTH } from './formula.ts';

const MONTHS_A_YEAR = 12;
/** Fewer customers than this observed for a month do not make its mean. */
const LEAST_CUSTOMERS = 30;
/** Observed months after the first that the extrapolation’s ratio comes from. */
const RATIO_MONTHS = 6;

/** Sums by month of the customer’s own age, over customers observed for the whole month. */
export interface CurvePartial {
  eligible: Float64Array;
  orders: Float64Array;
  netMinor: Float64Array;
  /** Customers whose first order lies in the year up to the as-of day. */
  newCustomers: number;
  customers: number;
}

export function foldCurve(view: FrameView, months: number, from: number, to: number): CurvePartial {
  const { frame, flags, net, firstOrder, asOfDay } = view;
  const { day, orderStart } = frame;
  const partial: CurvePartial = { eligible: new Float64Array(months), orders: new Float64Array(months), netMinor: new Float64Array(months), newCustomers: 0, customers: 0 };
  const last = Math.min(to, frame.customers);
  for (let customer = from; customer < last; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    const firstDay = day[first]!;
    const whole = Math.min(months, Math.floor((asOfDay - firstDay + 1) / DAYS_A_MONTH));
    partial.customers++;
    if (asOfDay - firstDay < 365) partial.newCustomers++;
    for (let month = 0; month < whole; month++) partial.eligible[month]!++;
    for (let order = first; order < orderStart[customer + 1]!; order++) {
      const month = Math.floor((day[order]! - firstDay) / DAYS_A_MONTH);
      if (month >= whole) break;
      const flag = flags[order]!;
      if ((flag & VIEW.revenue) !== 0) partial.netMinor[month]! += net[order]!;
      if ((flag & VIEW.measured) !== 0) partial.orders[month]!++;
    }
  }
  return partial;
}

export function mergeCurves(parts: CurvePartial[]): CurvePartial {
  const months = parts[0]?.eligible.length ?? 0;
  const sum: CurvePartial = { eligible: new Float64Array(months), orders: new Float64Array(months), netMinor: new Float64Array(months), newCustomers: 0, customers: 0 };
  for (const part of parts) {
    for (let month = 0; month < months; month++) {
      sum.eligible[month]! += part.eligible[month]!;
      sum.orders[month]! += part.orders[month]!;
      sum.netMinor[month]! += part.netMinor[month]!;
    }
    sum.newCustomers += part.newCustomers;
    sum.customers += part.customers;
  }
  return sum;
}

/** METRICS §5.3 and §5.5. Beyond the observed months each is the one before times the ratio, the geometric mean of the last observed months’
 *  change, never above 1. `spentMinor` is all acquisition spend up to the as-of day, `null` where no file says. */
export function finishCurve(query: CurveQuery, partial: CurvePartial, measuredMargin: number | null, spentMinor: number | null, provenance: Provenance): LtvCurve {
  const months = query.months;
  const marginShare = query.margin === 'measured' ? (measuredMargin ?? 1) : query.margin;
  const observed = partial.eligible.findLastIndex((eligible) => eligible >= LEAST_CUSTOMERS) + 1;
  const perCustomer = (sums: Float64Array): Float64Array => sums.map((sum, month) => (month < observed ? sum / partial.eligible[month]! : 0));
  const orders = perCustomer(partial.orders);
  const revenueMinor = perCustomer(partial.netMinor);
  const monthlyRatio = ratioOf(revenueMinor, observed);
  for (let month = Math.max(1, observed); month < months; month++) {
    orders[month] = orders[month - 1]! * (monthlyRatio ?? 0);
    revenueMinor[month] = revenueMinor[month - 1]! * (monthlyRatio ?? 0);
  }
  const marginMinor = revenueMinor.map((revenue) => revenue * marginShare);
  const cumulativeMarginMinor = runningSum(marginMinor);
  const acquisitionCostMinor = query.acquisitionCostMinor ?? (spentMinor === null || spentMinor <= 0 || partial.customers === 0 ? null : spentMinor / partial.customers);
  const payback = acquisitionCostMinor === null ? -1 : cumulativeMarginMinor.findIndex((margin) => margin >= acquisitionCostMinor);
  return {
    provenance,
    query,
    marginShare,
    month: Float64Array.from({ length: months }, (_, month) => month),
    eligible: partial.eligible,
    orders,
    revenueMinor,
    marginMinor,
    cumulativeMarginMinor,
    discountedMarginMinor: runningSum(marginMinor.map((margin, month) => margin * (1 + query.discountRate) ** (-month / MONTHS_A_YEAR))),
    customers: partial.customers,
    censored: Uint8Array.from(partial.eligible, (eligible, month) => (month < observed && eligible < partial.customers ? 1 : 0)),
    band: null,
    extrapolated: Uint8Array.from({ length: months }, (_, month) => (month < observed ? 0 : 1)),
    monthlyRatio,
    acquisitionCostMinor,
    ltvToCac: acquisitionCostMinor === null || acquisitionCostMinor === 0 ? null : (cumulativeMarginMinor.at(-1) ?? 0) / acquisitionCostMinor,
    paybackMonth: payback < 0 ? null : payback + 1,
    paybackExtrapolated: payback >= observed,
  };
}

/** From the first half to the second half of the last observed months after the first. */
function ratioOf(revenue: Float64Array, observed: number): number | null {
  const months = Math.min(RATIO_MONTHS, observed - 1);
  const half = Math.floor(months / 2);
  if (half < 1) return null;
  const sum = (from: number): number => revenue.subarray(from, from + half).reduce((total, value) => total + value, 0);
  const [earlier, later] = [sum(observed - 2 * half), sum(observed - half)];
  return earlier <= 0 ? null : Math.min(1, Math.max(0, later / earlier) ** (1 / half));
}

function runningSum(values: Float64Array): Float64Array {
  let sum = 0;
  return values.map((value) => (sum += value));
}

/** METRICS §5.6: the customers won in the last year, followed along the curve, with more of them coming back in every month after the first. */
export function whatIf(query: WhatIfQuery, curve: LtvCurve, customers: number): WhatIfResult {
  const factor = (month: number): number => (month === 0 ? 1 : 1 + query.retentionUplift);
  const side = (weight: (month: number) => number): WhatIfResult['baseline'] => {
    const sum = (column: Float64Array): number => customers * column.reduce((total, value, month) => total + value * weight(month), 0);
    return { orders: sum(curve.orders), revenueMinor: sum(curve.revenueMinor), profitMinor: sum(curve.marginMinor) };
  };
  const [baseline, changed] = [side(() => 1), side(factor)];
  const difference = { orders: changed.orders - baseline.orders, revenueMinor: changed.revenueMinor - baseline.revenueMinor, profitMinor: changed.profitMinor - baseline.profitMinor };
  const costMinor = (query.costMinor * curve.month.length) / MONTHS_A_YEAR;
  return {
    curve,
    customers,
    baseline,
    changed,
    difference,
    costMinor,
    netGainMinor: difference.profitMinor - costMinor,
    costPerOrderMinor: difference.orders > 0 ? costMinor / difference.orders : null,
    cumulativeMarginMinor: runningSum(curve.marginMinor.map((margin, month) => margin * factor(month))),
  };
}
