import { describe, expect, test } from 'vitest';
import { OTHER_COHORT, type CohortQuery } from '../../../core/contract/cohorts.ts';
import { pageOfCohorts } from '../../../core/metrics/cohorts.ts';
import { studentT95 } from '../../../core/maths/student.ts';
import { parseLines, scenarioOf } from './line-table.ts';
import { COHORT_QUERY, rowsOf, runCohorts } from './run.ts';

/** Discounts, a refund of an order’s own (bob’s first), one order given back in full in the month after (5), no channel (cid). */
const LINES = parseLines(`
order,customer,moment,product,quantity,gross,net,refund,cost,status,channel
1,ann,2024-01-05,tea,2,1200,1000,,400,,web
1,ann,2024-01-05,cup,1,500,500,,200,,web
2,bob,2024-01-20,cup,1,600,600,100,250,,shop
3,ann,2024-02-10,tea,1,600,500,,200,,web
4,cid,2024-02-15,mug,1,300,300,,100,,
5,bob,2024-03-01,tea,1,700,700,,280,,web
6,dan,2024-03-25,cup,1,400,400,,150,,web
5C,bob,2024-04-02,tea,-1,-700,-700,,,credit,web
`);
const AS_OF = '2024-04-30';
const shop = scenarioOf(LINES);
const view = shop.view({ asOf: AS_OF });
const refundDay = shop.view({ asOf: AS_OF, refunds: 'refund-day' });
const NONE = Number.NaN;

function cells(query: Partial<CohortQuery>, of = view): number[][] {
  const matrix = runCohorts(of, query);
  return rowsOf(matrix, matrix.cells);
}

describe('money of January’s, February’s and March’s cohorts', () => {
  test('gross, net, refunds and the discounts between them', () => {
    expect(cells({ measure: 'grossRevenue' })).toEqual([
      [2300, 600, 700, 0],
      [300, 0, 0, NONE],
      [400, 0, NONE, NONE],
    ]);
    expect(cells({ measure: 'netRevenue' })[0]).toEqual([2000, 500, 0, 0]);
    // Bob’s 100 back in January, and order 5 with its month.
    expect(cells({ measure: 'refunds' })[0]).toEqual([100, 0, 700, 0]);
  });

  test('refunds on their own day', () => {
    expect(cells({ measure: 'grossRevenue' }, refundDay)[0]).toEqual([2300, 600, 700, 0]);
    expect(cells({ measure: 'netRevenue' }, refundDay)[0]).toEqual([2000, 500, 700, -700]);
    expect(cells({ measure: 'refunds' }, refundDay)[0]).toEqual([100, 0, 0, 700]);
  });

  test('margin: net less the cost of orders that count', () => {
    expect(cells({ measure: 'margin' })).toEqual([
      [1150, 300, 0, 0],
      [200, 0, 0, NONE],
      [250, 0, NONE, NONE],
    ]);
    expect(cells({ measure: 'marginPerCustomer', cumulative: true })[0]).toEqual([575, 725, 725, 725]);
  });

  test('orders per customer of the cohort', () => {
    expect(cells({ measure: 'ordersPerCustomer' })[0]).toEqual([1, 0.5, 0, 0]);
    expect(cells({ measure: 'ordersPerCustomer', cumulative: true })[0]).toEqual([1, 1.5, 1.5, 1.5]);
  });

  test('the mean over customers whose age is complete', () => {
    const matrix = runCohorts(view, { measure: 'marginPerCustomer', cumulative: true });
    // (1150 + 200 + 250) / 4, (1450 + 200 + 250) / 4, (1450 + 200) / 3, 1450 / 2.
    expect(Array.from(matrix.weightedMean)).toEqual([400, 475, 550, 725]);
    expect(Array.from(matrix.meanEligible)).toEqual([4, 4, 3, 2]);
    // Too few customers for an interval.
    expect(Array.from(matrix.meanLower)).toEqual([NONE, NONE, NONE, NONE]);
  });

  test('without cost there is no margin, and the result says so', () => {
    const costless = runCohorts(scenarioOf(LINES, { hasCost: false }).view({ asOf: AS_OF }), { measure: 'margin' });
    expect(costless.missing).toBe('no-cost');
    expect([...costless.cells, ...costless.weightedMean].every(Number.isNaN)).toBe(true);
    expect(runCohorts(view, { measure: 'margin' }).missing).toBeNull();
  });
});

describe('keys that are values of the first order', () => {
  const sizes = (query: Partial<CohortQuery>, textOf?: (code: number) => string): unknown => {
    const { cohorts, sizes: counts, kinds, otherValues } = runCohorts(view, query, textOf);
    return { rows: cohorts.map((cohort, row) => [cohort, counts[row], kinds[row]]), otherValues };
  };

  test('discounted or not: gross above net; a refund is no discount', () => {
    expect(sizes({ key: 'discounted', age: 'month' })).toEqual({ rows: [['full-price', 3, 'value'], ['discounted', 1, 'value']], otherValues: 0 });
  });

  test('the product of the first line, the most frequent and the others', () => {
    const products = (code: number): string => shop.table.products[code]!;
    expect(sizes({ key: 'product', age: 'month' }, products)).toEqual({ rows: [['cup', 2, 'value'], ['mug', 1, 'value'], ['tea', 1, 'value']], otherValues: 0 });
    expect(sizes({ key: 'product', age: 'month', top: 1 }, products)).toEqual({ rows: [['cup', 2, 'value'], [OTHER_COHORT, 2, 'other']], otherValues: 2 });
  });

  test('a channel, none, and the others last', () => {
    const channels = (code: number): string => shop.table.channels[code]!;
    expect(sizes({ key: 'attribute:channel', age: 'month', top: 1 }, channels)).toEqual({ rows: [['web', 2, 'value'], ['', 1, 'none'], [OTHER_COHORT, 1, 'other']], otherValues: 1 });
  });

  test('everybody, with a mean over those observed for the whole age', () => {
    const all = runCohorts(view, { key: 'all', age: 'month' });
    expect([all.cohorts, Array.from(all.sizes)]).toEqual([['all'], [4]]);
    // By the end of April ann and bob have four months, cid three, dan two. Ann comes back in her second; bob’s return was given back.
    expect(rowsOf(all, all.eligible)).toEqual([[4, 4, 3, 2]]);
    expect(Array.from(all.weightedMean)).toEqual([1, 0.25, 0, 0]);
    expect(Array.from(all.meanEligible)).toEqual([4, 4, 3, 2]);
  });
});

describe('the interval of a mean', () => {
  // Sixty customers of January, each a group of its own; in February customer c spends c, every second one nothing.
  const lines = Array.from({ length: 60 }, (_, c) => [`a${c},c${c},2024-01-10,tea,1,100`, ...(c % 2 === 0 ? [] : [`b${c},c${c},2024-02-10,tea,1,${c}`])]).flat();
  const january = scenarioOf(parseLines(`order,customer,moment,product,quantity,net\n${lines.join('\n')}`)).view({ asOf: '2024-02-29' });

  test('of revenue per customer is the mean’s, with Student’s t', () => {
    const { weightedMean, meanLower, meanUpper } = runCohorts(january, { measure: 'revenuePerCustomer' });
    const spent = Array.from({ length: 60 }, (_, c) => (c % 2 === 0 ? 0 : c));
    const mean = spent.reduce((sum, net) => sum + net, 0) / 60;
    const variance = spent.reduce((sum, net) => sum + (net - mean) ** 2, 0) / 59;
    const half = studentT95(59) * Math.sqrt(variance / 60);
    expect(weightedMean[1]).toBe(mean);
    expect(meanLower[1]).toBeCloseTo(mean - half, 9);
    expect(meanUpper[1]).toBeCloseTo(mean + half, 9);
    // All spend 100 in their first month.
    expect([meanLower[0], meanUpper[0]]).toEqual([100, 100]);
  });

  test('t is that of the tables', () => {
    expect(studentT95(29)).toBeCloseTo(2.0452, 4);
    expect(studentT95(59)).toBeCloseTo(2.001, 4);
    expect(studentT95(99)).toBeCloseTo(1.98422, 5);
  });
});

test('pages are the rows of the whole, with its mean', () => {
  const whole = runCohorts(view, { measure: 'retainedShare' });
  const page = pageOfCohorts(whole, { ...COHORT_QUERY, page: { offset: 1, limit: 1 } });
  expect([page.cohorts, page.offset, page.totalCohorts, Array.from(page.sizes)]).toEqual([['2024-02-01'], 1, 3, [1]]);
  for (const column of ['cells', 'lower', 'upper', 'retained', 'eligible', 'state'] as const) expect(rowsOf(page, page[column])).toEqual([rowsOf(whole, whole[column])[1]]);
  expect(page.weightedMean).toEqual(whole.weightedMean);
});
