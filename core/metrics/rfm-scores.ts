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
  recencyDays: Float64Array;
  /** 5 × days: customers of FM score a + 1 whose last order was so many days ago. R follows from the days. */
  recencyByFrequencyMonetary: Uint32Array;
  /** Customers in each bin of M; the first entry is those below all bins. */
  monetaryBins: Uint32Array;
}

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
export function scoreAbove(value: number, cuts: Float64Array): number {
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
    recencyDays: new Float64Array(CELLS),
    recencyByFrequencyMonetary: new Uint32Array(5 * spanDays),
    monetaryBins: new Uint32Array(monetaryBins.length + 1),
  };
  const recencyScores = Uint8Array.from({ length: spanDays }, (_, days) => scoreOfRecency(days, cutPoints.recencyDays));
  for (let customer = from; customer < last; customer++) {
    const orders = frequency[customer]!;
    if (orders === 0) continue;
    const days = recencyDays[customer]!;
    const money = monetaryMinor[customer]!;
    const frequencyScore = scoreAbove(orders, cutPoints.frequency);
    const monetaryScore = scoreAbove(money, cutPoints.monetaryMinor);
    const index = ((recencyScores[days]! - 1) * 5 + frequencyScore - 1) * 5 + monetaryScore;
    cell[customer] = index;
    sums.customers[index]!++;
    sums.orders[index]! += orders;
    sums.netMinor[index]! += money;
    sums.recencyDays[index]! += days;
    sums.recencyByFrequencyMonetary[(frequencyMonetary(frequencyScore, monetaryScore) - 1) * spanDays + days]!++;
    sums.monetaryBins[binOf(money, monetaryBins)]!++;
  }
  return sums;
}

/** Bins are as wide as each other, so this is no search. */
function binOf(money: number, bins: Float64Array): number {
  const width = bins.length > 1 ? bins[1]! - bins[0]! : 1;
  return money < bins[0]! ? 0 : 1 + Math.min(bins.length - 1, Math.floor((money - bins[0]!) / width));
}

export function mergeScores(partials: RfmSums[]): RfmSums {
  const floats = (pick: (partial: RfmSums) => Float64Array): Float64Array => addColumns(partials.map(pick), (length) => new Float64Array(length));
  const counts = (pick: (partial: RfmSums) => Uint32Array): Uint32Array => addColumns(partials.map(pick), (length) => new Uint32Array(length));
  return {
    customers: floats(({ customers }) => customers),
    orders: floats(({ orders }) => orders),
    netMinor: floats(({ netMinor }) => netMinor),
    recencyDays: floats(({ recencyDays }) => recencyDays),
    recencyByFrequencyMonetary: counts((partial) => partial.recencyByFrequencyMonetary),
    monetaryBins: counts((partial) => partial.monetaryBins),
  };
}
