import type { Estimate } from '../../contract/ltv.ts';
import { createRandom } from '../../maths/random.ts';
import { betaVariate } from '../../maths/variates.ts';
import { DRAWS, drawParameters, samplePlaces, totalEstimate } from './intervals.ts';
import type { RenewalState } from './ltv-state.ts';
import { isOverdue } from './shifted-beta-geometric.ts';

const SEED = 20_070_201;
const SAMPLED_CUSTOMERS = 2000;
const DAYS_A_YEAR = 365.25;

/** 90 % intervals of the sums over customers: parameters drawn from their estimated distribution, then of each customer who is not lost a
 *  share of leaving ~ Beta(α, β + x), and the renewals due within the horizon until the first that is not made. Money at each customer’s own
 *  mean amount, `spendAt`. */
export function renewalTotals(state: RenewalState, among: Uint32Array, known: { transactions: number; value: number }, spendAt: (place: number) => number): { transactions: Estimate; value: Estimate } {
  const { history, query, profitShare, renewal } = state;
  const { periodDays } = renewal;
  const places = samplePlaces(among, SAMPLED_CUSTOMERS);
  const n = places.length;
  const random = createRandom(SEED);
  const column = (): Float64Array => new Float64Array(DRAWS * n);
  const [made, expected, value, expectedValue] = [column(), column(), column(), column()];
  const waited = Float64Array.from(places, (place) => history.ageDays[place]! - history.recencyDays[place]!);
  const worth = Float64Array.from(places, (place) => profitShare * spendAt(place));
  for (let draw = 0; draw < DRAWS; draw++) {
    const drawn = drawParameters(random, renewal.parameters, renewal.logCovariance);
    const [alpha, beta] = [drawn[0]!, drawn[1]!];
    for (let i = 0; i < n; i++) {
      if (isOverdue(waited[i]!, periodDays)) continue;
      const at = draw * n + i;
      const x = history.repeats[places[i]!]!;
      const leaving = betaVariate(random, alpha, beta + x);
      let share = 1;
      let stays = true;
      for (let j = 1; ; j++) {
        const afterDays = Math.max(0, j * periodDays - waited[i]!);
        if (afterDays > query.horizonDays) break;
        const present = worth[i]! * (1 + query.discountRate) ** (-afterDays / DAYS_A_YEAR);
        share *= (beta + x + j - 1) / (alpha + beta + x + j - 1);
        expected[at]! += share;
        expectedValue[at]! += share * present;
        stays &&= random.nextUnit() >= leaving;
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
