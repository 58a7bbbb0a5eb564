import { describe, expect, test } from 'vitest';
import type { RfmResult } from '../../../core/contract/rfm.ts';
import { DEFAULT_GRID } from '../../../core/contract/segments.ts';
import { parseLines, scenarioOf } from './line-table.ts';
import { AS_OF, SHOP } from './shop.ts';
import { runMovement, runRfm, scoreView } from './run-rfm.ts';
import { scoresOfCell } from '../../../core/metrics/rfm.ts';

/** Customers of each segment that has some. */
const held = ({ segments }: RfmResult): Record<string, number> =>
  Object.fromEntries(segments.segment.map((id, index) => [id, segments.customers[index]!] as const).filter(([, count]) => count > 0));

/** As of 2024-07-01:  R  F  M(minor). The places of six values’ quintiles are order statistics: 5 · k / 5. */
const TIES = scenarioOf(
  parseLines(`
order,customer,moment,product,quantity,net
a1,a,2024-05-01,tea,1,100
a2,a,2024-06-01,tea,1,100
a3,a,2024-06-21,tea,1,100
b1,b,2024-06-21,tea,1,100
c1,c,2024-06-11,tea,1,100
d1,d,2024-05-01,tea,1,400
d2,d,2024-06-01,tea,1,100
e1,e,2024-05-22,tea,1,100
f1,f,2024-05-12,tea,1,200
`),
);

describe('six customers with ties, by hand', () => {
  // R 10 10 20 30 40 50 → cuts 10 20 30 40; F 1 1 1 1 2 3 → 1 1 1 2; M 100 100 100 200 300 500 → 100 100 200 300.
  const result = runRfm(TIES.view({ asOf: '2024-07-01' }));

  test('cut points', () => {
    expect([...result.cutPoints.recencyDays]).toEqual([10, 20, 30, 40]);
    expect([...result.cutPoints.frequency]).toEqual([1, 1, 1, 2]);
    expect([...result.cutPoints.monetaryMinor]).toEqual([100, 100, 200, 300]);
  });

  test('ties share a score, and equal is not better', () => {
    const { columns } = scoreView(TIES.view({ asOf: '2024-07-01' })).window;
    const scores = Array.from(columns.cell, (cell) => Object.values(scoresOfCell(cell)).join(''));
    expect(Object.fromEntries(TIES.table.customers.map((name, code) => [name, scores[code]]))).toEqual({ a: '454', b: '411', c: '311', d: '245', e: '111', f: '113' });
  });

  test('FM rounds half up, and the cells are those of the grid', () => {
    // a FM 4.5 → 5, b 1, c 1, d 4.5 → 5, e 1, f 2.
    expect(held(result)).toEqual({ champions: 1, promising: 1, 'about-to-sleep': 1, 'at-risk': 1, lost: 1, hibernating: 1 });
  });

  test('what a segment is made of', () => {
    const champions = result.segments.segment.indexOf('champions');
    expect(result.segments.netMinor[champions]).toBe(300);
    expect(result.segments.netShare[champions]).toBe(300 / 1300);
    expect(result.segments.averageOrderMinor[champions]).toBe(100);
    expect(result.segments.ordersPerCustomer[champions]).toBe(3);
    expect(result.segments.medianRecencyDays[champions]).toBe(10);
    expect(result.segments.share[champions]).toBe(1 / 6);
  });

  test('the grids hold each customer once', () => {
    expect(result.recencyFrequency.customers[3 * 5 + 4]).toBe(1);
    expect(result.recencyFrequency.customers[3 * 5 + 0]).toBe(1);
    expect(result.frequencyMonetary.customers[0]).toBe(3);
    expect(result.frequencyMonetary.netMinor[3 * 5 + 4]).toBe(500);
    expect(result.recencyFrequencyMonetary.customers[1 * 5 + 4]).toBe(1);
  });

  test('thresholds of one’s own follow the same rule', () => {
    const own = runRfm(TIES.view({ asOf: '2024-07-01' }), {
      scoring: { kind: 'thresholds', recencyDays: [5, 15, 25, 45], frequency: [1, 2, 3, 4], monetaryMinor: [50, 150, 250, 400] },
    });
    // a R 4 F 3 M 4 → FM 4: loyal; b R 4 F 1 M 2 → 2: promising; c R 3 F 1 M 2 → 2: about to sleep; d R 2 F 2 M 5 → 4: at risk;
    // e R 2 F 1 M 2 → 2: hibernating; f R 1 F 1 M 3 → 2: hibernating.
    expect(held(own)).toEqual({ loyal: 1, promising: 1, 'about-to-sleep': 1, 'at-risk': 1, hibernating: 2 });
    expect([...own.quintiles.recencyDays]).toEqual([10, 20, 30, 40]);
  });

  test('a look-back window counts the as-of day and leaves out who came before it', () => {
    // 2024-06-02 … 2024-07-01: a (once), b and c; d’s last order is the day before.
    const recent = runRfm(TIES.view({ asOf: '2024-07-01' }), { lookBackDays: 30 });
    expect(recent.window).toEqual({ from: '2024-06-02', to: '2024-07-02' });
    expect([recent.customers, recent.orders, recent.netMinor]).toEqual([3, 3, 300]);
    expect(recent.outsideLookBack).toEqual({ customers: 3, netMinor: 800 });
    expect(runRfm(TIES.view({ asOf: '2024-07-01' }), { lookBackDays: 31 }).customers).toBe(4);
  });
});

test('quintiles between two values are linear between them', () => {
  const five = scenarioOf(parseLines(`order,customer,moment,product,quantity,net\n${[100, 200, 400, 800, 1600].map((net, at) => `o${at},c${at},2024-01-0${at + 1},tea,1,${net}`).join('\n')}`));
  const { cutPoints } = runRfm(five.view({ asOf: '2024-01-05' }));
  // Places 0.8, 1.6, 2.4, 3.2.
  expect([...cutPoints.monetaryMinor]).toEqual([180, 320, 560, 960]);
  expect(Array.from(cutPoints.recencyDays, (days) => Number(days.toFixed(9)))).toEqual([0.8, 1.6, 2.4, 3.2]);
});

test('refunds and credit notes: who has given everything back is no customer, and what was never sold weighs on M', () => {
  const shop = scenarioOf(SHOP);
  const result = runRfm(shop.view({ asOf: AS_OF }));
  // ann 41 days, 3 orders, 1500 + 250 + 500; cid 9, 2, 1500 + 500; dan 10, 1, 500 − 300; bob gave both orders back.
  const { columns } = scoreView(shop.view({ asOf: AS_OF })).window;
  const valuesOf = (name: string): number[] => {
    const code = shop.table.customers.indexOf(name);
    return [columns.recencyDays[code]!, columns.frequency[code]!, columns.monetaryMinor[code]!];
  };
  expect(valuesOf('ann')).toEqual([41, 3, 2250]);
  expect(valuesOf('cid')).toEqual([9, 2, 2000]);
  expect(valuesOf('dan')).toEqual([10, 1, 200]);
  expect(valuesOf('bob')).toEqual([0, 0, 0]);
  expect([result.customers, result.orders, result.netMinor]).toEqual([3, 6, 4450]);
  const recent = runRfm(shop.view({ asOf: AS_OF }), { lookBackDays: 30 });
  expect([recent.customers, recent.netMinor, recent.outsideLookBack.customers, recent.outsideLookBack.netMinor]).toEqual([2, 700, 1, 2250]);
});

describe('few customers', () => {
  const one = scenarioOf(parseLines('order,customer,moment,product,quantity,net\no1,a,2024-01-01,tea,1,500'));

  test('one customer is better than nobody', () => {
    const result = runRfm(one.view({ asOf: '2024-02-01' }));
    expect([...result.cutPoints.recencyDays]).toEqual([31, 31, 31, 31]);
    expect(held(result)).toEqual({ lost: 1 });
    expect(result.segments.share[result.segments.segment.indexOf('lost')]).toBe(1);
  });

  test('nobody in the look-back window: no cut points, no shares, everybody outside', () => {
    const result = runRfm(one.view({ asOf: '2024-02-01' }), { lookBackDays: 7 });
    expect(result.customers).toBe(0);
    expect([...result.cutPoints.monetaryMinor, ...result.segments.share]).toEqual(Array.from({ length: 4 + 11 }, () => Number.NaN));
    expect(result.outsideLookBack).toEqual({ customers: 1, netMinor: 500 });
  });

  test('where everybody bought once, F is 1 for all', () => {
    const once = scenarioOf(parseLines(`order,customer,moment,product,quantity,net\n${Array.from({ length: 25 }, (_, at) => `o${at},c${at},2024-01-${String(at + 1).padStart(2, '0')},tea,1,${(at + 1) * 100}`).join('\n')}`));
    const result = runRfm(once.view({ asOf: '2024-01-31' }));
    const byFrequency = [0, 1, 2, 3, 4].map((score) => [0, 1, 2, 3, 4].reduce((sum, recency) => sum + result.recencyFrequency.customers[recency * 5 + score]!, 0));
    expect(byFrequency).toEqual([25, 0, 0, 0, 0]);
    // Five customers to each score of R and of M.
    expect([0, 1, 2, 3, 4].map((recency) => result.recencyFrequency.customers[recency * 5])).toEqual([5, 5, 5, 5, 5]);
  });
});

describe('movement', () => {
  const before = TIES.view({ asOf: '2024-06-01' });
  const after = TIES.view({ asOf: '2024-07-01' });

  test('by hand', () => {
    // As of 06-01: a R 0 F 2 M 200; d 0 2 500; e 10 1 100; f 20 1 200. R cuts 0 4 10 14 (places 0.6 1.2 1.8 2.4 of 0 0 10 20: 0 2 8 14).
    // F 1 1 2 2: 1 1.2 1.8 2; M 100 200 200 500: 160 200 200 320.
    // a: R < 2, 8, 14 → 4; F > 1, 1.2, 1.8 → 4; M 200 > 160 → 2; FM 3: potential loyalist. d: R 4, F 4, M 5, FM 5: champions.
    // e: R 10 < 14 → 2; F 1; M 1; FM 1: hibernating. f: R 1; F 1; M 2; FM 2: hibernating.
    const { states, migration, from, to } = runMovement(before, after);
    const moved = states.flatMap((row, i) => states.flatMap((column, j) => (migration[i * states.length + j]! > 0 ? [`${row} → ${column}: ${migration[i * states.length + j]}`] : [])));
    expect(moved.toSorted()).toEqual(
      [
        'potential-loyalist → champions: 1',
        'champions → at-risk: 1',
        'hibernating → lost: 1',
        'hibernating → hibernating: 1',
        'not-yet-a-customer → promising: 1',
        'not-yet-a-customer → about-to-sleep: 1',
      ].toSorted(),
    );
    expect([from.asOf, to.asOf]).toEqual(['2024-06-01', '2024-07-01']);
    expect(Array.from(from.cutPoints.recencyDays, (cut) => Number(cut.toFixed(9)))).toEqual([0, 2, 8, 14]);
    expect([...to.cutPoints.recencyDays]).toEqual([10, 20, 30, 40]);
  });

  test('with the first date’s cut points for both', () => {
    const { from, to } = runMovement(before, after, {}, 'first');
    expect(to.cutPoints).toEqual(from.cutPoints);
  });

  test('who falls out of the window is outside it, and no newcomer', () => {
    const { states, migration } = runMovement(before, after, { lookBackDays: 30 });
    const at = (row: string, column: string): number => migration[states.indexOf(row) * states.length + states.indexOf(column)]!;
    const outside = states.reduce((sum, _, row) => sum + migration[row * states.length + states.indexOf('outside-look-back')]!, 0);
    expect(outside).toBe(3);
    expect(at('not-yet-a-customer', 'not-yet-a-customer')).toBe(0);
    expect(DEFAULT_GRID.reduce((sum, { id }) => sum + at('not-yet-a-customer', id), 0)).toBe(2);
  });
});
