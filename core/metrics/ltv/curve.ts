import type { CurveQuery, LtvCurve, LtvCurveBand } from '../../contract/ltv.ts';
import type { Provenance } from '../../contract/provenance.ts';
import { NO_CODE } from '../../frame/line-batch.ts';
import { VIEW, type FrameView } from '../../frame/order-frame.ts';
import { quantileOfSorted } from '../../maths/quantile.ts';
import { createRandom } from '../../maths/random.ts';
import { DAYS_A_MONTH } from './formula.ts';

const MONTHS_A_YEAR = 12;
/** Fewer customers than this observed for a month do not make its mean. */
const LEAST_CUSTOMERS = 30;
/** Observed months after the first that the extrapolation’s ratio comes from. */
const RATIO_MONTHS = 6;
const RESAMPLES = 400;
const SEED = 20_130_101;
const LOWER = 0.05;

/** Customers are in one of so many blocks, by chance; blocks are what an interval resamples. */
const BLOCKS = 128;

/** Sums by month of the customer’s own age, over customers observed for the whole month. */
export interface CurveSums {
  eligible: Float64Array;
  orders: Float64Array;
  netMinor: Float64Array;
}

/** The sums of each block, month by month: place block · months + month. */
export interface CurvePartial extends CurveSums {
  /** Customers whose first order lies in the year up to the as-of day. */
  newCustomers: number;
  customers: number;
}

export function foldCurve(view: FrameView, months: number, from: number, to: number): CurvePartial {
  const { frame, flags, net, firstOrder, asOfDay } = view;
  const { day, orderStart } = frame;
  const partial = emptyPartial(months);
  const last = Math.min(to, frame.customers);
  for (let customer = from; customer < last; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    const firstDay = day[first]!;
    const whole = Math.min(months, Math.floor((asOfDay - firstDay + 1) / DAYS_A_MONTH));
    const block = blockOf(customer) * months;
    partial.customers++;
    if (asOfDay - firstDay < 365) partial.newCustomers++;
    for (let month = 0; month < whole; month++) partial.eligible[block + month]!++;
    for (let order = first; order < orderStart[customer + 1]!; order++) {
      const month = Math.floor((day[order]! - firstDay) / DAYS_A_MONTH);
      if (month >= whole) break;
      const flag = flags[order]!;
      if ((flag & VIEW.revenue) !== 0) partial.netMinor[block + month]! += net[order]!;
      if ((flag & VIEW.measured) !== 0) partial.orders[block + month]!++;
    }
  }
  return partial;
}

/** Has nothing to do with when a customer came, and is the same however customers are shared out among threads. */
function blockOf(customer: number): number {
  const mixed = Math.imul(customer ^ (customer >>> 15), 0x2c1b_3c6d);
  return ((Math.imul(mixed ^ (mixed >>> 12), 0x297a_2d39) >>> 15) & 0xffff) % BLOCKS;
}

function emptyPartial(months: number): CurvePartial {
  const column = (): Float64Array => new Float64Array(BLOCKS * months);
  return { eligible: column(), orders: column(), netMinor: column(), newCustomers: 0, customers: 0 };
}

export function mergeCurves(parts: CurvePartial[]): CurvePartial {
  const sum = emptyPartial((parts[0]?.eligible.length ?? 0) / BLOCKS);
  for (const part of parts) {
    for (let at = 0; at < sum.eligible.length; at++) {
      sum.eligible[at]! += part.eligible[at]!;
      sum.orders[at]! += part.orders[at]!;
      sum.netMinor[at]! += part.netMinor[at]!;
    }
    sum.newCustomers += part.newCustomers;
    sum.customers += part.customers;
  }
  return sum;
}

/** The blocks added up, each as often as `times` says. */
function addBlocks(partial: CurveSums, months: number, times: ArrayLike<number>): CurveSums {
  const added = (column: Float64Array): Float64Array => {
    const sums = new Float64Array(months);
    for (let block = 0; block < BLOCKS; block++) for (let month = 0; month < months; month++) sums[month]! += times[block]! * column[block * months + month]!;
    return sums;
  };
  return { eligible: added(partial.eligible), orders: added(partial.orders), netMinor: added(partial.netMinor) };
}

/** METRICS §5.3 and §5.5. Beyond the observed months each is the one before times the ratio, the geometric mean of the last observed months’
 *  change, never above 1. `spentMinor` is all acquisition spend up to the as-of day, `null` where no file says. */
export function finishCurve(query: CurveQuery, partial: CurvePartial, measuredMargin: number | null, spentMinor: number | null, provenance: Provenance): LtvCurve {
  const { months } = query;
  const { customers } = partial;
  const marginShare = query.margin === 'measured' ? (measuredMargin ?? 1) : query.margin;
  const whole = addBlocks(partial, months, new Uint8Array(BLOCKS).fill(1));
  const observed = whole.eligible.findLastIndex((eligible) => eligible >= LEAST_CUSTOMERS) + 1;
  const { orders, revenueMinor, monthlyRatio } = project(whole, observed);
  const marginMinor = revenueMinor.map((revenue) => revenue * marginShare);
  const cumulativeMarginMinor = runningSum(marginMinor);
  const acquisitionCostMinor = query.acquisitionCostMinor ?? (spentMinor === null || spentMinor <= 0 || customers === 0 ? null : spentMinor / customers);
  const payback = paybackOf(cumulativeMarginMinor, acquisitionCostMinor);
  return {
    provenance,
    query,
    marginShare,
    month: Float64Array.from({ length: months }, (_, month) => month),
    eligible: whole.eligible,
    orders,
    revenueMinor,
    marginMinor,
    cumulativeMarginMinor,
    discountedMarginMinor: runningSum(marginMinor.map((margin, month) => margin * (1 + query.discountRate) ** (-month / MONTHS_A_YEAR))),
    customers,
    censored: Uint8Array.from(whole.eligible, (eligible, month) => (month < observed && eligible < customers ? 1 : 0)),
    band: observed === 0 ? null : bandOf(partial, months, observed, marginShare, acquisitionCostMinor),
    extrapolated: Uint8Array.from({ length: months }, (_, month) => (month < observed ? 0 : 1)),
    monthlyRatio,
    acquisitionCostMinor,
    ltvToCac: acquisitionCostMinor === null || acquisitionCostMinor === 0 ? null : (cumulativeMarginMinor.at(-1) ?? 0) / acquisitionCostMinor,
    paybackMonth: payback,
    paybackExtrapolated: payback !== null && payback > observed,
  };
}

/** Means per customer of the observed months, and what they go on with. */
function project({ eligible, orders: orderSums, netMinor }: CurveSums, observed: number): { orders: Float64Array; revenueMinor: Float64Array; monthlyRatio: number | null } {
  const perCustomer = (sums: Float64Array): Float64Array => sums.map((sum, month) => (month < observed && eligible[month]! > 0 ? sum / eligible[month]! : 0));
  const orders = perCustomer(orderSums);
  const revenueMinor = perCustomer(netMinor);
  const monthlyRatio = ratioOf(revenueMinor, observed);
  for (let month = Math.max(1, observed); month < eligible.length; month++) {
    orders[month] = orders[month - 1]! * (monthlyRatio ?? 0);
    revenueMinor[month] = revenueMinor[month - 1]! * (monthlyRatio ?? 0);
  }
  return { orders, revenueMinor, monthlyRatio };
}

/** The bootstrap over customers (Efron & Tibshirani 1993, ch. 13, percentiles), in blocks of customers drawn together. */
function bandOf(partial: CurvePartial, months: number, observed: number, marginShare: number, costMinor: number | null): LtvCurveBand {
  const random = createRandom(SEED);
  const cumulative = Array.from({ length: months }, () => new Float64Array(RESAMPLES));
  const paybacks: number[] = [];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const times = new Uint16Array(BLOCKS);
    for (let block = 0; block < BLOCKS; block++) times[random.nextBelow(BLOCKS)]!++;
    const margin = runningSum(project(addBlocks(partial, months, times), observed).revenueMinor.map((revenue) => revenue * marginShare));
    margin.forEach((sum, month) => (cumulative[month]![resample] = sum));
    paybacks.push(paybackOf(margin, costMinor) ?? Infinity);
  }
  for (const column of cumulative) column.sort();
  paybacks.sort((left, right) => left - right);
  const [lower, upper] = [LOWER, 1 - LOWER].map((share) => Float64Array.from(cumulative, (column) => quantileOfSorted(column, share))) as [Float64Array, Float64Array];
  const month = (share: number): number | null => {
    const found = paybacks[Math.round(share * (RESAMPLES - 1))]!;
    return found === Infinity ? null : found;
  };
  return {
    cumulativeLower: lower,
    cumulativeUpper: upper,
    ltvToCac: costMinor === null || costMinor === 0 ? null : [lower[months - 1]! / costMinor, upper[months - 1]! / costMinor],
    paybackMonth: costMinor === null ? null : [month(LOWER), month(1 - LOWER)],
  };
}

/** First month, from 1 on, at whose end the margin has passed the cost. */
function paybackOf(cumulativeMarginMinor: Float64Array, costMinor: number | null): number | null {
  const at = costMinor === null ? -1 : cumulativeMarginMinor.findIndex((margin) => margin >= costMinor);
  return at < 0 ? null : at + 1;
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
