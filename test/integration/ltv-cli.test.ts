import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createCommandLine } from './cli-harness.ts';

const CDNOW = fileURLToPath(new URL('../../../shared/data/cdnow/CDNOW_sample.txt', import.meta.url));

if (!existsSync(CDNOW)) console.info('skipped: there is no ../shared/data/cdnow');

describe.runIf(existsSync(CDNOW))('CDNOW from the file to the published figures, on the command line', () => {
  const { folder, tenure, json, end } = createCommandLine();
  const project = 'cdnow.tenure';
  beforeAll(async () => {
    await json('import', project, CDNOW);
  }, 60_000);
  afterAll(end);

  test('BG/NBD, Gamma-Gamma, holdout and the file of customers', { timeout: 60_000 }, async () => {
    const out = join(folder, 'customers.csv');
    const fit = await json('ltv', project, '--model', 'bg-nbd', '--spend', 'gamma-gamma', '--observation-end', '1997-09-30', '--holdout-end', '1998-06-30', '--customers', out);
    expect(fit).toMatchObject({ model: 'bg-nbd', timeUnit: 'weeks', customers: 2357, onlyZeroValueCustomers: 8, converged: true, fault: null, observationEnd: '1997-09-30' });
    const parameters = fit['parameters'] as Record<string, number>;
    const published = { r: 0.243, alpha: 4.41, a: 0.793, b: 2.43, p: 6.25, q: 3.74, gamma: 15.4 };
    for (const [name, value] of Object.entries(published)) expect(parameters[name]!.toPrecision(3)).toBe(value.toPrecision(3));
    expect(fit['logLikelihood']).toBeCloseTo(-9582.43, 2);
    expect((fit['spend'] as { logLikelihood: number }).logLikelihood).toBeCloseTo(-4055.92, 2);
    const holdout = fit['holdout'] as { actualTransactions: number; errors: { predictor: string; rootMeanSquaredError: number }[] };
    const errorOf = (name: string): number => holdout.errors.find(({ predictor }) => predictor === name)!.rootMeanSquaredError;
    expect(errorOf('model')).toBeLessThan(Math.min(errorOf('historic-rate'), errorOf('rfm-cell')));
    const rows = readFileSync(out, 'utf8').trim().split('\r\n');
    expect(rows[0]).toBe('customer,frequency,recency,age,pAlive,expectedTransactions,expectedSpend,clv');
    expect(rows).toHaveLength(2358);
    // The customer of the paper’s worked example: x = 2, t_x = 30.43, T = 38.86, P(alive) 0.7266.
    const [customer, x, recency, age, alive] = rows[1]!.split(',');
    expect([customer, x, Number(recency).toFixed(2), Number(age).toFixed(2), Number(alive).toFixed(3)]).toEqual(['00004', '2', '30.43', '38.86', '0.727']);
  });

  test('Pareto/NBD', { timeout: 60_000 }, async () => {
    const fit = await json('ltv', project, '--model', 'pareto-nbd', '--spend', 'none', '--observation-end', '1997-09-30');
    const parameters = fit['parameters'] as Record<string, number>;
    expect([parameters['r']!.toPrecision(3), parameters['alpha']!.toPrecision(3), parameters['s']!.toPrecision(3)]).toEqual(['0.553', '10.6', '0.606']);
    expect(fit['logLikelihood']).toBeCloseTo(-9594.98, 2);
    expect(fit['clv']).toBeNull();
  });

  test('sBG says how orders are read as renewals, and follows the customers who are not lost', { timeout: 60_000 }, async () => {
    const fit = await json('ltv', project, '--model', 'sbg', '--observation-end', '1997-09-30', '--holdout-end', '1998-06-30');
    expect(fit).toMatchObject({ model: 'sbg', timeUnit: 'periods' });
    const survival = fit['survival'] as Record<string, number> & { definition: string };
    expect(survival.definition).toContain('censored');
    expect(survival['graceDays']).toBe(survival['periodDays']! / 2);
    expect(survival['notYetDue']! + survival['late']! + survival['lostCustomers']!).toBe(fit['customers']);
    const holdout = fit['holdout'] as { lost: number; followed: number; customers: number; survivors: { eligible: number[]; actual: number[] }; errors: { predictor: string; bias: number }[] };
    expect(holdout.lost).toBe(survival['lostCustomers']);
    expect(holdout.lost + holdout.followed).toBe(fit['customers']);
    expect(holdout.errors.map(({ predictor }) => predictor)).toEqual(['model', 'last-rate', 'observed-rates']);
    holdout.survivors.actual.forEach((still, period) => expect(still).toBeLessThanOrEqual(holdout.survivors.eligible[period]!));
    // Who buys compact discs does not subscribe to them: a fifth of the lost come back.
    expect(fit).toMatchObject({ holdout: { verdict: 'careful' } });
    expect((await tenure('ltv', project, '--model', 'sbg')).stdout).toContain('are late');
  });

  test('lists to act upon, and groups with intervals', { timeout: 60_000 }, async () => {
    const fit = await json('ltv', project, '--list', 'valuable-at-risk', '--limit', '5', '--by', 'segment');
    const list = fit['list'] as { total: number; customers: { pastRevenue: number; pAlive: number }[] };
    expect(list.customers).toHaveLength(5);
    expect(list.total).toBeGreaterThan(5);
    for (const { pAlive } of list.customers) expect(pAlive).toBeLessThan(0.5);
    expect(list.customers.map(({ pastRevenue }) => pastRevenue)).toEqual(list.customers.map(({ pastRevenue }) => pastRevenue).toSorted((left, right) => right - left));
    const groups = fit['groups'] as { costAbsence: string; rows: { group: string; customers: number; clvPerCustomer: number; interval: [number, number] }[] };
    expect(groups.costAbsence).toBe('no-spend');
    expect(groups.rows.reduce((sum, { customers }) => sum + customers, 0)).toBe(fit['customers']);
    expect(groups.rows.reduce((sum, { customers, clvPerCustomer }) => sum + customers * clvPerCustomer, 0)).toBeCloseTo(fit['clv'] as number, 2);
    for (const { clvPerCustomer, interval } of groups.rows) expect(interval[0] <= clvPerCustomer && clvPerCustomer <= interval[1]).toBe(true);
    const top = (await tenure('ltv', project, '--list', 'top', '--limit', '1', '--by', 'quarter')).stdout;
    expect(top).toContain('Customers by CLV (1 of 2,357)');
    expect(top).toContain('No cost of acquisition');
  });

  test('what cannot be asked is said in one line', async () => {
    for (const args of [['--model', 'magic'], ['--holdout-end', '1990-01-01'], ['--discount-rate', 'x'], ['--observation-end', '1997-09-31']]) {
      const { code, stderr } = await tenure('ltv', project, ...args);
      expect(code).toBe(2);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    }
  });
});
