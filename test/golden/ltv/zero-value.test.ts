import { describe, expect, test } from 'vitest';
import { NO_CODE } from '../../../core/frame/line-batch.ts';
import type { FrameView } from '../../../core/frame/order-frame.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';
import { foldPurchaseDays, membersOf, transactionsOf } from '../../../core/metrics/ltv/purchase-days.ts';
import { type CustomerHistory, foldHistories, mergeHistories } from '../../../core/metrics/ltv/summary.ts';
import { acquiredPeriod } from '../../../core/metrics/second-order.ts';
import { parseLines, scenarioOf } from '../metrics/line-table.ts';

// Known only by orders of nothing up to 31 March: Bo, and Di, who buys in April. Ed’s money came and went; Flo’s order was cancelled.
const { table, frame, view } = scenarioOf(
  parseLines(`order, customer, moment,     net, refund, status,    channel
              1,     Al,       2024-01-01, 100, 0,      ,          web
              2,     Al,       2024-01-20, 0,   0,      ,          web
              3,     Al,       2024-02-10, 50,  0,      ,          web
              4,     Bo,       2024-01-10, 0,   0,      ,          web
              5,     Bo,       2024-02-01, 0,   0,      ,          web
              6,     Cy,       2024-01-05, 0,   0,      ,          web
              7,     Cy,       2024-01-15, 30,  0,      ,          web
              8,     Di,       2024-02-01, 0,   0,      ,          shop
              9,     Di,       2024-04-10, 40,  0,      ,          shop
              10,    Ed,       2024-01-03, 100, 100,    ,          web
              11,    Ed,       2024-01-08, 0,   0,      ,          web
              12,    Flo,      2024-01-03, 70,  0,      cancelled, web
              13,    Gus,      2024-04-05, 0,   0,      ,          web
              14,    Hal,      2024-04-20, 20,  0,      ,          web`),
);

const END = '2024-03-31';
const EVER = acquiredPeriod(null);

function fold(ofView: FrameView, withOnlyZeroValue = true, acquired = EVER): CustomerHistory {
  const middle = frame.customers >> 1;
  return mergeHistories([foldHistories(ofView, { acquired, withOnlyZeroValue }, 0, middle), foldHistories(ofView, { acquired, withOnlyZeroValue }, middle, frame.customers + 1)]);
}

/** Name, x, t_x, T, mean of the repeats, whether only orders of nothing are known. */
function rowsOf({ customer, repeats, recencyDays, ageDays, repeatMeanMinor, onlyZeroValue }: CustomerHistory): (string | number)[][] {
  return Array.from(customer, (code, at) => [table.customers[code]!, repeats[at]!, recencyDays[at]!, ageDays[at]!, repeatMeanMinor[at]!, onlyZeroValue[at]!]);
}

describe('orders of nothing in models of purchases', () => {
  test('are no purchases, but make a customer of whom nothing else is known', () => {
    expect(rowsOf(fold(view({ asOf: END })))).toEqual([
      ['Al', 1, 40, 90, 50, 0],
      ['Bo', 0, 0, 81, 0, 1],
      ['Cy', 0, 0, 76, 0, 0],
      ['Di', 0, 0, 59, 0, 1],
    ]);
  });

  test('make none where only customers with a purchase are wanted, nor outside of the days of acquisition', () => {
    expect(rowsOf(fold(view({ asOf: END }), false)).map(([name]) => name)).toEqual(['Al', 'Cy']);
    const february = { from: dayOfIso('2024-02-01'), to: dayOfIso('2024-03-01') };
    expect(rowsOf(fold(view({ asOf: END }), true, february)).map(([name]) => name)).toEqual(['Di']);
  });

  test('are out where filters drop them or their customer', () => {
    const shop = { field: 'channel', values: ['shop'] };
    expect(rowsOf(fold(view({ asOf: END, filters: [{ ...shop, applies: 'orders' }] }))).map(([name]) => name)).toEqual(['Di']);
    expect(fold(view({ asOf: END, filters: [{ ...shop, applies: 'first-order' }] })).customer).toHaveLength(0);
  });

  test('in the holdout, their customer’s first purchase is a transaction and no newcomer’s', () => {
    const history = fold(view({ asOf: END }));
    const plan = { member: membersOf(history, frame.customers), from: dayOfIso('2024-04-01'), to: dayOfIso('2024-04-30'), repeatsOnly: false };
    const later = view({ asOf: '2024-04-30' });
    const parts = [foldPurchaseDays(later, plan, 0, frame.customers + 1)];
    expect(Array.from(transactionsOf(history, parts))).toEqual([0, 0, 0, 1]);
    expect(parts[0]!.newcomers).toBe(1);
    const again = { ...plan, from: dayOfIso('2024-01-01'), to: dayOfIso(END), repeatsOnly: true };
    expect(Array.from(transactionsOf(history, [foldPurchaseDays(view({ asOf: END }), again, 0, frame.customers + 1)]))).toEqual([1, 0, 0, 0]);
  });

  test('once they have bought, they are customers by that purchase', () => {
    const last = rowsOf(fold(view({ asOf: '2024-04-30' })));
    expect(last.find(([name]) => name === 'Di')).toEqual(['Di', 0, 0, 20, 0, 0]);
    expect(last.find(([name]) => name === 'Gus')).toEqual(['Gus', 0, 0, 25, 0, 1]);
    expect(Array.from(view({ asOf: '2024-04-30' }).firstOrder).filter((first) => first === NO_CODE)).toHaveLength(4);
  });
});
