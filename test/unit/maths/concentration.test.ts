import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { giniOfSorted, topShareOfSorted, topSumOfSorted } from '../../../core/maths/concentration.ts';
import { createRandom } from '../../../core/maths/random.ts';

describe('Gini', () => {
  test('of hand-sized incomes', () => {
    expect(giniOfSorted(Float64Array.of(1, 2, 3, 4)).value).toBeCloseTo(0.25, 12);
    expect(giniOfSorted(Float64Array.of(5, 5, 5)).value).toBeCloseTo(0, 12);
    // One of n has all: (n − 1) / n.
    expect(giniOfSorted(Float64Array.of(0, 0, 0, 0, 8)).value).toBeCloseTo(0.8, 12);
    expect(giniOfSorted(Float64Array.of(0, 0)).value).toBeNaN();
    expect(giniOfSorted(new Float64Array(0)).value).toBeNaN();
  });

  test('is half the mean difference of all pairs over the mean', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 30 }).filter((values) => values.some((value) => value > 0)), (values) => {
        const sorted = Float64Array.from(values).sort();
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const differences = values.flatMap((a) => values.map((b) => Math.abs(a - b))).reduce((sum, value) => sum + value, 0);
        expect(giniOfSorted(sorted).value).toBeCloseTo(differences / (2 * values.length ** 2 * mean), 9);
      }),
    );
  });
});

test('the top share divides the value at its border', () => {
  const values = Float64Array.of(1, 2, 3, 4);
  expect(topSumOfSorted(values, 0)).toBe(0);
  expect(topSumOfSorted(values, 0.25)).toBe(4);
  expect(topSumOfSorted(values, 0.375)).toBe(5.5);
  expect(topSumOfSorted(values, 1)).toBe(10);
  expect(topShareOfSorted(values, 0.5).value).toBeCloseTo(0.7, 12);
  // 0.1 × 30 is a little more than 3.
  expect(topSumOfSorted(Float64Array.from({ length: 30 }, (_, i) => i + 1), 0.1)).toBe(30 + 29 + 28);
});

test('intervals are about as wide as those of a bootstrap over the values', () => {
  // Skewed, as spending is: squares of exponential numbers.
  const random = createRandom(7);
  const values = Float64Array.from({ length: 1500 }, () => Math.log(1 - random.nextUnit()) ** 2).sort();
  const replicates = Array.from({ length: 400 }, () => Float64Array.from(values, () => values[random.nextBelow(values.length)]!).sort());
  const error = (statistic: (sorted: Float64Array) => number): number => {
    const results = replicates.map(statistic);
    const mean = results.reduce((sum, value) => sum + value, 0) / results.length;
    return Math.sqrt(results.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (results.length - 1));
  };
  const half = ({ interval }: { interval: readonly [number, number] | null }): number => (interval![1] - interval![0]) / 2 / 1.96;
  // 400 replicates tell an error to about 4 %.
  expect(half(giniOfSorted(values)) / error((sorted) => giniOfSorted(sorted).value)).toBeGreaterThan(0.85);
  expect(half(giniOfSorted(values)) / error((sorted) => giniOfSorted(sorted).value)).toBeLessThan(1.15);
  for (const top of [0.05, 0.2]) {
    const ratio = half(topShareOfSorted(values, top)) / error((sorted) => topShareOfSorted(sorted, top).value);
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThan(1.15);
  }
});
