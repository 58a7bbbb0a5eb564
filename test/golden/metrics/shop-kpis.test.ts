import { describe, expect, test } from 'vitest';
import type { Figure, KpiKey, KpiResult } from '../../../core/contract/kpis.ts';
import { wilsonInterval, newcombeInterval } from '../../../core/maths/proportion.ts';
import { scenarioOf } from './line-table.ts';
import { runKpis } from './run.ts';
import { AS_OF, SHOP } from './shop.ts';

const shop = scenarioOf(SHOP);
const FEBRUARY = { from: '2024-02-01', to: '2024-03-01' };

function figure(result: KpiResult, key: KpiKey): Figure {
  return result.figures.find((candidate) => candidate.key === key)!;
}

function terms({ value, numerator, denominator, missing }: Pick<Figure, 'value' | 'numerator' | 'denominator' | 'missing'>): unknown[] {
  return [value, numerator, denominator, missing];
}

describe('February, refunds in the original order’s month', () => {
  const result = runKpis(shop.view({ asOf: AS_OF }), { period: FEBRUARY, activityWindowDays: 31 });

  // Orders of February: A2 600 − 100 − 250 = 250 and A3 500 of ann, C1 1500 of cid, G1 700 of nobody.
  test.each<[KpiKey, ...unknown[]]>([
    ['activeCustomers', 2, 2, 1, null],
    ['newCustomers', 1, 1, 1, null],
    // 31 days before 1 February: ann (1 January). 31 days before 1 March: ann, cid; cid is new.
    ['customerRetentionRate', 1, 1, 1, null],
    ['churnRate', 0, 0, 1, null],
    // January: only ann, bob’s order was given back; she orders in February.
    ['periodRepurchaseRate', 1, 1, 1, null],
    ['repeatPurchaseRate', 0.5, 1, 2, null],
    ['purchaseFrequency', 1.5, 3, 2, null],
    ['averageOrderValue', 2950 / 4, 2950, 4, null],
    // 1.5 orders a customer × 737.5 = 2212.5 / 2.
    ['customerValue', 1106.25, 2212.5, 2, null],
    ['orders', 4, 4, 1, null],
    ['netRevenue', 2950, 2950, 1, null],
    // A2 and A3.
    ['repeatRevenueShare', 750 / 2950, 750, 2950, null],
    // Customers’ 2250 less cost 240 + 200 + 600.
    ['netProfitPerCustomer', 605, 1210, 2, null],
    // As known on 29 February: ann waited 59 days, cid has been waiting 19.
    ['medianDaysToSecondOrder', 59, 1, 2, null],
  ])('%s', (key, ...expected) => {
    expect(terms(figure(result, key))).toEqual(expected);
  });

  // January: A1 1500 of ann, the whole of it (31 days) observed; B1 is not an order.
  test.each<[KpiKey, ...unknown[]]>([
    ['activeCustomers', 1, 1, 1, null],
    ['newCustomers', 1, 1, 1, null],
    ['netRevenue', 1500, 1500, 1, null],
    ['averageOrderValue', 1500, 1500, 1, null],
    ['repeatPurchaseRate', 0, 0, 1, null],
    ['repeatRevenueShare', 0, 0, 1500, null],
    // 1500 less 400 + 200.
    ['netProfitPerCustomer', 900, 900, 1, null],
    ['customerRetentionRate', null, null, null, 'not-observed'],
    ['periodRepurchaseRate', null, null, null, 'not-observed'],
    // Nobody had reordered by the end of January.
    ['medianDaysToSecondOrder', null, 0, 1, 'not-reached'],
  ])('the month before: %s', (key, ...expected) => {
    expect(terms(figure(result, key).previous)).toEqual(expected);
  });

  test('compares', () => {
    expect(result.previousPeriod).toEqual({ from: '2024-01-01', to: '2024-02-01' });
    expect(result.yearBeforePeriod).toEqual({ from: '2023-02-01', to: '2023-03-01' });
    expect(figure(result, 'netRevenue').previous.difference).toBe(1450);
    expect(figure(result, 'netRevenue').previous.differenceInterval).toBeNull();
    expect(figure(result, 'repeatPurchaseRate').previous.difference).toBe(0.5);
    expect(figure(result, 'repeatPurchaseRate').previous.differenceInterval).toEqual(newcombeInterval(1, 2, 0, 1));
    for (const { yearBefore } of result.figures) expect([yearBefore.value, yearBefore.missing, yearBefore.difference]).toEqual([null, 'not-observed', null]);
  });

  test('has Wilson’s intervals on proportions, and none on counts', () => {
    expect(figure(result, 'repeatPurchaseRate').interval).toEqual(wilsonInterval(1, 2));
    expect(figure(result, 'customerRetentionRate').interval).toEqual(wilsonInterval(1, 1));
    expect(figure(result, 'activeCustomers').interval).toBeNull();
  });

  test('says what was observed', () => {
    expect(result.observed).toEqual({ from: '2024-01-01', to: '2024-04-01' });
    expect(result.activityWindowDays).toBe(31);
  });
});

describe('the series', () => {
  test('refunds in the original order’s month', () => {
    const { series } = runKpis(shop.view({ asOf: AS_OF }), { activityWindowDays: 31 });
    expect(series.start).toEqual(['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01']);
    expect(series.state).toEqual(['complete', 'complete', 'complete', 'running']);
    expect(Array.from(series.newCustomers)).toEqual([1, 1, 1, 0]);
    expect(Array.from(series.returningCustomers)).toEqual([0, 1, 0, 1]);
    expect(Array.from(series.orders)).toEqual([1, 4, 1, 1]);
    expect(Array.from(series.firstOrderNetMinor)).toEqual([1500, 1500, 500, 0]);
    expect(Array.from(series.laterOrderNetMinor)).toEqual([0, 750, 0, 500]);
    // G1, and the credit note that finds no order.
    expect(Array.from(series.anonymousNetMinor)).toEqual([0, 700, -300, 0]);
    // February as above. March: at its start ann and cid, at its end (31 days from 1 March) dan, who is new.
    // April: at its start dan; at its end (11 March to 10 April) dan and cid, who is won back:
    // two of one are no share.
    expect(Array.from(series.figures.customerRetentionRate)).toEqual([Number.NaN, 1, 0, Number.NaN]);
    expect(Array.from(series.figures.churnRate)).toEqual([Number.NaN, 0, 1, Number.NaN]);
    // Active: ann | ann cid | dan | cid.
    expect(Array.from(series.figures.periodRepurchaseRate)).toEqual([Number.NaN, 1, 0, 0]);
    // Known by the end of March: ann 59, cid waits 50. By 10 April: ann 59, cid 51, dan waits 10: of 2 at risk one by 51.
    expect(Array.from(series.figures.medianDaysToSecondOrder)).toEqual([Number.NaN, 59, 59, 51]);
  });

  test('refunds on their own day', () => {
    const { series } = runKpis(shop.view({ asOf: AS_OF, refunds: 'refund-day' }), { activityWindowDays: 31 });
    expect(Array.from(series.orders)).toEqual([1, 4, 1, 1]);
    // A1 + B1 | C1 | B2 + D1 | B12C.
    expect(Array.from(series.firstOrderNetMinor)).toEqual([2000, 1500, 1500, -1500]);
    // – | A2 + A3 | A2C | C2.
    expect(Array.from(series.laterOrderNetMinor)).toEqual([0, 1000, -250, 500]);
    expect(Array.from(series.anonymousNetMinor)).toEqual([0, 700, -300, 0]);
    // 1500 + 2950 + 200 + 500 either way.
    expect(series.figures.netRevenue.reduce((sum, value) => sum + value)).toBe(5150);
  });

  test('filters on orders measure; filters on first orders choose customers', () => {
    const measured = runKpis(shop.view({ asOf: AS_OF, filters: [{ field: 'channel', values: ['shop'], applies: 'orders' }] })).series;
    // Orders of channel shop that count: G1 and A3, which is not ann’s first.
    expect(Array.from(measured.orders)).toEqual([0, 2, 0, 0]);
    expect(Array.from(measured.newCustomers)).toEqual([0, 0, 0, 0]);
    expect(Array.from(measured.laterOrderNetMinor)).toEqual([0, 500, 0, 0]);
    expect(Array.from(measured.anonymousNetMinor)).toEqual([0, 700, 0, 0]);
    const acquired = runKpis(shop.view({ asOf: AS_OF, filters: [{ field: 'channel', values: ['shop'], applies: 'first-order' }] })).series;
    expect(Array.from(acquired.orders)).toEqual([0, 0, 0, 0]);
  });
});

describe('periods', () => {
  test('by default the twelve months that end with the as-of day’s month, cut there', () => {
    const result = runKpis(shop.view({ asOf: AS_OF }));
    expect(result.period).toEqual({ from: '2023-05-01', to: '2024-04-11' });
    // Not whole months, so as many days before: 346.
    expect(result.previousPeriod).toEqual({ from: '2022-05-20', to: '2023-05-01' });
    expect(result.yearBeforePeriod).toEqual({ from: '2022-05-01', to: '2023-04-11' });
  });

  test('a year before a leap day is the 28th', () => {
    const result = runKpis(shop.view({ asOf: AS_OF }), { period: { from: '2024-02-29', to: '2024-03-01' } });
    expect(result.yearBeforePeriod).toEqual({ from: '2023-02-28', to: '2023-03-01' });
    expect(result.previousPeriod).toEqual({ from: '2024-02-28', to: '2024-02-29' });
    expect([figure(result, 'orders').value, figure(result, 'activeCustomers').value, figure(result, 'repeatPurchaseRate').value]).toEqual([2, 1, 1]);
  });

  test('the first and the last second of a period belong to it', () => {
    const january = runKpis(shop.view({ asOf: '2024-03-31' }), { period: { from: '2024-01-01', to: '2024-02-01' } });
    // A1 at 00:00:00 on the 1st, B1 at 23:59:59 on the 31st: bob’s orders count as of March.
    expect([figure(january, 'orders').value, figure(january, 'netRevenue').value]).toEqual([2, 2000]);
  });

  test('ends with the as-of day', () => {
    const result = runKpis(shop.view({ asOf: '2024-03-05' }), { period: { from: '2024-03-01', to: '2024-04-01' } });
    expect(result.period).toEqual({ from: '2024-03-01', to: '2024-03-06' });
    expect(figure(result, 'netRevenue').value).toBe(1000);
  });

  test('the window by gaps is their 90th percentile, rounded up', () => {
    // As of 10 April: ann 59 days (A1 to A2), 0 (A2 to A3), cid 51: of 0 51 59 at place 1.8: 51 + 0.8 × 8 = 57.4.
    expect(runKpis(shop.view({ asOf: AS_OF }), { activityWindowDays: 'p90-gap' }).activityWindowDays).toBe(58);
  });
});

test('without cost there is no profit', () => {
  const result = runKpis(scenarioOf(SHOP, { hasCost: false }).view({ asOf: AS_OF }), { period: FEBRUARY });
  expect(terms(figure(result, 'netProfitPerCustomer'))).toEqual([null, null, null, 'no-cost']);
  expect(Array.from(result.series.figures.netProfitPerCustomer)).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
});

test('before the first order there is nothing to show', () => {
  expect(() => runKpis(shop.view({ asOf: '2023-12-31' }))).toThrow('NO_ORDERS');
});

test('a series of more periods than a result can hold is refused', () => {
  // 2024 to 2199: some 64,000 days, 9,200 weeks, 2,100 months.
  for (const granularity of ['day', 'week'] as const) expect(() => runKpis(shop.view({ asOf: '2199-12-31' }), { granularity })).toThrow('TOO_LARGE');
  expect(runKpis(shop.view({ asOf: '2199-12-31' })).series.start.length).toBe(176 * 12);
});
