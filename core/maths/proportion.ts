import { Z_95 } from './normal.ts';

export type Limits = readonly [lower: number, upper: number];

/** Score interval of a proportion; `null` unless 0 ≤ successes ≤ trials and trials > 0.
 *  Wilson (1927), “Probable inference, the law of succession, and statistical inference”. */
export function wilsonInterval(successes: number, trials: number, z: number = Z_95): Limits | null {
  if (!(trials > 0 && successes >= 0 && successes <= trials)) return null;
  const share = successes / trials;
  const square = z * z;
  const centre = share + square / (2 * trials);
  const half = z * Math.sqrt((share * (1 - share) + square / (4 * trials)) / trials);
  const scale = 1 + square / trials;
  // The ends at 0 and 1 are exact; rounding would leave 1e−17 there.
  return [successes === 0 ? 0 : (centre - half) / scale, successes === trials ? 1 : (centre + half) / scale];
}

/** Interval of the difference of two unpaired proportions, first − second, from their Wilson intervals; `null` where one of these is.
 *  Newcombe (1998), “Interval estimation for the difference between independent proportions”, method 10 (hybrid score). */
export function newcombeInterval(successes1: number, trials1: number, successes2: number, trials2: number, z: number = Z_95): Limits | null {
  const first = wilsonInterval(successes1, trials1, z);
  const second = wilsonInterval(successes2, trials2, z);
  if (first === null || second === null) return null;
  const share1 = successes1 / trials1;
  const share2 = successes2 / trials2;
  const difference = share1 - share2;
  return [
    difference - Math.hypot(share1 - first[0], second[1] - share2),
    difference + Math.hypot(first[1] - share1, share2 - second[0]),
  ];
}
