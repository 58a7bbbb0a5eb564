import type { RenewalError, RenewalHoldout, Verdict } from '../../contract/ltv.ts';
import { isoOfDay } from '../../maths/calendar.ts';
import { type HoldoutData, verdictOf } from './holdout.ts';
import type { LtvState, RenewalModel } from './ltv-state.ts';
import { samplePlaces } from './intervals.ts';
import { renewalTotals } from './renewal-intervals.ts';
import { aliveWhileWaiting, atRisk, hasEnded, waitedDays, windowsEnding } from './renewal-windows.ts';
import { renewalRate } from './shifted-beta-geometric.ts';
import type { CustomerHistory } from './summary.ts';

/** Fewer customers than this do not make a rate, nor a share of survivors. */
const LEAST_CUSTOMERS = 30;
const MOST_PERIODS = 120;
const MOST_RETURNED = 0.1;
const SAMPLED_CUSTOMERS = 2000;

/** Predicts, period by period after the end of the observation, who is still there, and compares it with who was. METRICS §5, “Validation”.
 *  `null` when the model gives no numbers or is not about renewals. */
export function validateRenewals(state: LtvState, data: Pick<HoldoutData, 'observationEnd' | 'holdoutEnd' | 'transactions'>): RenewalHoldout | null {
  if (state.kind !== 'renewal' || state.forecast === null) return null;
  const { history, renewal } = state;
  const { periodDays } = renewal;
  const days = data.holdoutEnd - data.observationEnd;
  const predictors = predictorsOf(renewal, history);
  const sums = predictors.map(() => ({ predicted: 0, absolute: 0, squared: 0, survivors: new Float64Array(MOST_PERIODS) }));
  const [eligible, actual] = [new Float64Array(MOST_PERIODS), new Float64Array(MOST_PERIODS)];
  const followed: number[] = [];
  let [returned, happened, periods] = [0, 0, 0];
  for (let place = 0; place < history.customer.length; place++) {
    const waited = waitedDays(history, place);
    const bought = data.transactions[place]!;
    if (hasEnded(waited, periodDays)) {
      if (bought > 0) returned++;
      continue;
    }
    followed.push(place);
    const windows = windowsEnding(days, waited, periodDays);
    const made = Math.min(bought, windows);
    const x = history.repeats[place]!;
    happened += made;
    periods = Math.max(periods, Math.min(windows, MOST_PERIODS));
    for (let j = 0; j < Math.min(windows, MOST_PERIODS); j++) {
      eligible[j]!++;
      if (made > j) actual[j]!++;
    }
    predictors.forEach(({ alive, rate }, at) => {
      const sum = sums[at]!;
      let share = alive(x, waited);
      let expected = 0;
      for (let j = 0; j < windows; j++) {
        share *= rate(x + j);
        expected += share;
        if (j < MOST_PERIODS) sum.survivors[j]! += share;
      }
      sum.predicted += expected;
      sum.absolute += Math.abs(expected - made);
      sum.squared += (expected - made) ** 2;
    });
  }
  const errors = sums.map(({ predicted, absolute, squared, survivors }, at): RenewalError => ({
    predictor: predictors[at]!.name,
    predicted,
    meanAbsoluteError: absolute / followed.length,
    rootMeanSquaredError: Math.sqrt(squared / followed.length),
    bias: happened > 0 ? predicted / happened - 1 : Number.NaN,
    ...survivalErrors(survivors, actual, eligible),
  }));
  const survivorsOf = (at: number): Float64Array => sums[at]!.survivors.slice(0, periods);
  const known = { transactions: sums[0]!.predicted, value: 0 };
  const interval = renewalTotals(state, samplePlaces(Uint32Array.from(followed), SAMPLED_CUSTOMERS), followed.length, known, () => 0, (waited) => windowsEnding(days, waited, periodDays));
  return {
    from: isoOfDay(data.observationEnd + 1),
    to: isoOfDay(data.holdoutEnd),
    days,
    customers: history.customer.length,
    followed: followed.length,
    actualRenewals: happened,
    predicted: interval.transactions,
    returned,
    lost: history.customer.length - followed.length,
    survivors: {
      period: Array.from({ length: periods }, (_, j) => j + 1),
      eligible: eligible.slice(0, periods),
      actual: actual.slice(0, periods),
      model: survivorsOf(0),
      lastRate: survivorsOf(1),
      observedRates: survivorsOf(2),
    },
    errors,
    verdict: verdictWith(errors, happened, returned / (history.customer.length - followed.length)),
  };
}

/** Where many of the lost come back, the orders are no subscriptions, however close the total. */
function verdictWith(errors: RenewalError[], happened: number, returnedShare: number): Verdict {
  const verdict = verdictOf(errors, happened);
  return verdict === 'trust' && returnedShare > MOST_RETURNED ? 'careful' : verdict;
}

interface RenewalRule {
  name: RenewalError['predictor'];
  /** P(still a customer) at the end of the observation. */
  alive: (x: number, waited: number) => number;
  /** Share of those who made x renewals who make the next. */
  rate: (x: number) => number;
}

/** In the order of RENEWAL_PREDICTORS. */
function predictorsOf(renewal: RenewalModel, history: CustomerHistory): RenewalRule[] {
  const { parameters, periodDays, delays, counts } = renewal;
  const last = lastRate(history, periodDays);
  const rates = observedRates(renewal);
  const beyond = rates.at(-1) ?? overallRate(counts);
  return [
    { name: 'model', alive: (x, waited) => aliveWhileWaiting(renewalRate(parameters, x), delays, waited), rate: (x) => renewalRate(parameters, x) },
    { name: 'last-rate', alive: () => 1, rate: () => last ?? overallRate(counts) },
    { name: 'observed-rates', alive: () => 1, rate: (x) => rates[x] ?? beyond },
  ];
}

/** Made among those whose window ended in the last period; `null` without any. */
function lastRate(history: CustomerHistory, periodDays: number): number | null {
  const inLastPeriod = (daysAgo: number): boolean => hasEnded(daysAgo, periodDays) && !hasEnded(daysAgo - periodDays, periodDays);
  let [made, missed] = [0, 0];
  for (let place = 0; place < history.repeats.length; place++) {
    const waited = waitedDays(history, place);
    if (inLastPeriod(waited)) missed++;
    if (history.repeats[place]! > 0 && inLastPeriod(waited + history.lastGapDays[place]!)) made++;
  }
  return made + missed === 0 ? null : made / (made + missed);
}

/** Entry x: share of those with x renewals who made the next; up to the last that enough customers were to make. */
function observedRates({ counts }: RenewalModel): number[] {
  const known = atRisk(counts);
  const rates: number[] = [];
  for (let k = 1; k < known.length && known[k]! >= LEAST_CUSTOMERS; k++) rates.push(1 - counts.lost[k]! / known[k]!);
  return rates;
}

function overallRate(counts: RenewalModel['counts']): number {
  const known = atRisk(counts).reduce((sum, customers) => sum + customers, 0);
  return known === 0 ? 0 : 1 - counts.lost.reduce((sum, lost) => sum + lost, 0) / known;
}

/** Of the share still there, over the periods that enough customers were followed to. */
function survivalErrors(predicted: Float64Array, actual: Float64Array, eligible: Float64Array): Pick<RenewalError, 'survivalMeanAbsoluteError' | 'survivalRootMeanSquaredError'> {
  let [periods, absolute, squared] = [0, 0, 0];
  for (let j = 0; j < eligible.length && eligible[j]! >= LEAST_CUSTOMERS; j++) {
    const error = (predicted[j]! - actual[j]!) / eligible[j]!;
    periods++;
    absolute += Math.abs(error);
    squared += error * error;
  }
  return { survivalMeanAbsoluteError: absolute / periods, survivalRootMeanSquaredError: Math.sqrt(squared / periods) };
}
