import { describe, expect, test } from 'vitest';
import { NO_CODE } from '../../../core/frame/line-batch.ts';
import { ORDER_KIND, VIEW } from '../../../core/frame/order-frame.ts';
import { viewFrame } from '../../../core/frame/view.ts';
import { buildFrame } from '../../../core/frame/build-frame.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';
import { resolveFilters } from '../../../core/frame/filters.ts';
import { customerRanges } from '../../../core/frame/ranges.ts';
import { parseLines, scenarioOf, tableOf } from '../../golden/metrics/line-table.ts';

const { frame, table, view } = scenarioOf(
  parseLines(`
order,customer,moment,product,quantity,net,refund,status,channel
1,ann,2024-01-01,tea,2,200,,,web
2,ann,2024-01-05,tea,1,100,10,,shop
3,bob,2024-01-02,tea,1,100,,,shop
4,,2024-01-03,tea,1,100,,,web
C2,ann,2024-01-10,tea,-1,-90,,credit,
5,bob,2024-01-12,tea,1,100,,,
`),
);

const position = (id: string): number => frame.orderCode.indexOf(table.orders.indexOf(id));
const ALL = VIEW.counted | VIEW.measured | VIEW.revenue;

describe('an order given back in full', () => {
  test('counts until the day of its credit note', () => {
    const before = view({ asOf: '2024-01-09' });
    expect([before.flags[position('2')], before.net[position('2')]]).toEqual([ALL, 90]);
    expect([before.flags[position('C2')], before.net[position('C2')]]).toEqual([0, 0]);
  });

  test('is no order from then on; its money goes from its own day', () => {
    const after = view({ asOf: '2024-01-10' });
    expect([after.flags[position('2')], after.net[position('2')]]).toEqual([VIEW.revenue, 0]);
    expect([after.flags[position('C2')], after.net[position('C2')]]).toEqual([VIEW.revenue, 0]);
  });

  test('or from the day of the refund', () => {
    const after = view({ asOf: '2024-01-10', refunds: 'refund-day' });
    // The 10 refunded in the order’s own line have no day of their own.
    expect([after.flags[position('2')], after.net[position('2')]]).toEqual([VIEW.revenue, 90]);
    expect([after.flags[position('C2')], after.net[position('C2')]]).toEqual([VIEW.revenue, -90]);
  });
});

describe('filters', () => {
  const flagsOf = (filters: Parameters<typeof view>[0]): (number | undefined)[] => ['1', '2', '3', '4', '5'].map((id) => view({ asOf: '2024-01-12', ...filters }).flags[position(id)]);

  test('none', () => {
    expect(flagsOf({})).toEqual([ALL, VIEW.revenue, ALL, ALL, ALL]);
  });

  test('on orders leave customers as they are', () => {
    const filtered = { filters: [{ field: 'channel', values: ['web'], applies: 'orders' as const }] };
    expect(flagsOf(filtered)).toEqual([ALL, 0, VIEW.counted, ALL, VIEW.counted]);
    expect(view(filtered).firstOrder[table.customers.indexOf('bob')]).toBe(position('3'));
  });

  test('the empty text stands for orders without a value', () => {
    expect(flagsOf({ filters: [{ field: 'channel', values: ['', 'shop'], applies: 'orders' }] })).toEqual([VIEW.counted, VIEW.revenue, ALL, VIEW.counted, ALL]);
  });

  test('on first orders drop customers with all their orders, and orders of nobody', () => {
    const filtered = { filters: [{ field: 'channel', values: ['shop'], applies: 'first-order' as const }] };
    expect(flagsOf(filtered)).toEqual([0, 0, ALL, 0, ALL]);
    expect(view(filtered).firstOrder[table.customers.indexOf('ann')]).toBe(NO_CODE);
    expect(view(filtered).firstOrder[table.customers.indexOf('bob')]).toBe(position('3'));
  });

  test('a credit note is filtered by the order it corrects', () => {
    const web = view({ refunds: 'refund-day', filters: [{ field: 'channel', values: ['web'], applies: 'orders' }] });
    expect(web.net[position('C2')]).toBe(0);
    const shop = view({ refunds: 'refund-day', filters: [{ field: 'channel', values: ['shop'], applies: 'orders' }] });
    expect([shop.flags[position('C2')], shop.net[position('C2')]]).toEqual([VIEW.revenue, -90]);
  });

  test('values that nobody has match nothing, unknown fields are refused', () => {
    expect(flagsOf({ filters: [{ field: 'channel', values: ['fax'], applies: 'first-order' }] })).toEqual([0, 0, 0, 0, 0]);
    expect(() => view({ filters: [{ field: 'colour', values: ['red'], applies: 'orders' }] })).toThrow('UNKNOWN_FIELD');
    expect(() => viewFrame(frame, { asOfDay: null, refunds: 'refund-day', filters: [{ field: 'colour', codes: new Uint32Array(0), applies: 'orders', except: false }] })).toThrow('UNKNOWN_FIELD');
  });

  test('texts become codes', () => {
    const dictionary = { size: 3, codesOf: (texts: ReadonlySet<string>) => ['a', 'b', 'c'].flatMap((text, code) => (texts.has(text) ? [code] : [])) };
    expect(resolveFilters([{ field: 'channel', values: ['c', '', 'a', 'x'], applies: 'orders' }], ['channel'], () => dictionary)).toEqual([
      { field: 'channel', codes: Uint32Array.from([0, 2, NO_CODE]), applies: 'orders', except: false },
    ]);
  });
});

test('an order of the far future is counted on its day, and lies after any other', () => {
  const { view: viewOf } = scenarioOf(
    parseLines(`
order,customer,moment,product,quantity,net,refund,status,channel
1,ann,2024-01-01,tea,1,200,,,web
2,bob,2024-01-05,tea,1,100,,,web
3,ann,2099-12-31,tea,3,300,,,web
`),
  );
  const { tally: before } = viewOf({ asOf: '2024-12-31' });
  expect([before.orders[ORDER_KIND.counted], before.netMinor[ORDER_KIND.counted], before.firstDay, before.lastDay]).toEqual([2, 300, dayOfIso('2024-01-01'), dayOfIso('2024-01-05')]);
  expect(before.afterAsOf).toEqual({ orders: 1, lines: 1, netMinor: 300 });
  const { tally: all, standing } = viewOf();
  expect([all.orders[ORDER_KIND.counted], all.lastDay, all.afterAsOf.orders, standing.days.length]).toEqual([3, dayOfIso('2099-12-31'), 0, 3]);
});

test('a view of no orders is refused', () => {
  expect(() => viewFrame(buildFrame(tableOf([]).source), { asOfDay: null, refunds: 'original-order', filters: [] })).toThrow('NO_ORDERS');
});

test('ranges hold about as many orders each', () => {
  // Customers with 4, 1, 1, 2 orders, and 2 of nobody.
  const orderStart = Uint32Array.from([0, 4, 5, 6, 8, 10]);
  expect(customerRanges({ customers: 4, orders: 10, orderStart }, 2)).toEqual([
    { from: 0, to: 2 },
    { from: 2, to: 5 },
  ]);
  expect(customerRanges({ customers: 4, orders: 10, orderStart }, 1)).toEqual([{ from: 0, to: 5 }]);
});
