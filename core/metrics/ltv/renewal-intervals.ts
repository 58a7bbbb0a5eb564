import type { Estimate } from '../../contract/ltv.ts';
import { createRandom, type Random } from '../../maths/random.ts';
import { betaVariate } from '../../maths/variates.ts';
import { DRAWS, drawParameters, totalEstimate } from './intervals.ts';
import type { RenewalState } from './ltv-state.ts';
import { aliveWhileWaiting, waitedDays } from './renewal-windows.ts';
import { renewalRate } from './shifted-beta-geometric.ts';

const SEED = 20_070_201;
const DAYS_A_YEAR = 365.25;

/** 90 % intervals of the sums over a population of customers, from a sample at some places of the history: parameters drawn from their estimated distribution, then each customer’s renewals, of as many as
 *  `followed` says. Money at each customer’s own mean amount, `spendAt`. */
export function renewalTotals(
  state: RenewalState,
  places: Uint32Array,
  population: number,
  known: { transactions: number; value: number },
  spendAt: (place: number) => number,
  followed: (waited: number) => number,
): { transactions: Estimate; value: Estimate } {
  const { history, profitShare, renewal } = state;
  const n = places.length;
  const random = createRandom(SEED);
  const column = (): Float64Array => new Float64Array(DRAWS * n);
  const [made, expected, value, expectedValue] = [column(), column(), column(), column()];
  const waited = Float64Array.from(places, (place) => waitedDays(history, place));
  const renewals = waited.map(followed);
  const worth = Float64Array.from(places, (place) => profitShare * spendAt(place));
  for (let draw = 0; draw < DRAWS; draw++) {
    const parameters = drawParameters(random, renewal.parameters, renewal.logCovariance);
    for (let i = 0; i < n; i++) {
      const at = draw * n + i;
      const future = drawRenewals(random, state, parameters, history.repeats[places[i]!]!, waited[i]!, renewals[i]!);
      made[at] = future.made;
      expected[at] = future.expected;
      value[at] = future.value * worth[i]!;
      expectedValue[at] = future.expectedValue * worth[i]!;
    }
  }
  return {
    transactions: totalEstimate(known.transactions, made, expected, DRAWS, n, population),
    value: totalEstimate(known.value, value, expectedValue, DRAWS, n, population),
  };
}

/** Renewals of one customer, drawn and expected, and their present value at one a renewal: the first with P(alive) times the rate, the ones
 *  after it with a share of leaving ~ Beta(α, β + x + 1). */
export function drawRenewals(
  random: Random,
  { query, renewal: { periodDays, delays } }: RenewalState,
  parameters: Float64Array,
  x: number,
  waited: number,
  renewals: number,
): { made: number; expected: number; value: number; expectedValue: number } {
  const future = { made: 0, expected: 0, value: 0, expectedValue: 0 };
  const rate = renewalRate(parameters, x);
  let share = aliveWhileWaiting(rate, delays, waited);
  let stays = share > 0 && random.nextUnit() < share * rate;
  const leaving = stays && renewals > 1 ? betaVariate(random, parameters[0]!, parameters[1]! + x + 1) : 0;
  for (let j = 1; j <= renewals && share > 0; j++) {
    const present = (1 + query.discountRate) ** (-Math.max(0, j * periodDays - waited) / DAYS_A_YEAR);
    share *= renewalRate(parameters, x + j - 1);
    future.expected += share;
    future.expectedValue += share * present;
    if (j > 1) stays &&= random.nextUnit() >= leaving;
    if (!stays) continue;
    future.made++;
    future.value += present;
  }
  return future;
}
