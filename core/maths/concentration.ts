import { Z_95 } from './normal.ts';
import type { Limits } from './proportion.ts';

/** A statistic with its 95 % interval; `null` where there are too few values, or all are alike, to have one. */
export interface Estimate {
  value: number;
  interval: Limits | null;
}

/** Gini coefficient of ascending values; NaN unless their sum is above 0. Values below 0 can take it above 1.
 *  The interval is that of the linearised statistic: Langel & Tillé (2013), “Variance estimation of the Gini index: revisiting a result
 *  several times published”, with equal weights. */
export function giniOfSorted(sorted: Float64Array): Estimate {
  const n = sorted.length;
  let total = 0;
  let ranked = 0;
  for (let i = 0; i < n; i++) {
    total += sorted[i]!;
    ranked += (i + 1) * sorted[i]!;
  }
  if (!(total > 0)) return { value: Number.NaN, interval: null };
  const value = (2 * ranked) / (n * total) - (n + 1) / n;
  let below = 0;
  return {
    value,
    interval: intervalOf(value, n, (i) => {
      const y = sorted[i]!;
      below += y;
      const rank = i + 1;
      return (2 * rank * (y - below / rank) + total - n * y - value * (total + y * n)) / (n * total);
    }),
  };
}

/** Share of the sum that the top `top` of ascending values hold, the value at the border divided in proportion; NaN unless the sum is
 *  above 0. The interval is that of the linearised statistic: Beach & Davidson (1983), “Distribution-free statistical inference with
 *  Lorenz curves and income shares”. */
export function topShareOfSorted(sorted: Float64Array, top: number): Estimate {
  const n = sorted.length;
  const total = sorted.reduce((sum, value) => sum + value, 0);
  if (!(total > 0)) return { value: Number.NaN, interval: null };
  const value = topSumOfSorted(sorted, top) / total;
  const border = sorted[borderOf(n, top)]!;
  return { value, interval: intervalOf(value, n, (i) => (Math.max(0, sorted[i]! - border) + border * top - value * sorted[i]!) / total) };
}

/** Sum of the top n × `top` of ascending values. */
export function topSumOfSorted(sorted: Float64Array, top: number): number {
  const n = sorted.length;
  const count = n * top;
  const whole = Math.floor(count + 1e-9);
  let sum = 0;
  for (let i = n - whole; i < n; i++) sum += sorted[i]!;
  return whole < n ? sum + Math.max(0, count - whole) * sorted[n - whole - 1]! : sum;
}

/** Position of the least value that the top share holds. */
export function borderOf(n: number, top: number): number {
  return Math.min(n - 1, Math.max(0, n - Math.ceil(n * top - 1e-9)));
}

/** Each value’s influence, `influence(i)` asked in order of i, adds to the variance of the statistic as n independent draws do. */
function intervalOf(value: number, n: number, influence: (i: number) => number): Limits | null {
  if (n < 2) return null;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const part = influence(i);
    sum += part;
    squares += part * part;
  }
  const half = Z_95 * Math.sqrt((Math.max(0, squares - (sum * sum) / n) * n) / (n - 1));
  return [value - half, value + half];
}
