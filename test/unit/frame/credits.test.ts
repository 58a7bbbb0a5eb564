import { expect, test } from 'vitest';
import { parseLines, scenarioOf } from '../../golden/metrics/line-table.ts';

/** Credit links as [credit note, order corrected or null, amount]. */
function linksOf(rows: string): [string, string | null, number][] {
  const { frame, table } = scenarioOf(parseLines(`order,customer,moment,product,quantity,net,refund,status\n${rows.trim()}`));
  const idOf = (position: number): string => table.orders[frame.orderCode[position]!]!;
  return Array.from(frame.credits.amount, (amount, link) => {
    const target = frame.credits.target[link]!;
    return [idOf(frame.credits.creditOrder[link]!), target < 0 ? null : idOf(target), amount];
  });
}

test('goods go back to the latest earlier order of the product, then to the one before', () => {
  // Of 4 given back for 400, 2 go to the second order and 1 to the first; the last one was never sold: 200, 100, 100.
  expect(
    linksOf(`
1,ann,2024-01-01,tea,1,100,,
2,ann,2024-01-02,tea,2,200,,
3,ann,2024-01-03,cup,9,900,,
C,ann,2024-01-04,tea,-4,-400,,credit
4,ann,2024-01-05,tea,9,900,,
`),
  ).toEqual([
    ['C', '2', 200],
    ['C', '1', 100],
    ['C', null, 100],
  ]);
});

test('what was given back once cannot be given back again', () => {
  expect(
    linksOf(`
1,ann,2024-01-01,tea,2,200,,
C1,ann,2024-01-02,tea,-1,-100,,credit
C2,ann,2024-01-03,tea,-1,-100,,credit
C3,ann,2024-01-04,tea,-1,-100,,credit
`),
  ).toEqual([
    ['C1', '1', 100],
    ['C2', '1', 100],
    ['C3', null, 100],
  ]);
});

test('parts of a line add up to it', () => {
  // 100 over 3 pieces: after the first third 67 are open (66.7 rounded), after the second 33.
  expect(
    linksOf(`
1,ann,2024-01-01,tea,1,40,,
2,ann,2024-01-02,tea,1,40,,
3,ann,2024-01-03,tea,1,40,,
C,ann,2024-01-04,tea,-3,-100,,credit
`),
  ).toEqual([
    ['C', '3', 33],
    ['C', '2', 34],
    ['C', '1', 33],
  ]);
});

test('other customers, nobody, orders that do not count, and later orders take nothing', () => {
  expect(
    linksOf(`
1,bob,2024-01-01,tea,1,100,,
2,ann,2024-01-01,tea,1,100,,cancelled
3,ann,2024-01-01,tea,1,100,100,
4,,2024-01-01,tea,1,100,,
C,ann,2024-01-02,tea,-1,-100,,credit
D,,2024-01-02,tea,-1,-100,,credit
5,ann,2024-01-03,tea,1,100,,
`),
  ).toEqual([
    ['C', null, 100],
    ['D', null, 100],
  ]);
});

test('a credit note that also charges, one with positive amounts, and one without quantity', () => {
  expect(
    linksOf(`
1,ann,2024-01-01,tea,2,200,,
C1,ann,2024-01-02,tea,-1,-100,,credit
C1,ann,2024-01-02,fee,1,10,,credit
C2,ann,2024-01-03,tea,1,100,,credit
C3,ann,2024-01-04,tea,0,-5,,credit
`),
  ).toEqual([
    ['C1', '1', 100],
    ['C1', null, -10],
    ['C2', '1', 100],
    ['C3', null, 5],
  ]);
});

test('at one moment the file’s order decides', () => {
  expect(linksOf('C,ann,2024-01-01,tea,-1,-100,,credit\n1,ann,2024-01-01,tea,1,100,,')).toEqual([['C', null, 100]]);
  expect(linksOf('1,ann,2024-01-01,tea,1,100,,\nC,ann,2024-01-01,tea,-1,-100,,credit')).toEqual([['C', '1', 100]]);
});
