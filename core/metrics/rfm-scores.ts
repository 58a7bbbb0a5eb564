import type { RfmCutPoints } from '../contract/rfm.ts';
import { addColumns } from './gaps.ts';
import { CELLS, type RfmColumns } from './rfm-values.ts';

export interface ScorePlan {
  columns: RfmColumns;
  cutPoints: RfmCutPoints;
  spanDays: number;
  /** Ascending lower ends of the bins of M. */
  monetaryBins: Float64Array;
}

/** What the cells hold, by the value of `RfmColumns.cell`. */
export interface RfmSums {
  customers: Float64Array;
  orders: Float64Array;
  netMinor: Float64Array;
  /** 5 × days: customers of FM score a + 1 whose last order was so many days ago. R follows from the days. */
  recencyByFrequencyMonetary: Uint32Array;
  /** Customers in each bin of M; the first entry is those below all bins. */
  monetaryBins: Uint32Array;
}

/** Scores of fewer orders than this are looked up. */
const TABLED_ORDERS = 256;

/** FM = round-half-up((F + M) / 2). METRICS §4. */
export const frequencyMonetary = (frequencyScore: number, monetaryScore: number): number => (frequencyScore + monetaryScore + 1) >> 1;

/** Scores of a cell that has some. */
export function scoresOfCell(cell: number): { recency: number; frequency: number; monetary: number } {
  const index = cell - 1;
  return { recency: Math.floor(index / 25) + 1, frequency: (Math.floor(index / 5) % 5) + 1, monetary: (index % 5) + 1 };
}

/** Below each cut point. */
export function scoreOfRecency(days: number, cuts: Float64Array): number {
  return 1 + (days < cuts[0]! ? 1 : 0) + (days < cuts[1]! ? 1 : 0) + (days < cuts[2]! ? 1 : 0) + (days < cuts[3]! ? 1 : 0);
}

/** Above each cut point. */
function scoreAbove(value: number, cuts: Float64Array): number {
  return 1 + (value > cuts[0]! ? 1 : 0) + (value > cuts[1]! ? 1 : 0) + (value > cuts[2]! ? 1 : 0) + (value > cuts[3]! ? 1 : 0);
}

/** Writes the cells of customers [from, to) and sums them up. */
export function foldScores(plan: ScorePlan, from: number, to: number): RfmSums {
  const { columns, cutPoints, spanDays, monetaryBins } = plan;
  const { recencyDays, frequency, monetaryMinor, cell } = columns;
  const last = Math.min(to, frequency.length);
  const sums: RfmSums = {
    customers: new Float64Array(CELLS),
    orders: new Float64Array(CELLS),
    netMinor: new Float64Array(CELLS),
    recencyByFrequencyMonetary: new Uint32Array(5 * spanDays),
    monetaryBins: new Uint32Array(monetaryBins.length + 1),
  };
  const recencyScores = Uint8Array.from({ length: spanDays }, (_, days) => scoreOfRecency(days, cutPoints.recencyDays));
  const frequencyScores = Uint8Array.from({ length: TABLED_ORDERS }, (_, orders) => scoreAbove(orders, cutPoints.frequency));
  const [cut0, cut1, cut2, cut3] = [...cutPoints.monetaryMinor] as [number, number, number, number];
  const [firstBin, lastBin, binWidth] = [monetaryBins[0]!, monetaryBins.length, monetaryBins.length > 1 ? monetaryBins[1]! - monetaryBins[0]! : 1];
  const { customers, orders: ordersOf, netMinor, recencyByFrequencyMonetary: byDays, monetaryBins: bins } = sums;
  for (let customer = from; customer < last; customer++) {
    const orders = frequency[customer]!;
    if (orders === 0) continue;
    const days = recencyDays[customer]!;
    const money = monetaryMinor[customer]!;
    const frequencyScore = orders < TABLED_ORDERS ? frequencyScores[orders]! : scoreAbove(orders, cutPoints.frequency);
    const monetaryScore = 1 + Number(money > cut0) + Number(money > cut1) + Number(money > cut2) + Number(money > cut3);
    const index = ((recencyScores[days]! - 1) * 5 + frequencyScore - 1) * 5 + monetaryScore;
    cell[customer] = index;
    customers[index]!++;
    ordersOf[index]! += orders;
    netMinor[index]! += money;
    byDays[(((frequencyScore + monetaryScore + 1) >> 1) - 1) * spanDays + days]!++;
    // Bins are as wide as each other, so this is no search.
    const bin = (money - firstBin) / binWidth;
    bins[bin < 0 ? 0 : bin >= lastBin ? lastBin : 1 + (bin | 0)]!++;
  }
  return sums;
}

export function mergeScores(partials: RfmSums[]): RfmSums {
  const floats = (pick: (partial: RfmSums) => Float64Array): Float64Array => addColumns(partials.map(pick), (length) => new Float64Array(length));
  const counts = (pick: (partial: RfmSums) => Uint32Array): Uint32Array => addColumns(partials.map(pick), (length) => new Uint32Array(length));
  return {
    customers: floats(({ customers }) => customers),
    orders: floats(({ orders }) => orders),
    netMinor: floats(({ netMinor }) => netMinor),
    recencyByFrequencyMonetary: counts((partial) => partial.recencyByFrequencyMonetary),
    monetaryBins: counts((partial) => partial.monetaryBins),
  };
}
