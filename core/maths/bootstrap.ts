import { quantileOfSorted } from './quantile.ts';
import { createRandom } from './random.ts';
import type { Limits } from './proportion.ts';

/** Totals of resampled groups, replicates × columns. `sums` is groups × columns: what each group of subjects adds to each total.
 *  Groups are drawn with replacement, as many as there are, and all columns share the draw, so that statistics of one replicate are
 *  paired. Subjects put into groups at random stand for themselves: Kleiner et al. (2014), “A scalable bootstrap for massive data”,
 *  and Davison & Hinkley (1997), §3.8 on resampling of blocks. */
export function resampleGroups(sums: Float64Array, groups: number, columns: number, replicates: number, seed: number): Float64Array {
  const totals = new Float64Array(replicates * columns);
  if (groups === 0) return totals;
  const random = createRandom(seed);
  const draws = new Uint32Array(groups);
  for (let replicate = 0; replicate < replicates; replicate++) {
    draws.fill(0);
    for (let i = 0; i < groups; i++) draws[random.nextBelow(groups)]!++;
    const at = replicate * columns;
    for (let group = 0; group < groups; group++) {
      const weight = draws[group]!;
      if (weight === 0) continue;
      for (let column = 0; column < columns; column++) totals[at + column]! += weight * sums[group * columns + column]!;
    }
  }
  return totals;
}

/** 95 % percentile interval of replicates of a statistic; those that have no value are left aside, and `null` answers when more than
 *  one in twenty has none. Efron (1979); Davison & Hinkley (1997), §5.3.1. */
export function percentileInterval(replicates: Float64Array): Limits | null {
  const valid = replicates.filter((value) => Number.isFinite(value)).sort();
  if (valid.length === 0 || valid.length < replicates.length * 0.95) return null;
  return [quantileOfSorted(valid, 0.025), quantileOfSorted(valid, 0.975)];
}
