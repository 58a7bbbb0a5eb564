import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerColumn, CustomerExportQuery, CustomerList, CustomerListQuery, RecordColumn } from '../../core/contract/customers.ts';
import { DEFAULT_RULES } from '../../core/contract/rules.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { openProject } from '../../core/store/project-store.ts';
import { type Bench, createBench } from './engine-harness.ts';

/** `f2` and `a` are one person by e-mail; `c` has no record; `z` no order. */
const ORDERS = `order_id,date,customer_id,product_id,quantity,unit_price
1,2023-01-05,a,tea,1,1.00
2,2023-01-06,b,tea,1,2.00
3,2023-01-07,c,tea,1,3.00
4,2023-01-08,d,tea,1,4.00
5,2023-01-09,e,tea,1,5.00
6,2023-02-10,f2,tea,1,6.00
`;
const RECORDS = `customer_id,name,email,phone,birth_date,city,country,source,consent,orders,tier
b,Bo,bo@example.org,+380440000001,2000-02-29,Lviv,UA,ads,yes,9,gold
d,Da,da@example.org,+380440000002,1999-03-01,,,,no,,=cmd
e,Ed,ed@example.org,,1960-02-28,Kyiv,UA,,,1,silver
a,Al,same@example.org,+380440000003,1985-12-31,,,,,,
f2,Alias,same@example.org,,,Odesa,,,,,
z,Zoe,zoe@example.org,,2001-02-01,,,,,,
`;
const ALL = { kind: 'all', scope: DEFAULT_SCOPE } as const;
const FIELDS = ['email', 'phone', 'birthDate', 'city', 'country', 'source', 'consent', 'attribute:tier'] as const satisfies RecordColumn[];

let bench: Bench;
const list = (more: Partial<CustomerListQuery>): Promise<CustomerList> => bench.engine.call('customers.list', { selection: ALL, sort: 'customer', descending: false, offset: 0, limit: 500, ...more });
const column = (page: CustomerList, wanted: RecordColumn): (string | null)[] | undefined => page.records.find((record) => record.column === wanted)?.values;

beforeAll(async () => {
  bench = createBench();
  await bench.openProject();
  await bench.importText(ORDERS);
  const file = bench.engine.grant(bench.write('customers.csv', RECORDS));
  const { plan } = await bench.engine.call('import.inspect', { file, plan: null });
  const attributes = ['tier', 'orders'].map((name) => RECORDS.split('\n')[0]!.split(',').indexOf(name));
  await bench.engine.call('import.run', { files: [file], plan: { ...plan, attributes } });
});
afterAll(() => bench.end());

describe('what records say', () => {
  test('stands in the list, in the order of its rows; nothing where nothing is known', async () => {
    const page = await list({ records: [...FIELDS] });
    expect(page.customer).toEqual(['a', 'b', 'c', 'd', 'e', 'f2']);
    expect(page.records.map((record) => record.column)).toEqual([...FIELDS]);
    expect(column(page, 'email')).toEqual(['same@example.org', 'bo@example.org', null, 'da@example.org', 'ed@example.org', 'same@example.org']);
    expect(column(page, 'birthDate')).toEqual(['1985-12-31', '2000-02-29', null, '1999-03-01', '1960-02-28', null]);
    expect(column(page, 'city')).toEqual([null, 'Lviv', null, null, 'Kyiv', 'Odesa']);
    expect(column(page, 'consent')).toEqual([null, 'yes', null, 'no', null, null]);
    expect(column(page, 'attribute:tier')).toEqual([null, 'gold', null, '=cmd', 'silver', null]);
    expect(column(await list({ records: ['attribute:constructor'] }), 'attribute:constructor')).toEqual(Array.from({ length: 6 }, () => null));
    expect((await list({})).records).toEqual([]);
    expect(await bench.engine.call('customers.attributes', null)).toEqual(['orders', 'tier']);
  });

  test('is listed backwards and in pages just so', async () => {
    const page = await list({ descending: true, offset: 1, limit: 2, records: ['email'] });
    expect([page.customer, column(page, 'email')]).toEqual([['e', 'd'], ['ed@example.org', 'da@example.org']]);
  });

  test('birthdays come in the order of the year, 29 February in its month', async () => {
    expect((await list({ sort: 'birthDate' })).customer).toEqual(['c', 'f2', 'e', 'b', 'd', 'a']);
    for (const [month, customers] of [[2, ['e', 'b']], [3, ['d']], [12, ['a']], [1, []]] as const) {
      expect((await list({ selection: { kind: 'birthdays', scope: { ...DEFAULT_SCOPE, asOf: '2023-02-28' }, month }, sort: 'birthDate' })).customer).toEqual(customers);
    }
  });
});

describe('as a file', () => {
  const written = async (columns: CustomerColumn[], more: Partial<CustomerExportQuery> = {}): Promise<string[][]> => {
    const path = join(bench.folder, 'list.csv');
    await bench.engine.call('customers.export', { selection: ALL, sort: 'customer', descending: false, columns, names: {}, format: 'csv', byteOrderMark: false, ...more, file: bench.engine.grantTarget(path) });
    return Papa.parse<string[]>(readFileSync(path, 'utf8').trim()).data;
  };

  test('every column that is chosen; no two of one name, no formula', async () => {
    const [head, , bo, c, da] = await written(['customer', 'name', ...FIELDS, 'orders', 'attribute:orders']);
    expect(head).toEqual(['customer', 'name', 'email', 'phone', 'birthDate', 'city', 'country', 'source', 'consent', 'tier', 'orders', 'orders_']);
    expect(bo).toEqual(['b', 'Bo', 'bo@example.org', bo?.[3], '2000-02-29', 'Lviv', 'UA', 'ads', 'yes', 'gold', '1', '9']);
    expect(bo?.[3]?.replaceAll(/\D/g, '')).toBe('380440000001');
    expect(c).toEqual(['c', '', '', '', '', '', '', '', '', '', '1', '']);
    expect(da?.slice(8, 10)).toEqual(['no', "'=cmd"]);
  });

  test('masked: e-mail and phone as hashes, no birth date, nothing of further columns', async () => {
    const [, , bo] = await written(['customer', 'name', ...FIELDS], { masked: true });
    const store = openProject(join(bench.folder, 'shop.tenure'), { create: false, readonly: true });
    const key = Buffer.from(store.setting('mask-key')!, 'hex');
    store.close();
    const hash = (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 16);
    expect(bo).toEqual([hash('b'), hash('Bo'), hash('bo@example.org'), bo?.[3], '', 'Lviv', 'UA', 'ads', 'yes', '']);
    expect(bo?.[3]).toMatch(/^[0-9a-f]{16}$/);
    const page = await list({ records: [...FIELDS], masked: true });
    expect([column(page, 'email')?.[1], column(page, 'birthDate'), column(page, 'attribute:tier')]).toEqual([hash('bo@example.org'), Array.from({ length: 6 }, () => null), Array.from({ length: 6 }, () => null)]);
  });
});

test('SQL sees consent and further columns, and masked nothing that tells who somebody is', async () => {
  const ask = async (masked: boolean): Promise<unknown[][]> => {
    const { columns, rows } = await bench.engine.call('tables.query', { scope: DEFAULT_SCOPE, sql: "select customer, email, birth_date, city, consent, attributes ->> 'tier' from customers order by customer = 'b' desc, orders, birth_date", limit: 10, masked });
    return Array.from({ length: rows }, (_, row) => columns.map(({ values }) => values[row]));
  };
  expect((await ask(false))[0]).toEqual(['b', 'bo@example.org', '2000-02-29', 'Lviv', 1, 'gold']);
  const masked = await ask(true);
  expect(masked.map(([, , birthDate, , , tier]) => [birthDate, tier])).toEqual(Array.from({ length: 6 }, () => [null, null]));
  expect(masked.flatMap(([customer, email]) => [customer, email]).every((text) => text === null || (typeof text === 'string' && /^[0-9a-f]{16}$/.test(text)))).toBe(true);
});

test('of customers who count as one, one record speaks; taken apart again, each has their own', async () => {
  await bench.engine.call('rules.save', { ...DEFAULT_RULES, identity: { email: true, phone: false } });
  const merged = await list({ records: ['email', 'city', 'birthDate'] });
  expect(merged.customer).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(merged.records.map(({ values }) => values[0])).toEqual(['same@example.org', null, '1985-12-31']);
  await bench.engine.call('rules.save', DEFAULT_RULES);
  expect((await list({ records: ['city'] })).records[0]?.values.at(-1)).toBe('Odesa');
});
