import type { Estimate } from '../../contract/ltv.ts';
import { createRandom } from '../../maths/random.ts';
import { betaVariate } from '../../maths/variates.ts';
import { DRAWS, drawParameters, samplePlaces, totalEstimate } from './intervals.ts';
import type { RenewalState } from './ltv-state.ts';
import { aliveWhileWaiting, waitedDays } from './renewal-windows.ts';
import { renewalRate } from './shifted-beta-geometric.ts';

const SEED = 20_070_201;
const SAMPLED_CUSTOMERS = 2000;
const DAYS_A_YEAR = 365.25;

/** 90 % intervals of the sums over customers: parameters drawn from their estimated distribution, then whether each customer makes the next
 *  renewal, and with a share of leaving ~ Beta(α, β + x + 1) the ones after it, of as many as `followed` says. Money at each customer’s own mean
 *  amount, `spendAt`. */
export function renewalTotals(
  state: RenewalState,
  among: Uint32Array,
  known: { transactions: number; value: number },
  spendAt: (place: number) => number,
  followed: (waited: number) => number,
): { transactions: Estimate; value: Estimate } {
  const { history, query, profitShare, renewal } = state;
  const { periodDays, delays } = renewal;
  const places = samplePlaces(among, SAMPLED_CUSTOMERS);
  const n = places.length;
  const random = createRandom(SEED);
  const column = (): Float64Array => new Float64Array(DRAWS * n);
  const [made, expected, value, expectedValue] = [column(), column(), column(), column()];
  const waited = Float64Array.from(places, (place) => waitedDays(history, place));
  const renewals = waited.map(followed);
  const worth = Float64Array.from(places, (place) => profitShare * spendAt(place));
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = drawParameters(random, renewal.parameters, renewal.logCovariance);
    for (let i = 0; i < n; i++) {
      const at = draw * n + i;
      const x = history.repeats[places[i]!]!;
      const rate = renewalRate(drawn, x);
      let share = aliveWhileWaiting(rate, delays, waited[i]!);
      let stays = share > 0 && random.nextUnit() < share * rate;
      const leaving = stays && renewals[i]! > 1 ? betaVariate(random, drawn[0]!, drawn[1]! + x + 1) : 0;
      for (let j = 1; j <= renewals[i]! && share > 0; j++) {
        const present = worth[i]! * (1 + query.discountRate) ** (-Math.max(0, j * periodDays - waited[i]!) / DAYS_A_YEAR);
        share *= renewalRate(drawn, x + j - 1);
        expected[at]! += share;
        expectedValue[at]! += share * present;
        if (j > 1) stays &&= random.nextUnit() >= leaving;
        if (!stays) continue;
        made[at]!++;
        value[at]! += present;
      }
    }
  }
  return {
    transactions: totalEstimate(known.transactions, made, expected, DRAWS, n, among.length),
    value: totalEstimate(known.value, value, expectedValue, DRAWS, n, among.length),
  };
}
