import { describe, expect, test } from 'vitest'
import { createRandom } from '../../../sample-data/model/random.ts'
import type { Random } from '../../../sample-data/model/random.ts'
import { bernoulli, beta, exponential, gamma, integer, normal, pickWeighted, uniform } from '../../../sample-data/model/samplers.ts'
import { mean, share, variance } from './observed.ts'

const n = 200_000

function draw(name: string, sample: (random: Random) => number): number[] {
  const random = createRandom(`samplers ${name}`)
  return Array.from({ length: n }, () => sample(random))
}

/** Five standard errors; that of the variance from the fourth moment of the sample itself. */
function expectMoments(values: readonly number[], expectedMean: number, expectedVariance: number): void {
  const centre = mean(values)
  const fourth = mean(values.map((value) => (value - centre) ** 4))
  expect(Math.abs(centre - expectedMean)).toBeLessThan(5 * Math.sqrt(expectedVariance / n))
  expect(Math.abs(variance(values) - expectedVariance)).toBeLessThan(5 * Math.sqrt((fourth - expectedVariance ** 2) / n))
}

describe('random', () => {
  test('a seed gives one stream, another seed another', () => {
    const stream = (seed: string): number[] => {
      const random = createRandom(seed)
      return Array.from({ length: 5 }, () => random.next())
    }
    expect(stream('a')).toEqual(stream('a'))
    expect(stream('a')).not.toEqual(stream('b'))
  })

  test('a fork depends on its name only, not on what was drawn before', () => {
    const random = createRandom('fork')
    const before = random.fork('child').next()
    random.next()
    expect(random.fork('child').next()).toBe(before)
    expect(random.fork('other').next()).not.toBe(before)
  })

  test('uniform on [0, 1): moments, range, and equal bins', () => {
    const values = draw('unit', (random) => random.next())
    expectMoments(values, 1 / 2, 1 / 12)
    expect(values.every((value) => value >= 0 && value < 1)).toBe(true)
    const bins = Array.from({ length: 20 }, () => 0)
    for (const value of values) bins[Math.floor(value * 20)] = (bins[Math.floor(value * 20)] ?? 0) + 1
    const chiSquare = bins.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0)
    expect(chiSquare).toBeLessThan(43.8) // 99.9 % point at 19 degrees of freedom
  })
})

describe('samplers', () => {
  test('uniform', () => expectMoments(draw('uniform', (random) => uniform(random, -2, 4)), 1, 36 / 12))
  test('exponential', () => expectMoments(draw('exponential', (random) => exponential(random, 2.5)), 1 / 2.5, 1 / 2.5 ** 2))
  test('normal', () => expectMoments(draw('normal', (random) => normal(random, 8.8, 1.7)), 8.8, 1.7 ** 2))

  test.each([[0.2, 1], [0.8, 4.6], [1, 2], [4.5, 470], [60, 0.1]])('gamma of shape %d and rate %d', (shape, rate) => {
    expectMoments(draw(`gamma ${shape}`, (random) => gamma(random, shape, rate)), shape / rate, shape / rate ** 2)
  })

  test.each([[0.4, 0.7], [0.9, 0.6], [2, 5]])('beta of %d and %d', (a, b) => {
    const values = draw(`beta ${a}`, (random) => beta(random, a, b))
    expectMoments(values, a / (a + b), (a * b) / ((a + b) ** 2 * (a + b + 1)))
    expect(values.every((value) => value >= 0 && value <= 1)).toBe(true)
  })

  test('bernoulli', () => expectMoments(draw('bernoulli', (random) => Number(bernoulli(random, 0.3))), 0.3, 0.3 * 0.7))

  test('integer takes both ends', () => {
    const values = draw('integer', (random) => integer(random, 3, 6))
    expect([...new Set(values)].sort((one, other) => one - other)).toEqual([3, 4, 5, 6])
    expectMoments(values, 4.5, (4 ** 2 - 1) / 12)
  })

  test('pickWeighted follows the weights and never takes a weight of 0', () => {
    const random = createRandom('weights')
    const weights = { rare: 1, common: 3, never: 0 }
    const keys = ['rare', 'common', 'never'] as const
    const picked = Array.from({ length: n }, () => pickWeighted(random, keys, (key) => weights[key]))
    expect(picked).not.toContain('never')
    expect(share(picked, (key) => key === 'common')).toBeCloseTo(0.75, 2)
    expect(() => pickWeighted(random, [], () => 1)).toThrow(RangeError)
  })
})
