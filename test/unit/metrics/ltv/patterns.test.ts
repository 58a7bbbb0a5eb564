import { expect, test } from 'vitest';
import { findPatterns, thinPatterns } from '../../../../core/metrics/ltv/patterns.ts';
import { simulateShop } from './simulate.ts';

test('a part of the customers looks like all of them, also where half of them share a few patterns', () => {
  const { history } = simulateShop({ customers: 20_000, seed: 5, ages: [200, 220], laterDays: 0, model: 'bg-nbd', purchase: [0.3, 9, 0.8, 2.5], spend: [6, 4, 15] });
  const { patterns } = findPatterns(history);
  const thin = thinPatterns(patterns, 1000);
  const sum = (of: typeof patterns, value: (i: number) => number): number => Array.from(of.weight, (weight, i) => weight * value(i)).reduce((total, each) => total + each, 0);
  expect(sum(thin, () => 1)).toBe(1000);
  const oneTime = (of: typeof patterns): number => sum(of, (i) => (of.repeats[i] === 0 ? 1 : 0));
  const patternsOfOneTime = Array.from(patterns.repeats).filter((x) => x === 0).length;
  expect(oneTime(patterns)).toBeGreaterThan(10_000);
  // Each pattern is rounded once.
  expect(Math.abs(oneTime(thin) - oneTime(patterns) / 20)).toBeLessThanOrEqual(patternsOfOneTime);
  // Every twentieth repeats so often that the mean is off by a few standard errors of 1000 customers.
  const mean = sum(patterns, (i) => patterns.repeats[i]!) / 20_000;
  const variance = sum(patterns, (i) => (patterns.repeats[i]! - mean) ** 2) / 20_000;
  expect(Math.abs(sum(thin, (i) => thin.repeats[i]!) / 1000 - mean)).toBeLessThan(3 * Math.sqrt(variance / 1000));
});
