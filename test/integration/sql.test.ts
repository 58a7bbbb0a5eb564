import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_SCOPE, type Scope } from '../../core/contract/scope.ts';
import type { SqlResult } from '../../core/contract/tables.ts';
import { createBench, type Bench } from './engine-harness.ts';

// Ann: 20.00, of which the mug (8.00) is given back in March; Bo: a test of 5.00 and 7.50; nobody: 3.00; a free sample for Cy.
const SHOP = `order,customer,date,product,quantity,amount,status,channel
A1,ann,2024-01-10 09:30:00,mug,1,8.00,paid,web
A1,ann,2024-01-10 09:30:00,tea,2,12.00,paid,web
A2,ann,2024-03-02 10:00:00,mug,-1,-8.00,paid,web
B1,bo,2024-02-01 11:00:00,tea,1,5.00,test,shop
B2,bo,2024-02-05 11:00:00,tea,1,7.50,paid,shop
C1,cy,2024-02-07 08:00:00,tea,1,0.00,paid,web
D1,,2024-02-09 08:00:00,mug,1,3.00,paid,shop
`;

let bench: Bench;
beforeAll(async () => {
  bench = createBench(1);
  await bench.openProject();
  await bench.importText(SHOP);
});
afterAll(() => bench.end());

const ask = async (sql: string, scope: Partial<Scope> = {}, limit = 100): Promise<SqlResult> => bench.engine.call('tables.query', { scope: { ...DEFAULT_SCOPE, ...scope }, sql, limit, masked: false });
const rows = async (sql: string, scope: Partial<Scope> = {}): Promise<unknown[][]> => {
  const { columns, rows: count } = await ask(sql, scope);
  return Array.from({ length: count }, (_, row) => columns.map(({ values }) => values[row]));
};

test('orders: status, what counts, and money after the credit note', async () => {
  expect(await rows('select order_id, customer, moment, status, counted, lines, net, net_revenue, channel from orders order by order_id')).toEqual([
    ['A1', 'ann', '2024-01-10 09:30:00', 'counted', 1, 2, 20, 12, 'web'],
    ['A2', 'ann', '2024-03-02 10:00:00', 'credit-note', 0, 1, -8, 0, 'web'],
    ['B1', 'bo', '2024-02-01 11:00:00', 'test', 0, 1, 5, 0, 'shop'],
    ['B2', 'bo', '2024-02-05 11:00:00', 'counted', 1, 1, 7.5, 7.5, 'shop'],
    ['C1', 'cy', '2024-02-07 08:00:00', 'zero-value', 0, 1, 0, 0, 'web'],
    ['D1', null, '2024-02-09 08:00:00', 'counted', 1, 1, 3, 3, 'shop'],
  ]);
});

test('as of a day before the credit note, nothing is given back', async () => {
  expect(await rows("select sum(net_revenue), max(day) from orders where customer = 'ann'", { asOf: '2024-02-29' })).toEqual([[20, '2024-01-10']]);
});

test('filters choose what is counted', async () => {
  const filters: Scope['filters'] = [{ field: 'channel', values: ['shop'], applies: 'orders' }];
  expect(await rows('select order_id from orders where counted = 1 order by 1', { filters })).toEqual([['B2'], ['D1']]);
});

test('by product: an order passes when a line is of it, and fails when a line is of one excepted', async () => {
  const counted = async (filter: Omit<Scope['filters'][number], 'field'>): Promise<unknown[]> =>
    (await rows('select order_id from orders where counted = 1 order by 1', { filters: [{ field: 'product', ...filter }] })).flat();
  expect(await counted({ values: ['mug'], applies: 'orders' })).toEqual(['A1', 'D1']);
  expect(await counted({ values: ['tea'], applies: 'orders' })).toEqual(['A1', 'B2']);
  expect(await counted({ values: ['mug'], applies: 'orders', except: true })).toEqual(['B2']);
  expect(await counted({ values: ['mug', 'tea'], applies: 'orders', except: true })).toEqual([]);
  expect(await counted({ values: ['mug'], applies: 'first-order' })).toEqual(['A1']);
  expect(await counted({ values: ['nothing'], applies: 'orders' })).toEqual([]);
});

test('lines stand in their orders', async () => {
  expect(await rows("select order_id, line, product, quantity, net, status from lines where customer = 'ann' order by 1, 2")).toEqual([
    ['A1', 1, 'mug', 1, 8, 'counted'],
    ['A1', 2, 'tea', 2, 12, 'counted'],
    ['A2', 1, 'mug', -1, -8, 'credit-note'],
  ]);
});

test('customers are those with an order that counts', async () => {
  expect(await rows('select customer, first_order, last_order, orders, net_revenue from customers order by 1')).toEqual([
    ['ann', '2024-01-10', '2024-01-10', 1, 12],
    ['bo', '2024-02-05', '2024-02-05', 1, 7.5],
  ]);
});

test('tables join, and the whole of the lines is the whole of the orders', async () => {
  expect(await rows('select (select sum(net) from lines) - (select sum(net) from orders), (select count(*) from lines l join orders o using (order_id))')).toEqual([[0, 7]]);
});

test('more rows than asked for are cut and said to be', async () => {
  expect(await ask('select order_id from orders', {}, 2)).toMatchObject({ rows: 2, isCut: true });
  expect(await ask('select order_id from orders', {}, 6)).toMatchObject({ rows: 6, isCut: false });
});

test.each([
  "attach '/tmp/other.db' as other",
  'pragma database_list',
  "vacuum into '/tmp/copy.db'",
  'create table x (a)',
  'delete from orders returning *',
  'select 1; select 2',
  "select load_extension('x')",
  'select nothing from orders',
  '-- only a comment',
])('%s is refused', async (sql) => {
  await expect(ask(sql)).rejects.toMatchObject({ error: { code: 'SQL' } });
});
