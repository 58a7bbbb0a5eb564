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
  const used = Array.from({ length: columns }, (_, column) => column).filter((column) => hasAny(sums, columns, column));
  const four = new Float64Array(groups * COLUMNS_AT_ONCE);
  for (let next = 0; next < used.length; next += COLUMNS_AT_ONCE) {
    const together = used.slice(next, next + COLUMNS_AT_ONCE);
    for (let group = 0; group < groups; group++) {
      for (let place = 0; place < COLUMNS_AT_ONCE; place++) {
        const column = together[place];
        four[group * COLUMNS_AT_ONCE + place] = column === undefined ? 0 : sums[group * columns + column]!;
      }
    }
    weighFour(draws, four, groups, together, columns, totals);
  }
  return totals;
}

const COLUMNS_AT_ONCE = 4;

/** Sums of nothing are nothing whatever is drawn, as those of refunds in a shop without any. */
function hasAny(sums: Float64Array, columns: number, column: number): boolean {
  for (let at = column; at < sums.length; at += columns) if (sums[at] !== 0) return true;
  return false;
}

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

/** Totals of the columns `together`, of which `four` holds the sums side by side: in variables of their own, since additions to memory are what
 *  takes the time. */
function weighFour(draws: Uint16Array, four: Float64Array, groups: number, together: number[], columns: number, totals: Float64Array): void {
  for (let draw = 0, row = 0; draw < draws.length; row += columns) {
    let first = 0;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let at = 0; at < groups * COLUMNS_AT_ONCE; at += COLUMNS_AT_ONCE, draw++) {
      const weight = draws[draw]!;
      first += weight * four[at]!;
      second += weight * four[at + 1]!;
      third += weight * four[at + 2]!;
      fourth += weight * four[at + 3]!;
    }
    const total = [first, second, third, fourth];
    together.forEach((column, place) => (totals[row + column] = total[place]!));
  }
}

/** 95 % percentile interval of replicates of a statistic; those that have no value are left aside, and `null` answers when more than
 *  one in twenty has none. Efron (1979); Davison & Hinkley (1997), §5.3.1. */
export function percentileInterval(replicates: Float64Array): Limits | null {
  const valid = replicates.filter((value) => Number.isFinite(value)).sort();
  if (valid.length === 0 || valid.length < replicates.length * 0.95) return null;
  return [quantileOfSorted(valid, 0.025), quantileOfSorted(valid, 0.975)];
}
