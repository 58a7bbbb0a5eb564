import { Z_95 } from './normal.ts';

/** t of a two-sided 95 % interval, for 5 degrees of freedom and more; relative error below 1e−3. The Cornish–Fisher expansion, Abramowitz &
 *  Stegun (1964), 26.7.5. */
export function studentT95(freedom: number): number {
  const z = Z_95;
  const [cube, fifth, seventh] = [z ** 3, z ** 5, z ** 7];
  return (
    z +
    (cube + z) / (4 * freedom) +
    (5 * fifth + 16 * cube + 3 * z) / (96 * freedom ** 2) +
    (3 * seventh + 19 * fifth + 17 * cube - 15 * z) / (384 * freedom ** 3)
  );
}
