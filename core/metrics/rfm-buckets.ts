/** Buckets of amounts in ascending order, so that order statistics of millions are found without sorting them: one for what is below 1,
 *  256 an octave up to 2^40, one for the rest. */
export const BUCKETS = 40 * 256 + 2;

const FIRST_OCTAVE = 1023 << 8;
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);

/** The high words of amounts, of which `bucketOfHigh` is told: amount i has word 2i + 1 (IEEE 754, little-endian). */
export const wordsOf = (amounts: Float64Array): Int32Array => new Int32Array(amounts.buffer, amounts.byteOffset, amounts.length * 2);

/** Without a branch, which would be guessed wrong for amounts in no order. Eleven bits of exponent, then the leading eight of the fraction;
 *  what is negative has the sign bit. */
export function bucketOfHigh(word: number): number {
  const above = 1 + (word >> 12) - FIRST_OCTAVE;
  const place = above & ~(above >> 31);
  const beyond = place - (BUCKETS - 1);
  return BUCKETS - 1 + (beyond & (beyond >> 31));
}

/** The least amount of a bucket; −∞ for the first. */
export function leastOfBucket(bucket: number): number {
  if (bucket === 0) return Number.NEGATIVE_INFINITY;
  number[0] = 0;
  words[1] = (bucket - 1 + FIRST_OCTAVE) << 12;
  return number[0];
}
