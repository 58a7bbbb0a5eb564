import type { Estimate, LtvTotals } from '../../contract/ltv.ts';
import type { RfmSegmentProfile } from '../../contract/rfm.ts';
import { expectedSpend } from './gamma-gamma.ts';
import { DRAWS, drawFutures, samplePlaces, totalEstimate } from './intervals.ts';
import type { LtvState } from './ltv-state.ts';
import { renewalTotals } from './renewal-intervals.ts';
import { renewalsDue } from './renewal-windows.ts';

/** Customers whose futures are drawn for the interval of a total. */
const SAMPLED_CUSTOMERS = 2000;

/** What is expected of the customer at a place of the history; money in major units, NaN without. */
export interface CustomerValue {
  alive: number;
  transactions: number;
  /** Of one transaction. */
  spend: number;
  /** Present value of profit within the horizon, and without an end. */
  value: number;
  residual: number;
}

/** Reads one customer’s expectations into the same object each time. `null`: the model gives no numbers. */
export function customerReader(state: LtvState): ((place: number) => CustomerValue) | null {
  const { forecast, history, minorPerMajor, patternOf, profitShare } = state;
  if (forecast === null) return null;
  const found: CustomerValue = { alive: 0, transactions: 0, spend: Number.NaN, value: Number.NaN, residual: Number.NaN };
  const populationMean = state.kind === 'renewal' ? meanRepeat(state) : 0;
  return (place) => {
    const pattern = patternOf[place]!;
    const mean = history.repeatMeanMinor[place]! / minorPerMajor;
    found.alive = forecast.alive[pattern]!;
    found.transactions = forecast.transactions[pattern]!;
    if (state.kind === 'renewal') found.spend = mean > 0 ? mean : populationMean;
    else found.spend = state.spend === null ? Number.NaN : expectedSpend(state.spend.parameters, history.repeats[place]!, mean);
    found.value = forecast.discounted[pattern]! * found.spend * profitShare;
    found.residual = forecast.residual[pattern]! * found.spend * profitShare;
    return found;
  };
}

function meanRepeat({ history, minorPerMajor }: LtvState): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < history.repeats.length; i++) {
    sum += history.repeats[i]! * history.repeatMeanMinor[i]!;
    count += history.repeats[i]!;
  }
  return count === 0 ? Number.NaN : sum / count / minorPerMajor;
}

/** Sums over all customers; `null` where the purchase model gives no numbers. */
export function totalsOf(state: LtvState, stop: () => void): LtvTotals | null {
  // Money before margin and refunds: an interval of it scales to that of profit, and is there where margin is 0.
  const gross = { ...state, profitShare: 1 };
  const read = customerReader(gross);
  if (read === null) return null;
  const sums = { alive: 0, transactions: 0, revenue: 0, value: 0, residual: 0 };
  const customers = state.history.customer.length;
  for (let place = 0; place < customers; place++) {
    const { alive, transactions, spend, value, residual } = read(place);
    sums.alive += alive;
    sums.transactions += transactions;
    sums.revenue += transactions * spend;
    sums.value += value;
    sums.residual += residual;
  }
  const everybody = Uint32Array.from({ length: customers }, (_, place) => place);
  stop();
  const estimates = intervalsOf(gross, everybody, sums.transactions, sums.value, stop);
  const money = Number.isNaN(sums.value) ? null : estimates.value;
  const minor = (major: number): number => major * state.minorPerMajor;
  const scaled = ({ interval: [lower, upper] }: Estimate, known: number): Estimate => ({
    value: minor(known),
    interval: sums.value === 0 ? [minor(known), minor(known)] : [minor((known * lower) / sums.value), minor((known * upper) / sums.value)],
  });
  return {
    aliveCustomers: sums.alive,
    expectedTransactions: estimates.transactions,
    expectedRevenueMinor: money === null ? null : scaled(money, sums.revenue * state.refundShare),
    clvMinor: money === null ? null : scaled(money, sums.value * state.profitShare),
    residualClvMinor: money === null || state.query.discountRate === 0 ? null : minor(sums.residual * state.profitShare),
  };
}

/** Sums over the customers at some places of the history; `null` where the purchase model gives no numbers. */
export function totalsOfPlaces(state: LtvState, places: Uint32Array): RfmSegmentProfile['ltv'] {
  const read = customerReader(state);
  if (read === null) return null;
  const sums = { alive: 0, transactions: 0, value: 0 };
  for (const place of places) {
    const { alive, transactions, value } = read(place);
    sums.alive += alive;
    sums.transactions += transactions;
    sums.value += value;
  }
  const estimates = intervalsOf(state, places, sums.transactions, sums.value);
  const minor = (major: number): number => major * state.minorPerMajor;
  const { value, interval } = estimates.value;
  return {
    customers: places.length,
    aliveCustomers: sums.alive,
    expectedTransactions: estimates.transactions,
    clvMinor: Number.isNaN(value) ? null : { value: minor(value), interval: [minor(interval[0]), minor(interval[1])] },
  };
}

function intervalsOf(state: LtvState, among: Uint32Array, transactions: number, value: number, stop?: () => void): { transactions: Estimate; value: Estimate } {
  if (state.kind === 'renewal') {
    const read = customerReader(state);
    const spendAt = (place: number): number => read?.(place).spend ?? Number.NaN;
    return renewalTotals(state, samplePlaces(among, SAMPLED_CUSTOMERS), among.length, { transactions, value }, spendAt, (waited) => renewalsDue(state.query.horizonDays, waited, state.renewal.periodDays));
  }
  const places = samplePlaces(among, SAMPLED_CUSTOMERS);
  const futures = drawFutures(state, places, DRAWS, stop);
  return {
    transactions: totalEstimate(transactions, futures.transactions, futures.expectedTransactions, DRAWS, places.length, among.length),
    value: totalEstimate(value, futures.value, futures.expectedValue, DRAWS, places.length, among.length),
  };
}
