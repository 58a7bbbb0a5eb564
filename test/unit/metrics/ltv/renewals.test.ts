import { describe, expect, test } from 'vitest';
import { validateRenewals } from '../../../../core/metrics/ltv/renewal-holdout.ts';
import { fit, historyOf } from './fit-history.ts';
import { simulateSubscribers, type SubscribersPlan } from './simulate.ts';

const PLAN: SubscribersPlan = { customers: 600, seed: 0, leaving: [1, 3], gaps: [28, 33], ages: [120, 700], laterDays: 200 };
const SHOPS = Number(process.env['LTV_COVERAGE_SHOPS'] ?? 100);

test('parameters come back, and those who are late by more than anybody renews are gone', () => {
  const { history } = simulateSubscribers({ ...PLAN, customers: 8000, seed: 3, gaps: [30, 30] });
  const { result, state } = fit(history, { model: 'sbg' });
  expect(result.timeUnit).toBe('periods');
  expect(result.survival).toMatchObject({ periodDays: 30, graceDays: 15 });
  const [alpha, beta] = result.purchase.parameters;
  expect(Math.abs(alpha!.value - 1)).toBeLessThan(4 * alpha!.standardError!);
  expect(Math.abs(beta!.value - 3)).toBeLessThan(4 * beta!.standardError!);
  const counted = { notYetDue: 0, late: 0, lostCustomers: 0 };
  history.ageDays.forEach((age, place) => {
    const waited = age - history.recencyDays[place]!;
    counted[waited > 45 ? 'lostCustomers' : waited > 30 ? 'late' : 'notYetDue']++;
    // Everybody who renews does so on the thirtieth day.
    expect(state.forecast!.alive[state.patternOf[place]!]).toBe(waited < 30 ? 1 : 0);
  });
  expect(result.survival).toMatchObject(counted);
});

test('renewals in windows that are still open do not make customers look more faithful than they are', () => {
  // Ages end ten days after a renewal falls due: whoever missed it is late, not lost, and whoever made it must not be counted alone. Four windows
  // have ended for the first age and six for the second.
  const survivors = 0.8;
  const rows = [130, 190].flatMap((age) => {
    const possible = Math.floor(age / 30);
    return Array.from({ length: 1000 }, (_, i): [number, number, number, number] => {
      // (1 − 0.8)·0.8^k of the customers leave after k renewals, to a customer.
      const renewals = Math.min(possible, Math.floor(Math.log((i + 0.5) / 1000) / Math.log(survivors)));
      return [renewals, 30 * renewals, age, 1000];
    });
  });
  const { survival } = fit(historyOf(rows), { model: 'sbg' }).result;
  for (const k of [1, 2, 3, 4]) expect(survival!.survival[k]).toBeCloseTo(survivors ** k, 2);
  for (const k of [1, 3, 5]) expect(survival!.modelSurvival[k]).toBeCloseTo(survivors ** k, 2);
});

describe('the holdout', () => {
  test('is what the days of renewals say', () => {
    const { history, later, days } = simulateSubscribers({ ...PLAN, seed: 11 });
    const { state } = fit(history, { model: 'sbg' });
    const holdout = validateRenewals(state, { observationEnd: 20_000, holdoutEnd: 20_200, transactions: later })!;
    const period = fit(history, { model: 'sbg' }).result.survival!.periodDays;
    const [eligible, still] = [new Map<number, number>(), new Map<number, number>()];
    const add = (map: Map<number, number>, key: number): unknown => map.set(key, (map.get(key) ?? 0) + 1);
    let [lost, made] = [0, 0];
    // In the last period: windows of one and a half periods that ended in it.
    let [madeLast, missedLast] = [0, 0];
    days.forEach((own, place) => {
      const age = history.ageDays[place]!;
      const last = history.recencyDays[place]!;
      const seen = [0, ...own.filter((day) => day <= age)];
      const endedLately = (from: number): boolean => age - from > 1.5 * period && age - period - from <= 1.5 * period;
      if (endedLately(last)) missedLast++;
      if (seen.length > 1 && endedLately(seen.at(-2)!)) madeLast++;
      if (age - last > 1.5 * period) return void lost++;
      for (let k = 1; age + 200 - (last + (k - 1) * period) > 1.5 * period; k++) {
        add(eligible, k);
        if (own.length - seen.length + 1 < k) continue;
        add(still, k);
        made++;
      }
    });
    expect(holdout).toMatchObject({ from: '2024-10-05', to: '2025-04-22', days: 200, customers: 600, lost, followed: 600 - lost, actualRenewals: made, returned: 0 });
    expect([...holdout.survivors.eligible]).toEqual(holdout.survivors.period.map((k) => eligible.get(k)));
    expect([...holdout.survivors.actual]).toEqual(holdout.survivors.period.map((k) => still.get(k) ?? 0));
    const rate = madeLast / (madeLast + missedLast);
    expect(holdout.survivors.lastRate[0]).toBeCloseTo(rate * eligible.get(1)!, 8);
    // All the first follow to the second, so it is the rate again.
    const lastRate = holdout.errors.find(({ predictor }) => predictor === 'last-rate')!;
    expect(lastRate.predicted).toBeCloseTo(holdout.survivors.period.reduce((sum, k) => sum + eligible.get(k)! * rate ** k, 0), 6);
    for (const { predicted, bias } of holdout.errors) expect(bias).toBeCloseTo(predicted / made - 1, 10);
    const model = holdout.errors[0]!;
    const shares = holdout.survivors.period.filter((_, j) => holdout.survivors.eligible[j]! >= 30).map((_, j) => (holdout.survivors.model[j]! - holdout.survivors.actual[j]!) / holdout.survivors.eligible[j]!);
    expect(model.survivalRootMeanSquaredError).toBeCloseTo(Math.sqrt(shares.reduce((sum, error) => sum + error * error, 0) / shares.length), 10);
  });

  test('who comes back after being lost is counted', () => {
    const { history, later } = simulateSubscribers({ ...PLAN, seed: 12 });
    const gone = history.ageDays.findIndex((age, place) => age - history.recencyDays[place]! > 100);
    later[gone] = 1;
    const { state } = fit(history, { model: 'sbg' });
    expect(validateRenewals(state, { observationEnd: 20_000, holdoutEnd: 20_200, transactions: later })!.returned).toBe(1);
  });

  test('sBG is closer to who stays than one rate for everybody, and its 90 % interval of the total covers in 85 to 95 of 100 shops', () => {
    const squares = { model: 0, 'last-rate': 0, 'observed-rates': 0 };
    let covered = 0;
    const biases: number[] = [];
    for (let seed = 1; seed <= SHOPS; seed++) {
      const { history, later } = simulateSubscribers({ ...PLAN, seed: 500 + seed });
      const holdout = validateRenewals(fit(history, { model: 'sbg' }).state, { observationEnd: 20_000, holdoutEnd: 20_200, transactions: later })!;
      for (const { predictor, survivalRootMeanSquaredError } of holdout.errors) squares[predictor] += survivalRootMeanSquaredError ** 2;
      const { interval } = holdout.predicted;
      if (holdout.actualRenewals >= interval[0] && holdout.actualRenewals <= interval[1]) covered++;
      biases.push(holdout.errors[0]!.bias);
    }
    expect(squares.model).toBeLessThan(squares['last-rate']);
    // No bias beyond four standard errors of the shops’ mean: with 100 shops about 2 %, with LTV_COVERAGE_SHOPS=500 less than one.
    const mean = biases.reduce((sum, bias) => sum + bias, 0) / SHOPS;
    const variance = biases.reduce((sum, bias) => sum + (bias - mean) ** 2, 0) / (SHOPS - 1);
    expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / SHOPS));
    const error = Math.sqrt((0.9 * 0.1) / SHOPS);
    expect(covered / SHOPS).toBeGreaterThan(0.85 - error);
    expect(covered / SHOPS).toBeLessThanOrEqual(0.95 + error);
  });
});

test('the 90 % interval of the total of a horizon covers what happens in 85 to 95 of 100 shops', () => {
  let covered = 0;
  for (let seed = 1; seed <= SHOPS; seed++) {
    const { history, later } = simulateSubscribers({ ...PLAN, seed: 900 + seed, gaps: [30, 30] });
    const { expectedTransactions, clvMinor } = fit(history, { model: 'sbg', horizonDays: PLAN.laterDays, discountRate: 0 }).result.totals!;
    const happened = later.reduce((sum, count) => sum + count, 0);
    if (happened >= expectedTransactions.interval[0] && happened <= expectedTransactions.interval[1]) covered++;
    // Everybody pays ten a renewal: money is transactions.
    expect(clvMinor!.interval[0] / clvMinor!.value).toBeCloseTo(expectedTransactions.interval[0] / expectedTransactions.value, 6);
  }
  const error = Math.sqrt((0.9 * 0.1) / SHOPS);
  expect(covered / SHOPS).toBeGreaterThan(0.85 - error);
  expect(covered / SHOPS).toBeLessThanOrEqual(0.95 + error);
});
