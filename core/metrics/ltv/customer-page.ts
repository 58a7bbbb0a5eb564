import type { LtvCustomers, LtvCustomersQuery, LtvSort } from '../../contract/ltv.ts';
import { quantileOfSorted } from '../../maths/quantile.ts';
import { customerIntervals, DRAWS, drawFutures } from './intervals.ts';
import type { LtvState } from './ltv-state.ts';
import { customerReader } from './totals.ts';

const AT_RISK_SHARE = 0.8;
const AT_RISK_ALIVE = 0.5;
const MOST_WITH_INTERVALS = 500;

export interface CustomerPage {
  total: number;
  /** Customer codes of the page. */
  codes: Uint32Array;
  columns: Pick<LtvCustomers, 'frequency' | 'recency' | 'age' | 'pastRevenueMinor' | 'pAlive' | 'expectedTransactions' | 'expectedSpendMinor' | 'clvMinor'>;
  intervals: LtvCustomers['intervals'];
}

/** `sorted` orders the places 0 … n − 1 of keys; `ranks` are those of the customers’ names, by code. */
export function pageOfCustomers(
  state: LtvState,
  query: LtvCustomersQuery,
  ranks: Uint32Array | null,
  sorted: (keys: Float64Array, descending: boolean) => Uint32Array,
): CustomerPage {
  const { history, minorPerMajor } = state;
  const wanted = query.which === 'all' ? null : valuableAtRisk(state);
  const places = wanted ?? history.customer.map((_, place) => place);
  const order = sorted(sortKeys(state, query.sort, places, ranks), query.descending);
  const page = order.slice(query.offset, query.offset + query.limit).map((at) => places[at]!);
  const read = customerReader(state);
  const expected = Array.from(page, (place) => (read === null ? null : { ...read(place) }));
  const column = (pick: (value: NonNullable<(typeof expected)[number]>) => number): Float64Array =>
    Float64Array.from(expected, (value) => (value === null ? Number.NaN : pick(value)));
  return {
    total: places.length,
    codes: page.map((place) => history.customer[place]!),
    columns: {
      frequency: Float64Array.from(page, (place) => history.repeats[place]!),
      recency: Float64Array.from(page, (place) => history.recencyDays[place]! / 7),
      age: Float64Array.from(page, (place) => history.ageDays[place]! / 7),
      pastRevenueMinor: Float64Array.from(page, (place) => history.netMinor[place]!),
      pAlive: column(({ alive }) => alive),
      expectedTransactions: column(({ transactions }) => transactions),
      expectedSpendMinor: column(({ spend }) => spend * minorPerMajor),
      clvMinor: column(({ value }) => value * minorPerMajor),
    },
    intervals: query.intervals ? intervalsOf(state, page.slice(0, MOST_WITH_INTERVALS)) : null,
  };
}

/** Places of customers in the top fifth by past net revenue who are more likely gone than not. */
export function valuableAtRisk(state: LtvState): Uint32Array {
  const { history, forecast, patternOf } = state;
  if (forecast === null) return new Uint32Array(0);
  const cut = quantileOfSorted(history.netMinor.slice().sort(), AT_RISK_SHARE);
  const places: number[] = [];
  for (let place = 0; place < patternOf.length; place++) {
    if (history.netMinor[place]! > cut && forecast.alive[patternOf[place]!]! < AT_RISK_ALIVE) places.push(place);
  }
  return Uint32Array.from(places);
}

/** Customers without a value come as if they had none. */
function sortKeys(state: LtvState, sort: LtvSort, places: Uint32Array, ranks: Uint32Array | null): Float64Array {
  const { history } = state;
  const read = customerReader(state);
  const expected = (pick: (value: { alive: number; transactions: number; spend: number; value: number }) => number) => (place: number) => {
    const value = read === null ? 0 : pick(read(place));
    return Number.isNaN(value) ? 0 : value;
  };
  const keys: Record<LtvSort, (place: number) => number> = {
    customer: (place) => ranks?.[history.customer[place]!] ?? history.customer[place]!,
    frequency: (place) => history.repeats[place]!,
    recency: (place) => history.recencyDays[place]!,
    age: (place) => history.ageDays[place]!,
    pastRevenue: (place) => history.netMinor[place]!,
    pAlive: expected(({ alive }) => alive),
    expectedTransactions: expected(({ transactions }) => transactions),
    expectedSpend: expected(({ spend }) => spend),
    clv: expected(({ value }) => value),
  };
  const key = keys[sort];
  const column = new Float64Array(places.length);
  for (let at = 0; at < column.length; at++) column[at] = key(places[at]!);
  return column;
}

function intervalsOf(state: LtvState, places: Uint32Array): LtvCustomers['intervals'] {
  if (state.kind !== 'purchase' || state.forecast === null) return null;
  const { transactions, value, draws } = drawFutures(state, places, DRAWS);
  const counts = customerIntervals(transactions, draws, places.length);
  const values = customerIntervals(value, draws, places.length);
  const minor = (column: Float64Array): Float64Array => column.map((amount) => amount * state.minorPerMajor);
  return { transactionsLower: counts.lower, transactionsUpper: counts.upper, clvLower: minor(values.lower), clvUpper: minor(values.upper) };
}
