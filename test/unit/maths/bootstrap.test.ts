import { expect, test } from 'vitest';
import { percentileInterval, resampleGroups } from '../../../core/maths/bootstrap.ts';
import { createRandom, hash32, xoshiro128 } from '../../../core/maths/random.ts';

// The reference C code of xoshiro128** 1.1 (Blackman & Vigna) started from the state 1, 2, 3, 4, as the tests of rand_xoshiro give it.
test('xoshiro128** gives the reference numbers', () => {
  const next = xoshiro128(1, 2, 3, 4);
  expect(Array.from({ length: 10 }, next)).toEqual([
    11_520, 0, 5_927_040, 70_819_200, 2_031_721_883, 1_637_235_492, 1_287_239_034, 3_734_860_849, 3_729_100_597, 4_258_142_804,
  ]);
});

test('a seed gives the same numbers, another one others, spread evenly', () => {
  const draw = (seed: number): number[] => {
    const random = createRandom(seed);
    return Array.from({ length: 10_000 }, () => random.nextBelow(10));
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  const counts = new Uint32Array(10);
  for (const value of draw(7)) counts[value]!++;
  // χ² with 9 degrees of freedom: 27.9 is its 99.9 % point.
  expect(counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
});

test('the hash puts no two numbers in one place', () => {
  expect(new Set(Array.from({ length: 100_000 }, (_, value) => hash32(value))).size).toBe(100_000);
});

test('columns of one replicate share the draw', () => {
  const sums = Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? i : i * 3 - 3));
  const totals = resampleGroups(sums, 100, 2, 50, 3);
  for (let replicate = 0; replicate < 50; replicate++) expect(totals[replicate * 2 + 1]).toBeCloseTo(totals[replicate * 2]! * 3, 6);
});

test('replicates without value are left aside unless they are many', () => {
  const values = Float64Array.from({ length: 100 }, (_, i) => i);
  values[0] = Number.NaN;
  expect(percentileInterval(values)).toEqual([1 + 98 * 0.025, 1 + 98 * 0.975]);
  expect(percentileInterval(values.fill(Number.NaN, 0, 10))).toBeNull();
  expect(percentileInterval(new Float64Array(0))).toBeNull();
});

// Customers order geometrically often and spend gamma-like amounts an order; the true ratio of sums is 50. 95 % ± 4 standard errors of
// a share of 400, and a bit less for the percentile method with 120 customers.
test('the interval of a ratio of sums covers the truth about as often as it says', () => {
  const random = createRandom(11);
  const customers = 120;
  const runs = 400;
  let covered = 0;
  for (let run = 0; run < runs; run++) {
    const sums = new Float64Array(customers * 2);
    for (let customer = 0; customer < customers; customer++) {
      let orders = 1;
      while (random.nextUnit() < 0.5) orders++;
      for (let order = 0; order < orders; order++) sums[customer * 2]! += -25 * Math.log((1 - random.nextUnit()) * (1 - random.nextUnit()));
      sums[customer * 2 + 1] = orders;
    }
    const totals = resampleGroups(sums, customers, 2, 400, run);
    const [lower, upper] = percentileInterval(Float64Array.from({ length: 400 }, (_, replicate) => totals[replicate * 2]! / totals[replicate * 2 + 1]!))!;
    if (lower <= 50 && 50 <= upper) covered++;
  }
  expect(covered / runs).toBeGreaterThan(0.9);
  expect(covered / runs).toBeLessThan(0.99);
});
