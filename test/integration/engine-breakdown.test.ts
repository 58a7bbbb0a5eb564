import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KpiBreakdownQuery, KpiQuery } from '../../core/contract/kpis.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { type Bench, createBench, errorOf, manyOrders, SMALL_SHOP } from './engine-harness.ts';

/** Figures by the values of a field, and what winning customers costs, through the engine. */

const FIGURES: KpiQuery = { scope: { ...DEFAULT_SCOPE, asOf: '2024-03-31' }, period: { from: '2024-01-01', to: '2024-04-01' }, granularity: 'month', activityWindowDays: 365 };

/** Spending by month and channel; the shop of `SMALL_SHOP` won A and B online, and C in the store. */
const SPEND = `month,channel,amount
2024-01,online,10.00
2024-02,store,7.00
2024-02,radio,3.00
2024-03,mail,5.00
`;

let small: Bench;
let large: Bench;
beforeAll(async () => {
  [small, large] = [createBench(), createBench()];
  await Promise.all([small.openProject(), large.openProject()]);
  await small.importText(SMALL_SHOP);
  await small.engine.call('import.run', { files: [small.engine.grant(small.write('spend.csv', SPEND))], plan: null });
  await large.importText(manyOrders(3000));
});
afterAll(() => Promise.all([small.end(), large.end()]));

describe('by the values of a field', () => {
  test('the channel of the order, by hand', async () => {
    const result = await small.engine.call('kpis.breakdown', { figures: FIGURES, field: 'channel', basis: 'orders', series: ['netRevenue'] });
    expect([result.values, result.kinds, result.otherValues]).toEqual([['online', 'store'], ['value', 'value'], 0]);
    const net = (of: number): unknown => result.figures[of]!.find(({ key }) => key === 'netRevenue')!.value;
    // Online: 1, 3, 5 and 6; in the store 2 and 4.
    expect([net(0), net(1), result.whole.find(({ key }) => key === 'netRevenue')!.value]).toEqual([1000 + 500 + 250 + 400, 2000 + 750, 4900]);
    expect(result.start).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
    expect(result.series.map((series) => Array.from(series.netRevenue ?? []))).toEqual([[1500, 0, 650], [0, 2750, 0]]);
  });

  test('the channel of the first order: all orders of its customers', async () => {
    const result = await small.engine.call('kpis.breakdown', { figures: FIGURES, field: 'channel', basis: 'first-order', series: [] });
    const net = (of: number): unknown => result.figures[of]!.find(({ key }) => key === 'netRevenue')!.value;
    // A and B with 1, 2 and 3; C with 4 and 5.
    expect([net(0), net(1)]).toEqual([1000 + 2000 + 500, 750 + 250]);
  });

  test('is what a filter for each value says, and adds up to the whole', async () => {
    const query: KpiBreakdownQuery = { figures: { ...FIGURES, scope: DEFAULT_SCOPE, period: null }, field: 'channel', basis: 'orders', top: 2, series: ['orders'] };
    const result = await large.engine.call('kpis.breakdown', query);
    expect(result.kinds).toEqual(['value', 'value', 'other']);
    const filtered = await large.engine.call('kpis.figures', {
      ...query.figures,
      scope: { ...DEFAULT_SCOPE, filters: [{ field: 'channel', values: [result.values[0]!], applies: 'orders' }] },
    });
    expect(result.figures[0]).toEqual(filtered.figures);
    for (const key of ['orders', 'netRevenue'] as const) {
      const value = (figures: typeof result.whole): number => figures.find((figure) => figure.key === key)!.value!;
      expect(result.figures.reduce((sum, figures) => sum + value(figures), 0)).toBe(value(result.whole));
    }
    expect(await errorOf(large.engine.call('kpis.breakdown', { ...query, field: 'colour' }))).toMatchObject({ code: 'UNKNOWN_FIELD', field: 'colour' });
  });
});

describe('what customers cost', () => {
  test('in the period, by the channel that won them', async () => {
    const query = { scope: FIGURES.scope, period: FIGURES.period, field: 'channel', retentionChannels: ['mail'] };
    const { whole, channels, retentionMinor, missing } = await small.engine.call('kpis.acquisition', query);
    // No column says what the goods cost: customers have their price, and nothing tells when they have paid it back.
    expect(whole).toMatchObject({ spendMinor: 2000, newCustomers: 3, costMinor: 2000 / 3, paybackAge: null });
    expect(channels.map(({ channel, spendMinor, newCustomers, costMinor }) => [channel, spendMinor, newCustomers, costMinor])).toEqual([
      ['online', 1000, 2, 500],
      ['store', 700, 1, 700],
      ['radio', 300, 0, null],
    ]);
    expect([retentionMinor, missing]).toEqual([500, 'no-cost']);
    expect(await large.engine.call('kpis.acquisition', { ...query, scope: DEFAULT_SCOPE, field: null })).toMatchObject({ missing: 'no-spend', channels: [] });
  });

  test('the figure of the period is the same', async () => {
    const { figures, spend } = await small.engine.call('kpis.figures', { ...FIGURES, retentionChannels: ['mail'] });
    expect(figures.find(({ key }) => key === 'acquisitionCost')).toMatchObject({ value: 2000 / 3, numerator: 2000, denominator: 3 });
    expect(spend).toEqual({ acquisitionMinor: 2000, retentionMinor: 500, channels: ['online', 'radio', 'store', 'mail'] });
  });
});

test('cohorts by the first product', async () => {
  const matrix = await small.engine.call('cohorts.matrix', { scope: FIGURES.scope, key: 'product', age: 'month', measure: 'retained', cumulative: false, retained: 'in-age', acquired: null });
  // A began with p; B with q, and C’s first line is of q.
  expect([matrix.cohorts, Array.from(matrix.sizes)]).toEqual([['q', 'p'], [2, 1]]);
  const selection = { kind: 'cohort' as const, query: matrix.query, cohort: 'q', age: null };
  const { customer } = await small.engine.call('customers.list', { selection, sort: 'customer', descending: false, offset: 0, limit: 10 });
  expect(customer).toEqual(['B', 'C']);
});

test('gaps and concentration cross the port', async () => {
  const gaps = await small.engine.call('kpis.gaps', { scope: FIGURES.scope, acquired: null, orderNumber: null });
  // A: 10 January to 5 February; C: 15 February to 1 March 2024.
  expect([gaps.gaps, gaps.counts[26], gaps.counts[15]]).toEqual([2, 1, 1]);
  const { customers, netMinor } = await small.engine.call('kpis.concentration', { scope: FIGURES.scope, period: FIGURES.period });
  expect([customers, netMinor]).toEqual([3, 4500]);
});
