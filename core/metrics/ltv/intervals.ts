import type { Estimate } from '../../contract/ltv.ts';
import { cholesky } from '../../maths/linear-algebra.ts';
import { quantileOfSorted } from '../../maths/quantile.ts';
import { createRandom, type Random } from '../../maths/random.ts';
import { gammaVariate, normalVariate } from '../../maths/variates.ts';
import { forecastPatterns } from './forecast.ts';
import { expectedSpend } from './gamma-gamma.ts';
import { findPatterns } from './patterns.ts';
import { PURCHASE_PROCESSES } from './purchase-process.ts';
import type { PurchaseState } from './ltv-state.ts';

export const DRAWS = 200;
const SEED = 20_050_501;
const LOWER = 0.05;
const UPPER = 0.95;

/** Futures of some customers: each draw takes parameters from their estimated distribution, then what customers do from the model.
 *  Columns are draws × customers, row-major. */
export interface Futures {
  draws: number;
  transactions: Float64Array;
  expectedTransactions: Float64Array;
  /** Present value of profit, major units; NaN without money. */
  value: Float64Array;
  expectedValue: Float64Array;
}

/** `places` are customers’ places in the history. */
export function drawFutures(state: PurchaseState, places: Uint32Array, draws: number, stop?: () => void): Futures {
  const n = places.length;
  const futures: Futures = { draws, ...futureColumns(draws * n) };
  const visit = (draw: number, i: number, future: Future): void => {
    const at = draw * n + i;
    futures.transactions[at] = future.transactions;
    futures.expectedTransactions[at] = future.expectedTransactions;
    futures.value[at] = future.value;
    futures.expectedValue[at] = future.expectedValue;
  };
  eachFuture(state, places, draws, visit, stop);
  return futures;
}

export interface Future {
  /** P(alive) under the draw’s parameters. */
  alive: number;
  transactions: number;
  expectedTransactions: number;
  value: number;
  expectedValue: number;
}

/** Draw by draw, customer by customer; the same object is handed over each time. `stop` is called before each draw, and may throw. */
export function eachFuture(state: PurchaseState, places: Uint32Array, draws: number, visit: (draw: number, i: number, future: Future) => void, stop?: () => void): void {
  const { history, horizon, purchase, spend, profitShare, minorPerMajor, model } = state;
  const process = PURCHASE_PROCESSES[model];
  const random = createRandom(SEED);
  const column = (values: ArrayLike<number>): Int32Array => Int32Array.from(places, (place) => values[place]!);
  const ages = column(history.ageDays);
  const repeats = column(history.repeats);
  const { patterns, patternOf } = findPatterns({ repeats, recencyDays: column(history.recencyDays), ageDays: ages });
  const future: Future = { alive: 0, transactions: 0, expectedTransactions: 0, value: Number.NaN, expectedValue: Number.NaN };
  for (let draw = 0; draw < draws; draw++) {
    stop?.();
    const parameters = drawParameters(random, purchase.parameters, purchase.logCovariance);
    const spendParameters = spend === null ? null : drawSpend(random, spend.parameters, spend.logCovariance);
    const forecast = forecastPatterns(process, parameters, patterns, { ...horizon, residual: false }, 'rough');
    for (let i = 0; i < places.length; i++) {
      const pattern = patternOf[i]!;
      const x = repeats[i]!;
      const expected = forecast.transactions[pattern]!;
      const discount = expected > 0 ? forecast.discounted[pattern]! / expected : 1;
      const isAlive = random.nextUnit() < forecast.alive[pattern]!;
      future.transactions = isAlive ? process.drawAlive(parameters, x, ages[i]! / 7, horizon.weeks, random) : 0;
      future.expectedTransactions = expected;
      future.alive = forecast.alive[pattern]!;
      if (spendParameters !== null) {
        const mean = history.repeatMeanMinor[places[i]!]! / minorPerMajor;
        future.expectedValue = profitShare * forecast.discounted[pattern]! * expectedSpend(spendParameters, x, mean);
        future.value = future.transactions === 0 ? 0 : profitShare * discount * drawSpending(random, spendParameters, x, mean, future.transactions);
      }
      visit(draw, i, future);
    }
  }
}

function futureColumns(length: number): Omit<Futures, 'draws'> {
  const column = (): Float64Array => new Float64Array(length);
  return { transactions: column(), expectedTransactions: column(), value: column(), expectedValue: column() };
}

/** Log-normal draws around the estimate. */
export function drawParameters(random: Random, parameters: Float64Array, logCovariance: Float64Array | null): Float64Array {
  const n = parameters.length;
  const lower = logCovariance === null ? null : cholesky(logCovariance, n);
  if (lower === null) return parameters;
  const noise = Float64Array.from({ length: n }, () => normalVariate(random));
  return parameters.map((value, i) => {
    let shift = 0;
    for (let j = 0; j <= i; j++) shift += lower[i * n + j]! * noise[j]!;
    return value * Math.exp(shift);
  });
}

/** Spend has a mean only where q > 1: such draws are made again. */
function drawSpend(random: Random, parameters: Float64Array, logCovariance: Float64Array | null): Float64Array {
  for (let attempt = 0; attempt < 100; attempt++) {
    const drawn = drawParameters(random, parameters, logCovariance);
    if (drawn[1]! > 1) return drawn;
  }
  return parameters;
}

/** The sum of so many amounts: their rate ν given the mean so far, then a gamma sum. */
function drawSpending(random: Random, [p, q, gamma]: Float64Array, repeats: number, mean: number, transactions: number): number {
  const rate = gammaVariate(random, p! * repeats + q!, gamma! + mean * repeats);
  return gammaVariate(random, p! * transactions, rate);
}

/** Sums over a sample of `n` of `population` customers carried to all of them. `known` is the sum of expectations over all. */
export function totalEstimate(known: number, happened: Float64Array, expected: Float64Array, draws: number, n: number, population: number): Estimate {
  const sums = new Float64Array(draws);
  const chances = new Float64Array(draws);
  for (let draw = 0; draw < draws; draw++) {
    for (let i = draw * n; i < (draw + 1) * n; i++) {
      sums[draw]! += expected[i]!;
      chances[draw]! += happened[i]! - expected[i]!;
    }
  }
  return estimateOf(known, sums, chances, n === 0 ? 1 : population / n);
}

/** One entry a draw: the sample’s expectation, which moves the known sum in proportion, and what chance adds to it, whose variance grows with
 *  the number of customers (`grown` times the sample). */
export function estimateOf(known: number, sums: Float64Array, chances: Float64Array, grown: number): Estimate {
  const centre = quantileOfSorted(sums.slice().sort(), 0.5);
  const totals = sums.map((sum, draw) => Math.max(0, (centre > 0 ? (known * sum) / centre : known) + chances[draw]! * Math.sqrt(grown))).sort();
  return { value: known, interval: [quantileOfSorted(totals, LOWER), quantileOfSorted(totals, UPPER)] };
}

/** 5 % and 95 % points of each customer’s column. */
export function customerIntervals(values: Float64Array, draws: number, n: number): { lower: Float64Array; upper: Float64Array } {
  const [lower, upper] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    const own = Float64Array.from({ length: draws }, (_, draw) => values[draw * n + i]!).sort();
    lower[i] = quantileOfSorted(own, LOWER);
    upper[i] = quantileOfSorted(own, UPPER);
  }
  return { lower, upper };
}

/** Evenly spaced places of a list, all of it where it is short. */
export function samplePlaces(places: Uint32Array, most: number): Uint32Array {
  if (places.length <= most) return places;
  return Uint32Array.from({ length: most }, (_, i) => places[Math.floor(((i + 0.5) * places.length) / most)]!);
}
