import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { KpiKey } from '../../../core/contract/kpis.ts';
import { ORDER_KIND } from '../../../core/frame/order-frame.ts';
import { dayOfIso, firstDayOfUnit, isoOfDay, unitOfDay } from '../../../core/maths/calendar.ts';
import { previousPeriod } from '../../../core/metrics/periods.ts';
import { scenarioOf, type Line } from '../../golden/metrics/line-table.ts';
import { rowsOf, runCohorts, runKpis } from '../../golden/metrics/run.ts';
import { activeIn, naiveCohorts, naiveShop, revenueIn, sum } from './naive.ts';
import { anyAsOf, randomShop, refundPlacement } from './random-shop.ts';

// Hundreds of shops a test; a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });

/** Whether anything counts by the day; otherwise there is nothing to compute. */
function counts(lines: Line[], asOf: string): boolean {
  const { ordersOf, anonymous } = naiveShop(lines, asOf);
  return ordersOf.size > 0 || anonymous.length > 0;
}

test('figures of a period', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, refundPlacement, fc.integer({ min: 19_640, max: 19_790 }), fc.integer({ min: 1, max: 70 }), fc.integer({ min: 1, max: 60 }), (lines, asOf, refunds, from, length, window) => {
      fc.pre(counts(lines, asOf) && from <= dayOfIso(asOf));
      const shop = naiveShop(lines, asOf);
      const to = Math.min(from + length, shop.asOf + 1);
      const result = runKpis(scenarioOf(lines, { batchRows: 7 }).view({ asOf, refunds }), { period: { from: isoOfDay(from), to: isoOfDay(from + length) }, activityWindowDays: window });
      const terms = (key: KpiKey): [number | null, number | null] => {
        const { numerator, denominator } = result.figures.find((figure) => figure.key === key)!;
        return [numerator, denominator];
      };
      const within = [...shop.ordersOf].map(([, orders]) => orders.filter(({ day }) => day >= from && day < to)).filter((orders) => orders.length > 0);
      const anonymous = shop.anonymous.filter(({ day }) => day >= from && day < to);
      const active = within.length;
      const orders = sum(within, (own) => own.length);
      const revenue = revenueIn(shop, from, to, refunds);
      const observed = Math.min(...[...shop.ordersOf.values()].flat().concat(shop.anonymous).map(({ day }) => day));
      expect(terms('activeCustomers')[0]).toBe(active);
      if (to - window >= observed) expect(terms('customersAtEnd')[0]).toBe(activeIn(shop, to - window, to).length);
      expect(terms('newCustomers')[0]).toBe([...shop.ordersOf.values()].filter(([first]) => first!.day >= from && first!.day < to).length);
      expect(terms('orders')[0]).toBe(orders + anonymous.length);
      expect(terms('netRevenue')[0]).toBe(revenue);
      expect(terms('purchaseFrequency')).toEqual([orders, active]);
      expect(terms('averageOrderValue')).toEqual([revenue, orders + anonymous.length]);
      expect(terms('repeatPurchaseRate')).toEqual([within.filter((own) => own.length > 1).length, active]);
      const before = previousPeriod({ from, to });
      if (before.from >= observed) {
        const previously = activeIn(shop, before.from, before.to);
        expect(terms('periodRepurchaseRate')).toEqual([activeIn(shop, from, to).filter((customer) => previously.includes(customer)).length, previously.length]);
      }
      if (from - window >= observed) {
        const atStart = activeIn(shop, from - window, from);
        const atEnd = activeIn(shop, to - window, to);
        const fresh = [...shop.ordersOf.values()].filter(([first]) => first!.day >= from && first!.day < to).length;
        expect(terms('customerRetentionRate')).toEqual([atEnd.length - fresh, atStart.length]);
        expect(terms('churnRate')).toEqual([atStart.length - atEnd.length + fresh, atStart.length]);
      }
    }),
    { numRuns: 200 },
  );
});

test('the series', () => {
  fc.assert(
    fc.property(randomShop, refundPlacement, fc.constantFrom('day' as const, 'week' as const, 'month' as const), fc.integer({ min: 1, max: 60 }), (lines, refunds, granularity, window) => {
      const asOf = isoOfDay(naiveShop(lines, null).asOf);
      fc.pre(counts(lines, asOf));
      const shop = naiveShop(lines, asOf);
      const { series } = runKpis(scenarioOf(lines).view({ refunds }), { granularity, activityWindowDays: window });
      const observedFrom = Math.min(...[...shop.ordersOf.values()].flat().concat(shop.anonymous).map(({ day }) => day));
      series.start.forEach((start, unit) => {
        const from = dayOfIso(start);
        const to = Math.min(firstDayOfUnit(granularity, unitOfDay(granularity, from) + 1), shop.asOf + 1);
        const active = activeIn(shop, from, to);
        const fresh = [...shop.ordersOf].filter(([, [first]]) => first!.day >= from && first!.day < to).length;
        expect(series.newCustomers[unit]).toBe(fresh);
        expect(series.returningCustomers[unit]).toBe(active.length - fresh);
        expect(series.figures.netRevenue[unit]).toBe(revenueIn(shop, from, to, refunds));
        const repeaters = [...shop.ordersOf.values()].filter((orders) => orders.filter(({ day }) => day >= from && day < to).length > 1).length;
        expect(series.figures.repeatPurchaseRate[unit]).toBe(repeaters / active.length);
        const atStart = activeIn(shop, from - window, from);
        const atEnd = activeIn(shop, to - window, to);
        expect(series.figures.customersAtEnd[unit]).toBe(to - window < observedFrom ? Number.NaN : atEnd.length);
        const isRate = from - window >= observedFrom && atEnd.length >= fresh && atEnd.length - fresh <= atStart.length && atStart.length > 0;
        expect(series.figures.customerRetentionRate[unit]).toBe(isRate ? (atEnd.length - fresh) / atStart.length : Number.NaN);
        if (unit > 0 && dayOfIso(series.start[unit - 1]!) >= observedFrom) {
          const previously = activeIn(shop, dayOfIso(series.start[unit - 1]!), from);
          expect(series.figures.periodRepurchaseRate[unit]).toBe(active.filter((customer) => previously.includes(customer)).length / previously.length);
        }
      });
    }),
    { numRuns: 100 },
  );
});

test('cohorts', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, fc.constantFrom('day' as const, 'week' as const, 'month' as const, 'quarter' as const), (lines, asOf, unit) => {
      fc.pre(counts(lines, asOf));
      const shop = naiveShop(lines, asOf);
      const expected = naiveCohorts(shop, unit);
      const view = scenarioOf(lines).view({ asOf });
      const retained = runCohorts(view, { key: unit, age: unit, measure: 'retained' });
      const orders = runCohorts(view, { key: unit, age: unit, measure: 'orders' });
      expect(sum(Array.from(retained.sizes), (size) => size)).toBe(shop.ordersOf.size);
      const cohorts = retained.cohorts.map((label) => expected.get(unitOfDay(unit, dayOfIso(label))));
      const ages = Array.from({ length: retained.ages }, (_, age) => age);
      expect(Array.from(retained.sizes)).toEqual(cohorts.map((cohort) => cohort?.size ?? 0));
      expect(rowsOf(retained, retained.retained)).toEqual(cohorts.map((cohort) => ages.map((age) => cohort?.retained.get(age) ?? 0)));
      const made = rowsOf(orders, orders.cells).map((row) => row.map((cell) => (Number.isNaN(cell) ? 0 : cell)));
      expect(made).toEqual(cohorts.map((cohort) => ages.map((age) => cohort?.orders.get(age) ?? 0)));
    }),
    { numRuns: 200 },
  );
});

test('money of cohorts does not depend on where refunds fall, once all have fallen', () => {
  fc.assert(
    fc.property(randomShop, (lines) => {
      const asOf = isoOfDay(naiveShop(lines, null).asOf);
      fc.pre(counts(lines, asOf));
      const total = (refunds: 'original-order' | 'refund-day'): number[] => {
        const matrix = runCohorts(scenarioOf(lines).view({ asOf, refunds }), { measure: 'netRevenue' });
        return rowsOf(matrix, matrix.cells).map((row) => sum(row, (cell) => (Number.isNaN(cell) ? 0 : cell)));
      };
      expect(total('refund-day')).toEqual(total('original-order'));
    }),
    { numRuns: 200 },
  );
});

test('what counts and what is left out add up to the file', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, (lines, asOf) => {
      const { tally } = scenarioOf(lines).view({ asOf });
      expect(sum(Array.from(tally.lines), (count) => count) + tally.afterAsOf.lines).toBe(lines.length);
      expect(sum(Array.from(tally.netMinor), (net) => net) + tally.afterAsOf.netMinor).toBe(sum(lines, (line) => line.net));
      expect(sum(Array.from(tally.orders), (count) => count) + tally.afterAsOf.orders).toBe(new Set(lines.map((line) => line.order)).size);
      const shop = naiveShop(lines, asOf);
      expect(tally.orders[ORDER_KIND.counted]).toBe(sum([...shop.ordersOf.values()], (orders) => orders.length) + shop.anonymous.length);
      expect(tally.customers).toBe(shop.ordersOf.size);
      expect(tally.credits.unmatchedMinor).toBe(sum(shop.documents, (order) => order.unmatched));
      expect(tally.credits.matchedMinor).toBe(sum(shop.documents, (order) => order.givenBack));
    }),
    { numRuns: 400 },
  );
});
