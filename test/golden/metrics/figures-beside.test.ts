import { describe, expect, test } from 'vitest';
import type { KpiKey, KpiResult } from '../../../core/contract/kpis.ts';
import { DEFAULT_SCOPE } from '../../../core/contract/scope.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';
import { acquisitionOf } from '../../../core/metrics/acquisition.ts';
import type { SpendFacts } from '../../../core/metrics/spend.ts';
import { parseLines, scenarioOf } from './line-table.ts';
import { runCohorts, runConcentration, runGaps, runKpis, runSecondOrder } from './run.ts';
import { AS_OF, SHOP } from './shop.ts';

const shop = scenarioOf(SHOP);
const view = shop.view({ asOf: AS_OF });

/** February 2024 (29 days) and April (30) by the month, one day of March, and mail that keeps customers. */
const SPEND: SpendFacts = {
  day: Int32Array.from(['2024-02-01', '2024-04-01', '2024-03-10', '2024-02-20'], dayOfIso),
  days: Int32Array.of(29, 30, 1, 1),
  channel: Uint32Array.of(0, 0, 1, 2),
  amountMinor: Float64Array.of(2900, 3000, 500, 60),
  channels: ['web', 'shop', 'mail'],
};

function figure(result: KpiResult, key: KpiKey): unknown[] {
  const { value, numerator, denominator, missing } = result.figures.find((candidate) => candidate.key === key)!;
  return [value, numerator, denominator, missing];
}

describe('spending', () => {
  const query = { period: { from: '2024-02-01', to: '2024-03-01' }, retentionChannels: ['mail'] };

  test('of February, over its new customer', () => {
    const result = runKpis(view, query, undefined, SPEND);
    // Cid alone is new.
    expect(figure(result, 'acquisitionCost')).toEqual([2900, 2900, 1, null]);
    expect(result.spend).toEqual({ acquisitionMinor: 2900, retentionMinor: 60, channels: ['web', 'shop', 'mail'] });
    // Customers’ 2250 less cost 240 + 200 + 600 less 60, over ann and cid.
    expect(figure(result, 'netProfitPerCustomer')).toEqual([575, 1150, 2, null]);
    expect(figure(runKpis(view, { ...query, retentionChannels: [] }, undefined, SPEND), 'acquisitionCost')).toEqual([2960, 2960, 1, null]);
  });

  test('of part of a month, by its days, and not beyond the as-of day', () => {
    const half = runKpis(view, { ...query, period: { from: '2024-02-05', to: '2024-02-15' } }, undefined, SPEND);
    expect(figure(half, 'acquisitionCost')).toEqual([1000, 1000, 1, null]);
    // Ten days of April have gone by; nobody is new.
    const april = runKpis(view, { ...query, period: { from: '2024-04-01', to: '2024-05-01' } }, undefined, SPEND);
    expect(figure(april, 'acquisitionCost')).toEqual([null, 1000, 0, 'no-denominator']);
    expect(Array.from(april.series.figures.acquisitionCost)).toEqual([Number.NaN, 2900, 500, Number.NaN]);
  });

  test('is named where there is none, or where filters divide what spending does not', () => {
    expect(figure(runKpis(view, query), 'acquisitionCost')).toEqual([null, null, null, 'no-spend']);
    expect(figure(runKpis(view, { ...query, period: { from: '2024-01-01', to: '2024-02-01' } }, undefined, SPEND), 'acquisitionCost')[3]).toBe('no-spend');
    const filtered = (field: string): KpiResult =>
      runKpis(view, { ...query, scope: { ...DEFAULT_SCOPE, filters: [{ field, values: ['web'], applies: 'first-order' }] } }, undefined, SPEND);
    expect(figure(filtered('city'), 'acquisitionCost')[3]).toBe('spend-not-split');
    expect(figure(filtered('city'), 'netProfitPerCustomer')[3]).toBe('spend-not-split');
    expect(figure(filtered('channel'), 'acquisitionCost')[1]).toBe(2900);
  });

  test('by channel of the first order, and the month that pays it back', () => {
    const asked = { scope: { ...DEFAULT_SCOPE, asOf: AS_OF }, period: { from: '2024-01-01', to: '2024-04-01' }, field: 'channel', retentionChannels: ['mail'] };
    const matrix = runCohorts(
      view,
      { key: 'attribute:channel', age: 'month', measure: 'marginPerCustomer', cumulative: true, acquired: asked.period, top: 1000 },
      (code) => shop.table.channels[code]!,
    );
    const { whole, channels, retentionMinor, missing } = acquisitionOf(matrix, SPEND, asked, dayOfIso(AS_OF));
    // Ann, cid and dan, all by the web; spending 2900 + 500.
    expect(whole).toMatchObject({ spendMinor: 3400, newCustomers: 3, costMinor: 3400 / 3, paybackAge: 2 });
    // Margins: ann 900 then 310 more (A2 250 − 240, A3 500 − 200); cid 900 then 0; dan 300. Observed: 3, 2 and 1 of them.
    expect(Array.from(whole.marginPerCustomer)).toEqual([700, (900 + 310 + 900) / 2, 1210, Number.NaN]);
    expect(channels.map(({ channel, spendMinor, newCustomers, costMinor, paybackAge }) => [channel, spendMinor, newCustomers, costMinor, paybackAge])).toEqual([
      ['web', 2900, 3, 2900 / 3, 1],
      ['shop', 500, 0, null, null],
    ]);
    expect([retentionMinor, missing]).toEqual([60, null]);
  });
});

test('customers at the end of the period: those with an order in the window before it', () => {
  // The 31 days up to the end of February: ann and cid. Those of March: dan alone, ann’s 29 February is a day too early.
  const at = (from: string, to: string): unknown => figure(runKpis(view, { period: { from, to }, activityWindowDays: 31 }), 'customersAtEnd')[0];
  expect(at('2024-02-01', '2024-03-01')).toBe(2);
  expect(at('2024-03-01', '2024-04-01')).toBe(1);
  const { series } = runKpis(view, { activityWindowDays: 31 });
  // January’s window of 31 days begins with the data; April’s ends with its tenth day.
  expect(Array.from(series.figures.customersAtEnd)).toEqual([1, 2, 1, 2]);
});

describe('gaps between orders', () => {
  test('of all, and by the number of the order that ends them', () => {
    // Ann: 59 days from A1 to A2 (over the leap day), 0 to A3 on the same day; cid 51.
    const all = runGaps(view);
    expect([all.gaps, all.meanDays, all.counts.length]).toEqual([3, 110 / 3, 60]);
    expect([0, 51, 59].map((days) => all.counts[days])).toEqual([1, 1, 1]);
    expect(all.quantiles.map(({ days }) => days)).toEqual([0 + 0.2 * 51, 25.5, 51, 55, 51 + 0.8 * 8]);
    expect([Array.from(all.byOrder.orderNumber), Array.from(all.byOrder.gaps), Array.from(all.byOrder.median)]).toEqual([[2, 3], [2, 1], [55, 0]]);
    const second = runGaps(view, { orderNumber: 2 });
    expect([second.gaps, second.meanDays]).toEqual([2, 55]);
    expect(runGaps(view, { acquired: { from: '2024-02-01', to: '2024-03-01' } }).gaps).toBe(1);
  });

  test('the interval of a quantile lies between order statistics', () => {
    // A hundred customers whose second order comes after 1, 2, … 100 days: the ranks of the median’s interval are 50 ± 9.8.
    const lines = Array.from({ length: 100 }, (_, c) => `a${c},c${c},2024-01-01,1,10\nb${c},c${c},${new Date(Date.UTC(2024, 0, 2 + c)).toISOString().slice(0, 10)},1,10`);
    const { quantiles } = runGaps(scenarioOf(parseLines(`order,customer,moment,quantity,net\n${lines.join('\n')}`)).view());
    expect(quantiles.find(({ share }) => share === 0.5)).toEqual({ share: 0.5, days: 50.5, interval: [41, 60] });
  });
});

describe('concentration', () => {
  test('of ten customers who bring 1, 2, … 10', () => {
    const lines = Array.from({ length: 10 }, (_, c) => `o${c},c${c},2024-01-${String(c + 1).padStart(2, '0')},1,${c + 1}`);
    const spread = runConcentration(scenarioOf(parseLines(`order,customer,moment,quantity,net\n${lines.join('\n')}`)).view());
    expect([spread.customers, spread.netMinor]).toEqual([10, 55]);
    // (2 · 385 / (10 · 55)) − 11 / 10.
    expect(spread.gini.value).toBeCloseTo(0.3, 12);
    // A tenth of the best, half of the best, the best, the best two.
    expect(spread.shares.map(({ share }) => share * 55)).toEqual([1, 5, 10, 19].map((share) => expect.closeTo(share, 9) as number));
    expect(spread.shares.map(({ leastMinor }) => leastMinor)).toEqual([10, 10, 10, 9]);
    expect(Array.from(spread.revenueShare, (share) => Math.round(share * 55))).toEqual([0, 10, 19, 27, 34, 40, 45, 49, 52, 54, 55]);
  });

  test('counts customers with an order in the period, and refunds where they fall', () => {
    const february = runConcentration(view, { period: { from: '2024-02-01', to: '2024-03-01' } });
    // Ann 250 + 500, cid 1500.
    expect([february.customers, february.netMinor]).toEqual([2, 2250]);
    const march = runConcentration(shop.view({ asOf: AS_OF, refunds: 'refund-day' }), { period: { from: '2024-03-01', to: '2024-04-01' } });
    // Dan’s 500 less what he gave back before his first order; ann, whose tea came back in March, ordered nothing then.
    expect([march.customers, march.netMinor]).toEqual([1, 200]);
  });
});

test('customers at risk before their second order', () => {
  const { table } = runSecondOrder(view, { tableDays: [0, 10, 11, 51, 52, 59, 400] });
  // Dan has waited 10 days; cid comes back on day 51, ann on day 59. Nobody has been watched for 400 days.
  expect(Array.from(table.days)).toEqual([0, 10, 11, 51, 52, 59]);
  expect(Array.from(table.atRisk)).toEqual([3, 3, 2, 2, 1, 1]);
  expect(Array.from(table.events)).toEqual([0, 0, 0, 1, 1, 2]);
  expect(Array.from(table.censored)).toEqual([0, 0, 1, 1, 1, 1]);
  expect(Array.from(table.reordered)).toEqual([0, 0, 0, 0.5, 0.5, 1]);
});
