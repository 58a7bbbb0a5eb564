import type { Estimate, LtvCustomer } from '../../contract/ltv.ts';
import type { Interval } from '../../contract/provenance.ts';
import { quantileOfSorted } from '../../maths/quantile.ts';
import { createRandom } from '../../maths/random.ts';
import { drawParameters, eachFuture } from './intervals.ts';
import type { LtvState, RenewalState } from './ltv-state.ts';
import { drawRenewals } from './renewal-intervals.ts';
import { aliveWhileWaiting, renewalsDue, waitedDays } from './renewal-windows.ts';
import { renewalRate } from './shifted-beta-geometric.ts';
import { customerReader } from './totals.ts';

const DRAWS = 1000;
const SEED = 19_870_101;

export type CustomerValues = Pick<LtvCustomer, 'history' | 'pAlive' | 'expectedTransactions' | 'expectedSpendMinor' | 'clvMinor'>;

/** Place of a customer in the history, whose codes ascend; −1: not there. */
export function placeOfCustomer({ history: { customer } }: Pick<LtvState, 'history'>, code: number): number {
  let [low, high] = [0, customer.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (customer[middle]! < code) low = middle + 1;
    else high = middle;
  }
  return customer[low] === code ? low : -1;
}

/** What is expected of the customer at a place of the history, with 90 % intervals: of P(alive) over draws of the parameters, of the rest over
 *  what the customer may do as well. */
export function valueOfCustomer(state: LtvState, place: number): CustomerValues {
  const { history, minorPerMajor } = state;
  const past = { frequency: history.repeats[place]!, recency: history.recencyDays[place]! / 7, age: history.ageDays[place]! / 7, pastRevenueMinor: history.netMinor[place]! };
  const read = customerReader(state);
  if (read === null) return { history: past, pAlive: null, expectedTransactions: null, expectedSpendMinor: null, clvMinor: null };
  const { alive, transactions, spend, value } = read(place);
  const drawn = { alive: new Float64Array(DRAWS), transactions: new Float64Array(DRAWS), value: new Float64Array(DRAWS) };
  if (state.kind === 'purchase') {
    eachFuture(state, Uint32Array.of(place), DRAWS, (draw, _i, future) => {
      drawn.alive[draw] = future.alive;
      drawn.transactions[draw] = future.transactions;
      drawn.value[draw] = future.value;
    });
  } else drawRenewalsOf(state, place, spend, drawn);
  const estimate = (known: number, draws: Float64Array, scale: number): Estimate => ({ value: known * scale, interval: middleOf(draws.map((each) => each * scale)) });
  return {
    history: past,
    pAlive: estimate(alive, drawn.alive, 1),
    expectedTransactions: estimate(transactions, drawn.transactions, 1),
    expectedSpendMinor: Number.isNaN(spend) ? null : spend * minorPerMajor,
    clvMinor: Number.isNaN(value) ? null : estimate(value, drawn.value, minorPerMajor),
  };
}

function drawRenewalsOf(state: RenewalState, place: number, spend: number, drawn: { alive: Float64Array; transactions: Float64Array; value: Float64Array }): void {
  const { renewal, history, query } = state;
  const random = createRandom(SEED);
  const waited = waitedDays(history, place);
  const x = history.repeats[place]!;
  const due = renewalsDue(query.horizonDays, waited, renewal.periodDays);
  for (let draw = 0; draw < DRAWS; draw++) {
    const parameters = drawParameters(random, renewal.parameters, renewal.logCovariance);
    drawn.alive[draw] = aliveWhileWaiting(renewalRate(parameters, x), renewal.delays, waited);
    const { made, value } = drawRenewals(random, state, parameters, x, waited, due);
    drawn.transactions[draw] = made;
    drawn.value[draw] = value * spend * state.profitShare;
  }
}

/** 5 % and 95 % points. */
function middleOf(draws: Float64Array): Interval {
  draws.sort();
  return [quantileOfSorted(draws, 0.05), quantileOfSorted(draws, 0.95)];
}
