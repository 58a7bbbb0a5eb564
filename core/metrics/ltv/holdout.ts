import type { Estimate, LtvHoldout, Predictor, PredictorError, Verdict } from '../../contract/ltv.ts';
import { isoOfDay } from '../../maths/calendar.ts';
import { cellRates } from './baselines.ts';
import { forecastPatterns, newcomerTransactions } from './forecast.ts';
import { DRAWS, drawFutures, samplePlaces, totalEstimate } from './intervals.ts';
import type { LtvState, PurchaseState } from './ltv-state.ts';
import { findPatterns } from './patterns.ts';
import { PURCHASE_PROCESSES } from './purchase-process.ts';
import type { CustomerHistory } from './summary.ts';

/** What happened after the calibration, and when purchases were made before and after. */
export interface HoldoutData {
  observationEnd: number;
  holdoutEnd: number;
  /** First day of `calibrationByDay`. */
  firstDay: number;
  /** Transactions of each customer of the history. */
  transactions: Float64Array;
  calibrationByDay: Float64Array;
  holdoutByDay: Float64Array;
}

const SAMPLED_CUSTOMERS = 2000;
const MOST_FREQUENCY = 7;
/** Fewer transactions than this tell nothing. */
const LEAST_TRANSACTIONS = 30;

/** The comparison of METRICS §5, “Validation”; `null` when the model gives no numbers, or is not about purchases at any time. */
export function validate(state: LtvState, data: HoldoutData, stop: () => void): LtvHoldout | null {
  if (state.kind !== 'purchase' || state.forecast === null) return null;
  const { history } = state;
  const days = data.holdoutEnd - data.observationEnd;
  const weeks = days / 7;
  const process = PURCHASE_PROCESSES[state.model];
  const { patterns, patternOf } = findPatterns(history);
  const horizon = { weeks, discountRate: 0, residual: false };
  const { transactions: byPattern } = forecastPatterns(process, state.purchase.parameters, patterns, horizon);
  stop();
  const rates = historicRates(history);
  const cells = cellRates(history);
  stop();
  const predictions: Record<Predictor, (place: number) => number> = {
    model: (place) => byPattern[patternOf[place]!]!,
    'historic-rate': (place) => rates[place]! * weeks,
    'rfm-cell': (place) => cells[place]! * weeks,
  };
  const errors = (['model', 'historic-rate', 'rfm-cell'] as const).map((predictor) => errorOf(predictor, predictions[predictor], data.transactions));
  const actualTransactions = data.transactions.reduce((sum, count) => sum + count, 0);
  return {
    from: isoOfDay(data.observationEnd + 1),
    to: isoOfDay(data.holdoutEnd),
    days,
    customers: history.customer.length,
    actualTransactions,
    predicted: intervalOf({ ...state, horizon }, errors[0]!.predicted, stop),
    errors,
    tracking: trackingOf(state, data),
    calibration: calibrationOf(history, predictions.model, data.transactions),
    verdict: verdictOf(errors, actualTransactions),
  };
}

/** A customer’s own past transactions a week; none for who came on the last day. */
function historicRates({ repeats, ageDays }: CustomerHistory): Float64Array {
  return Float64Array.from(repeats, (x, place) => (ageDays[place]! > 0 ? (7 * x) / ageDays[place]! : 0));
}

function errorOf(predictor: Predictor, predict: (place: number) => number, actual: Float64Array): PredictorError {
  let [predicted, happened, absolute, squared] = [0, 0, 0, 0];
  for (let place = 0; place < actual.length; place++) {
    const expected = predict(place);
    const error = expected - actual[place]!;
    predicted += expected;
    happened += actual[place]!;
    absolute += Math.abs(error);
    squared += error * error;
  }
  return {
    predictor,
    predicted,
    meanAbsoluteError: absolute / actual.length,
    rootMeanSquaredError: Math.sqrt(squared / actual.length),
    bias: happened > 0 ? predicted / happened - 1 : Number.NaN,
  };
}

/** The model comes first, then the baselines. */
export function verdictOf([model, ...baselines]: Pick<PredictorError, 'rootMeanSquaredError' | 'bias'>[], actualTransactions: number): Verdict {
  if (actualTransactions < LEAST_TRANSACTIONS || model === undefined) return 'too-short';
  const off = Math.abs(model.bias);
  if (baselines.some(({ rootMeanSquaredError, bias }) => rootMeanSquaredError < model.rootMeanSquaredError && Math.abs(bias) < off)) return 'beaten';
  if (off > 0.25) return 'biased';
  return off <= 0.1 && baselines.every(({ rootMeanSquaredError }) => rootMeanSquaredError >= model.rootMeanSquaredError) ? 'trust' : 'careful';
}

function intervalOf(state: PurchaseState, predicted: number, stop: () => void): Estimate {
  const everybody = Uint32Array.from({ length: state.history.customer.length }, (_, place) => place);
  const places = samplePlaces(everybody, SAMPLED_CUSTOMERS);
  const futures = drawFutures({ ...state, spend: null }, places, DRAWS, stop);
  return totalEstimate(predicted, futures.transactions, futures.expectedTransactions, DRAWS, places.length, everybody.length);
}

/** Weeks from the first purchase on; expected ones are sums over customers of what a newcomer does by age, calibration included. */
function trackingOf(state: PurchaseState, { observationEnd, holdoutEnd, firstDay, calibrationByDay, holdoutByDay }: HoldoutData): LtvHoldout['tracking'] {
  const { history } = state;
  const births = new Float64Array(observationEnd - firstDay + 1);
  for (const age of history.ageDays) births[observationEnd - age - firstDay]!++;
  const byAge = newcomerTransactions(PURCHASE_PROCESSES[state.model], state.purchase.parameters, holdoutEnd - firstDay + 1);
  const weeks = Math.ceil((holdoutEnd - firstDay + 1) / 7);
  const weekStart = Array.from({ length: weeks }, (_, week) => firstDay + 7 * week);
  const cumulativeExpected = Float64Array.from(weekStart, (start) => {
    const end = Math.min(start + 6, holdoutEnd);
    let expected = 0;
    for (let born = firstDay; born <= Math.min(end, observationEnd); born++) expected += births[born - firstDay]! * byAge[end - born]!;
    return expected;
  });
  const actual = new Float64Array(weeks);
  calibrationByDay.forEach((count, day) => (actual[Math.floor(day / 7)]! += count));
  holdoutByDay.forEach((count, day) => (actual[Math.floor((observationEnd + 1 + day - firstDay) / 7)]! += count));
  let sum = 0;
  return {
    weekStart: weekStart.map(isoOfDay),
    calibration: Uint8Array.from(weekStart, (start) => (start <= observationEnd ? 1 : 0)),
    actual,
    expected: cumulativeExpected.map((value, week) => value - (week === 0 ? 0 : cumulativeExpected[week - 1]!)),
    cumulativeActual: actual.map((count) => (sum += count)),
    cumulativeExpected,
  };
}

function calibrationOf({ repeats }: CustomerHistory, predict: (place: number) => number, transactions: Float64Array): LtvHoldout['calibration'] {
  const bins = MOST_FREQUENCY + 1;
  const [customers, actual, expected] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  for (let place = 0; place < repeats.length; place++) {
    const bin = Math.min(repeats[place]!, MOST_FREQUENCY);
    customers[bin]!++;
    actual[bin]! += transactions[place]!;
    expected[bin]! += predict(place);
  }
  return {
    frequency: Array.from({ length: bins }, (_, bin) => bin),
    customers,
    actual: actual.map((sum, bin) => sum / customers[bin]!),
    expected: expected.map((sum, bin) => sum / customers[bin]!),
  };
}
