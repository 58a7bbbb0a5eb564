import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { buildFrame } from '../../../core/frame/build-frame.ts';
import { viewFrame } from '../../../core/frame/view.ts';
import { importInto, withProject } from '../ingest/import-lines.ts';
import { parseLines, scenarioOf } from './line-table.ts';
import { rowsOf, runCohorts, runGaps, runKpis } from './run.ts';

const shopOf = (rows: string) => scenarioOf(parseLines(`order,customer,moment,quantity,net\n${rows.trim()}`));

describe('first and last day of a period', () => {
  // The first second of March, the last of March, the last of February of a leap year, the first of April.
  const view = shopOf(`
1,ann,2024-03-01T00:00:00,1,100
2,bob,2024-03-31T23:59:59,1,200
3,cid,2024-02-29T23:59:59,1,400
4,dan,2024-04-01T00:00:00,1,800`).view();

  test('belong to it, and the day after does not', () => {
    const revenue = (from: string, to: string): unknown => runKpis(view, { period: { from, to } }).figures.find(({ key }) => key === 'netRevenue')!.value;
    expect(revenue('2024-03-01', '2024-04-01')).toBe(300);
    expect(revenue('2024-02-29', '2024-03-01')).toBe(400);
    expect(revenue('2024-04-01', '2024-04-02')).toBe(800);
    expect(Array.from(runKpis(view).series.figures.netRevenue)).toEqual([400, 300, 800]);
  });

  test('a month is complete on its last day', () => {
    const states = (asOf: string): unknown => {
      const matrix = runCohorts(shopOf('1,ann,2024-02-10,1,100\n2,ann,2024-02-28,1,100\n3,bob,2024-03-30,1,1').view({ asOf }));
      return rowsOf(matrix, matrix.state);
    };
    // 29 February ends it, 28 February does not.
    expect(states('2024-02-28')).toEqual([[1]]);
    expect(states('2024-02-29')).toEqual([[0]]);
    const series = (day: string): unknown => runKpis(shopOf(`1,ann,${day},1,100`).view()).series.state;
    expect([series('2024-03-30'), series('2024-03-31')]).toEqual([['running'], ['complete']]);
  });
});

describe('a leap day', () => {
  const view = shopOf('1,ann,2023-02-28,1,100\n2,ann,2024-02-28,1,100\n3,ann,2024-02-29,1,100\n4,ann,2024-03-01,1,100\n5,ann,2025-02-28,1,100').view();

  test('is a day between orders, and a window of 365 days ends before it', () => {
    expect(runGaps(view).counts.reduce((days, count, gap) => days + count * gap, 0)).toBe(731);
    // 365 days after 28 February 2023 is 28 February 2024.
    const matrix = runCohorts(view, { key: 'all', age: { windowDays: 365 }, measure: 'orders' });
    expect(rowsOf(matrix, matrix.cells)).toEqual([[1, 3, 1]]);
  });

  test('a year before 29 February begins on the 28th', () => {
    expect(runKpis(view, { period: { from: '2024-02-29', to: '2024-03-01' } }).yearBeforePeriod).toEqual({ from: '2023-02-28', to: '2023-03-01' });
  });
});

test('a year of 53 ISO weeks has 53 ages, and the next year’s first week follows', () => {
  // 2020-W53 is 28 December 2020 to 3 January 2021.
  const view = shopOf('1,ann,2019-12-30,1,100\n2,ann,2020-12-31,1,100\n3,ann,2021-01-01,1,100\n4,ann,2021-01-04,1,100').view({ asOf: '2021-01-10' });
  const { series } = runKpis(view, { granularity: 'week' });
  expect([series.start.length, series.start.at(-2), series.start.at(-1)]).toEqual([54, '2020-12-28', '2021-01-04']);
  expect(Array.from(series.orders).slice(-2)).toEqual([2, 1]);
  const matrix = runCohorts(view, { key: 'week', age: 'week', measure: 'orders' });
  expect(rowsOf(matrix, matrix.cells)[0]!.slice(-2)).toEqual([2, 1]);
  expect(matrix.ages).toBe(54);
});

test('several orders on one day: each counts, the first is the one of the first moment, and the gap is 0', () => {
  // The file is not in order of time; orders of one moment stand in the order of their ids’ codes.
  const view = shopOf('2,ann,2024-01-10T12:00:00,1,20\n1,ann,2024-01-10T08:00:00,1,10\n3,ann,2024-01-10T12:00:00,1,40\n4,bob,2024-01-10T09:00:00,1,80').view();
  const matrix = runCohorts(view, { key: 'all', age: 'order', measure: 'netRevenue' });
  expect(rowsOf(matrix, matrix.cells)).toEqual([[10 + 80, 20, 40]]);
  expect([runGaps(view).gaps, runGaps(view).counts[0]]).toEqual([2, 2]);
  expect(runKpis(view).figures.find(({ key }) => key === 'repeatPurchaseRate')).toMatchObject({ numerator: 1, denominator: 2 });
});

describe('time is civil time, wherever the program runs', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });

  // Hours that do not exist or come twice where clocks are changed (Europe: 31 March and 27 October 2024; New York: 10 March), and midnights.
  const CSV = `order_id,date,customer_id,product_id,quantity,unit_price
1,2024-03-30 23:59:59,A,p,1,10.00
2,2024-03-31 02:30:00,A,p,1,10.00
3,2024-03-31 03:30:00,B,p,1,10.00
4,2024-10-27 00:00:00,A,p,1,10.00
5,2024-10-27 02:30:00,B,p,1,10.00
6,2024-10-27 23:59:59,C,p,1,10.00
7,2024-03-10 02:30:00,C,p,1,10.00
`;

  test.each([
    ['UTC', 0],
    ['Europe/Kyiv', 2],
    ['America/New_York', 19],
    ['Pacific/Apia', 13],
  ])('%s', async (name, hour) => {
    process.env['TZ'] = name;
    expect(new Date(Date.UTC(2024, 0, 1)).getHours()).toBe(hour);
    const folder = mkdtempSync(join(tmpdir(), 'tenure-civil-'));
    try {
      const path = join(folder, 'orders.csv');
      writeFileSync(path, CSV);
      await withProject(async (store) => {
        await importInto(store, [path]);
        const view = viewFrame(buildFrame(store.lineSource()), { asOfDay: null, refunds: 'original-order', filters: [] });
        const { series } = runKpis(view, { granularity: 'day' });
        const busy = series.start.filter((_, at) => series.orders[at]! > 0);
        expect(busy).toEqual(['2024-03-10', '2024-03-30', '2024-03-31', '2024-10-27']);
        expect(busy.map((day) => series.orders[series.start.indexOf(day)])).toEqual([1, 1, 2, 3]);
        // Days between: A 1 and 210, B 210, C 231.
        const { counts } = runGaps(view);
        expect([counts[1], counts[210], counts[231]]).toEqual([1, 2, 1]);
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
