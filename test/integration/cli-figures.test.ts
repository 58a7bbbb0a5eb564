import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { isoOfDay } from '../../core/maths/calendar.ts';
import { createCommandLine } from './cli-harness.ts';
import { SMALL_SHOP } from './engine-harness.ts';

/** What `kpis` and `cohorts` show beside the figures and months, on three customers by hand. */

const shop = createCommandLine();
const { file, tenure } = shop;
beforeAll(async () => {
  await shop.json('import', 'small.tenure', file('orders.csv', SMALL_SHOP), file('spend.csv', 'month,channel,amount\n2024-01,online,10.00\n2024-02,store,7.00\n2024-02,mail,1.00\n'));
});
afterAll(shop.end);

const json = (...args: string[]): Promise<Record<string, unknown>> => shop.json(...args, '--as-of', '2024-03-31');

const QUARTER = ['--from', '2024-01-01', '--to', '2024-04-01'];

describe('kpis', () => {
  test('with spending: what a customer costs', async () => {
    expect(await json('kpis', 'small.tenure', ...QUARTER, '--retention-channel', 'mail')).toMatchObject({
      acquisitionCost: expect.closeTo(17 / 3, 12),
      terms: { acquisitionCost: [17, 3] },
      spend: { acquisition: 17, retention: 1, channels: ['online', 'mail', 'store'] },
    });
  });

  test('--by a field', async () => {
    expect(await json('kpis', 'small.tenure', ...QUARTER, '--by', 'channel')).toMatchObject({
      field: 'channel', basis: 'orders', start: ['2024-01-01', '2024-02-01', '2024-03-01'],
      values: [
        { value: 'online', kind: 'value', netRevenue: 21.5, series: { netRevenue: [15, 0, 6.5] } },
        { value: 'store', kind: 'value', netRevenue: 27.5 },
      ],
      whole: { netRevenue: 49 },
    });
    expect(await json('kpis', 'small.tenure', ...QUARTER, '--by', 'channel', '--basis', 'first-order')).toMatchObject({ values: [{ netRevenue: 35 }, { netRevenue: 10 }] });
    expect((await tenure('kpis', 'small.tenure', '--by', 'channel')).stdout).toMatch(/^ +online +store +All$/m);
  });

  test('--by a calendar unit is the unit of the series', async () => {
    expect(await json('kpis', 'small.tenure', '--by', 'quarter')).toMatchObject({ series: { by: 'quarter', start: ['2024-01-01'], orders: [6] } });
  });

  test('--what gaps, concentration, second-order, acquisition', async () => {
    expect(await json('kpis', 'small.tenure', '--what', 'gaps')).toMatchObject({ gaps: 2, meanDays: 20.5, byOrder: { orderNumber: [2], gaps: [2], median: [20.5] } });
    expect(await json('kpis', 'small.tenure', '--what', 'gaps', '--order-number', '3')).toMatchObject({ gaps: 0, meanDays: null });
    // Of 45: A 30, C 10, B 5; a fifth of three customers is three fifths of A.
    expect(await json('kpis', 'small.tenure', '--what', 'concentration', ...QUARTER)).toMatchObject({ customers: 3, netRevenue: 45, shares: [{ top: 0.01 }, { top: 0.05 }, { top: 0.1 }, { top: 0.2, share: expect.closeTo(18 / 45, 12) }] });
    expect(await json('kpis', 'small.tenure', '--what', 'second-order')).toMatchObject({ customers: 3, events: 2, table: { days: [0, 30, 60], atRisk: [3, 1, 1], events: [0, 2, 2] } });
    expect(await json('kpis', 'small.tenure', '--what', 'acquisition', '--field', 'channel', ...QUARTER)).toMatchObject({
      spend: 18, newCustomers: 3, acquisitionCost: 6, paybackMonth: null, missing: 'no-cost',
      channels: [{ channel: 'online', spend: 10, newCustomers: 2, acquisitionCost: 5 }, { channel: 'store', spend: 7, newCustomers: 1 }, { channel: 'mail', spend: 1, newCustomers: 0, acquisitionCost: null }],
    });
    for (const what of ['gaps', 'concentration', 'second-order', 'acquisition']) expect(await tenure('kpis', 'small.tenure', '--what', what)).toMatchObject({ code: 0, stderr: '' });
  });

  test.each([
    [['--what', 'happiness'], 2, /none of figures, gaps/],
    [['--basis', 'orders'], 2, /only with --by and a field/],
    [['--order-number', '3'], 2, /only with --what gaps or second-order/],
    [['--what', 'gaps', '--by', 'channel'], 2, /only with --what figures/],
    [['--by', 'colour'], 1, /colour/],
  ])('%j is refused', async (args, code, words) => {
    const run = await tenure('kpis', 'small.tenure', ...args);
    expect(run.code).toBe(code);
    expect(run.stderr).toMatch(words);
  });
});

describe('cohorts', () => {
  test('by product, everybody, and cumulative', async () => {
    expect(await json('cohorts', 'small.tenure', '--key', 'product', '--top', '1')).toMatchObject({ cohorts: ['q', '…'], kinds: ['value', 'other'], otherValues: 1, sizes: [2, 1], small: [true, true] });
    // A 10, 20; B 5, –; C 7.50, 2.50. By the end of March A and B have three months, C two.
    expect(await json('cohorts', 'small.tenure', '--key', 'all', '--measure', 'revenuePerCustomer', '--cumulative')).toMatchObject({
      cohorts: ['all'], cells: [[7.5, 15, 17.5]], weightedMean: [7.5, 15, 17.5], meanEligible: [3, 3, 2],
    });
    expect(await json('cohorts', 'small.tenure', '--measure', 'margin')).toMatchObject({ missing: 'no-cost', weightedMean: [null, null, null] });
  });

  test('ten years of weeks by weeks', { timeout: 60_000 }, async () => {
    // A new customer every Monday, who comes back the week after.
    const lines = Array.from({ length: 530 }, (_, week) => `a${week},${isoOfDay(16_440 + week * 7)},K${week},10.00\nb${week},${isoOfDay(16_447 + week * 7)},K${week},10.00`);
    const decade = file('decade.csv', `order_id,date,customer_id,amount\n${lines.join('\n')}\n`);
    await shop.json('import', 'decade.tenure', decade);
    const matrix = await shop.json('cohorts', 'decade.tenure', '--key', 'week', '--measure', 'retainedShare');
    const { cohorts, cells, sizes } = matrix as { cohorts: string[]; cells: (number | null)[][]; sizes: number[] };
    expect([cohorts.length, cells.length, cells[0]!.length]).toEqual([530, 530, 531]);
    expect(cohorts[0]).toBe('2015-01-05');
    expect(sizes.every((size) => size === 1)).toBe(true);
    expect(cells.every((row) => row[0] === 1 && row[1] === 1)).toBe(true);
    expect(cells[0]!.slice(2, 530).every((share) => share === 0)).toBe(true);
  });
});
