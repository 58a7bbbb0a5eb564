import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CohortMatrix, CohortQuery } from '../../core/contract/cohorts.ts';
import type { CustomerList, CustomerListQuery, Selection } from '../../core/contract/customers.ts';
import { KPI_KEYS, KPI_UNITS, type KpiKey, type KpiQuery, type KpiResult } from '../../core/contract/kpis.ts';
import { DEFAULT_SCOPE, type Filter, type Scope } from '../../core/contract/scope.ts';
import { type Bench, createBench, errorOf, manyOrders, SMALL_SHOP } from './engine-harness.ts';

/** METRICS §2 and §3 by hand on three customers; what is behind a number adds up to the number on many. */

const SCOPE: Scope = { ...DEFAULT_SCOPE, asOf: '2024-03-31' };
const KPIS: KpiQuery = { scope: SCOPE, period: { from: '2024-01-01', to: '2024-04-01' }, granularity: 'month', activityWindowDays: 365 };
const COHORTS: CohortQuery = { scope: SCOPE, key: 'month', age: 'month', measure: 'netRevenue', cumulative: false, retained: 'in-age', acquired: null };

let small: Bench;
let large: Bench;
beforeAll(async () => {
  [small, large] = [createBench(), createBench()];
  await Promise.all([small.openProject(), large.openProject()]);
  await Promise.all([small.importText(SMALL_SHOP), large.importText(manyOrders(20_000))]);
});
afterAll(() => Promise.all([small.end(), large.end()]));

const figure = (result: KpiResult, key: KpiKey) => result.figures.find((candidate) => candidate.key === key);
const listed = (bench: Bench, selection: Selection, more: Partial<CustomerListQuery> = {}): Promise<CustomerList> =>
  bench.engine.call('customers.list', { selection, sort: 'customer', descending: false, offset: 0, limit: 500, ...more });

describe('three customers by hand', () => {
  test('figures of a quarter', async () => {
    const result = await small.engine.call('kpis.figures', KPIS);
    const values = Object.fromEntries(result.figures.map(({ key, value }) => [key, value]));
    expect(values).toMatchObject({ activeCustomers: 3, newCustomers: 3, orders: 6, netRevenue: 4900, repeatPurchaseRate: 2 / 3 });
    // Order 2 (20.00) and order 5 (2.50) are not their customer’s first; revenue of customers is 45.00, of all 49.00.
    expect([2250 / 4500, 2250 / 4900]).toContainEqual(values['repeatRevenueShare']);
    expect(result.provenance).toMatchObject({
      asOf: '2024-03-31',
      eligible: { lines: 7, orders: 6, customers: 3, netMinor: 4900 },
      leftOut: [{ reason: 'cancelled', lines: 1, orders: 1, netMinor: 10_000 }],
      anonymous: { lines: 1, orders: 1, netMinor: 400 },
      afterAsOf: { lines: 0, orders: 0, netMinor: 0 },
    });
  });

  test('series by month', async () => {
    const { series } = await small.engine.call('kpis.figures', KPIS);
    expect(series.start).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
    expect(Array.from(series.newCustomers)).toEqual([2, 1, 0]);
    expect(Array.from(series.returningCustomers)).toEqual([0, 1, 1]);
    expect(Array.from(series.orders)).toEqual([2, 2, 2]);
    expect(Array.from(series.firstOrderNetMinor)).toEqual([1500, 750, 0]);
    expect(Array.from(series.laterOrderNetMinor)).toEqual([0, 2000, 250]);
    expect(Array.from(series.anonymousNetMinor)).toEqual([0, 0, 400]);
  });

  test('cohorts by month', async () => {
    const matrix = await small.engine.call('cohorts.matrix', COHORTS);
    expect(matrix.cohorts).toEqual(['2024-01-01', '2024-02-01']);
    expect(Array.from(matrix.sizes)).toEqual([2, 1]);
    expect(matrix.ages).toBe(3);
    expect(Array.from(matrix.cells.slice(0, 5))).toEqual([1500, 2000, 0, 750, 250]);
    expect(Array.from(matrix.retained.slice(0, 5))).toEqual([2, 1, 0, 1, 1]);
  });

  test('cohorts by channel of the first order', async () => {
    const matrix = await small.engine.call('cohorts.matrix', { ...COHORTS, key: 'attribute:channel', measure: 'retained' });
    const sizes = Object.fromEntries(matrix.cohorts.map((cohort, row) => [cohort, matrix.sizes[row]]));
    expect(sizes).toEqual({ online: 2, store: 1 });
  });

  test('as of an earlier day later orders do not exist', async () => {
    const result = await small.engine.call('kpis.figures', { ...KPIS, scope: { ...SCOPE, asOf: '2024-01-31' }, period: { from: '2024-01-01', to: '2024-02-01' } });
    expect(figure(result, 'orders')?.value).toBe(2);
    expect(result.provenance.afterAsOf).toMatchObject({ lines: 6, orders: 5 });
  });

  test('the as-of date is the last day with a line unless it is given', async () => {
    const result = await small.engine.call('kpis.figures', { ...KPIS, scope: DEFAULT_SCOPE, period: null });
    expect(result.provenance.asOf).toBe('2024-03-12');
  });

  test('the customers in order of every column', async () => {
    const all: Selection = { kind: 'all', scope: SCOPE };
    expect((await listed(small, all)).customer).toEqual(['A', 'B', 'C']);
    expect(await listed(small, all, { sort: 'netRevenue', descending: true })).toMatchObject({ total: 3, customer: ['A', 'C', 'B'], netMinor: Float64Array.of(3000, 1000, 500), orders: Float64Array.of(2, 2, 1) });
    expect((await listed(small, all, { sort: 'firstOrder', descending: true })).customer).toEqual(['C', 'B', 'A']);
    expect((await listed(small, all, { sort: 'lastOrder' })).customer).toEqual(['B', 'A', 'C']);
    expect((await listed(small, all, { sort: 'lastOrder', offset: 1, limit: 1 })).customer).toEqual(['A']);
    expect((await listed(small, all, { offset: 3 })).customer).toEqual([]);
  });
});

describe('filters', () => {
  const where = (field: string, values: string[], applies: Filter['applies'] = 'orders'): KpiQuery => ({ ...KPIS, scope: { ...SCOPE, filters: [{ field, values, applies }] } });

  test('on orders measure only those', async () => {
    const result = await small.engine.call('kpis.figures', where('channel', ['store']));
    expect(figure(result, 'orders')?.value).toBe(2);
    expect(figure(result, 'netRevenue')?.value).toBe(2750);
  });

  test('on the first order choose the customers', async () => {
    const result = await small.engine.call('kpis.figures', where('channel', ['store'], 'first-order'));
    expect(figure(result, 'activeCustomers')?.value).toBe(1);
  });

  test('by a value that does not exist match nothing', async () => {
    const result = await small.engine.call('kpis.figures', where('channel', ['pigeon post']));
    expect(figure(result, 'orders')?.value).toBe(0);
    expect(figure(result, 'averageOrderValue')).toMatchObject({ value: null, missing: 'no-denominator' });
  });

  test('by a field that does not exist are an error that names the ones that do', async () => {
    const unknown = { code: 'UNKNOWN_FIELD', field: 'colour', known: ['channel'] };
    // Filters also go by product, which is no key of cohorts by attribute.
    expect(await errorOf(small.engine.call('kpis.figures', where('colour', ['red'])))).toEqual({ ...unknown, known: ['channel', 'product'] });
    expect(await errorOf(small.engine.call('cohorts.matrix', { ...COHORTS, key: 'attribute:colour' }))).toEqual(unknown);
    for (const field of ['__proto__', 'constructor', 'toString']) {
      expect(await errorOf(small.engine.call('cohorts.matrix', { ...COHORTS, key: `attribute:${field}` }))).toEqual({ ...unknown, field });
    }
  });
});

describe('the customers behind a number', () => {
  test('are as many as each cell of the cohorts says', async () => {
    const query: CohortQuery = { ...COHORTS, scope: { ...DEFAULT_SCOPE, asOf: '2024-06-15' } };
    const matrix = await large.engine.call('cohorts.matrix', query);
    for (const [row, cohort] of matrix.cohorts.entries()) {
      const members = await listed(large, { kind: 'cohort', query, cohort, age: null }, { limit: 1 });
      expect(members.total).toBe(matrix.sizes[row]);
      for (let age = 0; age < matrix.ages; age += 3) {
        const behind = await listed(large, { kind: 'cohort', query, cohort, age }, { limit: 1 });
        const retained = matrix.retained[row * matrix.ages + age] ?? 0;
        expect([cohort, age, behind.total]).toEqual([cohort, age, Number.isNaN(retained) ? 0 : retained]);
      }
    }
  });

  test('are as many as the figures of customers say', async () => {
    const query: KpiQuery = { ...KPIS, scope: { ...DEFAULT_SCOPE, asOf: '2024-06-15' }, period: { from: '2024-01-01', to: '2024-06-16' }, activityWindowDays: 'p90-gap' };
    const result = await large.engine.call('kpis.figures', query);
    for (const key of ['activeCustomers', 'newCustomers', 'repeatPurchaseRate', 'periodRepurchaseRate'] as const) {
      const numerator = await listed(large, { kind: 'figure', key, query, part: 'numerator' }, { limit: 1 });
      expect([key, numerator.total]).toEqual([key, figure(result, key)?.numerator]);
      if (KPI_UNITS[key] !== 'share') continue;
      const denominator = await listed(large, { kind: 'figure', key, query, part: 'denominator' }, { limit: 1 });
      expect([key, denominator.total]).toEqual([key, figure(result, key)?.denominator]);
    }
  });

  test('come in pages without gap or overlap', async () => {
    const all: Selection = { kind: 'all', scope: DEFAULT_SCOPE };
    const pages: CustomerList[] = [];
    for (let offset = 0; offset < 20_000; offset += 500) pages.push(await listed(large, all, { sort: 'netRevenue', descending: true, offset }));
    const names = pages.flatMap((page) => page.customer);
    expect(new Set(names).size).toBe(20_000);
    const amounts = pages.flatMap((page) => Array.from(page.netMinor));
    expect(amounts).toEqual(amounts.toSorted((left, right) => right - left));
  });
});

describe('results', () => {
  test('have a value or a reason for every figure', async () => {
    const result = await large.engine.call('kpis.figures', { ...KPIS, scope: DEFAULT_SCOPE, period: null });
    expect(result.figures.map(({ key }) => key).toSorted()).toEqual(KPI_KEYS.toSorted());
    for (const { value, missing } of result.figures) expect(value === null).toBe(missing !== null);
    expect(figure(result, 'netProfitPerCustomer')).toMatchObject({ value: null, missing: 'no-cost' });
  });

  test('are those of before when the same is asked again', async () => {
    const query: KpiQuery = { ...KPIS, scope: { ...DEFAULT_SCOPE, asOf: '2024-05-05' }, period: null };
    const first = await large.engine.call('kpis.figures', query);
    expect(await large.engine.call('kpis.figures', query)).toEqual(first);
  });

  test('too large for a port are refused', async () => {
    const ask = (age: CohortQuery['age'], page?: CohortQuery['page']): Promise<CohortMatrix> =>
      large.engine.call('cohorts.matrix', { ...COHORTS, scope: DEFAULT_SCOPE, key: 'day', age, ...(page && { page }) });
    // 720 days, so 720 ages by day; hundreds of cohorts of 360 windows of two days, each cell of 17 bytes.
    expect(await errorOf(ask('day'))).toEqual({ code: 'TOO_LARGE', what: 'ages', count: 720, most: 600 });
    expect(await errorOf(ask({ windowDays: 2 }))).toMatchObject({ code: 'TOO_LARGE', what: 'bytes', most: 1_048_576 });
    const page = await ask({ windowDays: 2 }, { offset: 100, limit: 20 });
    expect([page.offset, page.cohorts.length, page.ages, page.cells.length]).toEqual([100, 20, 360, 7200]);
    expect(page.totalCohorts * page.ages * 17).toBeGreaterThan(1_048_576);
  });

  test('of the time to the second order are a survival curve of all customers', async () => {
    const curve = await small.engine.call('kpis.secondOrder', { scope: SCOPE, acquired: null, orderNumber: 2 });
    // A comes back after 26 days (10 January to 5 February), C after 15; B has not in 71.
    expect(curve).toMatchObject({ customers: 3, events: 2, days: Float64Array.of(15, 26) });
    expect(Array.from(curve.reordered, (share) => Math.round(share * 1e6))).toEqual([333_333, 666_667]);
  });
});
