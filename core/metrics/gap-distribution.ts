import type { GapDistribution, GapQuery } from '../contract/kpis.ts';
import type { Provenance } from '../contract/provenance.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { Z_95 } from '../maths/normal.ts';
import { quantileOfCounts, valueAtRank } from '../maths/quantile.ts';
import { addColumns } from './gaps.ts';
import type { DayPeriod } from './periods.ts';
import { acquiredPeriod } from './second-order.ts';

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9];
/** Later orders are in no column of their own. */
const LAST_NUMBER = 50;

export interface GapPlan {
  query: GapQuery;
  acquired: DayPeriod;
  /** Length of a column of gaps: days from the first document to the as-of day, and the day itself. */
  span: number;
}

export function planGapDistribution(view: FrameView, query: GapQuery): GapPlan {
  return { query, acquired: acquiredPeriod(query.acquired), span: Math.max(1, view.asOfDay - view.frame.firstDay + 1) };
}

/** Gaps by the number of the order that ends them and by days: row n − 2 holds those up to the n-th order, the last row all beyond. */
export function foldGapDistribution(view: FrameView, { acquired, span }: GapPlan, from: number, to: number): Uint32Array {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart } = frame;
  const counts = new Uint32Array(LAST_NUMBER * span);
  const last = Math.min(to, frame.customers);
  for (let customer = from; customer < last; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE || day[first]! < acquired.from || day[first]! >= acquired.to) continue;
    let previous = first;
    let row = 0;
    for (let order = first + 1; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      counts[Math.min(row, LAST_NUMBER - 1) * span + day[order]! - day[previous]!]!++;
      previous = order;
      row++;
    }
  }
  return counts;
}

export function mergeGapDistributions(partials: Uint32Array[]): Uint32Array {
  return addColumns(partials, (length) => new Uint32Array(length));
}

export function finishGapDistribution({ query, span }: GapPlan, table: Uint32Array, provenance: Provenance): GapDistribution {
  const rows = Array.from({ length: LAST_NUMBER }, (_, row) => table.subarray(row * span, (row + 1) * span));
  const chosen = query.orderNumber === null ? addColumns(rows, (length) => new Uint32Array(length)) : rows[query.orderNumber - 2]!;
  const gaps = sum(chosen);
  const numbers = rows.slice(0, LAST_NUMBER - 1).map((row, at) => ({ row, number: at + 2, gaps: sum(row) }));
  const shown = numbers.slice(0, numbers.findLastIndex((entry) => entry.gaps > 0) + 1);
  const quantile = (share: number): Float64Array => Float64Array.from(shown, ({ row }) => quantileOfCounts(row, share));
  return {
    provenance,
    query,
    gaps,
    meanDays: chosen.reduce((total, count, days) => total + count * days, 0) / gaps,
    counts: chosen.slice(0, chosen.findLastIndex((count) => count > 0) + 1),
    quantiles: SHARES.map((share) => ({ share, days: quantileOfCounts(chosen, share), interval: orderStatistics(chosen, gaps, share) })),
    byOrder: {
      orderNumber: Uint32Array.from(shown, ({ number }) => number),
      gaps: Uint32Array.from(shown, (entry) => entry.gaps),
      lowerQuartile: quantile(0.25),
      median: quantile(0.5),
      upperQuartile: quantile(0.75),
      p90: quantile(0.9),
    },
  };
}

function sum(counts: Uint32Array): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** 95 % interval of a quantile between order statistics, by the normal approximation to their binomial ranks; `null` where these ranks
 *  are not among the values. Conover (1999), “Practical nonparametric statistics”, §3.2. */
function orderStatistics(counts: Uint32Array, total: number, share: number): [number, number] | null {
  const half = Z_95 * Math.sqrt(total * share * (1 - share));
  const lower = Math.ceil(total * share - half);
  const upper = Math.ceil(total * share + half);
  return lower >= 1 && upper <= total ? [valueAtRank(counts, lower - 1), valueAtRank(counts, upper - 1)] : null;
}
