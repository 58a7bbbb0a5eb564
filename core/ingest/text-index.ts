import type { DictionaryBatch } from '../frame/import-target.ts';
import { NO_CODE } from '../frame/line-batch.ts';

/** Texts of up to this many bytes stand in the table itself, so that finding them touches one cache line. */
const INLINE_BYTES = 12;
const SLOT_WORDS = 4;
const FIRST_CAPACITY = 1 << 10;
const TEXTS_IN_BATCH = 65_536;

/** A growing dictionary: distinct byte strings, numbered in order of appearance. */
export interface TextIndex {
  readonly size: number;
  /** Code of bytes[start … end), added if new. */
  code(bytes: Uint8Array, start: number, end: number): number;
  /** Code of bytes[start … end) or NO_CODE. */
  find(bytes: Uint8Array, start: number, end: number): number;
  /** Texts from code `from` on, in batches to store. */
  batches(from: number): Iterable<DictionaryBatch>;
}

/** Open addressing with linear probing. A slot is four words: twelve bytes of the text, zero-padded, and its code + 1; or for longer texts
 *  (and those with a zero byte), two hashes, the length, and −(code + 1), with the bytes compared in the pool. */
export function createTextIndex(stored: Iterable<DictionaryBatch> = []): TextIndex {
  let capacity = FIRST_CAPACITY;
  let slots = new Int32Array(capacity * SLOT_WORDS);
  let size = 0;
  let offsets = new Float64Array(FIRST_CAPACITY + 1);
  let pool = new Uint8Array(FIRST_CAPACITY * 8);
  let word0 = 0;
  let word1 = 0;
  let word2 = 0;
  let inline = true;
  let home = 0;

  const readKey = (bytes: Uint8Array, start: number, end: number): void => {
    const length = end - start;
    word0 = 0;
    word1 = 0;
    word2 = 0;
    inline = length <= INLINE_BYTES;
    if (inline) {
      let position = start;
      const whole = Math.min(end, start + 4);
      for (let shift = 0; position < whole; shift += 8) {
        const byte = bytes[position++]!;
        if (byte === 0) inline = false;
        word0 |= byte << shift;
      }
      const second = Math.min(end, start + 8);
      for (let shift = 0; position < second; shift += 8) {
        const byte = bytes[position++]!;
        if (byte === 0) inline = false;
        word1 |= byte << shift;
      }
      for (let shift = 0; position < end; shift += 8) {
        const byte = bytes[position++]!;
        if (byte === 0) inline = false;
        word2 |= byte << shift;
      }
    }
    if (!inline) {
      let one = 0x811c_9dc5;
      let two = 0x9e37_79b9;
      for (let position = start; position < end; position++) {
        const byte = bytes[position]!;
        one = Math.imul(one ^ byte, 0x0100_0193);
        two = Math.imul(two + byte, 0x85eb_ca6b) ^ (two >>> 13);
      }
      word0 = one;
      word1 = two;
      word2 = length;
    }
    let hash = Math.imul(word0, 0x9e37_79b1) ^ Math.imul(word1, 0x85eb_ca77) ^ Math.imul(word2, 0xc2b2_ae3d);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
    home = (hash ^ (hash >>> 13)) & (capacity - 1);
  };

  const samePooled = (code: number, bytes: Uint8Array, start: number): boolean => {
    const from = offsets[code]!;
    const length = offsets[code + 1]! - from;
    for (let index = 0; index < length; index++) if (pool[from + index] !== bytes[start + index]) return false;
    return true;
  };

  const slotOf = (bytes: Uint8Array, start: number): number => {
    const mask = capacity - 1;
    for (let slot = home; ; slot = (slot + 1) & mask) {
      const at = slot * SLOT_WORDS;
      const mark = slots[at + 3]!;
      if (mark === 0) return at;
      if (slots[at] !== word0 || slots[at + 1] !== word1 || slots[at + 2] !== word2) continue;
      if (mark > 0 ? inline : !inline && samePooled(-mark - 1, bytes, start)) return at;
    }
  };

  const rehash = (): void => {
    capacity *= 2;
    slots = new Int32Array(capacity * SLOT_WORDS);
    for (let code = 0; code < size; code++) {
      readKey(pool, offsets[code]!, offsets[code + 1]!);
      // All texts are distinct: the first free slot is the one.
      const mask = capacity - 1;
      let slot = home;
      while (slots[slot * SLOT_WORDS + 3] !== 0) slot = (slot + 1) & mask;
      fill(slot * SLOT_WORDS, code);
    }
  };

  const fill = (at: number, code: number): void => {
    slots[at] = word0;
    slots[at + 1] = word1;
    slots[at + 2] = word2;
    slots[at + 3] = inline ? code + 1 : -(code + 1);
  };

  const append = (bytes: Uint8Array, start: number, end: number): void => {
    const from = offsets[size]!;
    const to = from + end - start;
    if (to > pool.length) pool = grown(pool, Uint8Array, Math.max(to, pool.length * 2));
    if (size + 2 > offsets.length) offsets = grown(offsets, Float64Array, offsets.length * 2);
    if (end - start < 32) for (let index = start, target = from; index < end; index++, target++) pool[target] = bytes[index]!;
    else pool.set(bytes.subarray(start, end), from);
    size++;
    offsets[size] = to;
  };

  const index: TextIndex = {
    get size() {
      return size;
    },
    code(bytes, start, end) {
      readKey(bytes, start, end);
      const at = slotOf(bytes, start);
      const mark = slots[at + 3]!;
      if (mark !== 0) return mark > 0 ? mark - 1 : -mark - 1;
      fill(at, size);
      append(bytes, start, end);
      if (size * 2 > capacity) rehash();
      return size - 1;
    },
    find(bytes, start, end) {
      readKey(bytes, start, end);
      const mark = slots[slotOf(bytes, start) + 3]!;
      if (mark === 0) return NO_CODE;
      return mark > 0 ? mark - 1 : -mark - 1;
    },
    *batches(from) {
      for (let first = from; first < size; first += TEXTS_IN_BATCH) {
        const count = Math.min(TEXTS_IN_BATCH, size - first);
        const base = offsets[first]!;
        const batchOffsets = new Int32Array(count + 1);
        for (let text = 0; text <= count; text++) batchOffsets[text] = offsets[first + text]! - base;
        yield { size: count, offsets: batchOffsets, bytes: pool.slice(base, offsets[first + count]) };
      }
    },
  };
  for (const batch of stored) {
    for (let text = 0; text < batch.size; text++) index.code(batch.bytes, batch.offsets[text]!, batch.offsets[text + 1]!);
  }
  return index;
}

function grown<T extends Uint8Array | Float64Array>(values: T, column: new (length: number) => T, length: number): T {
  const larger = new column(length);
  larger.set(values);
  return larger;
}
