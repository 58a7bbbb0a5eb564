import { describe, expect, test } from 'vitest';
import { bodyHeight, longestOffset, MOST_PIXELS, offsetShowing, rowsInSight, scrollTopOf, tableOffset } from '../../../renderer/features/customers/row-window.ts';

const short = { rows: 1000, rowHeight: 25, viewHeight: 500 };
const long = { rows: 5_000_000, rowHeight: 25, viewHeight: 500 };

describe('a table that fits into an element', () => {
  test('scrolls pixel by pixel', () => {
    expect(bodyHeight(short)).toBe(25_000);
    for (const top of [0, 1, 12_345, 24_500]) expect(tableOffset(short, top)).toBeCloseTo(top, 6);
  });

  test('that fits into its view does not scroll', () => {
    const tiny = { rows: 3, rowHeight: 25, viewHeight: 500 };
    expect(tableOffset(tiny, 40)).toBe(0);
    expect(scrollTopOf(tiny, 40)).toBe(0);
    expect(rowsInSight(tiny, 0, 16)).toEqual({ first: 0, end: 3 });
  });
});

describe('five million rows on a shorter way', () => {
  test('both ends and the middle are where they belong', () => {
    const way = MOST_PIXELS - 500;
    expect(bodyHeight(long)).toBe(MOST_PIXELS);
    expect(tableOffset(long, 0)).toBe(0);
    expect(tableOffset(long, way)).toBe(125_000_000 - 500);
    expect(tableOffset(long, way / 2)).toBe((125_000_000 - 500) / 2);
    expect(rowsInSight(long, tableOffset(long, way), 16).end).toBe(5_000_000);
  });

  test('there and back is the same place', () => {
    for (const offset of [0, 25, 62_500_017, longestOffset(long)]) expect(tableOffset(long, scrollTopOf(long, offset))).toBeCloseTo(offset, 4);
  });
});

test('whatever is in sight is among the rows, with some to spare, and small scrolls change nothing', () => {
  for (let offset = 0; offset <= longestOffset(short); offset += 7) {
    const { first, end } = rowsInSight(short, offset, 16);
    expect(first).toBeLessThanOrEqual(Math.max(0, Math.floor(offset / 25) - 16));
    expect(end).toBeGreaterThanOrEqual(Math.min(1000, Math.ceil((offset + 500) / 25) + 16));
    expect(end - first).toBeLessThan(20 + 2 * 16 + 20);
  }
  expect(rowsInSight(short, 5010, 16)).toEqual(rowsInSight(short, 5090, 16));
});

test('a row is shown by the shortest scroll', () => {
  expect(offsetShowing(short, 10, 0)).toBe(0);
  expect(offsetShowing(short, 20, 0)).toBe(25);
  expect(offsetShowing(short, 10, 1000)).toBe(250);
});
