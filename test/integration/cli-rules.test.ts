import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCommandLine } from './cli-harness.ts';

const ORDERS = `order,date,customer,email,quantity,price,currency,status
1,2025-01-05,C1,ann@example.com,1,100.00,UAH,paid
2,2025-01-06,C2,Ann@Example.com,1,50.00,UAH,paid
3,2025-02-07,,bob@example.com,2,10.00,EUR,paid
4,2025-02-08,C1,,1,7.00,UAH,cancelled
`;
const RATES = 'from;rate;code\n2025-01-01;45,125;eur\n';

const { file, tenure, json, end } = createCommandLine();
beforeAll(async () => {
  file('rates.csv', RATES);
  file('bad.csv', 'code,from,rate\nEUR,2025-01-01,45\nEUR,2025-02-30,46\n');
  await json('import', 'shop.tenure', file('orders.csv', ORDERS));
});
afterAll(end);

test('rules are printed with their counts, changed by name, and named in results', async () => {
  expect(await json('rules', 'shop.tenure')).toMatchObject({
    currency: 'UAH',
    counts: { cancelled: { lines: 1, orders: 1, amount: 7 }, anonymous: { orders: 0 } },
    currencies: [{ code: 'UAH', lines: 3, orders: 3, amount: 157, linesWithoutRate: 0 }, { code: 'EUR', lines: 1, orders: 1, amount: 20, linesWithoutRate: 0 }],
    identity: { customersBefore: 3, customersAfter: 3, mergedCustomers: 0, guests: 1 },
  });
  const changed = await json('rules', 'shop.tenure', '--cancelled', 'counted', '--merge', 'email', '--rates', 'rates.csv');
  expect(changed).toMatchObject({ rules: { cancelled: 'counted', test: 'left-out', currency: { kind: 'converted', to: 'UAH', rates: [{ code: 'EUR', from: '2025-01-01', rate: 45.125 }] } }, identity: { customersAfter: 2 } });
  // 100 + 50 + 20 × 45.125 + 7.
  expect(await json('kpis', 'shop.tenure')).toMatchObject({
    counted: { lines: 4, orders: 4, customers: 2, amount: 1059.5 },
    rules: { cancelled: 'counted', mergedBy: ['email'], currency: 'converted' },
  });
  const { rules } = await json('rules', 'shop.tenure', '--reset');
  expect(rules).toMatchObject({ cancelled: 'left-out', identity: { email: false, phone: false }, currency: { kind: 'only', code: null } });
}, 120_000);

test('wrong settings are refused in one line and change nothing', async () => {
  for (const [args, sentence] of [
    [['--merge', 'fax'], '--merge "fax" is none of email, phone, none'],
    [['--currency', 'hryvnia'], '--currency "HRYVNIA" is no currency code of three letters'],
    [['--cancelled', 'maybe'], '--cancelled "maybe" is none of left-out, counted'],
    [['--rates', 'bad.csv'], 'bad.csv, line 3: not a rate'],
    [['--rates', 'orders.csv'], 'orders.csv has no column code, from, rate'],
    [['--rates', 'nowhere.csv'], 'nowhere.csv cannot be read'],
  ] as const) {
    const { code, stdout, stderr } = await tenure('rules', 'shop.tenure', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
}, 120_000);
