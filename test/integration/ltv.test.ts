import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerListQuery } from '../../core/contract/customers.ts';
import { DEFAULT_LTV, type LtvFit, type LtvQuery } from '../../core/contract/ltv.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { DEFAULT_RFM } from '../../core/contract/segments.ts';
import { type Bench, createBench, errorOf } from './engine-harness.ts';
import { dayOf, HOLDOUT_END, importShop, OBSERVATION_END, purchases, sales } from './ltv-shop.ts';

const QUERY: LtvQuery = { scope: DEFAULT_SCOPE, ...DEFAULT_LTV, observationEnd: OBSERVATION_END, holdoutEnd: HOLDOUT_END };

let bench: Bench;
let fit: LtvFit;
beforeAll(async () => {
  bench = createBench();
  await bench.openProject();
  await importShop(bench);
  fit = await bench.engine.call('ltv.fit', QUERY);
}, 120_000);
afterAll(() => bench.end());

const observed = purchases(dayOf(OBSERVATION_END));
const all = purchases(dayOf(HOLDOUT_END));

describe('a fit over the project', () => {
  test('counts customers, those who came back, and those who came later', () => {
    expect(fit.customers).toBe(observed.size);
    expect(fit.repeaters).toBe([...observed.values()].filter((days) => days.size > 1).length);
    expect(fit.leftOut).toEqual([{ reason: 'first-seen-later', customers: all.size - observed.size }]);
    expect(fit.provenance.asOf).toBe(OBSERVATION_END);
    expect(fit.warnings).toContain('no-cost');
  });

  test('histories in a page are those of the rows', async () => {
    const page = await bench.engine.call('ltv.customers', { ltv: QUERY, which: 'all', sort: 'customer', descending: false, offset: 0, limit: 5000, intervals: false, masked: false });
    expect(page.total).toBe(observed.size);
    expect(page.customer).toEqual([...observed.keys()].sort());
    page.customer.forEach((customer, row) => {
      const days = [...observed.get(customer)!.keys()].sort((left, right) => left - right);
      expect([page.frequency[row], page.recency[row], page.age[row]]).toEqual([days.length - 1, (days.at(-1)! - days[0]!) / 7, (dayOf(OBSERVATION_END) - days[0]!) / 7]);
      expect(page.pastRevenueMinor[row]).toBe([...observed.get(customer)!.values()].reduce((sum, cents) => sum + cents, 0));
    });
    const sum = (column: Float64Array): number => column.reduce((total, value) => total + value, 0);
    expect(sum(page.expectedTransactions)).toBeCloseTo(fit.totals!.expectedTransactions.value, 6);
    expect(sum(page.clvMinor)).toBeCloseTo(fit.totals!.clvMinor!.value, 3);
  });

  test('customers at risk are valuable and probably gone', async () => {
    const page = await bench.engine.call('ltv.customers', { ltv: QUERY, which: 'valuable-at-risk', sort: 'pastRevenue', descending: true, offset: 0, limit: 50, intervals: true, masked: false });
    expect(page.total).toBeGreaterThan(0);
    page.pAlive.forEach((alive) => expect(alive).toBeLessThan(0.5));
    expect(page.pastRevenueMinor).toEqual(page.pastRevenueMinor.slice().sort().toReversed());
    page.expectedTransactions.forEach((_, row) => expect(page.intervals!.transactionsLower[row]).toBeLessThanOrEqual(page.intervals!.transactionsUpper[row]!));
  });

  test('stand beside customers in lists, sort and choose them, and add up over segments', async () => {
    const { holdoutEnd: _none, scope: _scope, ...ltv } = QUERY;
    const list = (more: Partial<CustomerListQuery>) =>
      bench.engine.call('customers.list', { selection: { kind: 'all', scope: DEFAULT_SCOPE }, sort: 'clv', descending: true, offset: 0, limit: 500, ltv, ...more });
    const page = await bench.engine.call('ltv.customers', { ltv: QUERY, which: 'all', sort: 'customer', descending: false, offset: 0, limit: 5000, intervals: false, masked: false });
    const placeOf = new Map(page.customer.map((customer, place) => [customer, place]));
    const whole = await list({});
    expect(whole.total).toBe(all.size);
    whole.customer.forEach((customer, row) => {
      const place = placeOf.get(customer);
      // Who came later is in the list, but not in the model.
      expect([whole.ltv!.pAlive[row], whole.ltv!.clvMinor[row]]).toEqual(place === undefined ? [Number.NaN, Number.NaN] : [page.pAlive[place], page.clvMinor[place]]);
    });
    const known = whole.ltv!.clvMinor.slice(0, observed.size);
    expect(known).toEqual(known.slice().sort().toReversed());
    const wanted = [...page.pAlive].filter((alive, place) => alive <= 0.6 && page.clvMinor[place]! >= 500).length;
    expect(wanted).toBeGreaterThan(0);
    const chosen = await list({ within: [{ column: 'pAlive', from: null, to: 0.6 }, { column: 'clv', from: 500, to: null }] });
    expect(chosen.total).toBe(wanted);
    await expect(errorOf(bench.engine.call('customers.list', { selection: { kind: 'all', scope: DEFAULT_SCOPE }, sort: 'clv', descending: true, offset: 0, limit: 5 }))).resolves.toMatchObject({ code: 'BAD_REQUEST' });

    const query = { scope: { ...DEFAULT_SCOPE, asOf: OBSERVATION_END }, settings: DEFAULT_RFM };
    const profiles = await Promise.all(DEFAULT_RFM.segments.map(({ id }) => bench.engine.call('rfm.segment', { query, segment: id, ltv })));
    const sums = profiles.reduce((sum, profile) => [sum[0]! + profile.ltv!.customers, sum[1]! + profile.ltv!.aliveCustomers, sum[2]! + profile.ltv!.clvMinor!.value], [0, 0, 0]);
    expect(sums[0]).toBe(observed.size);
    expect(sums[1]).toBeCloseTo(fit.totals!.aliveCustomers, 6);
    expect(sums[2]).toBeCloseTo(fit.totals!.clvMinor!.value, 3);
    for (const { ltv: expected } of profiles) {
      const { value, interval } = expected!.expectedTransactions;
      if (expected!.customers > 0) expect(interval[0] <= value && value <= interval[1]).toBe(true);
    }
  });

  test('the holdout is what the rows say', () => {
    const holdout = fit.holdout!;
    let happened = 0;
    let squares = 0;
    let predicted = 0;
    for (const [customer, days] of observed) {
      const later = all.get(customer)!.size - days.size;
      const first = Math.min(...days.keys());
      const age = dayOf(OBSERVATION_END) - first;
      const historic = age > 0 ? ((days.size - 1) / age) * holdout.days : 0;
      happened += later;
      predicted += historic;
      squares += (historic - later) ** 2;
    }
    expect(holdout).toMatchObject({ from: '2024-07-01', to: HOLDOUT_END, days: 184, actualTransactions: happened });
    const historic = holdout.errors.find(({ predictor }) => predictor === 'historic-rate')!;
    expect(historic.predicted).toBeCloseTo(predicted, 6);
    expect(historic.rootMeanSquaredError).toBeCloseTo(Math.sqrt(squares / observed.size), 8);
    const repeats = [...observed.values()].reduce((sum, days) => sum + days.size - 1, 0);
    expect(holdout.tracking.cumulativeActual.at(-1)).toBe(repeats + happened);
    expect(holdout.calibration.customers.reduce((sum, count) => sum + count, 0)).toBe(observed.size);
  });

  test('groups add up to the whole', async () => {
    const groups = await bench.engine.call('ltv.groups', { ltv: QUERY, by: 'attribute:channel' });
    expect([...groups.group].sort()).toEqual(['online', 'shop']);
    expect(groups.customers.reduce((sum, count) => sum + count, 0)).toBe(observed.size);
    const value = groups.clvMean.reduce((sum, mean, row) => sum + mean * groups.customers[row]!, 0);
    expect(value).toBeCloseTo(fit.totals!.clvMinor!.value, 3);
    groups.clvMean.forEach((mean, row) => {
      expect(groups.clvLower[row]).toBeLessThan(mean);
      expect(groups.clvUpper[row]).toBeGreaterThan(mean);
    });
    const months = await bench.engine.call('ltv.groups', { ltv: QUERY, by: 'quarter' });
    expect(months.group[0]).toBe('2023-01-01');
  });

  test('models side by side are about the same customers', async () => {
    const { model: _model, ...ltv } = QUERY;
    const { rows, customers } = await bench.engine.call('ltv.compare', { ltv, models: ['bg-nbd', 'mbg-nbd', 'pareto-nbd'] });
    expect(customers).toBe(observed.size);
    expect(rows.map(({ model }) => model)).toEqual(['bg-nbd', 'mbg-nbd', 'pareto-nbd', 'historic', 'formula']);
    expect(rows[0]!.expectedTransactions).toBe(fit.totals!.expectedTransactions.value);
    for (const { fit: fitted } of rows.slice(0, 3)) expect(fitted?.customers).toBe(observed.size);
  });
});

describe('worksheet, curve and what-if', () => {
  test('LTV is the product of what is used', async () => {
    const given = { scope: DEFAULT_SCOPE, lifetime: 'given', averageOrderMinor: null, ordersPerMonth: 0.5, marginShare: 0.4, lifetimeMonths: 24 } as const;
    const sheet = await bench.engine.call('ltv.formula', given);
    expect(sheet.used).toEqual({ averageOrderMinor: sheet.measured.averageOrderMinor, ordersPerMonth: 0.5, marginShare: 0.4, lifetimeMonths: 24 });
    expect(sheet.ltvMinor).toBeCloseTo(sheet.measured.averageOrderMinor! * 0.5 * 0.4 * 24, 6);
    expect(sheet.customerValueLifespanMinor).toBeCloseTo(sheet.measured.averageOrderMinor! * 0.5 * 24, 6);
    const total = sales.reduce((sum, { cents }) => sum + cents, 0);
    expect(sheet.historicRevenueMinor).toBeCloseTo(total / all.size, 6);
  });

  const CURVE = { scope: DEFAULT_SCOPE, margin: 0.5, months: 36, acquisitionCostMinor: 3000, discountRate: 0.1 } as const;

  test('the curve counts only customers seen for the whole month', async () => {
    const curve = await bench.engine.call('ltv.curve', CURVE);
    const last = Math.max(...sales.map(({ day }) => day));
    for (const month of [0, 1, 5, 11]) {
      let [eligible, cents, orders] = [0, 0, 0];
      for (const [customer, days] of all) {
        const first = Math.min(...days.keys());
        if (last - first + 1 < (month + 1) * 30.4375) continue;
        eligible++;
        for (const sale of sales) {
          if (sale.customer !== customer || Math.floor((sale.day - first) / 30.4375) !== month) continue;
          cents += sale.cents;
          orders++;
        }
      }
      expect(curve.eligible[month]).toBe(eligible);
      expect(curve.revenueMinor[month]).toBeCloseTo(cents / eligible, 6);
      expect(curve.orders[month]).toBeCloseTo(orders / eligible, 9);
    }
    expect(curve.extrapolated[0]).toBe(0);
    expect(curve.extrapolated[35]).toBe(1);
    expect(curve.paybackMonth).toBe(curve.cumulativeMarginMinor.findIndex((margin) => margin >= 3000) + 1);
    expect(curve.ltvToCac).toBeCloseTo(curve.cumulativeMarginMinor[35]! / 3000, 9);
  });

  test('the band is as wide as the spread among customers makes it', async () => {
    const curve = await bench.engine.call('ltv.curve', CURVE);
    const last = Math.max(...sales.map(({ day }) => day));
    const histories = [...all.values()].map((days) => ({ first: Math.min(...days.keys()), days: [...days] }));
    const seen = ({ first }: (typeof histories)[number], month: number): boolean => last - first + 1 >= (month + 1) * 30.4375;
    // Each customer’s part in the cumulative margin: the sum over months of its own less the mean, over those seen for the month.
    const parts = new Float64Array(histories.length);
    for (let month = 0; month < 12; month++) {
      histories.forEach((history, customer) => {
        if (!seen(history, month)) return;
        const cents = history.days.reduce((sum, [day, each]) => sum + (Math.floor((day - history.first) / 30.4375) === month ? each : 0), 0);
        parts[customer]! += (0.5 * cents - curve.marginMinor[month]!) / curve.eligible[month]!;
      });
      const error = Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0));
      const width = curve.band!.cumulativeUpper[month]! - curve.band!.cumulativeLower[month]!;
      // A standard error from 128 blocks has one of 6 % itself, its quantiles about as much again.
      expect(Math.abs(width / (2 * 1.645 * error) - 1), `month ${month}`).toBeLessThan(0.25);
      expect(curve.cumulativeMarginMinor[month]).toBeGreaterThan(curve.band!.cumulativeLower[month]!);
      expect(curve.cumulativeMarginMinor[month]).toBeLessThan(curve.band!.cumulativeUpper[month]!);
      expect(curve.censored[month]).toBe(histories.every((history) => seen(history, month)) ? 0 : 1);
    }
    expect(curve.customers).toBe(all.size);
    const { ltvToCac, paybackMonth } = curve.band!;
    expect(ltvToCac![0] < curve.ltvToCac! && curve.ltvToCac! < ltvToCac![1]).toBe(true);
    expect(paybackMonth![0]! <= curve.paybackMonth! && curve.paybackMonth! <= paybackMonth![1]!).toBe(true);
  });

  test('five per cent more of those who come back', async () => {
    const result = await bench.engine.call('ltv.whatIf', { curve: CURVE, retentionUplift: 0.05, costMinor: 100_000 });
    const later = result.curve.marginMinor.slice(1).reduce((sum, margin) => sum + margin, 0);
    expect(result.difference.profitMinor).toBeCloseTo(0.05 * later * result.customers, 3);
    expect(result.costMinor).toBeCloseTo(300_000, 9);
    expect(result.netGainMinor).toBeCloseTo(result.difference.profitMinor - 300_000, 3);
  });
});

test('a holdout before the end of the observation is refused', async () => {
  expect(await errorOf(bench.engine.call('ltv.fit', { ...QUERY, holdoutEnd: '2024-01-01' }))).toMatchObject({ code: 'BAD_REQUEST' });
});
