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
  const draws = drawnGroups(groups, replicates, seed);
  for (let column = 0; column < columns; column += COLUMNS_AT_ONCE) {
    const part = sums.subarray(column);
    if (column + COLUMNS_AT_ONCE <= columns) weighFour(draws, part, groups, columns, totals.subarray(column));
    else for (let rest = column; rest < columns; rest++) weighOne(draws, sums.subarray(rest), groups, columns, totals.subarray(rest));
  }
  return totals;
}

const COLUMNS_AT_ONCE = 4;

/** The latest draws, which are the same for every question about a project. */
const KEPT_DRAWS = 4;
const kept = new Map<string, Uint16Array>();

function drawnGroups(groups: number, replicates: number, seed: number): Uint16Array {
  const key = `${groups} ${replicates} ${seed}`;
  const draws = kept.get(key) ?? drawGroups(groups, replicates, seed);
  kept.delete(key);
  kept.set(key, draws);
  for (const oldest of [...kept.keys()].slice(0, -KEPT_DRAWS)) kept.delete(oldest);
  return draws;
}

/** How often each replicate draws each group, replicates × groups. */
function drawGroups(groups: number, replicates: number, seed: number): Uint16Array {
  const random = createRandom(seed);
  const draws = new Uint16Array(replicates * groups);
  for (let from = 0; from < draws.length; from += groups) {
    for (let i = 0; i < groups; i++) draws[from + random.nextBelow(groups)]!++;
  }
  return draws;
}

/** Totals of four columns, in variables of their own: additions to memory are what takes the time. */
function weighFour(draws: Uint16Array, sums: Float64Array, groups: number, columns: number, totals: Float64Array): void {
  for (let draw = 0, at = 0; draw < draws.length; at += columns) {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let group = 0, from = 0; group < groups; group++, draw++, from += columns) {
      const weight = draws[draw]!;
      first += weight * sums[from]!;
      second += weight * sums[from + 1]!;
      third += weight * sums[from + 2]!;
      fourth += weight * sums[from + 3]!;
    }
    totals[at] = first;
    totals[at + 1] = second;
    totals[at + 2] = third;
    totals[at + 3] = fourth;
  }
}

function weighOne(draws: Uint16Array, sums: Float64Array, groups: number, columns: number, totals: Float64Array): void {
  for (let draw = 0, at = 0; draw < draws.length; at += columns) {
    let total = 0;
    for (let group = 0, from = 0; group < groups; group++, draw++, from += columns) total += draws[draw]! * sums[from]!;
    totals[at] = total;
  }
}

/** 95 % percentile interval of replicates of a statistic; those that have no value are left aside, and `null` answers when more than
 *  one in twenty has none. Efron (1979); Davison & Hinkley (1997), §5.3.1. */
export function percentileInterval(replicates: Float64Array): Limits | null {
  const valid = replicates.filter((value) => Number.isFinite(value)).sort();
  if (valid.length === 0 || valid.length < replicates.length * 0.95) return null;
  return [quantileOfSorted(valid, 0.025), quantileOfSorted(valid, 0.975)];
}
