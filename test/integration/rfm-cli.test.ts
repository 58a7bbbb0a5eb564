import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCommandLine } from './cli-harness.ts';
import { SIX_CUSTOMERS } from './six-customers.ts';

const { folder, file, tenure, json, end } = createCommandLine();
beforeAll(async () => {
  await json('import', 'shop.tenure', file('orders.csv', SIX_CUSTOMERS));
}, 60_000);
afterAll(end);

test('rfm: the fixed keys, migration with its names, and the file of customers', { timeout: 60_000 }, async () => {
  const answered = await json('rfm', 'shop.tenure', '--as-of', '2024-07-01', '--compare-as-of', '2024-06-01', '--customers', 'scores.csv');
  const result = answered as unknown as { asOf: string; cutPoints: object; segments: { segment: string; customers: number; share: number; netRevenue: number }[]; migration: number[][]; migrationStates: string[]; customersFile: number };
  expect(result.asOf).toBe('2024-07-01');
  expect(result.cutPoints).toEqual({ recencyDays: [10, 20, 30, 40], frequency: [1, 1, 1, 2], monetary: [1, 1, 2, 3] });
  expect(result.segments).toHaveLength(11);
  expect(result.segments.find(({ segment }) => segment === 'At risk')).toMatchObject({ customers: 1, share: 1 / 6, netRevenue: 5 });
  const at = (from: string, to: string): number => result.migration[result.migrationStates.indexOf(from)]![result.migrationStates.indexOf(to)]!;
  expect([at('Champions', 'At risk'), at('Potential loyalist', 'Champions'), at('Not yet a customer', 'Promising'), at('Lost', 'Lost')]).toEqual([1, 1, 1, 0]);
  expect(result.customersFile).toBe(6);
  expect(readFileSync(join(folder, 'scores.csv'), 'utf8').trimEnd().split('\r\n')).toEqual([
    'customer,recencyDays,frequency,monetary,r,f,m,fm,segment',
    'a,10,3,3.00,4,5,4,5,Champions',
    'b,10,1,1.00,4,1,1,1,Promising',
    'c,20,1,1.00,3,1,1,1,About to sleep',
    'd,30,2,5.00,2,4,5,5,At risk',
    'e,40,1,1.00,1,1,1,1,Lost',
    'f,50,1,2.00,1,1,3,2,Hibernating',
  ]);
});

test('rfm within filters, a look-back and thresholds; wrong usage ends with 2', { timeout: 60_000 }, async () => {
  const answer = (...args: string[]) => json('rfm', 'shop.tenure', '--as-of', '2024-07-01', ...args);
  expect(await answer('--look-back-days', '30')).toMatchObject({ customers: 3, netRevenue: 3, outsideLookBack: { customers: 3, netRevenue: 8 }, migration: null });
  expect(await answer('--where', 'channel=store')).toMatchObject({ customers: 3, netRevenue: 3 });
  expect(await answer('--recency-cuts', '5,15,25,45', '--frequency-cuts', '1,2,3,4', '--monetary-cuts', '0.5,1.5,2.5,4')).toMatchObject({ scoring: 'thresholds', cutPoints: { monetary: [0.5, 1.5, 2.5, 4] } });
  for (const wrong of [['--look-back-days', '0'], ['--recency-cuts', '1,2,3,4'], ['--from', '2024-01-01'], ['--compare-as-of', 'yesterday'], ['--recency-cuts', '4,3,2,1', '--frequency-cuts', '1,2,3,4', '--monetary-cuts', '1,2,3,4']]) {
    expect((await tenure('rfm', 'shop.tenure', ...wrong)).code).toBe(2);
  }
});

test('customers by segment, with their scores', { timeout: 60_000 }, async () => {
  expect(await json('customers', 'shop.tenure', '--as-of', '2024-07-01', '--segment', 'at risk')).toMatchObject({
    total: 1,
    customers: [{ customer: 'd', name: null, orders: 2, netRevenue: 5, averageOrderValue: 2.5, recencyDays: 30, frequency: 2, monetary: 5, r: 2, f: 4, m: 5, segment: 'At risk' }],
  });
});
