import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const TENURE = fileURLToPath(new URL('../../core/cli/tenure.mjs', import.meta.url));

const ORDERS = `order,date,customer,email,quantity,price,currency,status
1,2025-01-05,C1,ann@example.com,1,100.00,UAH,paid
2,2025-01-06,C2,Ann@Example.com,1,50.00,UAH,paid
3,2025-02-07,,bob@example.com,2,10.00,EUR,paid
4,2025-02-08,C1,,1,7.00,UAH,cancelled
`;
const RATES = 'from;rate;code\n2025-01-01;45,125;eur\n';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-cli-rules-'));
  writeFileSync(join(folder, 'orders.csv'), ORDERS);
  writeFileSync(join(folder, 'rates.csv'), RATES);
  writeFileSync(join(folder, 'bad.csv'), 'code,from,rate\nEUR,2025-01-01,45\nEUR,2025-02-30,46\n');
  tenure('import', 'shop.tenure', 'orders.csv');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tenure(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [TENURE, ...args], { cwd: folder, encoding: 'utf8' });
}

test('rules are printed with their counts, changed by name, and named in results', () => {
  expect(JSON.parse(tenure('rules', 'shop.tenure', '--json').stdout)).toMatchObject({
    currency: 'UAH',
    counts: { cancelled: { lines: 1, orders: 1, amount: 7 }, anonymous: { orders: 0 } },
    currencies: [{ code: 'UAH', lines: 3, orders: 3, amount: 157, linesWithoutRate: 0 }, { code: 'EUR', lines: 1, orders: 1, amount: 20, linesWithoutRate: 0 }],
    identity: { customersBefore: 3, customersAfter: 3, mergedCustomers: 0, guests: 1 },
  });
  const changed = JSON.parse(tenure('rules', 'shop.tenure', '--cancelled', 'counted', '--merge', 'email', '--rates', 'rates.csv', '--json').stdout);
  expect(changed).toMatchObject({ rules: { cancelled: 'counted', test: 'left-out', currency: { kind: 'converted', to: 'UAH', rates: [{ code: 'EUR', from: '2025-01-01', rate: 45.125 }] } }, identity: { customersAfter: 2 } });
  // 100 + 50 + 20 × 45.125 + 7.
  expect(JSON.parse(tenure('kpis', 'shop.tenure', '--json').stdout)).toMatchObject({
    counted: { lines: 4, orders: 4, customers: 2, amount: 1059.5 },
    rules: { cancelled: 'counted', mergedBy: ['email'], currency: 'converted' },
  });
  const { rules } = JSON.parse(tenure('rules', 'shop.tenure', '--reset', '--json').stdout) as { rules: object };
  expect(rules).toMatchObject({ cancelled: 'left-out', identity: { email: false, phone: false }, currency: { kind: 'only', code: null } });
}, 120_000);

test('wrong settings are refused in one line and change nothing', () => {
  for (const [args, sentence] of [
    [['--merge', 'fax'], '--merge "fax" is none of email, phone, none'],
    [['--currency', 'hryvnia'], '--currency "HRYVNIA" is no currency code of three letters'],
    [['--cancelled', 'maybe'], '--cancelled "maybe" is none of left-out, counted'],
    [['--rates', 'bad.csv'], 'bad.csv, line 3: not a rate'],
    [['--rates', 'orders.csv'], 'orders.csv has no column code, from, rate'],
    [['--rates', 'nowhere.csv'], 'nowhere.csv cannot be read'],
  ] as const) {
    const { status, stdout, stderr } = tenure('rules', 'shop.tenure', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  }
}, 120_000);
