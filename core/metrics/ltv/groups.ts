import type { LtvGroupKey, LtvGroups } from '../../contract/ltv.ts';
import { NO_CODE } from '../../frame/line-batch.ts';
import type { FrameView } from '../../frame/order-frame.ts';
import { firstDayOfUnit, isoOfDay, unitOfDay } from '../../maths/calendar.ts';
import { firstOrderCode, type ValueKey } from '../cohort-keys.ts';
import { curveOf, spentIn, type SpendFacts } from '../spend.ts';
import { eachFuture, estimateOf } from './intervals.ts';
import type { LtvState } from './ltv-state.ts';
import { customerReader } from './totals.ts';

const MOST_GROUPS = 200;
const DRAWS = 100;
/** Customers whose futures are drawn, shared out among the groups. */
const SAMPLED_CUSTOMERS = 12_000;

/** What a group is called, and which each customer of the history belongs to. */
interface Grouping {
  codes: number[];
  label: (code: number) => string;
  codeOf: (place: number) => number;
}

/** Lifetime value by group. `view` is that of the end of the observation; `textOf` reads the texts of an attribute or the products. */
export function groupLtv(state: LtvState, view: FrameView, by: LtvGroupKey, textOf: (code: number) => string, spend: SpendFacts | null): Omit<LtvGroups, 'provenance'> {
  const { history, minorPerMajor, profitShare } = state;
  const customers = history.customer.length;
  const grouping = groupingOf(state, view, by, textOf);
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
  const firstDay = view.frame.firstDay;
  const cost = Float64Array.from(group, (name, row) => {
    if (spend === null || !by.startsWith('attribute:')) return Number.NaN;
    const spent = spentIn(curveOf(spend, (channel) => spend.channels[channel] === name, view.asOfDay), firstDay, view.asOfDay + 1);
    return spent > 0 ? spent / sums.customers[row]! : Number.NaN;
  });
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
    costBasis: spend !== null && by.startsWith('attribute:') ? 'channel-named' : null,
    costAbsence: spend === null ? 'no-spend' : by.startsWith('attribute:') ? null : 'no-channel',
    paybackMonth: column().fill(Number.NaN),
    observedMonths: column(),
    acquisitionCostMinor: cost,
    ltvToCac: cost.map((each, row) => (sums.past[row]! * profitShare + sums.value[row]! * minorPerMajor) / sums.customers[row]! / each),
    omitted: grouping.codes.length - rows,
  };
}

function groupingOf({ history }: LtvState, view: FrameView, by: LtvGroupKey, textOf: (code: number) => string): Grouping {
  if (by === 'month' || by === 'quarter' || by === 'year') {
    const codeOf = (place: number): number => unitOfDay(by, view.asOfDay - history.ageDays[place]!);
    const periods = [...countCodes(history.customer.length, codeOf).keys()].sort((left, right) => left - right);
    return { codes: periods.slice(-MOST_GROUPS), codeOf, label: (code) => isoOfDay(firstDayOfUnit(by, code)) };
  }
  const read = firstOrderCode(view, valueKey(by));
  const codeOf = (place: number): number => {
    const customer = history.customer[place]!;
    const first = view.firstOrder[customer]!;
    return first === NO_CODE ? NO_CODE : read(first, customer);
  };
  const counts = countCodes(history.customer.length, codeOf);
  const codes = [...counts].sort(([left, most], [right, least]) => least - most || left - right).map(([code]) => code);
  const label = by === 'discounted' ? (code: number): string => (code === 1 ? 'yes' : 'no') : textOf;
  return { codes, codeOf, label: (code) => (code === NO_CODE ? '' : label(code)) };
}

function valueKey(by: Exclude<LtvGroupKey, 'month' | 'quarter' | 'year'>): ValueKey {
  return by === 'product' || by === 'discounted' ? { kind: by } : { kind: 'attribute', field: by.slice('attribute:'.length) };
}

function countCodes(customers: number, codeOf: (place: number) => number): Map<number, number> {
  const counts = new Map<number, number>();
  for (let place = 0; place < customers; place++) {
    const code = codeOf(place);
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return counts;
}

/** 90 % ends of each group’s total, major units; NaN without money. */
function intervalsOf(state: LtvState, rowOfPlace: Int32Array, customers: Float64Array, known: Float64Array): { lower: Float64Array; upper: Float64Array } {
  const rows = customers.length;
  const [lower, upper] = [new Float64Array(rows).fill(Number.NaN), new Float64Array(rows).fill(Number.NaN)];
  if (state.kind !== 'purchase' || state.forecast === null || state.spend === null || rows === 0) return { lower, upper };
  const places = sampleByRow(rowOfPlace, customers);
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
