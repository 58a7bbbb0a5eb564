/** Sample quantile of ascending values; NaN for none. Linear between order statistics at (n − 1)p.
 *  Hyndman & Fan (1996), “Sample quantiles in statistical packages”, definition 7 (R’s default). */
export function quantileOfSorted(sorted: ArrayLike<number>, probability: number): number {
  if (sorted.length === 0) return Number.NaN;
  const place = (sorted.length - 1) * probability;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (place - below) * (high - low);
}

/** The same quantile of whole numbers given as counts: `counts[value]` of each value from 0. */
export function quantileOfCounts(counts: ArrayLike<number>, probability: number): number {
  let total = 0;
  for (let value = 0; value < counts.length; value++) total += counts[value]!;
  if (total === 0) return Number.NaN;
  const place = (total - 1) * probability;
  const below = Math.floor(place);
  const low = valueAtRank(counts, below);
  const high = valueAtRank(counts, Math.min(below + 1, total - 1));
  return low + (place - below) * (high - low);
}

/** The value at a rank from 0, counted from the smallest. */
export function valueAtRank(counts: ArrayLike<number>, rank: number): number {
  let before = 0;
  for (let value = 0; value < counts.length; value++) {
    before += counts[value]!;
    if (before > rank) return value;
  }
  return counts.length - 1;
}
