import { normalDistribution } from './normal.ts';

/** Pearson’s r; NaN where one of the columns does not vary. */
export function pearson(left: ArrayLike<number>, right: ArrayLike<number>): number {
  const n = left.length;
  let [leftMean, rightMean] = [0, 0];
  for (let i = 0; i < n; i++) {
    leftMean += left[i]! / n;
    rightMean += right[i]! / n;
  }
  let [across, leftSquares, rightSquares] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [l, r] = [left[i]! - leftMean, right[i]! - rightMean];
    across += l * r;
    leftSquares += l * l;
    rightSquares += r * r;
  }
  return leftSquares > 0 && rightSquares > 0 ? across / Math.sqrt(leftSquares * rightSquares) : Number.NaN;
}

/** Ranks from 1, the mean of their places for ties. */
export function meanRanks(values: ArrayLike<number>): Float64Array {
  const order = Float64Array.from(values).sort();
  // First and last place of each distinct value are found by bisection.
  return Float64Array.from(values, (value) => (bisect(order, value, false) + 1 + bisect(order, value, true)) / 2);
}

function bisect(sorted: Float64Array, value: number, after: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value || (after && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Spearman’s rank correlation. */
export function spearman(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return pearson(meanRanks(left), meanRanks(right));
}

/** Two-sided p of no slope of `right` on `left`, whose spread may differ from place to place: White (1980), “A heteroskedasticity-consistent
 *  covariance matrix estimator”. NaN where there is nothing to see. */
export function slopePValue(left: ArrayLike<number>, right: ArrayLike<number>): number {
  const n = left.length;
  let [leftMean, rightMean] = [0, 0];
  for (let i = 0; i < n; i++) {
    leftMean += left[i]! / n;
    rightMean += right[i]! / n;
  }
  let [across, squares] = [0, 0];
  for (let i = 0; i < n; i++) {
    across += (left[i]! - leftMean) * (right[i]! - rightMean);
    squares += (left[i]! - leftMean) ** 2;
  }
  const slope = across / squares;
  let meat = 0;
  for (let i = 0; i < n; i++) meat += ((left[i]! - leftMean) * (right[i]! - rightMean - slope * (left[i]! - leftMean))) ** 2;
  const error = Math.sqrt(meat) / squares;
  return error > 0 ? 2 * normalDistribution(-Math.abs(slope / error)) : Number.NaN;
}
