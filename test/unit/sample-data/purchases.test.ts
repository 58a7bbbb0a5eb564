import { describe, expect, test } from 'vitest'
import { purchaseModel } from '../../../sample-data/model/parameters.ts'
import { simulatePurchases } from '../../../sample-data/model/purchases.ts'
import { createRandom } from '../../../sample-data/model/random.ts'
import { beta, gamma } from '../../../sample-data/model/samplers.ts'

const weeks = 52
const n = 100_000
const { r, alpha, a, b } = purchaseModel

function simulateRepeats(extraDropout: number): number[] {
  const random = createRandom(`purchases ${extraDropout}`)
  return Array.from({ length: n }, () => {
    const traits = { rate: gamma(random, r, alpha), dropout: beta(random, a, b) }
    return simulatePurchases(random, traits, 0, weeks * 7, () => extraDropout).length - 1
  })
}

/** P(N = j) for a Poisson count over `weeks` whose rate is Gamma(r, α), by recurrence. */
function negativeBinomial(upTo: number): number[] {
  const masses = [(alpha / (alpha + weeks)) ** r]
  for (let j = 1; j <= upTo; j += 1) masses.push((masses[j - 1] ?? 0) * ((r + j - 1) / j) * (weeks / (alpha + weeks)))
  return masses
}

/** P(X = x) under MBG/NBD: either x arrivals and x + 1 chances to leave survived, or at least x arrivals and left at the last.
 *  Batislam, Denizel & Filiztekin (2007). */
function expectedShare(x: number): number {
  const masses = negativeBinomial(x)
  let surviveX = 1 // E[(1 − p)^x] = B(a, b + x) / B(a, b)
  for (let i = 0; i < x; i += 1) surviveX *= (b + i) / (a + b + i)
  const surviveNext = surviveX * ((b + x) / (a + b + x))
  const atLeastX = 1 - masses.slice(0, x).reduce((sum, mass) => sum + mass, 0)
  return surviveNext * (masses[x] ?? 0) + (surviveX - surviveNext) * atLeastX
}

describe('the purchase process', () => {
  const repeats = simulateRepeats(0)

  test.each([0, 1, 2, 3, 5, 8, 12])('as many customers with %d repeats as MBG/NBD says', (x) => {
    const expected = expectedShare(x)
    const found = repeats.filter((count) => count === x).length / n
    expect(Math.abs(found - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / n))
  })

  test('the expected shares sum to 1', () => {
    const sum = Array.from({ length: 600 }, (_, x) => expectedShare(x)).reduce((total, part) => total + part, 0)
    expect(sum).toBeCloseTo(1, 4)
  })

  test('certain extra dropout leaves first purchases only', () => {
    expect(simulateRepeats(1).every((count) => count === 0)).toBe(true)
  })

  test('moments rise, start at the first and stay before the end', () => {
    const random = createRandom('moments')
    const moments = simulatePurchases(random, { rate: 2, dropout: 0 }, 10, 300, () => 0)
    expect(moments[0]).toBe(10)
    expect(moments.length).toBeGreaterThan(20)
    expect(moments.every((moment, index) => index === 0 || moment > (moments[index - 1] ?? 0))).toBe(true)
    expect(Math.max(...moments)).toBeLessThan(300)
  })
})
