/** Uniform whole numbers; the same seed gives the same numbers on every machine. */
export interface Random {
  /** 0 ≤ n < 2³². */
  nextUint32(): number;
  /** 0 ≤ n < bound, for whole bounds up to 2²¹; bias below 2⁻¹¹ of a part. */
  nextBelow(bound: number): number;
  /** 0 ≤ x < 1 with 32 random bits. */
  nextUnit(): number;
}

/** Numbers from a seed: xoshiro128** 1.1, its state filled by a Weyl sequence scattered with `hash32`. */
export function createRandom(seed: number): Random {
  const word = (place: number): number => hash32(Math.imul(place, 0x9e37_79b9) + seed);
  const nextUint32 = xoshiro128(word(1), word(2), word(3), word(4));
  return {
    nextUint32,
    nextBelow: (bound) => Math.floor((nextUint32() * bound) / 4_294_967_296),
    nextUnit: () => nextUint32() / 4_294_967_296,
  };
}

/** xoshiro128** 1.1 from its four words of state, not all 0: numbers 0 ≤ n < 2³².
 *  Blackman & Vigna (2021), “Scrambled linear pseudorandom number generators”. */
export function xoshiro128(a: number, b: number, c: number, d: number): () => number {
  return () => {
    const scaled = Math.imul(b, 5);
    const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = (d << 11) | (d >>> 21);
    return result;
  };
}

/** Scatters whole numbers over 32 bits, one to one; signed. The finaliser of MurmurHash3 (Appleby 2011). */
export function hash32(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}
