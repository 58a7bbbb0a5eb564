import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildFrame, buildFrameTogether } from '../../../core/frame/build-frame.ts';
import { createFramePart } from '../../../core/frame/frame-part.ts';
import { NO_CODE } from '../../../core/frame/line-batch.ts';
import type { LineSource } from '../../../core/frame/line-source.ts';
import type { CodeRange } from '../../../core/frame/order-facts.ts';
import { ORDER_KIND, type OrderFrame } from '../../../core/frame/order-frame.ts';
import { parseLines, scenarioOf, tableOf } from '../../golden/metrics/line-table.ts';
import { randomShop } from '../metrics/random-shop.ts';

/** Orders of a customer as ids, in frame order; of nobody for the empty name. */
function ordersOf(frame: OrderFrame, orders: string[], customers: string[], customer: string): string[] {
  const block = customer === '' ? frame.customers : customers.indexOf(customer);
  return Array.from(frame.orderCode.subarray(frame.orderStart[block], frame.orderStart[block + 1]), (code) => orders[code]!);
}

describe('order of the frame', () => {
  const { frame, table } = scenarioOf(
    parseLines(`
order,customer,moment,product,quantity,net,channel
9,bob,2024-01-02T10:00:00,tea,1,10,
7,ann,2024-01-02T10:00:00,tea,1,10,
8,ann,2024-01-02T10:00:00,tea,1,10,
5,,2024-01-01,tea,1,10,
6,,2024-01-03,tea,1,10,
7,ann,2024-01-02T09:00:00,cup,2,30,web
6,cid,2024-01-03,cup,1,10,
3,ann,2023-12-31T23:59:59,tea,1,10,
6,ann,2024-01-03,cup,1,10,
`),
  );

  test('customers hold their orders by moment, ties by first appearance in the file', () => {
    expect(ordersOf(frame, table.orders, table.customers, 'ann')).toEqual(['3', '7', '8']);
    expect(ordersOf(frame, table.orders, table.customers, 'bob')).toEqual(['9']);
  });

  test('an order is its first known customer’s', () => {
    expect(ordersOf(frame, table.orders, table.customers, 'cid')).toEqual(['6']);
    expect(ordersOf(frame, table.orders, table.customers, '')).toEqual(['5']);
  });

  test('lines of an order stand together in file order, and it takes their earliest moment and first attribute', () => {
    const at = frame.orderCode.indexOf(table.orders.indexOf('7'));
    expect(frame.lineStart[at + 1]! - frame.lineStart[at]!).toBe(2);
    expect(Array.from(frame.lineNet.subarray(frame.lineStart[at], frame.lineStart[at + 1]))).toEqual([10, 30]);
    expect([frame.net[at], frame.quantity[frame.lineStart[at]! + 1]]).toEqual([40, 2]);
    expect(frame.moment[at]).toBe(Date.UTC(2024, 0, 2, 9) / 1000);
    expect(table.channels[frame.attributes.channel![at]!]).toBe('web');
    expect(frame.attributes.channel![0]).toBe(NO_CODE);
  });

  test('all columns are shared memory', () => {
    const columns = Object.values({ ...frame, ...frame.attributes, ...frame.credits }).filter((value) => ArrayBuffer.isView(value));
    expect(columns.length).toBeGreaterThan(15);
    expect(columns.every(({ buffer }) => buffer instanceof SharedArrayBuffer)).toBe(true);
  });
});

test('a customer with very many orders in reverse is sorted like any other', () => {
  const times = Array.from({ length: 3000 }, (_, i) => new Date(Date.UTC(2024, 0, 1) + Math.floor((i * 7919) % 3001) * 3_600_000).toISOString().slice(0, 19));
  const lines = parseLines(`order,customer,moment,product,quantity,net\n${times.map((time, i) => `${i},ann,${time},tea,1,10`).join('\n')}`);
  const { frame, table } = scenarioOf(lines);
  const expected = lines.map(({ order, moment }, i) => ({ order, moment, i })).toSorted((a, b) => (a.moment < b.moment ? -1 : a.moment > b.moment ? 1 : a.i - b.i));
  expect(ordersOf(frame, table.orders, table.customers, 'ann')).toEqual(expected.map(({ order }) => order));
});

test('how the lines are cut into batches does not matter', () => {
  fc.assert(
    fc.property(randomShop, fc.integer({ min: 1, max: 9 }), (lines, batchRows) => {
      expect(buildFrame(tableOf(lines, { batchRows }).source)).toEqual(buildFrame(tableOf(lines).source));
    }),
    { numRuns: 50 },
  );
});

describe('several parts', () => {
  /** Batches of a table as `parts` successive sources. */
  const cut = (source: LineSource, cuts: readonly number[]): LineSource[] => {
    const batches = [...source.batches()];
    const places = [0, ...cuts.map((at) => Math.min(at, batches.length)).toSorted((one, other) => one - other), batches.length];
    return places.slice(1).map((to, part) => ({ ...source, batches: () => batches.slice(places[part], to) }));
  };
  const owners = (orders: number, cuts: readonly number[]): CodeRange[] => {
    const places = [0, ...cuts.map((at) => Math.min(at, orders)).toSorted((one, other) => one - other), orders];
    return places.slice(1).map((to, part) => ({ from: places[part]!, to }));
  };

  test('build the frame that one builds, wherever lines and orders are divided', async () => {
    const cuts = fc.array(fc.nat(12), { minLength: 2, maxLength: 2 });
    await fc.assert(
      fc.asyncProperty(randomShop, fc.integer({ min: 1, max: 5 }), cuts, cuts, async (lines, batchRows, lineCuts, orderCuts) => {
        // The first orders have more lines far behind.
        const { source } = tableOf([...lines, ...lines.slice(0, 6)], { batchRows });
        const parts = cut(source, lineCuts).map((part) => createFramePart(part, () => undefined));
        expect(await buildFrameTogether(source, owners(source.orders, orderCuts), parts)).toEqual(buildFrame(source));
      }),
      { numRuns: 100 },
    );
  });

  test('wait for each other where one fails', async () => {
    const { source } = tableOf(parseLines('order,customer,moment,product,quantity,net\n1,ann,2024-01-01,tea,1,10\n2,ann,2024-01-01,tea,1,10'), { batchRows: 1 });
    const [one, other] = cut(source, [1]);
    let ended = false;
    const slow = createFramePart(other!, () => undefined);
    const parts = [
      createFramePart(one!, () => {
        throw new RangeError('fell over');
      }),
      { ...slow, gather: async (request: Parameters<typeof slow.gather>[0]) => (await new Promise((resolve) => setTimeout(resolve, 20)), (ended = true), slow.gather(request)) },
    ];
    await expect(buildFrameTogether(source, owners(2, [1]), parts)).rejects.toThrow('fell over');
    expect(ended).toBe(true);
  });
});

test('codes that no line uses make no order', () => {
  const lines = parseLines('order,customer,moment,product,quantity,net\n1,ann,2024-01-01,tea,1,10');
  const like = tableOf(parseLines('order,customer,moment,product,quantity,net\n0,zoe,2024-01-01,tea,1,10\n1,ann,2024-01-01,tea,1,10\n2,zoe,2024-01-02,tea,1,10'));
  const frame = buildFrame(tableOf(lines, { like }).source);
  expect([frame.orders, frame.lines, frame.customers, Array.from(frame.orderStart)]).toEqual([1, 1, 2, [0, 0, 1, 1]]);
  expect(frame.orderCode[0]).toBe(1);
});

test('an empty source gives an empty frame', () => {
  const frame = buildFrame(tableOf([]).source);
  expect([frame.orders, frame.lines, frame.customers, Array.from(frame.orderStart)]).toEqual([0, 0, 0, [0, 0]]);
});

test('says how far it is, and stops when asked', () => {
  const { source } = tableOf(parseLines('order,customer,moment,product,quantity,net\n1,ann,2024-01-01,tea,1,10\n2,ann,2024-01-01,tea,1,10\n3,ann,2024-01-01,tea,1,10'), { batchRows: 2 });
  const steps: number[][] = [];
  buildFrame(source, { onProgress: (done, total) => steps.push([done, total]) });
  expect(steps).toEqual([
    [2, 6],
    [3, 6],
    [5, 6],
    [6, 6],
  ]);
  let asked = 0;
  expect(() => buildFrame(source, { cancelled: () => ++asked === 3 })).toThrow('CANCELLED');
});

// METRICS §1.
describe('what kind of document an order is', () => {
  test.each<[string, keyof typeof ORDER_KIND, string]>([
    ['a sale', 'counted', '1,ann,2024-01-01,tea,1,100,0,normal'],
    ['all lines cancelled', 'cancelled', '1,ann,2024-01-01,tea,1,100,0,cancelled'],
    ['some lines cancelled', 'counted', '1,ann,2024-01-01,tea,1,100,0,cancelled\n1,ann,2024-01-01,tea,1,100,0,normal'],
    ['a test', 'test', '1,ann,2024-01-01,tea,1,100,0,test'],
    ['nothing to pay', 'zeroValue', '1,ann,2024-01-01,tea,1,0,0,normal'],
    ['an even exchange', 'zeroValue', '1,ann,2024-01-01,tea,1,100,0,normal\n1,ann,2024-01-01,cup,-1,-100,0,normal'],
    ['a negative total', 'creditNote', '1,ann,2024-01-01,tea,1,100,0,normal\n1,ann,2024-01-01,cup,-2,-200,0,normal'],
    ['a credit note', 'creditNote', '1,ann,2024-01-01,tea,-1,-100,0,credit'],
    ['a credit note with positive amounts', 'creditNote', '1,ann,2024-01-01,tea,1,100,0,credit'],
    ['a refund of part', 'counted', '1,ann,2024-01-01,tea,1,100,99,normal'],
    ['a refund in full', 'refundedInFull', '1,ann,2024-01-01,tea,1,100,60,normal\n1,ann,2024-01-01,cup,1,50,90,normal'],
  ])('%s: %s', (_, kind, rows) => {
    const { frame } = scenarioOf(parseLines(`order,customer,moment,product,quantity,net,refund,status\n${rows}`));
    expect(Array.from(frame.kind)).toEqual([ORDER_KIND[kind]]);
  });
});
