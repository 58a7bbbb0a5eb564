import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalQuantile, Z_95 } from '../../../core/maths/normal.ts';
import { newcombeInterval, wilsonInterval } from '../../../core/maths/proportion.ts';
import { quantileOfCounts, quantileOfSorted } from '../../../core/maths/quantile.ts';

describe('normal quantile', () => {
  // Abramowitz & Stegun (1964), table 26.5, and R 4: qnorm(c(.9, .975, .995, 1e-10, 1e-300)).
  test.each([
    [0.5, 0],
    [0.9, 1.2815515655446004],
    [0.975, 1.959963984540054],
    [0.995, 2.5758293035489004],
    [1e-10, -6.361340902404056],
    [1e-300, -37.0471],
  ])('of %f is %f', (probability, expected) => {
    expect(normalQuantile(probability)).toBeCloseTo(expected, probability < 1e-100 ? 3 : 12);
  });

  test('is odd around one half, and defined on [0, 1] only', () => {
    fc.assert(fc.property(fc.double({ min: 1e-6, max: 0.5, noNaN: true }), (p) => Math.abs(normalQuantile(p) + normalQuantile(1 - p)) < 1e-8));
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1), normalQuantile(1.1)]).toEqual([-Infinity, Infinity, Number.NaN, Number.NaN]);
    expect(normalQuantile(0.975)).toBeCloseTo(Z_95, 14);
  });
});

describe('Wilson’s interval', () => {
  // METRICS §6: 8 of 10. Newcombe (1998), “Two-sided confidence intervals for the single proportion”, table I, method 3: the others.
  test.each([
    [8, 10, 0.4902, 0.9433],
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is %f to %f', (successes, trials, lower, upper) => {
    const interval = wilsonInterval(successes, trials)!;
    expect(interval[0]).toBeCloseTo(lower, 4);
    expect(interval[1]).toBeCloseTo(upper, 4);
  });

  test('holds the share, lies within [0, 1], and is not defined without trials', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (trials, part) => {
        const successes = Math.round(trials * part);
        const [lower, upper] = wilsonInterval(successes, trials)!;
        return lower >= 0 && upper <= 1 && lower <= successes / trials && upper >= successes / trials;
      }),
    );
    expect([wilsonInterval(0, 0), wilsonInterval(3, 2), wilsonInterval(-1, 2)]).toEqual([null, null, null]);
  });
});

describe('Newcombe’s interval', () => {
  // Newcombe (1998), “Interval estimation for the difference between independent proportions”, table II, method 10.
  test.each([
    ['a', 56, 70, 48, 80, 0.0524, 0.3339],
    ['b', 9, 10, 3, 10, 0.1705, 0.809],
    ['c', 6, 7, 2, 7, 0.0582, 0.8062],
    ['d', 5, 56, 0, 29, -0.0381, 0.1926],
    ['e', 0, 10, 0, 20, -0.1611, 0.2775],
    ['f', 0, 10, 0, 10, -0.2775, 0.2775],
    ['g', 10, 10, 0, 20, 0.6791, 1],
    ['h', 10, 10, 0, 10, 0.6075, 1],
  ])('example %s: %i/%i − %i/%i', (_, successes1, trials1, successes2, trials2, lower, upper) => {
    const interval = newcombeInterval(successes1, trials1, successes2, trials2)!;
    expect(interval[0]).toBeCloseTo(lower, 4);
    expect(interval[1]).toBeCloseTo(upper, 4);
  });

  test('turns over with its proportions', () => {
    const [lower, upper] = newcombeInterval(9, 10, 3, 10)!;
    const [lowerTurned, upperTurned] = newcombeInterval(3, 10, 9, 10)!;
    expect(lowerTurned).toBeCloseTo(-upper, 14);
    expect(upperTurned).toBeCloseTo(-lower, 14);
  });
});

describe('sample quantile R-7', () => {
  // By hand: the place is (n − 1)p; of 1 2 4 8 at ¼ it is 0.75, so 1 + 0.75 × 1.
  test.each([
    [[1, 2, 4, 8], 0.25, 1.75],
    [[1, 2, 4, 8], 0.5, 3],
    [[1, 2, 4, 8], 0.9, 4 + 0.7 * 4],
    [[7], 0.3, 7],
    [[1, 2, 3], 1, 3],
  ])('of %j at %f is %f', (values, probability, expected) => {
    expect(quantileOfSorted(values, probability)).toBeCloseTo(expected, 12);
  });

  test('is the same for values and for their counts', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, probability) => {
        const counts = new Uint32Array(31);
        for (const value of values) counts[value]!++;
        expect(quantileOfCounts(counts, probability)).toBeCloseTo(quantileOfSorted(values.toSorted((a, b) => a - b), probability), 10);
      }),
    );
    expect(quantileOfSorted([], 0.5)).toBeNaN();
    expect(quantileOfCounts([0, 0], 0.5)).toBeNaN();
  });
});
