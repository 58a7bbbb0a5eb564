import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Selection } from '../../../core/contract/customers.ts';
import { DEFAULT_SCOPE } from '../../../core/contract/scope.ts';
import type { FrameView } from '../../../core/frame/order-frame.ts';
import { customerRanges } from '../../../core/frame/ranges.ts';
import { planSelection, selectCustomers, type MetricSelection } from '../../../core/metrics/selection.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';
import { scenarioOf } from '../../golden/metrics/line-table.ts';
import { runSecondOrder } from '../../golden/metrics/run.ts';
import { amountLeft, naiveShop, sum } from './naive.ts';
import { anyAsOf, randomShop } from './random-shop.ts';

vi.setConfig({ testTimeout: 60_000 });

const scope = DEFAULT_SCOPE;
const PERIOD = { from: '2024-01-05', to: '2024-02-05' };

function countOf(view: FrameView, selection: MetricSelection): number {
  const plan = planSelection(view, selection, { gaps: null, textOf: String });
  return customerRanges(view.frame, 3).reduce((count, { from, to }) => count + selectCustomers(view, plan, from, to).length, 0);
}

test('the customers behind a bar of gaps are those with such a gap', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, fc.integer({ min: 0, max: 40 }), fc.option(fc.integer({ min: 0, max: 40 })), fc.constantFrom(null, 2, 3), (lines, asOf, fromDays, width, orderNumber) => {
      const shop = naiveShop(lines, asOf);
      fc.pre(shop.ordersOf.size > 0);
      const toDays = width === null ? null : fromDays + width;
      const expected = [...shop.ordersOf.values()].filter((orders) =>
        orders.some((order, at) => {
          if (at === 0 || (orderNumber !== null && at + 1 !== orderNumber)) return false;
          const days = order.day - orders[at - 1]!.day;
          return days >= fromDays && days <= (toDays ?? Infinity);
        }),
      );
      const view = scenarioOf(lines).view({ asOf });
      expect(countOf(view, { kind: 'gap', query: { scope, acquired: null, orderNumber }, fromDays, toDays })).toBe(expected.length);
    }),
    { numRuns: 200 },
  );
});

test('the customers behind the at-risk table are as many as it says', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, fc.constantFrom(2, 3), (lines, asOf, orderNumber) => {
      fc.pre(naiveShop(lines, asOf).ordersOf.size > 0);
      const view = scenarioOf(lines).view({ asOf });
      const query = { scope, acquired: null, orderNumber, tableDays: [0, 1, 7, 20, 45] };
      const { table } = runSecondOrder(view, query);
      const shown = { waiting: table.atRisk, ordered: table.events, unobserved: table.censored };
      table.days.forEach((day, at) => {
        for (const part of ['waiting', 'ordered', 'unobserved'] as const satisfies Extract<Selection, { kind: 'wait' }>['part'][]) {
          expect([day, part, countOf(view, { kind: 'wait', query, day, part })]).toEqual([day, part, shown[part][at]]);
        }
      });
    }),
    { numRuns: 150 },
  );
});

test('the best customers are those who brought at least so much in the period', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, fc.integer({ min: 0, max: 3000 }), (lines, asOf, leastMinor) => {
      const shop = naiveShop(lines, asOf);
      fc.pre(shop.ordersOf.size > 0);
      const inPeriod = [...shop.ordersOf.values()].map((orders) => orders.filter(({ day }) => day >= dayOfIso(PERIOD.from) && day < dayOfIso(PERIOD.to)));
      const expected = inPeriod.filter((orders) => orders.length > 0 && sum(orders, amountLeft) >= leastMinor);
      const view = scenarioOf(lines).view({ asOf });
      expect(countOf(view, { kind: 'revenue', query: { scope, period: PERIOD }, leastMinor })).toBe(expected.length);
    }),
    { numRuns: 200 },
  );
});
