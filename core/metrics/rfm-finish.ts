import type { Provenance } from '../contract/provenance.ts';
import type { RfmCutPoints, RfmDistribution, RfmGrid, RfmQuery, RfmResult, RfmSegments } from '../contract/rfm.ts';
import type { SegmentGrid } from '../contract/segments.ts';
import { dayOfIso, isoOfDay } from '../maths/calendar.ts';
import { wilsonInterval } from '../maths/proportion.ts';
import { quantileOfCounts } from '../maths/quantile.ts';
import { leastOfBucket } from './rfm-buckets.ts';
import { NO_SEGMENT, segmentOfCells } from './rfm-grid.ts';
import { frequencyMonetary, scoreOfRecency, scoresOfCell, type RfmSums } from './rfm-scores.ts';
import { CELLS, type RfmTally, type RfmWindow } from './rfm-values.ts';

/** Everything that is known of the scored customers, besides their columns. */
export interface RfmFindings {
  window: RfmWindow;
  tally: RfmTally;
  quintiles: RfmCutPoints;
  cutPoints: RfmCutPoints;
  monetaryBins: Float64Array;
  sums: RfmSums;
}

export function finishRfm(query: RfmQuery, findings: RfmFindings, provenance: Provenance): RfmResult {
  const { window, tally, sums, quintiles, cutPoints, monetaryBins } = findings;
  return {
    provenance,
    query,
    window: { from: isoOfDay(window.fromDay), to: isoOfDay(dayOfIso(provenance.asOf) + 1) },
    customers: tally.customers,
    orders: tally.orders,
    netMinor: tally.netMinor,
    outsideLookBack: tally.outside,
    cutPoints,
    quintiles,
    segments: finishSegments(query.settings.segments, findings),
    recencyFrequency: gridOf(sums, ({ recency, frequency }) => [recency, frequency]),
    frequencyMonetary: gridOf(sums, ({ frequency, monetary }) => [frequency, monetary]),
    recencyFrequencyMonetary: gridOf(sums, ({ recency, frequency, monetary }) => [recency, frequencyMonetary(frequency, monetary)]),
    distributions: {
      recencyDays: distributionOf(tally.byRecency, 0, tally.byRecency.length, binDays(tally.byRecency.length)),
      frequency: distributionOf(tally.byFrequency, 1, Math.min(mostOrders(tally.byFrequency) + 1, MOST_FREQUENCY_BINS + 1), 1),
      monetaryMinor: { start: monetaryBins, customers: Float64Array.from(sums.monetaryBins.subarray(1)), below: sums.monetaryBins[0]! },
    },
  };
}

function finishSegments(grid: SegmentGrid, findings: RfmFindings): RfmSegments {
  const { sums, tally } = findings;
  const segmentOf = segmentOfCells(grid);
  const column = (of: (index: number) => number): Float64Array => Float64Array.from(grid, (_, index) => of(index));
  const total = (values: Float64Array): Float64Array => {
    const totals = new Float64Array(grid.length);
    for (let cell = 0; cell < CELLS; cell++) if (segmentOf[cell] !== NO_SEGMENT) totals[segmentOf[cell]!]! += values[cell]!;
    return totals;
  };
  const [customers, orders, netMinor] = [total(sums.customers), total(sums.orders), total(sums.netMinor)];
  const recency = grid.map((_, index) => recencyOfSegment(grid, index, findings));
  return {
    segment: grid.map(({ id }) => id),
    customers,
    share: customers.map((count) => count / tally.customers),
    shareLower: customers.map((count) => wilsonInterval(count, tally.customers)?.[0] ?? Number.NaN),
    shareUpper: customers.map((count) => wilsonInterval(count, tally.customers)?.[1] ?? Number.NaN),
    netMinor,
    netShare: netMinor.map((net) => (tally.netMinor > 0 ? net / tally.netMinor : Number.NaN)),
    orders,
    averageOrderMinor: column((index) => netMinor[index]! / orders[index]!),
    ordersPerCustomer: column((index) => orders[index]! / customers[index]!),
    meanRecencyDays: column((index) => recency[index]!.reduce((sum, count, days) => sum + count * days, 0) / customers[index]!),
    medianRecencyDays: column((index) => quantileOfCounts(recency[index]!, 0.5)),
  };
}

/** Customers of a segment by days since the last order. */
function recencyOfSegment(grid: SegmentGrid, index: number, { sums, cutPoints, window }: RfmFindings): Float64Array {
  const counts = new Float64Array(window.spanDays);
  for (let days = 0; days < window.spanDays; days++) {
    const recency = scoreOfRecency(days, cutPoints.recencyDays);
    for (const cell of grid[index]!.cells) {
      if (cell.recency === recency) counts[days]! += sums.recencyByFrequencyMonetary[(cell.frequencyMonetary - 1) * window.spanDays + days]!;
    }
  }
  return counts;
}

function gridOf(sums: RfmSums, axes: (scores: ReturnType<typeof scoresOfCell>) => [row: number, column: number]): RfmGrid {
  const grid: RfmGrid = { customers: new Float64Array(25), netMinor: new Float64Array(25) };
  for (let cell = 1; cell <= 125; cell++) {
    const [row, column] = axes(scoresOfCell(cell));
    grid.customers[(row - 1) * 5 + column - 1]! += sums.customers[cell]!;
    grid.netMinor[(row - 1) * 5 + column - 1]! += sums.netMinor[cell]!;
  }
  return grid;
}

function mostOrders(byFrequency: Uint32Array): number {
  return byFrequency.findLastIndex((customers) => customers > 0);
}

const MOST_BINS = 60;
const MOST_FREQUENCY_BINS = 30;

/** Bins of `width` from `first` on; from `end` on one that is open. */
function distributionOf(counts: Uint32Array, first: number, end: number, width: number): RfmDistribution {
  const bins = Math.max(1, Math.ceil((end - first) / width));
  const distribution: RfmDistribution = { start: Float64Array.from({ length: bins }, (_, bin) => first + bin * width), customers: new Float64Array(bins), below: 0 };
  for (let value = first; value < counts.length; value++) distribution.customers[Math.min(bins - 1, Math.floor((value - first) / width))]! += counts[value]!;
  return distribution;
}

function binDays(spanDays: number): number {
  return [1, 2, 5, 7, 10, 14, 30, 60, 90, 180, 365].find((width) => spanDays / width <= MOST_BINS) ?? 730;
}

/** Round bins of M from 0 up to about its 98th percentile. */
export function binsOfMonetary({ customers, byMonetary }: RfmTally): Float64Array {
  let before = 0;
  let bucket = 0;
  while (bucket < byMonetary.length - 1 && before + byMonetary[bucket]! < customers * 0.98) before += byMonetary[bucket++]!;
  const upper = leastOfBucket(bucket + 1);
  const rough = Math.max(1, upper / (MOST_BINS / 2));
  const power = 10 ** Math.floor(Math.log10(rough));
  const width = power * ([1, 2, 5].find((step) => power * step >= rough) ?? 10);
  return Float64Array.from({ length: Math.max(1, Math.ceil(upper / width)) + 1 }, (_, bin) => bin * width);
}
