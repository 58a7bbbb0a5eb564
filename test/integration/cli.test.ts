import { spawn } from 'node:child_process';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CliRun, createCommandLine } from './cli-harness.ts';
import { manyOrders, SMALL_SHOP } from './engine-harness.ts';

const TENURE = fileURLToPath(new URL('../../core/cli/tenure.mjs', import.meta.url));
const ONLINE_RETAIL = fileURLToPath(new URL('../../../shared/data/online-retail/online-retail.csv.gz', import.meta.url));

/** What succeeds in silence is run in this process; exit codes, pipes and signals are those of a process of its own. */
const { folder, file, json, end } = createCommandLine();
afterAll(end);

function tenure(args: string[], onStart: (child: ReturnType<typeof spawn>) => void = () => undefined): Promise<CliRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [TENURE, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    const run: CliRun = { code: null, stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (run.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (run.stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...run, code }));
    onStart(child);
  });
}

describe('help', () => {
  test.each([[[]], [['--help']], [['help']]])('%j names every command', async (args) => {
    const { code, stdout, stderr } = await tenure(args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of ['import', 'rejections', 'info', 'kpis', 'cohorts', 'customers', 'report']) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  test.each(['import', 'rejections', 'info', 'kpis', 'cohorts', 'customers', 'report'])('of %s gives usage, options and an example', async (command) => {
    const { code, stdout } = await tenure([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`^Usage: tenure ${command} <project>`));
    expect(stdout).toMatch(/^Options$/m);
    expect(stdout).toMatch(/^Examples?$/m);
  });
});

describe('wrong usage ends with 2 and one line', () => {
  test.each([
    [['frobnicate'], /no command "frobnicate"/],
    [['info'], /name a project/],
    [['info', 'a.tenure', 'b.tenure'], /unexpected argument "b\.tenure"/],
    [['import', 'a.tenure'], /at least one file/],
    [['import', 'a.tenure', 'x.csv', '--kind', 'stars'], /none of auto, orders, customers, feedback, spend, products/],
    [['kpis', 'a.tenure', '--as-of', '2025-02-29'], /2025-02-29/],
    [['kpis', 'a.tenure', '--as-of', '9999-12-31'], /from 1900 to 2199/],
    [['kpis', 'a.tenure', '--activity-window', '3661'], /from 1 to 3660/],
    [['kpis', 'a.tenure', '--sideways'], /--sideways/],
    [['cohorts', 'a.tenure', '--key', ''], /--key names nothing/],
    [['customers', 'a.tenure', '--limit', '-1'], /'--limit' argument is ambiguous \(see/],
    [['cohorts', 'a.tenure', '--measure', 'happiness'], /retainedShare/],
    [['customers', 'a.tenure', '--search', 'x'.repeat(201)], /at most 200 characters/],
    [['ltv', 'a.tenure', '--model', 'formula', '--list', 'top'], /--list needs a model/],
    [['ltv', 'a.tenure', '--customers', ''], /names no file/],
    [['rfm', 'a.tenure', '--customers', ''], /names no file/],
    [['ltv', 'a.tenure', '--by', 'a\u001b[31m\u2028\u200f'.repeat(100)], /\ufffd\[31m\ufffd\ufffd/],
    [['report', 'a.tenure', '--out', 'x.docx'], /\.pdf/],
    [['report', 'a.tenure', '--out', 'x.pdf', '--from', '2025-01-01'], /belong together/],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await tenure(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^tenure: [^\n]+\n$/);
    expect(stderr).toMatch(words);
  });
});

describe('failures end with 1 and one line', () => {
  test.each([
    [['info', 'nowhere.tenure'], /nowhere\.tenure: there is no such project/],
    [['report', 'nowhere.tenure', '--out', 'x.pdf'], /nowhere\.tenure: there is no such project/],
    [['import', 'new.tenure', 'nowhere.csv'], /nowhere\.csv: there is no such file/],
  ])('%j', async (args, words) => {
    const { code, stdout, stderr } = await tenure(args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^tenure: [^\n]+\n$/);
    expect(stderr).toMatch(words);
    expect(existsSync(join(folder, 'new.tenure'))).toBe(false);
  });

  test('an import that could read nothing does not stand in the way of the right one', async () => {
    file('orders.csv', SMALL_SHOP);
    const wrong = await tenure(['import', 'again.tenure', 'orders.csv', '--map', 'date=customer_id', '--json']);
    expect(wrong).toMatchObject({ code: 1, stderr: expect.stringMatching(/^tenure: no row was imported: all 8 were rejected/u) as string });
    expect(JSON.parse(wrong.stdout)).toMatchObject({ files: [{ rows: 8, imported: 0, rejected: 8 }] });
    expect((await json('import', 'again.tenure', 'orders.csv'))['files']).toMatchObject([{ imported: 8, rejected: 0 }]);
    const again = await json('import', 'again.tenure', 'orders.csv');
    expect(again).toMatchObject({ importId: null, files: [{ rows: 8, imported: 0, duplicates: 8 }] });
  });

  test('a dry run says what an import would do, and an undo takes it back', async () => {
    const project = ['corrected.tenure', file('sold.csv', SMALL_SHOP)];
    expect(await json('import', ...project, '--dry-run')).toMatchObject({ importId: null, files: [{ imported: 8 }] });
    expect(existsSync(join(folder, 'corrected.tenure'))).toBe(false);
    expect(await json('import', ...project)).toMatchObject({ importId: 1 });
    const before = await json('info', 'corrected.tenure');
    const corrected = file('corrected.csv', `${SMALL_SHOP.replace(/,1,([\d.]+),online,paid\n/, ',2,$1,online,paid\n')}9,2024-05-01,Z,p,1,1.00,online,paid\n`);
    const counts = { rows: 9, imported: 1, updated: 1, duplicates: 7, rejected: 0 };
    expect(await json('import', 'corrected.tenure', corrected, '--dry-run')).toMatchObject({ files: [counts] });
    expect(await json('info', 'corrected.tenure')).toEqual(before);
    expect(await json('import', 'corrected.tenure', corrected)).toMatchObject({ importId: 2, files: [counts] });
    expect(await json('info', 'corrected.tenure')).toMatchObject({ lines: 9, imports: [{ importId: 1 }, { importId: 2, files: [counts] }] });
    expect(await json('undo', 'corrected.tenure', 'last')).toMatchObject({ undone: 2, lines: 8, fingerprint: before['fingerprint'] });
    expect(await json('info', 'corrected.tenure')).toEqual(before);
    expect((await tenure(['undo', 'corrected.tenure', '2'])).stderr).toBe('tenure: the project has no import 2; "tenure info" lists its imports\n');
  });

  test('a new project that another process imports into meanwhile stays when this import fails', async () => {
    file('many.csv', manyOrders(20_000));
    file('no-orders.csv', 'a,b\n1,2\n');
    const [good, bad] = await Promise.all([tenure(['import', 'shared.tenure', 'many.csv']), tenure(['import', 'shared.tenure', 'no-orders.csv'])]);
    expect(bad.code).toBe(1);
    // Both may have been first; then one is told that the other is writing.
    if (good.code === 0) expect((await json('info', 'shared.tenure'))['orders']).toBe(60_000);
    else expect(good.stderr).toMatch(/writing to this project/);
  });

  test('a file that is no project is left alone', async () => {
    file('letter.tenure', 'Dear customer, thank you for nothing at all. '.repeat(200));
    const { code, stderr } = await tenure(['kpis', 'letter.tenure']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^tenure: [^\n]*not a Tenure project\n$/);
  });

  test('an empty project has no figures', async () => {
    await tenure(['import', 'emptied.tenure', file('one.csv', SMALL_SHOP)]);
    const { code, stderr } = await tenure(['kpis', 'emptied.tenure', '--where', 'colour=red']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: 'tenure: there is no field "colour" to filter or group by; known: channel, product\n' });
  });
});

describe('a small shop', () => {
  let imported: Record<string, unknown>;
  beforeAll(async () => {
    imported = await json('import', 'small.tenure', file('small.csv', `${SMALL_SHOP}8,2024-02-30,A,p,1,1.00,online,paid\n`), '--currency', 'EUR');
  });

  test('import', () => {
    expect(imported).toEqual({
      importId: 1,
      files: [
        {
          file: 'small.csv', kind: 'orders', rows: 9, imported: 8, rejected: 1, duplicates: 0, updated: 0, skipped: {},
          lines: 8, orders: 7, customers: 3, anonymousLines: 1, creditLines: 0, negativeQuantityLines: 0, zeroPriceLines: 0, grossAmount: 149,
        },
      ],
      rejected: 1,
      rejections: [{ file: 'small.csv', line: 10, column: 'date', reason: 'bad-date', value: '2024-02-30' }],
      warnings: [{ file: 'small.csv', code: 'no-customer', share: 1 / 9 }],
    });
  });

  test('info', async () => {
    expect(await json('info', 'small.tenure')).toMatchObject({
      name: 'small', lines: 8, orders: 7, customers: 3, anonymousLines: 1, rejected: 1, from: '2024-01-10', to: '2024-03-12', currency: 'EUR', grossAmount: 149,
      imports: [{ profile: 'generic', currency: 'EUR', files: [{ file: 'small.csv', rows: 9 }] }],
    });
  });

  test('kpis: money in major units, shares, dates, and an account that adds up to the file', async () => {
    const figures = await json('kpis', 'small.tenure', '--from', '2024-01-01', '--to', '2024-04-01', '--as-of', '2024-03-31');
    expect(figures).toMatchObject({
      asOf: '2024-03-31', period: { from: '2024-01-01', to: '2024-04-01' }, currency: 'EUR',
      activeCustomers: 3, newCustomers: 3, orders: 6, netRevenue: 49, netProfitPerCustomer: null,
      missing: { netProfitPerCustomer: 'no-cost' },
      counted: { lines: 7, orders: 6, customers: 3, amount: 49 },
      leftOut: [{ reason: 'cancelled', lines: 1, orders: 1, amount: 100 }],
      afterAsOf: { lines: 0, orders: 0, amount: 0 },
      file: { lines: 8, orders: 7, amount: 149 },
      anonymous: { lines: 1, orders: 1, amount: 4 },
      previous: { period: { from: '2023-10-01', to: '2024-01-01' }, orders: null, missing: { orders: 'not-observed' } },
      yearBefore: { period: { from: '2023-01-01', to: '2023-04-01' }, orders: null },
      series: { start: ['2024-01-01', '2024-02-01', '2024-03-01'], newCustomers: [2, 1, 0], firstOrderNetRevenue: [15, 7.5, 0], laterOrderNetRevenue: [0, 20, 2.5], anonymousNetRevenue: [0, 0, 4] },
    });
    // Wilson 95 % of 2 in 3, from the closed formula with z = 1.959964.
    expect(figures['repeatPurchaseRate']).toBeCloseTo(2 / 3, 12);
    const [lower, upper] = (figures['intervals'] as Record<string, [number, number]>)['repeatPurchaseRate'] ?? [0, 0];
    expect(lower).toBeCloseTo(0.2077, 4);
    expect(upper).toBeCloseTo(0.9385, 4);
  });

  test('cohorts', async () => {
    const matrix = await json('cohorts', 'small.tenure', '--as-of', '2024-03-31', '--measure', 'netRevenue');
    expect(matrix).toMatchObject({
      cohorts: ['2024-01-01', '2024-02-01'], sizes: [2, 1], ages: [0, 1, 2],
      cells: [[15, 20, 0], [7.5, 2.5, null]],
      retained: [[2, 1, 0], [1, 1, expect.anything()]],
      state: [['complete', 'complete', 'complete'], ['complete', 'complete', 'future']],
    });
    const shares = await json('cohorts', 'small.tenure', '--as-of', '2024-03-31', '--measure', 'retainedShare');
    // Two of three were retained one month later; the cohort of February has no second month yet.
    expect((shares['weightedMean'] as number[])[1]).toBeCloseTo(2 / 3, 12);
    expect(shares).toMatchObject({ cells: [[1, 0.5, 0], [1, 1, null]] });
  });

  test('customers behind a cell', async () => {
    expect(await json('customers', 'small.tenure', '--cohort', '2024-01-01', '--at-age', '1', '--as-of', '2024-03-31')).toMatchObject({
      total: 1,
      customers: [{ customer: 'A', firstOrder: '2024-01-10', lastOrder: '2024-02-05', orders: 2, netRevenue: 30 }],
    });
  });

  test('tables for people are aligned and say what was left out', async () => {
    const { stdout } = await tenure(['kpis', 'small.tenure']);
    expect(stdout).toMatch(/^Net revenue +49\.00 EUR/m);
    expect(stdout).toMatch(/^Left out: cancelled +1 +1 +100\.00 EUR$/m);
    expect((await tenure(['cohorts', 'small.tenure'])).stdout).toMatch(/^2024-01-01 +2~ /m);
    expect((await tenure(['info', 'small.tenure'])).stdout).toMatch(/^Customers +3$/m);
  });

  test('a reader that leaves early is no failure', async () => {
    const { code, stderr } = await tenure(['cohorts', 'small.tenure', '--json'], (child) => child.stdout?.destroy());
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe('columns by hand', () => {
  test('--map and --attribute read what is not recognised', async () => {
    file('odd.csv', 'a;b;c;d;Warehouse\n1;03.04.2025;Anna;12,50;Lviv\n2;04.04.2025;Anna;7,50;Kyiv\n');
    const { code, stderr } = await tenure(['import', 'odd.tenure', 'odd.csv']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/--map/);
    const args = ['import', 'odd.tenure', 'odd.csv', '--map', 'order=a,date=b,customer=c', '--map', 'amount=d', '--attribute', 'Warehouse', '--date-order', 'dmy', '--decimal', ',', '--currency', 'UAH'];
    expect(await json(...args)).toMatchObject({ files: [{ rows: 2, imported: 2, orders: 2, customers: 1 }] });
    expect(await json('kpis', 'odd.tenure', '--where', 'Warehouse=Lviv')).toMatchObject({ orders: 1, netRevenue: 12.5, currency: 'UAH' });
    expect(await json('info', 'odd.tenure')).toMatchObject({ from: '2025-04-03', to: '2025-04-04' });
  });

  test('--profile reads the file by that layout, and refuses one that has other columns', async () => {
    // As Online Retail has it: an invoice that begins with C cancels another one, and all prices are in pounds.
    file('uci.csv', 'Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country\n536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom\nC536379,85123A,HOLDER,-6,2010-12-02 09:41:00,2.55,17850,United Kingdom\n');
    const known = { imported: 2, orders: 2, creditLines: 1 };
    expect(await json('import', 'uci.tenure', 'uci.csv', '--profile', 'uci-online-retail')).toMatchObject({ files: [known] });
    expect(await json('info', 'uci.tenure')).toMatchObject({ imports: [{ profile: 'uci-online-retail', currency: 'GBP' }] });
    expect(await json('import', 'plain.tenure', 'uci.csv', '--profile', 'generic', '--currency', 'PLN')).toMatchObject({ files: [{ ...known, creditLines: 0 }] });
    expect(await json('info', 'plain.tenure')).toMatchObject({ imports: [{ profile: 'generic', currency: 'PLN' }] });

    const { code, stdout, stderr } = await tenure(['import', 'other.tenure', 'uci.csv', '--profile', 'square']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^tenure: --profile square: the columns of uci\.csv [^\n]*: "date", "item", "qty", "grosssales" or "productsales", "netsales", "transactionid" [^\n]*\n$/);
    expect(existsSync(join(folder, 'other.tenure'))).toBe(false);
  });

  test('dates that can be read in two ways are asked about, whatever else is said', async () => {
    file('either.csv', 'order,date,customer,amount\n1,03/04/2025,Anna,1.00\n2,05/06/2025,Anna,2.00\n');
    for (const said of [[], ['--currency', 'UAH'], ['--decimal', '.'], ['--profile', 'generic']]) {
      const { code, stderr } = await tenure(['import', 'either.tenure', 'either.csv', ...said]);
      expect({ code, said }).toEqual({ code: 1, said });
      expect(stderr).toMatch(/^tenure: [^\n]*--date-order[^\n]*\n$/);
    }
    await json('import', 'either.tenure', 'either.csv', '--profile', 'generic', '--date-order', 'mdy');
    expect(await json('info', 'either.tenure')).toMatchObject({ from: '2025-03-04', to: '2025-05-06' });
  });

  test('a column that is not there is wrong usage', async () => {
    const { code, stderr } = await tenure(['import', 'odd2.tenure', file('odd2.csv', SMALL_SHOP), '--map', 'customer=Buyer']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/no column "Buyer"/);
    expect(readdirSync(folder).filter((name) => name.startsWith('odd2.tenure'))).toEqual([]);
  });
});

describe('an import that does not end', () => {
  test.each(['SIGINT', 'SIGKILL'] as const)('because of %s leaves the project as it was', async (signal) => {
    const project = `${signal}.tenure`;
    await json('import', project, file('small.csv', SMALL_SHOP));
    const before = await json('info', project);
    file('large.csv', manyOrders(500_000));
    let killed = false;
    const { code, stdout, stderr } = await tenure(['import', project, 'large.csv'], (child) => {
      // Once the project is open the import begins; a while later it is in the middle, and not through.
      const waiting = setInterval(() => {
        if (!existsSync(join(folder, `${project}-wal`))) return;
        clearInterval(waiting);
        setTimeout(() => (killed = child.kill(signal)), 300);
      }, 20);
    });
    expect(killed).toBe(true);
    if (signal === 'SIGINT') expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: 'tenure: cancelled\n' });
    else expect(code).toBeNull();
    expect(await json('info', project)).toEqual(before);
    rmSync(join(folder, 'large.csv'));
  }, 60_000);
});

describe.skipIf(!existsSync(ONLINE_RETAIL))('the UCI Online Retail file (skipped where ../shared/data is absent)', () => {
  const facts = {
    lines: 541_909, orders: 25_900, customers: 4372, creditLines: 9288, negativeQuantityLines: 10_624, anonymousLines: 135_080, zeroPriceLines: 2515, grossAmount: 9_747_747.93,
  };

  test('is imported with the figures that are known of it, and the account adds up', async () => {
    expect(await json('import', 'retail.tenure', ONLINE_RETAIL)).toMatchObject({ files: [{ rows: 541_909, imported: 541_909, rejected: 0, ...facts }], rejections: [] });
    expect(await json('info', 'retail.tenure')).toMatchObject({ ...facts, from: '2010-12-01', to: '2011-12-09', currency: 'GBP', rejected: 0 });
    const figures = await json('kpis', 'retail.tenure');
    expect(figures).toMatchObject({ file: { lines: 541_909, orders: 25_900, amount: 9_747_747.93 } });
  });
});
