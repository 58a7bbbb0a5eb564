import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LTV, type LtvCustomer, type LtvGroupKey, type LtvGroups, type LtvQuery, type LtvSettings } from '../../core/contract/ltv.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { DEFAULT_RFM } from '../../core/contract/segments.ts';
import { type Bench, createBench, errorOf } from './engine-harness.ts';
import { dayOf, importShop, isoOf, OBSERVATION_END, purchases, sales } from './ltv-shop.ts';

const SETTINGS: LtvSettings = { ...DEFAULT_LTV, observationEnd: OBSERVATION_END };
const QUERY: LtvQuery = { ...SETTINGS, scope: DEFAULT_SCOPE, holdoutEnd: null };
const END = dayOf(OBSERVATION_END);
const known = purchases(END);
const firstDay = (customer: string): number => Math.min(...known.get(customer)!.keys());
const channelOf = (customer: string): string => (Number(customer.slice(1)) % 3 === 0 ? 'shop' : 'online');

let bench: Bench;
beforeAll(async () => {
  bench = createBench();
  await bench.openProject();
  await importShop(bench);
}, 120_000);
afterAll(() => bench.end());

const groupsBy = (by: LtvGroupKey, ltv: LtvQuery = QUERY): Promise<LtvGroups> => bench.engine.call('ltv.groups', { ltv, by, ...(by === 'segment' && { rfm: DEFAULT_RFM }) });

test('groups by segment are the segments’ profiles', async () => {
  const groups = await groupsBy('segment');
  const query = { scope: { ...DEFAULT_SCOPE, asOf: OBSERVATION_END }, settings: DEFAULT_RFM };
  const ids = DEFAULT_RFM.segments.map(({ id }) => id);
  expect(groups.group).toEqual(ids.filter((id) => groups.group.includes(id)));
  expect(groups.customers.reduce((sum, count) => sum + count, 0)).toBe(known.size);
  for (const [row, segment] of groups.group.entries()) {
    const profile = await bench.engine.call('rfm.segment', { query, segment, ltv: SETTINGS });
    expect(groups.customers[row]).toBe(profile.ltv!.customers);
    expect(groups.aliveCustomers[row]).toBeCloseTo(profile.ltv!.aliveCustomers, 8);
    expect(groups.clvMean[row]! * groups.customers[row]!).toBeCloseTo(profile.ltv!.clvMinor!.value, 3);
    expect(groups.clvLower[row]).toBeLessThan(groups.clvMean[row]!);
    expect(groups.clvUpper[row]).toBeGreaterThan(groups.clvMean[row]!);
  }
  expect(await errorOf(bench.engine.call('ltv.groups', { ltv: QUERY, by: 'segment' }))).toMatchObject({ code: 'BAD_REQUEST' });
});

test('groups of renewals have intervals too', async () => {
  const groups = await groupsBy('attribute:channel', { ...QUERY, model: 'sbg' });
  groups.clvMean.forEach((mean, row) => {
    expect(groups.clvLower[row]).toBeLessThan(mean);
    expect(groups.clvUpper[row]).toBeGreaterThan(mean);
  });
});

describe('one customer', () => {
  const valueOf = (code: number, more: Partial<LtvSettings> = {}): Promise<LtvCustomer> => bench.engine.call('ltv.customer', { scope: DEFAULT_SCOPE, ltv: { ...SETTINGS, ...more }, code });

  test('has the figures of the list, with intervals around them', async () => {
    const list = await bench.engine.call('customers.list', { selection: { kind: 'all', scope: DEFAULT_SCOPE }, sort: 'clv', descending: true, offset: 0, limit: 500, ltv: SETTINGS });
    for (const row of [0, 1, 100, 300]) {
      const name = list.customer[row]!;
      const value = await valueOf(list.code[row]!);
      const days = [...known.get(name)!.keys()].sort((left, right) => left - right);
      expect(value.history).toEqual({
        frequency: days.length - 1,
        recency: (days.at(-1)! - days[0]!) / 7,
        age: (END - days[0]!) / 7,
        pastRevenueMinor: [...known.get(name)!.values()].reduce((sum, cents) => sum + cents, 0),
      });
      expect(value).toMatchObject({ absent: null, spendFault: null, observationEnd: OBSERVATION_END });
      expect(value.pAlive!.value).toBe(list.ltv!.pAlive[row]);
      expect(value.expectedTransactions!.value).toBe(list.ltv!.expectedTransactions[row]);
      expect(value.clvMinor!.value).toBe(list.ltv!.clvMinor[row]);
      expect(value.warnings.includes('one-time-buyers-alive')).toBe(days.length === 1);
      const { interval } = value.pAlive!;
      if (days.length === 1) expect(interval).toEqual([1, 1]);
      else expect(interval[0] < value.pAlive!.value && value.pAlive!.value < interval[1]).toBe(true);
      // What may happen is a whole number of purchases.
      for (const end of value.expectedTransactions!.interval) expect(Number.isInteger(end)).toBe(true);
      if (row < 2) expect(value.clvMinor!.interval[0] < value.clvMinor!.value && value.clvMinor!.value < value.clvMinor!.interval[1]).toBe(true);
    }
  });

  test('who came later is not in the model, and a model with a fault says which', async () => {
    const last = await bench.engine.call('customers.list', { selection: { kind: 'all', scope: DEFAULT_SCOPE }, sort: 'firstOrder', descending: true, offset: 0, limit: 1 });
    expect(await valueOf(last.code[0]!)).toMatchObject({ absent: 'not-in-model', history: null, pAlive: null, expectedTransactions: null, clvMinor: null });
    const early = isoOf(Math.min(...sales.map(({ day }) => day)) + 5);
    const first = sales.find(({ day }) => isoOf(day) <= early)!;
    const list = await bench.engine.call('customers.list', { selection: { kind: 'all', scope: DEFAULT_SCOPE }, sort: 'customer', descending: false, search: first.customer, offset: 0, limit: 500 });
    const code = list.code[list.customer.indexOf(first.customer)]!;
    expect(await valueOf(code, { observationEnd: early })).toMatchObject({ absent: 'too-few-repeaters', pAlive: null, clvMinor: null });
  });

  test('of renewals too', async () => {
    const list = await bench.engine.call('customers.list', { selection: { kind: 'all', scope: DEFAULT_SCOPE }, sort: 'clv', descending: true, offset: 0, limit: 1, ltv: { ...SETTINGS, model: 'sbg' } });
    const value = await valueOf(list.code[0]!, { model: 'sbg' });
    expect(value.clvMinor!.value).toBe(list.ltv!.clvMinor[0]);
    expect(value.clvMinor!.interval[0]).toBeLessThanOrEqual(value.clvMinor!.value);
    expect(value.clvMinor!.interval[1]).toBeGreaterThanOrEqual(value.clvMinor!.value);
  });
});

test('the valuable at risk are the same in the list of customers', async () => {
  const selection = { kind: 'valuable-at-risk', scope: DEFAULT_SCOPE, ltv: SETTINGS } as const;
  const list = await bench.engine.call('customers.list', { selection, sort: 'netRevenue', descending: true, offset: 0, limit: 500, ltv: SETTINGS });
  const page = await bench.engine.call('ltv.customers', { ltv: QUERY, which: 'valuable-at-risk', sort: 'pastRevenue', descending: true, offset: 0, limit: 500, intervals: false, masked: false });
  expect(list.total).toBeGreaterThan(0);
  expect(list.customer.toSorted()).toEqual(page.customer.toSorted());
  list.ltv!.pAlive.forEach((alive) => expect(alive).toBeLessThan(0.5));
  const all = [...known.values()].map((days) => [...days.values()].reduce((sum, cents) => sum + cents, 0)).sort((left, right) => right - left);
  page.pastRevenueMinor.forEach((past) => expect(past).toBeGreaterThanOrEqual(all[Math.floor(all.length / 5)]!));
  const online = { ...DEFAULT_SCOPE, filters: [{ field: 'channel', values: ['online'], applies: 'first-order' as const }] };
  const filtered = await bench.engine.call('customers.list', { selection: { ...selection, scope: online }, sort: 'customer', descending: false, offset: 0, limit: 500, ltv: SETTINGS });
  for (const name of filtered.customer) expect(channelOf(name)).toBe('online');
});

describe('what it cost to win a group', () => {
  test('without a file of spending there is a reason and no number', async () => {
    const groups = await groupsBy('month');
    expect(groups).toMatchObject({ costBasis: null, costAbsence: 'no-spend', unassignedSpendMinor: 0 });
    for (const column of [groups.acquisitionCostMinor, groups.ltvToCac, groups.paybackMonth]) expect(column.every(Number.isNaN)).toBe(true);
  });

  describe('with spending', () => {
    // 300 and 150 in each month of 2023, and 50 for a channel by which nobody came.
    beforeAll(async () => {
      const months = Array.from({ length: 12 }, (_, month) => `2023-${String(month + 1).padStart(2, '0')}`);
      const rows = months.flatMap((month) => [`${month},online,300.00`, `${month},shop,150.00`, `${month},radio,50.00`]);
      await bench.engine.call('import.run', { files: [bench.engine.grant(bench.write('spend.csv', ['month,channel,amount', ...rows].join('\n')))], plan: null });
    }, 60_000);

    const customersOf = (channel: string): number => [...known.keys()].filter((name) => channelOf(name) === channel).length;

    test('falls to the channel of the group’s name, and is paid back when the margin says so', async () => {
      const groups = await groupsBy('attribute:channel');
      expect(groups).toMatchObject({ costBasis: 'channel-named', costAbsence: null, unassignedSpendMinor: 600_00 });
      for (const [row, channel] of groups.group.entries()) {
        const cost = (channel === 'online' ? 3600_00 : 1800_00) / customersOf(channel);
        expect(groups.acquisitionCostMinor[row]).toBeCloseTo(cost, 6);
        const past = groups.pastRevenueMinor[row]! / groups.customers[row]!;
        expect(groups.ltvToCac[row]).toBeCloseTo((past + groups.clvMean[row]!) / cost, 6);
        // By hand: mean revenue of each month of age over those seen for the whole of it.
        const names = [...known.keys()].filter((name) => channelOf(name) === channel);
        let cumulative = 0;
        let payback = Number.NaN;
        for (let month = 0; Number.isNaN(payback); month++) {
          const seen = names.filter((name) => END - firstDay(name) + 1 >= (month + 1) * 30.4375);
          if (seen.length < 30) break;
          const cents = seen.flatMap((name) => [...known.get(name)!].filter(([day]) => Math.floor((day - firstDay(name)) / 30.4375) === month).map(([, sum]) => sum));
          cumulative += cents.reduce((sum, each) => sum + each, 0) / seen.length;
          if (cumulative >= cost) payback = month + 1;
        }
        expect(groups.paybackMonth[row]).toBe(payback);
      }
    });

    test('falls to the month in which customers came', async () => {
      const groups = await groupsBy('quarter');
      expect(groups.costBasis).toBe('period');
      for (const [row, quarter] of groups.group.entries()) {
        if (quarter < '2024') expect(groups.acquisitionCostMinor[row]).toBeCloseTo(1500_00 / groups.customers[row]!, 6);
        else expect(groups.acquisitionCostMinor[row]).toBeNaN();
      }
      expect(groups.unassignedSpendMinor).toBe(0);
      const some = await groupsBy('quarter', { ...QUERY, acquired: { from: '2023-02-01', to: '2023-07-01' } });
      expect(some.group).toEqual(['2023-01-01', '2023-04-01']);
      expect(some.acquisitionCostMinor[0]).toBeCloseTo(1000_00 / some.customers[0]!, 6);
    });

    test('falls to the channel of each customer’s first order, for groups that spending does not name', async () => {
      for (const by of ['discounted', 'product', 'segment'] as const) {
        const groups = await groupsBy(by);
        expect(groups).toMatchObject({ costBasis: 'channel-of-first-order', unassignedSpendMinor: 600_00 });
        const total = groups.acquisitionCostMinor.reduce((sum, cost, row) => sum + cost * groups.customers[row]!, 0);
        expect(total).toBeCloseTo(5400_00, 3);
      }
    });

    test('is not split where a filter chooses what spending does not know of', async () => {
      const scope = { ...DEFAULT_SCOPE, filters: [{ field: 'product', values: ['p'], applies: 'orders' as const }] };
      expect(await groupsBy('month', { ...QUERY, scope })).toMatchObject({ costBasis: null, costAbsence: 'spend-not-split' });
    });
  });
});
