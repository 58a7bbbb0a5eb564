import { describe, expect, it } from 'vitest';
import { beyondChance, comparesOnce, customersFinding, headline, lede, revenueFinding, survivalFinding, observes } from '../../../renderer/features/overview/findings.ts';
import { compared, kpiResult, survivalCurve, value } from '../results.ts';

const active = { now: value(1000) };

describe('the headline', () => {
  it('claims a fall only when the interval of the difference lies below zero', () => {
    const fall = kpiResult({ activeCustomers: active, customerRetentionRate: { now: value(0.418), yearBefore: compared(0.418, 0.451, [-0.046, -0.02]) } });
    expect(headline(fall, 'yearBefore')).toEqual({ key: 'headline.kept.fewer.yearBefore', now: 0.418, before: 0.451 });
    const rise = kpiResult({ activeCustomers: active, customerRetentionRate: { now: value(0.46), yearBefore: compared(0.46, 0.43, [0.001, 0.059]) } });
    expect(headline(rise, 'yearBefore')).toMatchObject({ key: 'headline.kept.more.yearBefore' });
  });

  it.each([
    [-0.04, 0.001],
    [-0.06, 0],
    [0, 0.05],
  ])('says that nothing changed beyond chance when the interval %d to %d holds zero', (lower, upper) => {
    const result = kpiResult({ activeCustomers: active, customerRetentionRate: { now: value(0.418), previous: compared(0.418, 0.43, [lower, upper]) } });
    expect(headline(result, 'previous')).toMatchObject({ key: 'headline.kept.same.previous', now: 0.418, before: 0.43 });
  });

  it('compares nothing where the earlier period was not observed', () => {
    expect(headline(kpiResult({ activeCustomers: active, customerRetentionRate: { now: value(0.418) } }), 'yearBefore')).toEqual({ key: 'headline.kept.alone', now: 0.418 });
  });

  it('leads with customers who bought more than once where only they can be compared', () => {
    const result = kpiResult({ activeCustomers: active, customerRetentionRate: { now: value(0.267) }, repeatPurchaseRate: { now: value(0.3), yearBefore: compared(0.3, 0.25, [0.02, 0.08]) } });
    expect(headline(result, 'yearBefore')).toEqual({ key: 'headline.repeat.more.yearBefore', now: 0.3, before: 0.25 });
  });

  it('falls back on those who bought more than once where the data begin too late for retention', () => {
    const result = kpiResult({ activeCustomers: active, repeatPurchaseRate: { now: value(0.3), yearBefore: compared(0.3, 0.25, [0.02, 0.08]) } });
    expect(headline(result, 'yearBefore')).toEqual({ key: 'headline.repeat.more.yearBefore', now: 0.3, before: 0.25 });
  });

  it('says so when nobody ordered', () => {
    expect(headline(kpiResult({ activeCustomers: { now: value(0) } }), 'yearBefore')).toEqual({ key: 'headline.empty' });
    expect(headline(kpiResult({}), 'yearBefore')).toEqual({ key: 'headline.empty' });
  });
});

describe('the line under it', () => {
  it('names the two clearest changes that are more than chance', () => {
    const result = kpiResult({
      activeCustomers: active,
      customerRetentionRate: { now: value(0.4) },
      averageOrderValue: { now: value(61_200), yearBefore: compared(61_200, 57_100, [3_000, 5_200]) },
      purchaseFrequency: { now: value(2.14), yearBefore: compared(2.14, 2.3, [-0.3, -0.02]) },
      customerValue: { now: value(131_000), yearBefore: compared(131_000, 120_000, [10_500, 11_500]) },
      netProfitPerCustomer: { now: value(40_000), yearBefore: compared(40_000, 39_000, [-500, 2_500]) },
    });
    expect(lede(result, 'yearBefore')).toEqual([
      { key: 'lede.customerValue.up', figure: 'customerValue', now: 131_000, before: 120_000 },
      { key: 'lede.averageOrderValue.up', figure: 'averageOrderValue', now: 61_200, before: 57_100 },
    ]);
  });

  it('says plainly when none is, and nothing when nothing can be compared', () => {
    const same = kpiResult({ activeCustomers: active, averageOrderValue: { now: value(100), yearBefore: compared(100, 99, [-3, 5]) } });
    expect(lede(same, 'yearBefore')).toEqual([{ key: 'lede.unchanged' }]);
    expect(lede(kpiResult({ activeCustomers: active, averageOrderValue: { now: value(100) } }), 'yearBefore')).toEqual([]);
  });

  it('does not repeat the headline', () => {
    const result = kpiResult({ activeCustomers: active, repeatPurchaseRate: { now: value(0.3), yearBefore: compared(0.3, 0.2, [0.05, 0.15]) } });
    expect(lede(result, 'yearBefore')).toEqual([]);
  });
});

it('a plain count is never said to be more or less than chance', () => {
  expect(beyondChance(compared(10, 5, null))).toBeNull();
  const counts = kpiResult({
    activeCustomers: { now: value(100), yearBefore: compared(100, 80, null) },
    newCustomers: { now: value(60), yearBefore: compared(60, 70, null) },
  });
  expect(customersFinding(counts, 'yearBefore')).toEqual({ key: 'customers.shareAnd.yearBefore', new: 60, active: 100, newBefore: 70, activeBefore: 80 });
  expect(customersFinding(counts, 'previous')).toEqual({ key: 'customers.share', new: 60, active: 100 });
});

it('revenue: the share of later orders is compared like any estimate', () => {
  const result = kpiResult({ repeatRevenueShare: { now: value(0.62), yearBefore: compared(0.62, 0.66, [-0.05, -0.03]), previous: compared(0.62, 0.61, [-0.01, 0.03]) } });
  expect(revenueFinding(result, 'yearBefore').key).toBe('revenue.fewer.yearBefore');
  expect(revenueFinding(result, 'previous').key).toBe('revenue.same.previous');
  expect(revenueFinding(kpiResult({}), 'previous').key).toBe('revenue.none');
});

describe('the second order', () => {
  const curve = (at90: number, half: number, atRisk = 400) =>
    survivalCurve(
      [
        { day: 20, share: at90 / 2, atRisk: 900 },
        { day: 85, share: at90, atRisk: 500 },
        { day: 95, share: at90 + 0.02, atRisk },
      ],
      half,
    );

  it('adds the two intervals in squares: 3 points apart with ±1 and ±1 is a change, with ±3 and ±3 it is not', () => {
    // sqrt(1² + 1²) = 1.41 < 3 < sqrt(3² + 3²) = 4.24
    expect(survivalFinding(curve(0.38, 0.01), curve(0.41, 0.01), 'yearBefore')).toEqual({ key: 'survival.fewer.yearBefore', now: 0.38, before: 0.41, days: 90 });
    expect(survivalFinding(curve(0.38, 0.03), curve(0.41, 0.03), 'yearBefore').key).toBe('survival.same.yearBefore');
    expect(survivalFinding(curve(0.44, 0.01), curve(0.41, 0.01), 'previous').key).toBe('survival.more.previous');
  });

  it('speaks only of days to which enough customers were observed', () => {
    expect(survivalFinding(curve(0.38, 0.01, 10), curve(0.41, 0.01), 'yearBefore')).toMatchObject({ days: 60, now: 0.19 });
    expect(survivalFinding(curve(0.38, 0.01), curve(0.41, 0.01, 29), 'yearBefore')).toEqual({ key: 'survival.alone', now: 0.38, days: 90 });
    expect(survivalFinding(curve(0.38, 0.01), null, 'yearBefore').key).toBe('survival.alone');
    expect(survivalFinding(survivalCurve([]), null, 'yearBefore')).toEqual({ key: 'survival.none' });
  });
});

it('a whole year has one comparison: the period before is the year before', () => {
  const year = kpiResult({});
  expect(comparesOnce(year)).toBe(false);
  expect(comparesOnce({ ...year, previousPeriod: year.yearBeforePeriod })).toBe(true);
});

it('observes a compared period only where the data hold all of it', () => {
  const result = kpiResult({ newCustomers: { now: value(50), yearBefore: compared(50, 40, [5, 15]) } });
  expect(observes(result, 'yearBefore')).toBe(true);
  expect(observes(result, 'previous')).toBe(false);
});
