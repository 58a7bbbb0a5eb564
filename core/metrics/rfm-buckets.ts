/** Buckets of amounts in ascending order, so that order statistics of millions are found without sorting them: one for what is below 1,
 *  256 an octave up to 2^40, one for the rest. */
export const BUCKETS = 40 * 256 + 2;

const FIRST_OCTAVE = 1023 << 8;
const MOST = 2 ** 40;
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

export function bucketOf(amount: number): number {
  if (amount < 1) return 0;
  if (amount >= MOST) return BUCKETS - 1;
  number[0] = amount;
  // IEEE 754, little-endian: eleven bits of exponent, then the leading eight of the fraction.
  return 1 + (words[1]! >>> 12) - FIRST_OCTAVE;
}

/** The least amount of a bucket; −∞ for the first. */
export function leastOfBucket(bucket: number): number {
  if (bucket === 0) return Number.NEGATIVE_INFINITY;
  number[0] = 0;
  words[1] = (bucket - 1 + FIRST_OCTAVE) << 12;
  return number[0];
}
