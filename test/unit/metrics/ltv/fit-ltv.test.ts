import { describe, expect, test } from 'vitest';
import { DEFAULT_LTV } from '../../../../core/contract/ltv.ts';
import { EngineFailure } from '../../../../core/contract/errors.ts';
import { DEFAULT_SCOPE } from '../../../../core/contract/scope.ts';
import { fitLtv } from '../../../../core/metrics/ltv/fit-ltv.ts';
import { fit, historyOf } from './fit-history.ts';
import { simulateShop, type ShopPlan } from './simulate.ts';

const PLAN: ShopPlan = { customers: 3000, seed: 7, ages: [200, 500], laterDays: 180, model: 'bg-nbd', purchase: [0.8, 8, 0.8, 2.5], spend: [6, 4, 15] };

describe('simulated shops give their parameters back', () => {
  test.each<[ShopPlan['model'], ShopPlan['purchase']]>([
    ['bg-nbd', [0.8, 8, 0.8, 2.5]],
    ['mbg-nbd', [0.8, 8, 0.8, 2.5]],
    ['pareto-nbd', [0.8, 8, 0.7, 15]],
  ])('%s', (model, purchase) => {
    const { history } = simulateShop({ ...PLAN, customers: 6000, model, purchase });
    const { result } = fit(history, { model });
    expect(result.purchase).toMatchObject({ converged: true, fault: null });
    result.purchase.parameters.forEach(({ value, standardError }, i) => expect(Math.abs(value - purchase[i]!)).toBeLessThan(4 * standardError! + 0.03 * purchase[i]!));
    result.spend?.parameters.forEach(({ value, standardError }, i) => expect(Math.abs(value - PLAN.spend[i]!)).toBeLessThan(4 * standardError!));
    expect(result.spend?.fault).toBeNull();
    // Spend was drawn apart from frequency.
    expect(Math.abs(result.independence!.pearson)).toBeLessThan(0.06);
    expect(result.independence!.pValue).toBeGreaterThan(0.001);
  });
});

test('the 90 % interval of the total covers what happens in 85 to 95 of 100 shops', { timeout: 240_000 }, () => {
  const shops = Number(process.env['LTV_COVERAGE_SHOPS'] ?? 100);
  let covered = 0;
  for (let seed = 1; seed <= shops; seed++) {
    const { history, later } = simulateShop({ ...PLAN, customers: 500, seed: 1000 + seed });
    const { result } = fit(history, { horizonDays: PLAN.laterDays, spend: null });
    const [lower, upper] = result.totals!.expectedTransactions.interval;
    const happened = later.reduce((sum, count) => sum + count, 0);
    if (happened >= lower && happened <= upper) covered++;
  }
  // The requirement’s bounds widened by the binomial error of so many shops: 0.03 for 100, 0.013 with LTV_COVERAGE_SHOPS=500.
  const error = Math.sqrt((0.9 * 0.1) / shops);
  expect(covered / shops).toBeGreaterThan(0.85 - error);
  expect(covered / shops).toBeLessThanOrEqual(0.95 + error);
});

describe('numbers that hold together', () => {
  const { history } = simulateShop(PLAN);
  const whole = fit(history);

  test('a margin of one half halves the value and leaves revenue', () => {
    const half = fit(history, { margin: 0.5 });
    expect(half.result.totals!.clvMinor!.value).toBeCloseTo(whole.result.totals!.clvMinor!.value / 2, 3);
    expect(half.result.totals!.expectedRevenueMinor!.value).toBeCloseTo(whole.result.totals!.expectedRevenueMinor!.value, 3);
  });

  test('a margin of nothing leaves revenue and its interval, and no value', () => {
    const none = fit(history, { margin: 0 }).result.totals!;
    const all = whole.result.totals!;
    expect(none.clvMinor).toEqual({ value: 0, interval: [0, 0] });
    expect(none.residualClvMinor).toBe(0);
    expect(none.expectedRevenueMinor!.value).toBeCloseTo(all.expectedRevenueMinor!.value, 6);
    none.expectedRevenueMinor!.interval.forEach((end, i) => expect(end).toBeCloseTo(all.expectedRevenueMinor!.interval[i]!, 6));
  });

  test('without discount the value is the revenue, and discount lowers it', () => {
    const undiscounted = fit(history, { discountRate: 0 }).result.totals!;
    expect(undiscounted.clvMinor!.value).toBeCloseTo(undiscounted.expectedRevenueMinor!.value, 3);
    const { clvMinor, expectedRevenueMinor, residualClvMinor } = whole.result.totals!;
    expect(clvMinor!.value).toBeLessThan(expectedRevenueMinor!.value);
    expect(clvMinor!.value).toBeGreaterThan(expectedRevenueMinor!.value / 1.1);
    expect(residualClvMinor!).toBeGreaterThan(clvMinor!.value);
  });

  test('P(alive) is a probability, and 1 for whoever bought on the last day', () => {
    const { forecast, patternOf } = whole.state;
    for (let place = 0; place < patternOf.length; place++) {
      const alive = forecast!.alive[patternOf[place]!]!;
      expect(alive).toBeGreaterThanOrEqual(0);
      expect(alive).toBeLessThanOrEqual(1);
    }
  });

  test('a horizon of two years holds more than one, and less than twice as much', () => {
    const one = whole.result.totals!.expectedTransactions.value;
    const two = fit(history, { horizonDays: 730 }).result.totals!.expectedTransactions.value;
    expect(two).toBeGreaterThan(one);
    expect(two).toBeLessThan(2 * one);
  });
});

describe('data that bear no model give no numbers and say why', () => {
  const repeat = <T>(times: number, make: (i: number) => T): T[] => Array.from({ length: times }, (_, i) => make(i));

  test('one customer', () => {
    const { result } = fit(historyOf([[3, 100, 200, 5000]]));
    expect(result.purchase.fault).toBe('too-few-repeaters');
    expect(result.totals).toBeNull();
    expect(result.spend?.fault).toBe('too-few-repeaters');
  });

  test('only one-time buyers', () => {
    const { result, state } = fit(historyOf(repeat(500, (i): [number, number, number, number] => [0, 0, i % 300, 0])));
    expect(result.purchase.fault).toBe('too-few-repeaters');
    expect(result.spend?.fault).toBe('no-money');
    expect(state.forecast).toBeNull();
  });

  test('money of nothing: purchases are predicted, amounts are not', () => {
    const { history } = simulateShop({ ...PLAN, customers: 1000 });
    history.repeatMeanMinor.fill(0);
    history.purchasedMinor.fill(0);
    history.netMinor.fill(0);
    const { result } = fit(history);
    expect(result.purchase.fault).toBeNull();
    expect(result.spend?.fault).toBe('no-money');
    expect(result.warnings).toContain('spend-not-fitted');
    expect(result.totals?.clvMinor).toBeNull();
    expect(result.totals!.expectedTransactions.value).toBeGreaterThan(0);
  });

  test('the same amount everywhere leaves the spend model undetermined', () => {
    const { history } = simulateShop({ ...PLAN, customers: 1000 });
    history.repeatMeanMinor.forEach((mean, i) => (history.repeatMeanMinor[i] = mean > 0 ? 1000 : 0));
    expect(fit(history).result.spend?.fault).toBe('no-spread');
  });

  test('everybody buys every week to the end: no dropout to estimate', () => {
    const { result } = fit(historyOf(repeat(400, (): [number, number, number, number] => [52, 364, 364, 1000])));
    expect(result.purchase.fault).not.toBeNull();
    expect(result.totals).toBeNull();
  });

  test('no customer at all is an error', () => {
    expect(() => fit(historyOf([]))).toThrow(EngineFailure);
  });

  test('a cancelled fit ends', () => {
    const { history } = simulateShop({ ...PLAN, customers: 500 });
    const input = { query: { scope: DEFAULT_SCOPE, ...DEFAULT_LTV }, history, observationEnd: 20_000, hasCost: false, minorUnitDigits: 2, firstSeenLater: 0 };
    expect(() => fitLtv({ ...input, cancelled: () => true })).toThrow(expect.objectContaining({ error: { code: 'CANCELLED' } }));
  });
});
