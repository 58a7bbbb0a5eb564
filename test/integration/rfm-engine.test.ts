import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CohortQuery } from '../../core/contract/cohorts.ts';
import type { CustomerExportQuery, CustomerList, CustomerListQuery, Selection } from '../../core/contract/customers.ts';
import { DEFAULT_SCOPE, type Scope } from '../../core/contract/scope.ts';
import { DEFAULT_GRID, DEFAULT_RFM, type RfmSettings } from '../../core/contract/segments.ts';
import { openProject } from '../../core/store/project-store.ts';
import { type Bench, createBench, errorOf } from './engine-harness.ts';
import { SIX_CUSTOMERS } from './six-customers.ts';

const RECORDS = `customer_id,name,email,phone,birth_date
a,Anna Żak,anna@example.org,+380440000001,1990-03-05
b,Борис Коваль,boris@example.org,+380440000002,1985-07-30
z,Zoe Nobody,zoe@example.org,+380440000003,1999-03-01
`;
const FEEDBACK = `date,customer_id,survey,nps,text
2024-06-30,a,nps,10,Good tea
2024-05-05,a,nps,6,Cold tea
2024-07-20,a,nps,0,Too late for the as-of day
2024-06-22,b,nps,8,
`;
const SCOPE: Scope = { ...DEFAULT_SCOPE, asOf: '2024-07-01' };
const QUERY = { scope: SCOPE, settings: DEFAULT_RFM };

let bench: Bench;
const listed = (selection: Selection, more: Partial<CustomerListQuery> = {}): Promise<CustomerList> =>
  bench.engine.call('customers.list', { selection, sort: 'customer', descending: false, offset: 0, limit: 500, rfm: DEFAULT_RFM, ...more });
const names = async (selection: Selection, more: Partial<CustomerListQuery> = {}): Promise<string> => (await listed(selection, more)).customer.join('');

beforeAll(async () => {
  bench = createBench();
  await bench.openProject();
  await bench.importText(SIX_CUSTOMERS);
  for (const [name, text] of [['customers.csv', RECORDS], ['feedback.csv', FEEDBACK]] as const) {
    await bench.engine.call('import.run', { files: [bench.engine.grant(bench.write(name, text))], plan: null });
  }
}, 60_000);
afterAll(() => bench.end());

describe('customers with their scores', () => {
  test('columns of a page', async () => {
    const page = await listed({ kind: 'all', scope: SCOPE });
    expect(page.customer).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(page.name).toEqual(['Anna Żak', 'Борис Коваль', '', '', '', '']);
    expect(page.rfm?.segment).toEqual(['champions', 'promising', 'about-to-sleep', 'at-risk', 'lost', 'hibernating']);
    expect([...page.rfm!.recencyDays]).toEqual([10, 10, 20, 30, 40, 50]);
    expect([page.rfm!.recencyScore, page.rfm!.frequencyScore, page.rfm!.monetaryScore].map((column) => [...column].join(''))).toEqual(['443211', '511411', '411513']);
    expect([...page.averageOrderMinor]).toEqual([100, 100, 100, 250, 100, 200]);
    expect((await listed({ kind: 'all', scope: SCOPE }, { rfm: undefined })).rfm).toBeNull();
  });

  test('sorts; equals keep their order', async () => {
    const all: Selection = { kind: 'all', scope: SCOPE };
    expect(await names(all, { sort: 'recency' })).toBe('abcdef');
    expect(await names(all, { sort: 'monetary', descending: true })).toBe('dafbce');
    expect(await names(all, { sort: 'averageOrderValue', descending: true })).toBe('dfabce');
    expect(await names(all, { sort: 'frequencyScore', descending: true })).toBe('adbcef');
    expect(await names(all, { sort: 'segment' })).toBe('abcdfe');
    const { rfm: _rfm, ...without } = { selection: all, sort: 'recency' as const, descending: false, offset: 0, limit: 10, rfm: null };
    expect(await errorOf(bench.engine.call('customers.list', without))).toMatchObject({ code: 'BAD_REQUEST', detail: expect.stringContaining('this sort needs rfm') });
  });

  test('search by id or recorded name, whatever the case and alphabet', async () => {
    const all: Selection = { kind: 'all', scope: SCOPE };
    expect(await names(all, { search: 'ANNA' })).toBe('a');
    expect(await names(all, { search: 'ż' })).toBe('a');
    expect(await names(all, { search: 'КОВ' })).toBe('b');
    expect(await names(all, { search: 'E' })).toBe('e');
    expect((await listed(all, { search: 'zoe' })).total).toBe(0);
  });

  test('selections: segments, cells, moves', async () => {
    expect(await names({ kind: 'segment', query: QUERY, segment: 'at-risk' })).toBe('d');
    expect(await names({ kind: 'rfm-cell', query: QUERY, recency: 4, frequency: null, monetary: null, frequencyMonetary: null })).toBe('ab');
    expect(await names({ kind: 'rfm-cell', query: QUERY, recency: null, frequency: 1, monetary: 1, frequencyMonetary: null })).toBe('bce');
    expect(await names({ kind: 'rfm-cell', query: QUERY, recency: null, frequency: null, monetary: null, frequencyMonetary: 5 })).toBe('ad');
    const query = { query: QUERY, compareAsOf: '2024-06-01', cutPoints: 'own' as const };
    expect(await names({ kind: 'rfm-movement', query, from: 'not-yet-a-customer', to: null })).toBe('bc');
    expect(await names({ kind: 'rfm-movement', query, from: 'hibernating', to: 'lost' })).toBe('e');
    expect(await errorOf(names({ kind: 'segment', query: QUERY, segment: 'nobody' }))).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('each cell of the migration matrix lists as many customers as it says', async () => {
    const query = { query: QUERY, compareAsOf: '2024-06-01', cutPoints: 'own' as const };
    const { states, migration } = await bench.engine.call('rfm.movement', query);
    for (const [row, from] of states.entries()) {
      for (const [column, to] of states.entries()) expect((await listed({ kind: 'rfm-movement', query, from, to }, { limit: 1 })).total).toBe(migration[row * states.length + column]);
    }
  });

  test('birthdays of a month, of customers with orders', async () => {
    expect(await names({ kind: 'birthdays', scope: SCOPE, month: 3 })).toBe('a');
    expect(await names({ kind: 'birthdays', scope: SCOPE, month: 7 })).toBe('b');
  });
});

describe('a list as a file', () => {
  const written = async (more: Partial<CustomerExportQuery>): Promise<{ rows: number; lines: string[] }> => {
    const path = join(bench.folder, 'list.csv');
    const query: Omit<CustomerExportQuery, 'file'> = { selection: { kind: 'all', scope: SCOPE }, sort: 'monetary', descending: true, rfm: DEFAULT_RFM, columns: ['customer'], names: {}, format: 'csv', ...more };
    const { rows } = await bench.engine.call('customers.export', { ...query, file: bench.engine.grantTarget(path) });
    return { rows, lines: readFileSync(path, 'utf8').replace(/^\uFEFF/, '').trim().split('\r\n') };
  };

  test('rows and columns in the order of the table', async () => {
    const { rows, lines } = await written({ columns: ['segment', 'customer', 'name', 'firstOrder', 'netRevenue', 'recency', 'recencyScore'], names: { champions: 'The best' } });
    expect(rows).toBe(6);
    expect(lines).toEqual([
      'segment,customer,name,firstOrder,netRevenue,recencyDays,r',
      'at-risk,d,,2024-05-01,5.00,30,2',
      'The best,a,Anna Żak,2024-05-01,3.00,10,4',
      'hibernating,f,,2024-05-12,2.00,50,1',
      'promising,b,Борис Коваль,2024-06-21,1.00,10,4',
      'about-to-sleep,c,,2024-06-11,1.00,20,3',
      'lost,e,,2024-05-22,1.00,40,1',
    ]);
  });

  test('only those found and selected; ids and names as the list masks them', async () => {
    expect((await written({ search: 'anna' })).lines).toEqual(['customer', 'a']);
    expect((await written({ selection: { kind: 'segment', query: QUERY, segment: 'lost' } })).lines).toEqual(['customer', 'e']);
    const page = await listed({ kind: 'all', scope: SCOPE }, { search: 'anna', masked: true });
    expect((await written({ search: 'anna', masked: true, columns: ['customer', 'name'] })).lines).toEqual(['customer,name', `${page.customer[0]},${page.name[0]}`]);
    expect(page.name[0]).toMatch(/^[0-9a-f]{16}$/);
  });
});

test('lists to act upon', async () => {
  // g orders every ten days, five times: its own four gaps are 10 days each, so it is due exactly 10 days after the last order, 2024-02-10.
  const own = createBench();
  try {
    await own.openProject();
    const line = (id: string, date: string, customer: string, price: number): string => `${id},${date},${customer},tea,1,${price}`;
    const regular = ['01-01', '01-11', '01-21', '01-31', '02-10'].map((day, at) => line(`g${at}`, `2024-${day}`, 'g', 50));
    const others = Array.from({ length: 9 }, (_, at) => line(`x${at}`, '2024-01-15', `x${at}`, 1));
    await own.importText(['order_id,date,customer_id,product_id,quantity,unit_price', ...regular, ...others].join('\n'));
    const list = async (kind: 'due-to-reorder' | 'at-risk-and-valuable', asOf: string): Promise<string[]> =>
      (await own.engine.call('customers.list', { selection: { kind, query: { scope: { ...DEFAULT_SCOPE, asOf }, settings: DEFAULT_RFM } }, sort: 'customer', descending: false, offset: 0, limit: 10 })).customer;
    expect(await list('due-to-reorder', '2024-02-19')).toEqual([]);
    expect(await list('due-to-reorder', '2024-02-20')).toEqual(['g']);
    expect(await list('at-risk-and-valuable', '2024-02-20')).toEqual([]);
    expect(await list('at-risk-and-valuable', '2024-02-21')).toEqual(['g']);
  } finally {
    await own.end();
  }
});

describe('the segment filter of a scope', () => {
  const only = (...segments: string[]): Scope => ({ ...SCOPE, segment: { settings: DEFAULT_RFM, segments } });

  test('keeps the customers of these segments, in every analysis, and says so', async () => {
    const list = await listed({ kind: 'all', scope: only('champions', 'lost') });
    expect(list.customer).toEqual(['a', 'e']);
    expect(list.provenance.segments).toEqual(['champions', 'lost']);
    const matrix = await bench.engine.call('cohorts.matrix', { scope: only('at-risk'), key: 'month', age: 'month', measure: 'retained', cumulative: false, retained: 'in-age', acquired: null });
    expect([...matrix.sizes]).toEqual([1]);
  });

  test('nobody is scored anew', async () => {
    const all = await bench.engine.call('rfm.table', QUERY);
    const some = await bench.engine.call('rfm.table', { ...QUERY, scope: only('at-risk', 'champions') });
    expect(some.cutPoints).toEqual(all.cutPoints);
    expect(some.customers).toBe(2);
    expect((await listed({ kind: 'all', scope: only('at-risk') })).rfm?.segment).toEqual(['at-risk']);
  });

  test('beside filters on orders it scores what these leave', async () => {
    // Online only: a 10 days 2 orders 200, b 10 1 100, d 30 2 500, f 50 1 200.
    const scope: Scope = { ...SCOPE, filters: [{ field: 'channel', values: ['online'], applies: 'orders' }] };
    const { segments } = await bench.engine.call('rfm.table', { ...QUERY, scope });
    for (const [index, id] of segments.segment.entries()) {
      expect((await listed({ kind: 'all', scope: { ...scope, segment: { settings: DEFAULT_RFM, segments: [id] } } })).total).toBe(segments.customers[index]);
    }
  });
});

describe('cohorts by segment', () => {
  const COHORTS: CohortQuery = { scope: SCOPE, key: 'segment', age: 'order', measure: 'retained', cumulative: false, retained: 'in-age', acquired: null, segments: DEFAULT_RFM };

  test('hold the customers of each, and their later orders', async () => {
    const { cohorts, sizes, ages, cells } = await bench.engine.call('cohorts.matrix', COHORTS);
    expect(cohorts.toSorted()).toEqual(['about-to-sleep', 'at-risk', 'champions', 'hibernating', 'lost', 'promising']);
    expect([...sizes]).toEqual([1, 1, 1, 1, 1, 1]);
    const ordersOf = (id: string): number => [...cells.subarray(cohorts.indexOf(id) * ages, (cohorts.indexOf(id) + 1) * ages)].filter((retained) => retained === 1).length;
    expect([ordersOf('champions'), ordersOf('at-risk'), ordersOf('lost')]).toEqual([3, 2, 1]);
    expect(await names({ kind: 'cohort', query: COHORTS, cohort: 'at-risk', age: 1 })).toBe('d');
  });

  test('who did not order within the look-back window is a cohort without a segment', async () => {
    const segments = { ...DEFAULT_RFM, lookBackDays: 15 };
    const { cohorts, kinds, sizes } = await bench.engine.call('cohorts.matrix', { ...COHORTS, segments });
    expect(sizes[cohorts.indexOf('')]).toBe(4);
    expect(kinds[cohorts.indexOf('')]).toBe('none');
    expect(await names({ kind: 'cohort', query: { ...COHORTS, segments }, cohort: '', age: null })).toBe('cdef');
  });

  test('within a filter on segments nobody is scored anew, and rules must be given', async () => {
    const scope: Scope = { ...SCOPE, segment: { settings: DEFAULT_RFM, segments: ['lost', 'promising'] } };
    expect((await bench.engine.call('cohorts.matrix', { ...COHORTS, scope })).cohorts.toSorted()).toEqual(['lost', 'promising']);
    const { segments: _segments, ...without } = COHORTS;
    expect(await errorOf(bench.engine.call('cohorts.matrix', without))).toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('masks', () => {
  test('ids and names are keyed hashes, the same in lists, profiles and files', async () => {
    const list = await listed({ kind: 'all', scope: SCOPE }, { masked: true });
    const path = join(bench.folder, 'masked.csv');
    await bench.engine.call('customers.export', { selection: { kind: 'all', scope: SCOPE }, sort: 'customer', descending: false, columns: ['customer', 'orders'], names: {}, masked: true, format: 'csv', file: bench.engine.grantTarget(path) });
    const profile = await bench.engine.call('customers.profile', { customer: { code: list.code[0]! }, scope: SCOPE, rfm: DEFAULT_RFM, masked: true });
    const store = openProject(join(bench.folder, 'shop.tenure'), { create: false, readonly: true });
    const key = Buffer.from(store.setting('mask-key')!, 'hex');
    store.close();
    const hash = (text: string): string => createHmac('sha256', key).update(text).digest('hex').slice(0, 16);
    expect(key).toHaveLength(32);
    expect(list.customer).toEqual([...'abcdef'].map(hash));
    expect(list.name.slice(0, 3)).toEqual([hash('Anna Żak'), hash('Борис Коваль'), '']);
    const file = readFileSync(path, 'utf8');
    for (const customer of 'abcdef') expect(file).toContain(`${hash(customer)},`);
    expect([profile.customer, profile.record?.name, profile.record?.email, profile.record?.birthDay]).toEqual([hash('a'), hash('Anna Żak'), hash('anna@example.org'), null]);
    expect(profile.feedback.text).toEqual(['', '']);
    expect(JSON.stringify(profile)).not.toMatch(/anna|Żak|\+380/iu);
  });
});

describe('profiles', () => {
  test('of a customer', async () => {
    const profile = await bench.engine.call('customers.profile', { customer: { name: 'a' }, scope: SCOPE, rfm: DEFAULT_RFM, masked: false });
    expect(profile.timeline.order).toEqual(['a1', 'a2', 'a3']);
    expect(profile.timeline.kind).toEqual(['order', 'order', 'order']);
    expect(profile.timeline.product).toEqual(['tea', 'tea', 'cup']);
    expect([profile.orders, profile.netMinor, profile.firstOrder, profile.lastOrder]).toEqual([3, 300, '2024-05-01', '2024-06-21']);
    expect(profile.scores).toEqual({ recencyDays: 10, frequency: 3, monetaryMinor: 300, recencyScore: 4, frequencyScore: 5, monetaryScore: 4, segment: 'champions' });
    expect([...profile.gapsDays]).toEqual([31, 20]);
    // 20 and 31: median 25.5, and 21.1 and 29.9 at a tenth and nine tenths.
    expect(profile.next.own).toEqual({ gaps: 2, medianDays: 25.5, lowerDays: expect.closeTo(21.1, 9) as number, upperDays: expect.closeTo(29.9, 9) as number, day: '2024-07-17', from: '2024-07-12', to: '2024-07-21' });
    // Nobody else is a champion, so the segment’s gaps are the same two, as whole days.
    expect(profile.next.segment?.gaps).toBe(2);
    expect(profile.history.asOf).toEqual(['2024-06-30', '2024-07-01']);
    expect([...profile.history.frequency]).toEqual([3, 3]);
    expect([...profile.history.recencyDays]).toEqual([9, 10]);
    expect(profile.firstProducts.map(({ product }) => product)).toEqual(['tea']);
    expect(profile.favouriteProducts.map(({ product, orders, quantity }) => [product, orders, quantity])).toEqual([['tea', 2, 2], ['cup', 1, 1]]);
    expect(profile.record?.birthDay).toBe('1990-03-05');
    expect(profile.feedback.day).toEqual(['2024-05-05', '2024-06-30']);
    expect(profile.feedback.nps).toEqual([6, 10]);
    expect(profile.attributes).toEqual([{ field: 'channel', first: 'online', last: 'online' }]);
  });

  test('of somebody without orders, and of nobody', async () => {
    const profile = await bench.engine.call('customers.profile', { customer: { name: 'z' }, scope: SCOPE, rfm: DEFAULT_RFM, masked: false });
    expect([profile.orders, profile.scores, profile.next.own, profile.record?.name]).toEqual([0, null, null, 'Zoe Nobody']);
    expect(await errorOf(bench.engine.call('customers.profile', { customer: { name: 'nobody' }, scope: SCOPE, rfm: DEFAULT_RFM, masked: false }))).toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('of a segment: products, gaps, NPS by the as-of day', async () => {
    const profile = await bench.engine.call('rfm.segment', { query: QUERY, segment: 'champions' });
    expect(profile.customers).toBe(1);
    expect(profile.products.product).toEqual(['tea', 'cup']);
    expect([...profile.products.netMinor]).toEqual([200, 100]);
    expect([...profile.products.customers]).toEqual([1, 1]);
    expect(profile.nps).toMatchObject({ answers: 2, promoters: 1, passives: 0, detractors: 1, nps: 0 });
    expect((await bench.engine.call('rfm.segment', { query: QUERY, segment: 'lost' })).nps).toBeNull();
  });
});

test('segments are kept in the project; a grid that is not total is refused', async () => {
  expect(await bench.engine.call('segments.read', null)).toEqual(DEFAULT_RFM);
  const mine: RfmSettings = { ...DEFAULT_RFM, lookBackDays: 365, segments: DEFAULT_GRID.map((segment) => (segment.id === 'lost' ? { ...segment, name: 'Gone', advice: 'Let them be' } : segment)) };
  expect(await bench.engine.call('segments.save', mine)).toEqual(mine);
  expect(await bench.engine.call('segments.read', null)).toEqual(mine);
  expect(await errorOf(bench.engine.call('segments.save', { ...mine, segments: mine.segments.slice(1) }))).toMatchObject({ code: 'BAD_REQUEST', detail: expect.stringContaining('the cell R 5 × FM 5 belongs to no segment') });
  await bench.engine.call('segments.save', DEFAULT_RFM);
});
