import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerList } from '../../core/contract/customers.ts';
import type { KpiResult } from '../../core/contract/kpis.ts';
import type { Provenance } from '../../core/contract/provenance.ts';
import { DEFAULT_RULES, type OrderRules, type OrderRulesState } from '../../core/contract/rules.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { DEFAULT_RFM } from '../../core/contract/segments.ts';
import { type Bench, createBench } from './engine-harness.ts';

/** METRICS §1 by hand, and the conversion by SQL. */

const SHOP = `order,date,customer,email,phone,quantity,price,currency,status
1,2025-01-05,C1,ann@example.com,0501234567,1,100.00,UAH,paid
2,2025-01-06,C2,Ann@Example.com,,1,50.00,UAH,paid
3,2025-01-07,,bob@example.com,+380 50 123 45 67,2,10.00,EUR,paid
4,2025-02-01,C3,,601234567,1,1500,JPY,paid
5,2025-02-02,C3,,601234567,1,7.00,UAH,cancelled
6,2025-02-03,C4,,,1,0,UAH,paid
7,2025-02-04,,,,1,9.00,UAH,paid
8,2025-02-05,C4,,,1,3.00,UAH,test
9,2025-02-06,C4,,,1,20.00,UAH,paid
9,2025-02-06,C4,,,1,1.00,EUR,paid
`;
const RATES = [
  { code: 'EUR', from: '2025-01-01', rate: 45.125 },
  { code: 'EUR', from: '2025-02-01', rate: 46 },
  { code: 'JPY', from: '2025-02-02', rate: 0.27 },
];
const CONVERTED: OrderRules = { ...DEFAULT_RULES, currency: { kind: 'converted', to: 'UAH', rates: RATES } };

let bench: Bench;
beforeAll(async () => {
  bench = createBench();
  await bench.openProject();
  await bench.importText(SHOP);
});
afterAll(() => bench.end());

const figures = (of: Bench = bench): Promise<KpiResult> => of.engine.call('kpis.figures', { scope: DEFAULT_SCOPE, period: null, granularity: 'month', activityWindowDays: 365 });
const provenance = async (rules: OrderRules, of: Bench = bench): Promise<Provenance> => {
  await of.engine.call('rules.save', rules);
  return (await figures(of)).provenance;
};
const state = (): Promise<OrderRulesState> => bench.engine.call('rules.read', null);
const names = async (): Promise<string[]> => {
  const list: CustomerList = await bench.engine.call('customers.list', { selection: { kind: 'all', scope: DEFAULT_SCOPE }, sort: 'customer', descending: false, offset: 0, limit: 500 });
  return list.customer;
};

/** Counted, left out and too late: all of the file. */
function whole({ eligible, leftOut, afterAsOf }: Provenance): { lines: number; netMinor: number } {
  const parts = [eligible, ...leftOut, afterAsOf];
  return { lines: parts.reduce((sum, { lines }) => sum + lines, 0), netMinor: parts.reduce((sum, { netMinor }) => sum + netMinor, 0) };
}

describe('orders that may count', () => {
  test('by default: cancelled, test and zero-value ones and other currencies are left out, anonymous ones are in totals', async () => {
    const found = await provenance(DEFAULT_RULES);
    expect(found).toMatchObject({ rules: {}, currency: { code: 'UAH' }, eligible: { lines: 4, orders: 4, customers: 3, netMinor: 17_900 }, anonymous: { lines: 1, orders: 1, netMinor: 900 } });
    expect(found.leftOut).toEqual([
      { reason: 'cancelled', lines: 1, orders: 1, netMinor: 700 },
      { reason: 'test', lines: 1, orders: 1, netMinor: 300 },
      { reason: 'zero-value', lines: 1, orders: 1, netMinor: 0 },
      // Orders 3 and 4, and one line of order 9.
      { reason: 'other-currency', lines: 3, orders: 2, netMinor: 0 },
    ]);
    expect(whole(found)).toEqual({ lines: 10, netMinor: 17_900 + 700 + 300 });
  });

  test.each<[Partial<OrderRules>, Partial<Provenance['eligible']>, Provenance['rules']]>([
    [{ cancelled: 'counted' }, { lines: 5, orders: 5, customers: 4, netMinor: 18_600 }, { cancelled: 'counted' }],
    [{ test: 'counted' }, { lines: 5, orders: 5, customers: 3, netMinor: 18_200 }, { test: 'counted' }],
    [{ zeroValue: 'counted' }, { lines: 5, orders: 5, customers: 3, netMinor: 17_900 }, { zeroValue: 'counted' }],
    [{ anonymous: 'left-out' }, { lines: 3, orders: 3, customers: 3, netMinor: 17_000 }, { anonymous: 'left-out' }],
    [
      { cancelled: 'counted', test: 'counted', zeroValue: 'counted', anonymous: 'left-out' },
      { lines: 6, orders: 6, customers: 4, netMinor: 18_000 },
      { cancelled: 'counted', test: 'counted', zeroValue: 'counted', anonymous: 'left-out' },
    ],
  ])('%o', async (changed, eligible, inUse) => {
    const found = await provenance({ ...DEFAULT_RULES, ...changed });
    expect(found).toMatchObject({ eligible, rules: inUse });
    expect(whole(found)).toEqual({ lines: 10, netMinor: 18_900 });
    // The counts behind the settings do not depend on how these are set.
    expect((await state()).counts).toEqual({
      cancelled: { lines: 1, orders: 1, netMinor: 700 },
      test: { lines: 1, orders: 1, netMinor: 300 },
      zeroValue: { lines: 1, orders: 1, netMinor: 0 },
      anonymous: { lines: 1, orders: 1, netMinor: 900 },
    });
  });
});

describe('several currencies', () => {
  test('each is counted in its own minor units', async () => {
    await provenance(DEFAULT_RULES);
    expect((await state()).currencies).toEqual([
      { code: 'UAH', minorUnitDigits: 2, lines: 7, orders: 7, netMinor: 18_900, linesWithoutRate: 0 },
      { code: 'EUR', minorUnitDigits: 2, lines: 2, orders: 2, netMinor: 2100, linesWithoutRate: 0 },
      { code: 'JPY', minorUnitDigits: 0, lines: 1, orders: 1, netMinor: 1500, linesWithoutRate: 0 },
    ]);
  });

  test('any of them can be the one that counts', async () => {
    const found = await provenance({ ...DEFAULT_RULES, currency: { kind: 'only', code: 'JPY' } });
    expect(found).toMatchObject({ currency: { code: 'JPY', minorUnitDigits: 0 }, rules: { currency: 'chosen' }, eligible: { lines: 1, orders: 1, netMinor: 1500 } });
    expect(whole(found).lines).toBe(10);
    expect((await bench.engine.call('project.info', null)).currency).toEqual({ code: 'JPY', minorUnitDigits: 0 });
  });

  test('dated rates convert; a line without a rate on its day is left out', async () => {
    const found = await provenance(CONVERTED);
    // 100 + 50 + 20 EUR × 45.125 + 9 + (20 + 1 EUR × 46); the yen had no rate before 2 February.
    expect(found).toMatchObject({ currency: { code: 'UAH' }, rules: { currency: 'converted' }, eligible: { lines: 6, orders: 5, netMinor: 10_000 + 5000 + 90_250 + 900 + 6600 } });
    expect(found.leftOut).toContainEqual({ reason: 'no-rate', lines: 1, orders: 1, netMinor: 0 });
    expect(whole(found).lines).toBe(10);
    expect((await state()).currencies.map(({ code, linesWithoutRate }) => [code, linesWithoutRate])).toEqual([['UAH', 0], ['EUR', 0], ['JPY', 1]]);
  });

  test('as SQL converts thousands of lines', async () => {
    const codes = ['UAH', 'EUR', 'JPY', 'KWD', 'PLN'];
    const rates = codes.slice(1).flatMap((code, at) => Array.from({ length: 12 }, (_, month) => ({ code, from: `2024-${String(month + 1).padStart(2, '0')}-0${1 + at}`, rate: ((((at + 1) * 7919 + month * 104_729) % 99_991) / 1000 + 0.0005).toFixed(4) })));
    const lines = Array.from({ length: 5000 }, (_, line) => {
      const date = new Date(Date.UTC(2023, 11, 20) + ((line * 7919) % 370) * 86_400_000).toISOString().slice(0, 10);
      const code = line % 3 === 0 ? 'UAH' : codes[line % 5]!;
      const price = ((line * 104_729) % 999_983) / { UAH: 100, EUR: 100, JPY: 1, KWD: 1000, PLN: 100 }[code]!;
      return { id: line, date, code, price };
    });
    const other = createBench();
    const duck = await DuckDBInstance.create(':memory:');
    try {
      await other.openProject();
      await other.importText(`order,date,customer,quantity,price,currency\n${lines.map(({ id, date, code, price }) => `${id},${date},c${id % 500},1,${price},${code}`).join('\n')}\n`);
      const found = await provenance({ ...DEFAULT_RULES, currency: { kind: 'converted', to: 'UAH', rates: rates.map((entry) => ({ ...entry, rate: Number(entry.rate) })) } }, other);
      const connection = await duck.connect();
      await connection.run('create table rates (code varchar, day date, rate decimal(18, 4)); create table lines (id integer, day date, code varchar, price decimal(15, 3))');
      await connection.run(`insert into rates values ${rates.map(({ code, from, rate }) => `('${code}', '${from}', ${rate})`).join(',')}`);
      await connection.run(`insert into lines values ${lines.map(({ id, date, code, price }) => `(${id}, '${date}', '${code}', ${price})`).join(',')}`);
      const answer = await connection.runAndReadAll(`
        select count(*) filter (uah is null), count(*) filter (uah > 0), cast(sum(uah) * 100 as bigint)
        from (select case when lines.code = 'UAH' then round(price, 2) else round(cast(price as decimal(15, 3)) * rate, 2) end as uah
              from lines asof left join rates on lines.code = rates.code and lines.day >= rates.day)`);
      const [withoutRate, counted, sum] = answer.getRows()[0]!.map(Number);
      expect(withoutRate).toBeGreaterThan(50);
      expect(found.leftOut.find(({ reason }) => reason === 'no-rate')).toEqual({ reason: 'no-rate', lines: withoutRate, orders: withoutRate, netMinor: 0 });
      expect(found.eligible).toMatchObject({ lines: counted, orders: counted, netMinor: sum });
      expect(whole(found).lines).toBe(5000);
    } finally {
      duck.closeSync();
      await other.end();
    }
  });
});

describe('one customer', () => {
  const MERGED: OrderRules = { ...CONVERTED, identity: { email: true, phone: true } };

  test('by e-mail and phone, guests included: counted under the name that came first', async () => {
    await provenance(CONVERTED);
    expect(await names()).toEqual(['C1', 'C2', 'C4', 'bob@example.com']);
    expect((await state()).identity).toMatchObject({ customersBefore: 5, customersAfter: 5, mergedCustomers: 0, guests: 1, withEmail: 3, withPhone: 3 });
    expect(await provenance(MERGED)).toMatchObject({ rules: { mergedBy: ['email', 'phone'] }, eligible: { customers: 2, orders: 5 } });
    expect(await names()).toEqual(['C1', 'C4']);
    expect((await state()).identity).toMatchObject({ customersBefore: 5, customersAfter: 3, mergedCustomers: 3, guests: 0, tooCommon: [] });
    expect((await bench.engine.call('project.info', null)).customers).toBe(3);
    // Whoever asks for one of them by name is told of all.
    expect(await bench.engine.call('customers.profile', { scope: DEFAULT_SCOPE, rfm: DEFAULT_RFM, customer: { name: 'bob@example.com' }, masked: false })).toMatchObject({ customer: 'C1', orders: 3 });
    // Bob shares no e-mail with anybody.
    expect(await provenance({ ...CONVERTED, identity: { email: true, phone: false } })).toMatchObject({ eligible: { customers: 3 } });
    expect(await names()).toEqual(['C1', 'C4', 'bob@example.com']);
  });

  test('taken back, everything is as before; each rule has results of its own', async () => {
    const plain = await provenance(DEFAULT_RULES);
    const before = await figures();
    const merged = await provenance({ ...DEFAULT_RULES, identity: { email: true, phone: true } });
    expect(merged.fingerprint).not.toBe(plain.fingerprint);
    expect(merged.eligible.customers).toBe(2);
    await bench.engine.call('rules.save', DEFAULT_RULES);
    expect(await figures()).toEqual(before);
    expect((await bench.engine.call('project.info', null)).fingerprint).toBe(plain.fingerprint);
  });

  test('rules stay with the project', async () => {
    await bench.engine.call('rules.save', MERGED);
    await bench.engine.call('project.close', null);
    await bench.openProject('shop.tenure', false);
    expect((await state()).rules).toEqual(MERGED);
    expect((await figures()).provenance.rules).toEqual({ mergedBy: ['email', 'phone'], currency: 'converted' });
  });
});

describe('imported again, corrected and undone', () => {
  const FIRST = 'order,date,customer,email,quantity,price,currency\n1,2025-01-05,C1,ann@example.com,1,100.00,UAH\n2,2025-01-06,C2,bob@example.com,1,50.00,UAH\n';
  // Order 2 was Ann’s and paid in euros; order 3 is new.
  const CORRECTED = 'order,date,customer,email,quantity,price,currency\n1,2025-01-05,C1,ann@example.com,1,100.00,UAH\n2,2025-01-06,C2,ann@example.com,1,50.00,EUR\n3,2025-01-07,C3,cid@example.com,1,8.00,EUR\n';
  const BY_EMAIL: OrderRules = { ...DEFAULT_RULES, identity: { email: true, phone: false }, currency: { kind: 'only', code: 'UAH' } };

  test('what customers are merged by and the currencies of lines follow the rows in force', async () => {
    const other = createBench();
    try {
      await other.openProject();
      await other.importText(FIRST);
      const before = await provenance(BY_EMAIL, other);
      expect(before).toMatchObject({ eligible: { lines: 2, orders: 2, customers: 2, netMinor: 15_000 }, leftOut: [] });
      const second = await other.importText(CORRECTED);
      expect(second.files[0]).toMatchObject({ rows: 3, imported: 1, updated: 1, duplicates: 1 });
      expect((await figures(other)).provenance).toMatchObject({ eligible: { lines: 1, orders: 1, customers: 1, netMinor: 10_000 }, leftOut: [{ reason: 'other-currency', lines: 2, orders: 2, netMinor: 0 }] });
      const { identity, currencies } = await other.engine.call('rules.read', null);
      expect(identity).toMatchObject({ customersBefore: 3, customersAfter: 2, mergedCustomers: 2, withEmail: 3 });
      expect(currencies.map(({ code, lines, netMinor }) => [code, lines, netMinor])).toEqual([['EUR', 2, 5800], ['UAH', 1, 10_000]]);
      expect((await other.engine.call('project.info', null)).lineFacts.grossMinor).toBe(10_000);
      await other.engine.call('import.undo', { importId: second.importId ?? 0 });
      expect(await figures(other)).toMatchObject({ provenance: { eligible: before.eligible, leftOut: before.leftOut, currency: before.currency } });
      expect((await other.engine.call('rules.read', null)).identity).toMatchObject({ customersBefore: 2, customersAfter: 2, mergedCustomers: 0 });
    } finally {
      await other.end();
    }
  });
});
