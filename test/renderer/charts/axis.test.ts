import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayScale, labelEvery, moneyUnit, niceScale, spread } from '../../../renderer/charts/axis.ts';

describe('niceScale', () => {
  it('starts at zero and ends on a round step above the largest value', () => {
    expect(niceScale(0, 366)).toEqual({ min: 0, max: 400, step: 100 });
    expect(niceScale(0, 0.52)).toEqual({ min: 0, max: 0.6, step: 0.2 });
    expect(niceScale(12, 90)).toEqual({ min: 0, max: 100, step: 25 });
  });

  it('reaches below zero where refunds do', () => {
    const scale = niceScale(-30, 100);
    expect(scale.min).toBeLessThanOrEqual(-30);
    expect(scale.max).toBeGreaterThanOrEqual(100);
    expect(Math.abs(scale.min % scale.step)).toBe(0);
  });

  it('holds for nothing at all', () => {
    expect(niceScale(0, 0)).toEqual({ min: 0, max: 1, step: 1 });
    expect(niceScale(0, Number.NaN)).toEqual({ min: 0, max: 1, step: 1 });
  });

  it('always holds its values within 2 to 7 intervals', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), (high) => {
        const { min, max, step } = niceScale(0, high);
        expect(min).toBe(0);
        expect(max).toBeGreaterThanOrEqual(high * (1 - 1e-6));
        expect(max / step).toBeGreaterThan(1.9);
        expect(max / step).toBeLessThan(7);
      }),
    );
  });
});

describe('spread', () => {
  it('leaves labels alone that stand apart', () => {
    expect(spread([10, 60, 120], 16, 0, 200)).toEqual([10, 60, 120]);
  });

  it('keeps the gap, the order and the limits wherever there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 6 }), (centres) => {
        const placed = spread(centres, 16, 0, 300);
        const order = centres.map((_, index) => index).sort((a, b) => centres[a]! - centres[b]!);
        for (const [place, index] of order.entries()) {
          expect(placed[index]).toBeGreaterThanOrEqual(-1e-9);
          expect(placed[index]).toBeLessThanOrEqual(300 + 1e-9);
          if (place > 0) expect(placed[index]! - placed[order[place - 1]!]!).toBeGreaterThanOrEqual(16 - 1e-9);
        }
      }),
    );
  });
});

it('days are counted in weeks, months and quarters', () => {
  expect(dayScale(360)).toEqual({ min: 0, max: 360, step: 60 });
  expect(dayScale(40)).toEqual({ min: 0, max: 42, step: 7 });
  expect(dayScale(730).step).toBe(180);
});

it('money on an axis is counted in the unit that keeps its labels short', () => {
  expect(moneyUnit(900)).toEqual({ divisor: 1, unit: 'one' });
  expect(moneyUnit(368_000)).toEqual({ divisor: 1_000, unit: 'thousand' });
  expect(moneyUnit(20_000_000)).toEqual({ divisor: 1_000_000, unit: 'million' });
});

it('labels thin out until they fit', () => {
  expect(labelEvery(12, 600, 20)).toBe(1);
  const every = labelEvery(104, 600, 40);
  expect((104 / every) * 48).toBeLessThanOrEqual(600);
});
