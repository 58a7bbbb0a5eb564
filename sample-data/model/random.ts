/** A stream of uniform numbers. `fork` starts an independent stream that depends only on the
 *  seed and the name, so adding a draw in one part of the model leaves every other part as it was. */
export interface Random {
  /** Uniform on [0, 1), 53 random bits. */
  next(): number
  fork(name: string): Random
}

/** xoshiro128** 1.1 (Blackman & Vigna 2018), state filled by splitmix32 from an FNV-1a hash of the seed. */
export function createRandom(seed: string): Random {
  const fill = splitMix32(fnv1a(seed))
  let s0 = fill()
  let s1 = fill()
  let s2 = fill()
  let s3 = fill()

  const next32 = (): number => {
    const result = Math.imul(rotateLeft(Math.imul(s1, 5), 7), 9) >>> 0
    const shifted = s1 << 9
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotateLeft(s3, 11)
    return result
  }

  return {
    next: () => ((next32() >>> 5) * 0x4000000 + (next32() >>> 6)) / 0x20000000000000,
    fork: (name) => createRandom(`${seed}/${name}`),
  }
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits))
}

function splitMix32(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash
}
