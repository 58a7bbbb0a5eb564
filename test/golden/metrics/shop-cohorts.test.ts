import { describe, expect, test } from 'vitest';
import { CELL_STATES, type CohortMatrix } from '../../../core/contract/cohorts.ts';
import { wilsonInterval } from '../../../core/maths/proportion.ts';
import { parseLines, scenarioOf } from './line-table.ts';
import { rowsOf, runCohorts, runSecondOrder } from './run.ts';
import { AS_OF, SHOP } from './shop.ts';

const shop = scenarioOf(SHOP);
const view = shop.view({ asOf: AS_OF });
const textOf = (code: number): string => shop.table.channels[code]!;

/** One letter a cell: complete, running, future. */
function states(matrix: CohortMatrix): string[] {
  return rowsOf(matrix, matrix.state).map((row) => row.map((state) => CELL_STATES[state]![0]).join(''));
}

const NONE = Number.NaN;

describe('months by months', () => {
  // ann January, cid February, dan March. ann orders in January and February, cid in February and April, dan in March.
  test('share retained', () => {
    const matrix = runCohorts(view);
    expect(matrix.cohorts).toEqual(['2024-01-01', '2024-02-01', '2024-03-01']);
    expect(Array.from(matrix.sizes)).toEqual([1, 1, 1]);
    // April has run ten days.
    expect(states(matrix)).toEqual(['cccr', 'ccrf', 'crff']);
    expect(rowsOf(matrix, matrix.cells)).toEqual([
      [1, 1, 0, 0],
      [1, 0, 1, NONE],
      [1, 0, NONE, NONE],
    ]);
    expect(rowsOf(matrix, matrix.eligible)).toEqual([
      [1, 1, 1, 0],
      [1, 1, 0, 0],
      [1, 0, 0, 0],
    ]);
    expect([matrix.lower[1], matrix.upper[1]]).toEqual(wilsonInterval(1, 1));
    expect(matrix.lower[3]).toBeNaN();
    // Complete cells only: 3 of 3, 1 of 2, 0 of 1.
    expect(Array.from(matrix.weightedMean)).toEqual([1, 0.5, 0, NONE]);
    expect(Array.from(matrix.meanEligible)).toEqual([3, 2, 1, 0]);
    expect([matrix.meanLower[1], matrix.meanUpper[1]]).toEqual(wilsonInterval(1, 2));
  });

  test('retained in the age or later, and in every age', () => {
    const later = runCohorts(view, { retained: 'in-age-or-later' });
    expect(rowsOf(later, later.retained)).toEqual([
      [1, 1, 0, 0],
      [1, 1, 1, 0],
      [1, 0, 0, 0],
    ]);
    const every = runCohorts(view, { retained: 'every-age' });
    expect(rowsOf(every, every.retained)).toEqual([
      [1, 1, 0, 0],
      [1, 0, 0, 0],
      [1, 0, 0, 0],
    ]);
  });

  test('net revenue, by placement of refunds', () => {
    const original = runCohorts(view, { measure: 'netRevenue' });
    // ann: A1; A2 250 + A3 500. cid: C1; –; C2. dan: D1 (his credit note comes before his first order).
    expect(rowsOf(original, original.cells)).toEqual([
      [1500, 750, 0, 0],
      [1500, 0, 500, NONE],
      [500, 0, NONE, NONE],
    ]);
    const refundDay = runCohorts(shop.view({ asOf: AS_OF, refunds: 'refund-day' }), { measure: 'netRevenue' });
    expect(rowsOf(refundDay, refundDay.cells)[0]).toEqual([1500, 1000, -250, 0]);
  });

  test('cumulative revenue a customer, orders, and order value', () => {
    const curve = runCohorts(view, { measure: 'revenuePerCustomer', cumulative: true });
    expect(rowsOf(curve, curve.cells)).toEqual([
      [1500, 2250, 2250, 2250],
      [1500, 1500, 2000, NONE],
      [500, 500, NONE, NONE],
    ]);
    // Customers whose age is complete: (1500 + 1500 + 500) / 3, (2250 + 1500) / 2, 2250.
    expect(Array.from(curve.weightedMean)).toEqual([3500 / 3, 1875, 2250, NONE]);
    const orders = runCohorts(view, { measure: 'orders' });
    expect(rowsOf(orders, orders.cells)[0]).toEqual([1, 2, 0, 0]);
    const value = runCohorts(view, { measure: 'averageOrderValue' });
    expect(rowsOf(value, value.cells)[0]).toEqual([1500, 375, NONE, NONE]);
  });

  test('only customers acquired in a period', () => {
    const matrix = runCohorts(view, { acquired: { from: '2024-02-01', to: '2024-03-01' } });
    expect([matrix.cohorts, Array.from(matrix.sizes), matrix.ages]).toEqual([['2024-02-01'], [1], 3]);
    expect(runCohorts(view, { acquired: { from: '2025-01-01', to: '2025-02-01' } }).cohorts).toEqual([]);
  });
});

describe('one cohort of the year', () => {
  test('windows of 30 days from each first order', () => {
    // Days observed by 10 April: ann 101, cid 61, dan 11, so 3, 2 and 0 whole windows. ann orders on day 59, cid on day 51.
    const matrix = runCohorts(view, { key: 'year', age: { windowDays: 30 } });
    expect(states(matrix)).toEqual(['rrrr']);
    expect(rowsOf(matrix, matrix.eligible)).toEqual([[2, 2, 1, 0]]);
    // Of those observed throughout; in the last window, of all so far.
    expect(rowsOf(matrix, matrix.cells)).toEqual([[1, 1, 0, 0]]);
    expect([matrix.lower[1], matrix.upper[1]]).toEqual(wilsonInterval(2, 2));
    expect(matrix.lower[3]).toBeNaN();
    // Running cells never enter.
    expect(Array.from(matrix.weightedMean)).toEqual([NONE, NONE, NONE, NONE]);
    const money = runCohorts(view, { key: 'year', age: { windowDays: 30 }, measure: 'netRevenue', cumulative: true });
    // ann 1500 and cid 1500; then 750 and 500 more; ann alone; all so far.
    expect(rowsOf(money, money.cells)).toEqual([[3000, 4250, 2250, 4750]]);
  });

  test('the order number', () => {
    const matrix = runCohorts(view, { key: 'year', age: 'order' });
    expect(states(matrix)).toEqual(['crr']);
    expect(rowsOf(matrix, matrix.cells)).toEqual([[1, 2 / 3, 1 / 3]]);
    const money = runCohorts(view, { key: 'year', age: 'order', measure: 'netRevenue' });
    // A1 C1 D1; A2 C2; A3.
    expect(rowsOf(money, money.cells)).toEqual([[3500, 750, 500]]);
  });

  test('months since each customer’s own first month', () => {
    const matrix = runCohorts(view, { key: 'year', age: 'month' });
    // April is open: ann has 3 whole months, cid 2, dan 1.
    expect(rowsOf(matrix, matrix.eligible)).toEqual([[3, 2, 1, 0]]);
    expect(states(matrix)).toEqual(['crrr']);
    expect(rowsOf(matrix, matrix.cells)).toEqual([[1, 0.5, 0, 0]]);
  });
});

test('an attribute of the first order, the largest cohort first', () => {
  const matrix = runCohorts(view, { key: 'attribute:channel', age: 'month', measure: 'retained' }, textOf);
  expect([matrix.cohorts, Array.from(matrix.sizes)]).toEqual([['web'], [3]]);
  // As of March bob counts, acquired in the shop.
  const march = runCohorts(shop.view({ asOf: '2024-03-31' }), { key: 'attribute:channel' }, textOf);
  expect([march.cohorts, Array.from(march.sizes)]).toEqual([['web', 'shop'], [3, 1]]);
  expect(() => runCohorts(view, { key: 'attribute:colour' })).toThrow('UNKNOWN_FIELD');
});

test('ISO weeks run over the end of a year with 53 of them', () => {
  const weeks = scenarioOf(
    parseLines(`
order,customer,moment,product,quantity,net
1,ann,2020-12-28,tea,1,100
2,bob,2021-01-03,tea,1,100
3,ann,2021-01-04,tea,1,100
4,cid,2021-01-04,tea,1,100
5,bob,2021-01-17,tea,1,100
`),
  );
  // 28 December to 3 January is 2020-W53; 4 January begins 2021-W01. As of Sunday 17 January all weeks are over.
  const matrix = runCohorts(weeks.view(), { key: 'week', age: 'week', measure: 'retained' });
  expect(matrix.cohorts).toEqual(['2020-12-28', '2021-01-04']);
  expect(rowsOf(matrix, matrix.cells)).toEqual([
    [2, 1, 1],
    [1, 0, NONE],
  ]);
  expect(states(matrix)).toEqual(['ccc', 'ccf']);
});

test('what was sold before the first order and given back in full is in no cohort, wherever refunds fall', () => {
  const shopWithReturn = scenarioOf(
    parseLines(`
order,customer,moment,product,quantity,net,status
1,ann,2024-01-03,tea,1,100,
2,ann,2024-01-10,cup,1,200,
1C,ann,2024-02-05,tea,-1,-100,credit
3,ann,2024-02-20,cup,1,50,
`),
  );
  for (const refunds of ['original-order', 'refund-day'] as const) {
    const matrix = runCohorts(shopWithReturn.view({ asOf: '2024-02-29', refunds }), { measure: 'netRevenue' });
    expect(rowsOf(matrix, matrix.cells)).toEqual([[200, 50]]);
  }
});

test('too large a matrix is refused', () => {
  const years = scenarioOf(parseLines('order,customer,moment,product,quantity,net\n1,ann,2020-01-01,tea,1,100\n2,ann,2024-01-01,tea,1,100'));
  expect(() => runCohorts(years.view(), { age: 'day' })).toThrow('TOO_LARGE');
  expect(runCohorts(years.view(), { age: 'week' }).ages).toBe(210);
});

test('waiting for the second order', () => {
  const curve = runSecondOrder(view);
  // ann 59 days, cid 51; dan has waited 10. S: at 51 one of two, at 59 one of one.
  expect([curve.customers, curve.events]).toEqual([3, 2]);
  expect([Array.from(curve.days), Array.from(curve.reordered), Array.from(curve.atRisk)]).toEqual([[51, 59], [0.5, 1], [2, 1]]);
  expect(curve.quantiles.map(({ share, days }) => [share, days])).toEqual([
    [0.1, 51],
    [0.25, 51],
    [0.5, 51],
    [0.75, 59],
  ]);
  // The third from the second: ann 0 days later; cid has waited 9.
  const third = runSecondOrder(view, { orderNumber: 3 });
  expect([third.customers, third.events, Array.from(third.days)]).toEqual([2, 1, [0]]);
});
