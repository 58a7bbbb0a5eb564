import { normalQuantile } from './normal.ts';
import type { Random } from './random.ts';

/** Strictly between 0 and 1. */
function openUnit(random: Random): number {
  return (random.nextUint32() + 0.5) / 4_294_967_296;
}

/** Standard normal, by inversion. */
export function normalVariate(random: Random): number {
  return normalQuantile(openUnit(random));
}

/** Exponential with the given rate. */
export function exponentialVariate(random: Random, rate: number): number {
  return -Math.log(openUnit(random)) / rate;
}

/** Gamma with the given shape and rate. Marsaglia & Tsang (2000), “A simple method for generating gamma variables”; shapes below 1 by
 *  their remark, as a power of a uniform times a variate of shape + 1. */
export function gammaVariate(random: Random, shape: number, rate: number): number {
  if (shape < 1) return gammaVariate(random, shape + 1, rate) * Math.exp(Math.log(openUnit(random)) / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normalVariate(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(openUnit(random)) < 0.5 * x * x + d - d * v + d * Math.log(v)) return (d * v) / rate;
  }
}

/** Beta, as the share of one of two gamma variates. */
export function betaVariate(random: Random, a: number, b: number): number {
  const x = gammaVariate(random, a, 1);
  const y = gammaVariate(random, b, 1);
  return x + y === 0 ? (a > b ? 1 : 0) : x / (x + y);
}

/** Poisson. Small means by multiplying uniforms (Knuth 1969, §3.4.1); large ones are cut down first by the order statistics of a Poisson
 *  process: Ahrens & Dieter (1974), “Computer methods for sampling from gamma, beta, Poisson and binomial distributions”. */
export function poissonVariate(random: Random, mean: number): number {
  let left = mean;
  let count = 0;
  while (left > 30) {
    const events = Math.floor(left * 0.875);
    const time = gammaVariate(random, events, 1);
    if (time > left) return count + binomialVariate(random, events - 1, left / time);
    count += events;
    left -= time;
  }
  const end = Math.exp(-left);
  for (let product = openUnit(random); product > end; product *= openUnit(random)) count++;
  return count;
}

/** Binomial, halved by the median of n uniforms until few are left. */
function binomialVariate(random: Random, n: number, p: number): number {
  let trials = n;
  let share = p;
  let count = 0;
  while (trials > 20) {
    const middle = Math.floor(trials / 2) + 1;
    const median = betaVariate(random, middle, trials + 1 - middle);
    if (median <= share) {
      count += middle;
      trials -= middle;
      share = (share - median) / (1 - median);
    } else {
      trials = middle - 1;
      share /= median;
    }
  }
  for (let trial = 0; trial < trials; trial++) if (openUnit(random) < share) count++;
  return count;
}
