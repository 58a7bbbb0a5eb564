import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_RFM } from '../../core/contract/segments.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import type { TableExport, TableExportQuery } from '../../core/contract/tables.ts';
import { createBench, type Bench } from './engine-harness.ts';

// Ids with leading zeros, a customer who would be a formula, a line without a customer.
const SHOP = `order,customer,date,product,quantity,amount,channel
001,=cmd,2024-01-10,mug,1,8.10,web
001,=cmd,2024-01-10,tea,2,12.20,web
002,bo,2024-02-05,tea,1,7.50,shop
003,,2024-02-09,mug,1,3.00,shop
004,bo,2024-03-01,mug,3,24.30,web
`;

let bench: Bench;
beforeAll(async () => {
  bench = createBench(1);
  await bench.openProject();
  await bench.importText(SHOP);
});
afterAll(() => bench.end());

const write = (name: string, query: Partial<TableExportQuery>): Promise<TableExport> =>
  bench.engine.call('tables.export', { scope: DEFAULT_SCOPE, table: 'lines', masked: false, format: 'csv', ...query, file: bench.engine.grantTarget(join(bench.folder, name)) });
const parsed = (name: string): Record<string, string>[] => Papa.parse<Record<string, string>>(readFileSync(join(bench.folder, name), 'utf8').replace(/^\uFEFF/, ''), { header: true, skipEmptyLines: true }).data;
const duck = async (sql: string): Promise<unknown[][]> => (await (await (await DuckDBInstance.create()).connect()).runAndReadAll(sql)).getRowsJson();

describe('what other programs read', () => {
  test('CSV: every line, ids as they were, no formula', async () => {
    expect(await write('lines.csv', {})).toEqual({ rows: 5, sheets: 1 });
    expect(parsed('lines.csv').map(({ order_id, customer, product, net }) => [order_id, customer, product, net])).toEqual([
      ['001', "'=cmd", 'mug', '8.10'],
      ['001', "'=cmd", 'tea', '12.20'],
      ['002', 'bo', 'tea', '7.50'],
      ['004', 'bo', 'mug', '24.30'],
      ['003', '', 'mug', '3.00'],
    ]);
  });

  test('Parquet in DuckDB', async () => {
    await write('orders.parquet', { table: 'orders', format: 'parquet' });
    const from = `from read_parquet('${join(bench.folder, 'orders.parquet')}')`;
    expect(await duck(`select count(*)::int, round(sum(net_revenue), 2), min(day)::varchar, count(customer)::int ${from}`)).toEqual([[4, 55.1, '2024-01-10', 3]]);
    expect(await duck(`select order_id, channel ${from} order by 1`)).toEqual([['001', 'web'], ['002', 'shop'], ['003', 'shop'], ['004', 'web']]);
  });

  test('Arrow', async () => {
    await write('customers.arrow', { table: 'customers', format: 'arrow' });
    const table = tableFromIPC(readFileSync(join(bench.folder, 'customers.arrow')));
    expect([...table].map((row) => [row['customer'], Number(row['orders']), Number(row['net_revenue'])])).toEqual([['=cmd', 1, 20.3], ['bo', 2, 31.8]]);
  });
});

test('a filter and an as-of day choose what is written as counted', async () => {
  await write('web.csv', { table: 'orders', scope: { ...DEFAULT_SCOPE, asOf: '2024-02-29', filters: [{ field: 'channel', values: ['web'], applies: 'orders' }] } });
  expect(parsed('web.csv').map(({ order_id, counted }) => [order_id, counted])).toEqual([['001', '1'], ['002', '0'], ['003', '0']]);
});

test('masked: the same hash for the same customer, in each table, and no name', async () => {
  await write('masked-lines.csv', { masked: true });
  await write('masked-customers.csv', { table: 'customers', masked: true });
  const ofLines = new Set(parsed('masked-lines.csv').map(({ customer }) => customer).filter((customer) => customer !== ''));
  const ofCustomers = parsed('masked-customers.csv').map(({ customer }) => customer);
  expect([...ofLines]).toEqual(ofCustomers);
  for (const customer of ofCustomers) expect(customer).toMatch(/^[0-9a-f]{16}$/);
});

test('segments share the customers out', async () => {
  const rows: number[] = [];
  for (const { id } of DEFAULT_RFM.segments) rows.push((await write('segment.csv', { table: 'customers', scope: { ...DEFAULT_SCOPE, segment: { settings: DEFAULT_RFM, segments: [id] } } })).rows);
  expect(rows.reduce((sum, count) => sum + count, 0)).toBe(2);
});

test('a token for reading writes nothing', async () => {
  const path = join(bench.folder, 'not-granted.csv');
  await expect(bench.engine.call('tables.export', { scope: DEFAULT_SCOPE, table: 'lines', masked: false, format: 'csv', file: bench.engine.grant(path) })).rejects.toMatchObject({ error: { code: 'FILE', fault: 'not-found' } });
  expect(existsSync(path)).toBe(false);
});

test('a table of the page: numbers are numbers, gaps are empty, a formula is a text', async () => {
  const columns = [
    { name: '=cohort', values: ['2024-01', '=1+1'] },
    { name: 'size', values: [3, null] },
    { name: 'mixed', values: [1, 'none'] },
  ];
  const save = (name: string, format: 'csv' | 'xlsx' | 'parquet'): Promise<TableExport> => bench.engine.call('tables.save', { columns, format, file: bench.engine.grantTarget(join(bench.folder, name)) });
  expect(await save('shown.parquet', 'parquet')).toEqual({ rows: 2, sheets: 1 });
  expect(await duck(`select "=cohort", size::int, mixed from read_parquet('${join(bench.folder, 'shown.parquet')}')`)).toEqual([['2024-01', 3, '1'], ['=1+1', null, 'none']]);
  await save('shown.csv', 'csv');
  expect(Papa.parse<string[]>(readFileSync(join(bench.folder, 'shown.csv'), 'utf8').replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data).toEqual([["'=cohort", 'size', 'mixed'], ['2024-01', '3', '1'], ["'=1+1", '', 'none']]);
  await save('shown.xlsx', 'xlsx');
  expect(readFileSync(join(bench.folder, 'shown.xlsx')).subarray(0, 2).toString()).toBe('PK');
  await expect(bench.engine.call('tables.save', { columns: [columns[0]!, { name: 'short', values: [1] }], format: 'csv', file: bench.engine.grantTarget(join(bench.folder, 'no.csv')) })).rejects.toMatchObject({ error: { code: 'BAD_REQUEST' } });
});
