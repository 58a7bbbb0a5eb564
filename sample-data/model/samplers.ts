import type { Random } from './random.ts'

export function bernoulli(random: Random, probability: number): boolean {
  return random.next() < probability
}

/** Whole number in [low, high], both included. */
export function integer(random: Random, low: number, high: number): number {
  return low + Math.floor(random.next() * (high - low + 1))
}

export function uniform(random: Random, low: number, high: number): number {
  return low + random.next() * (high - low)
}

/** Mean 1 / rate, by inversion. */
export function exponential(random: Random, rate: number): number {
  return -Math.log(1 - random.next()) / rate
}

/** Marsaglia's polar method; the second value of each pair is dropped so that a call has no memory. */
export function normal(random: Random, mean: number, standardDeviation: number): number {
  for (;;) {
    const u = 2 * random.next() - 1
    const v = 2 * random.next() - 1
    const square = u * u + v * v
    if (square > 0 && square < 1) return mean + standardDeviation * u * Math.sqrt((-2 * Math.log(square)) / square)
  }
}

/** Mean shape / rate. Marsaglia & Tsang (2000); shapes below 1 by their boost, G(s + 1) · U^(1/s). */
export function gamma(random: Random, shape: number, rate: number): number {
  if (shape < 1) return gamma(random, shape + 1, rate) * Math.pow(1 - random.next(), 1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = normal(random, 0, 1)
    const v = (1 + c * x) ** 3
    if (v <= 0) continue
    const logU = Math.log(1 - random.next())
    if (logU < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate
  }
}

/** Mean a / (a + b), as a ratio of gammas. */
export function beta(random: Random, a: number, b: number): number {
  const x = gamma(random, a, 1)
  return x / (x + gamma(random, b, 1))
}

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)]
  if (item === undefined) throw new RangeError('nothing to pick from')
  return item
}

/** Weights need not sum to 1; an item of weight 0 is never picked. */
export function pickWeighted<T>(random: Random, items: readonly T[], weight: (item: T) => number): T {
  let left = random.next() * items.reduce((sum, item) => sum + weight(item), 0)
  let last: T | undefined
  for (const item of items) {
    const own = weight(item)
    if (own <= 0) continue
    last = item
    left -= own
    if (left < 0) return item
  }
  if (last === undefined) throw new RangeError('nothing to pick from')
  return last
}

export function pickKey<K extends string>(random: Random, weights: Readonly<Record<K, number>>): K {
  const keys = Object.keys(weights) as K[]
  return pickWeighted(random, keys, (key) => weights[key])
}
