import type { LtvGroupKey, LtvGroups } from '../../contract/ltv.ts';
import type { FrameView } from '../../frame/order-frame.ts';
import type { SegmentKey } from '../cohort-keys.ts';
import type { SpendFacts } from '../spend.ts';
import { type ChannelKey, costsOfGroups, paybackOfGroups } from './group-costs.ts';
import { groupingOf } from './group-keys.ts';
import { eachFuture, estimateOf } from './intervals.ts';
import type { LtvState } from './ltv-state.ts';
import { renewalTotals } from './renewal-intervals.ts';
import { renewalsDue } from './renewal-windows.ts';
import { customerReader } from './totals.ts';

const MOST_GROUPS = 200;
const DRAWS = 100;
/** Customers whose futures are drawn, shared out among the groups. */
const SAMPLED_CUSTOMERS = 12_000;

/** What groups are made of besides the fit; the view is that of the end of the observation. */
export interface GroupRequest {
  view: FrameView;
  by: LtvGroupKey;
  /** Texts of the attribute or the products. */
  textOf: (code: number) => string;
  segments: SegmentKey | null;
  spend: SpendFacts | null;
  channelKey: ChannelKey | null;
}

/** Lifetime value by group. */
export function groupLtv(state: LtvState, { view, by, textOf, segments, spend, channelKey }: GroupRequest): Omit<LtvGroups, 'provenance'> {
  const { history, minorPerMajor, marginShare } = state;
  const customers = history.customer.length;
  const grouping = groupingOf(history, view, by, textOf, segments, MOST_GROUPS);
  const rowOf = new Map(grouping.codes.slice(0, MOST_GROUPS).map((code, row) => [code, row]));
  const rows = rowOf.size;
  const rowOfPlace = Int32Array.from(history.customer, (_, place) => rowOf.get(grouping.codeOf(place)) ?? -1);
  const column = (): Float64Array => new Float64Array(rows);
  const sums = { customers: column(), alive: column(), transactions: column(), past: column(), value: column() };
  const read = customerReader(state);
  for (let place = 0; place < customers; place++) {
    const row = rowOfPlace[place]!;
    if (row < 0) continue;
    sums.customers[row]!++;
    sums.past[row]! += history.netMinor[place]!;
    if (read === null) continue;
    const { alive, transactions, value } = read(place);
    sums.alive[row]! += alive;
    sums.transactions[row]! += transactions;
    sums.value[row]! += value;
  }
  if (read === null) for (const predicted of [sums.alive, sums.transactions, sums.value]) predicted.fill(Number.NaN);
  const intervals = intervalsOf(state, rowOfPlace, sums.customers, sums.value);
  const group = grouping.codes.slice(0, MOST_GROUPS).map(grouping.label);
  const grouped = { rowOfPlace, customers: sums.customers, names: group, codes: grouping.codes.slice(0, MOST_GROUPS) };
  const cost = costsOfGroups(grouped, history, view, state.query, by, spend, channelKey);
  const mean = (total: Float64Array): Float64Array => total.map((value, row) => (value * minorPerMajor) / sums.customers[row]!);
  return {
    by,
    group,
    customers: sums.customers,
    aliveCustomers: sums.alive,
    expectedTransactions: sums.transactions,
    pastRevenueMinor: sums.past,
    clvMean: mean(sums.value),
    clvLower: mean(intervals.lower),
    clvUpper: mean(intervals.upper),
    costBasis: cost.basis,
    costAbsence: cost.absence,
    acquisitionCostMinor: cost.costMinor,
    unassignedSpendMinor: cost.unassignedMinor,
    ltvToCac: cost.costMinor.map((each, row) => (sums.past[row]! * marginShare + sums.value[row]! * minorPerMajor) / sums.customers[row]! / each),
    ...paybackOfGroups(grouped, history, view, marginShare, cost.costMinor),
    omitted: grouping.codes.length - rows,
  };
}

/** 90 % ends of each group’s total, major units; NaN without money. */
function intervalsOf(state: LtvState, rowOfPlace: Int32Array, customers: Float64Array, known: Float64Array): { lower: Float64Array; upper: Float64Array } {
  const rows = customers.length;
  const [lower, upper] = [new Float64Array(rows).fill(Number.NaN), new Float64Array(rows).fill(Number.NaN)];
  if (state.forecast === null || rows === 0) return { lower, upper };
  const places = sampleByRow(rowOfPlace, customers);
  if (state.kind === 'renewal') {
    const read = customerReader(state);
    const { horizonDays } = state.query;
    for (let row = 0; row < rows; row++) {
      const own = places.filter((place) => rowOfPlace[place] === row);
      const spendAt = (place: number): number => read?.(place).spend ?? Number.NaN;
      const { value } = renewalTotals(state, own, customers[row]!, { transactions: 0, value: known[row]! }, spendAt, (waited) => renewalsDue(horizonDays, waited, state.renewal.periodDays));
      [lower[row], upper[row]] = value.interval;
    }
    return { lower, upper };
  }
  if (state.spend === null) return { lower, upper };
  const sums = new Float64Array(rows * DRAWS);
  const chances = new Float64Array(rows * DRAWS);
  const sampled = new Float64Array(rows);
  for (const place of places) sampled[rowOfPlace[place]!]!++;
  eachFuture(state, places, DRAWS, (draw, i, { value, expectedValue }) => {
    const at = rowOfPlace[places[i]!]! * DRAWS + draw;
    sums[at]! += expectedValue;
    chances[at]! += value - expectedValue;
  });
  for (let row = 0; row < rows; row++) {
    const own = (column: Float64Array): Float64Array => column.subarray(row * DRAWS, (row + 1) * DRAWS);
    [lower[row], upper[row]] = estimateOf(known[row]!, own(sums), own(chances), customers[row]! / sampled[row]!).interval;
  }
  return { lower, upper };
}

/** As many customers of each group, evenly spaced in it; all of a small one. */
function sampleByRow(rowOfPlace: Int32Array, customers: Float64Array): Uint32Array {
  const each = Math.ceil(SAMPLED_CUSTOMERS / customers.length);
  const seen = new Float64Array(customers.length);
  const places: number[] = [];
  rowOfPlace.forEach((row, place) => {
    if (row < 0) return;
    const share = Math.min(1, each / customers[row]!);
    const index = seen[row]!++;
    if (Math.floor((index + 1) * share + 1e-9) > Math.floor(index * share + 1e-9)) places.push(place);
  });
  return Uint32Array.from(places);
}
