import type { DictionaryBatch } from '../frame/import-target.ts';

/** Texts of up to this many bytes stand in the table itself, so that finding them touches one cache line. */
const INLINE_BYTES = 11;
/** Keeps the first 0–4 bytes of a little-endian word. */
const FIRST_BYTES = Int32Array.of(0, 0xff, 0xffff, 0xff_ffff, -1);
const SLOT_WORDS = 4;
const FIRST_CAPACITY = 1 << 10;
const TEXTS_IN_BATCH = 65_536;

/** A growing dictionary: distinct byte strings, numbered in order of appearance. */
export interface TextIndex {
  readonly size: number;
  /** Code of bytes[start … end), added if new. */
  code(bytes: Uint8Array, start: number, end: number): number;
  /** Codes of texts, in their order; added if new. */
  codes(texts: DictionaryBatch): Uint32Array;
  /** All texts at once. */
  texts(): DictionaryBatch;
  /** Forgets all texts, and keeps the memory. */
  clear(): void;
  /** Texts from code `from` on, in batches to store. */
  batches(from: number): Iterable<DictionaryBatch>;
}

/** Open addressing with linear probing. A slot is four words: up to eleven bytes of the text, zero-padded, its length, and its code + 1;
 *  or for longer texts two hashes, the length, and −(code + 1), with the bytes compared in the pool. */
export function createTextIndex(stored: Iterable<DictionaryBatch> = []): TextIndex {
  let capacity = FIRST_CAPACITY;
  let slots = new Int32Array(capacity * SLOT_WORDS);
  let size = 0;
  let offsets = new Float64Array(FIRST_CAPACITY + 1);
  let pool = new Uint8Array(FIRST_CAPACITY * 8);
  let viewed: Uint8Array = pool;
  let view: DataView = new DataView(pool.buffer);
  const lastBytes = new Uint8Array(12);
  const lastView = new DataView(lastBytes.buffer);

  const samePooled = (code: number, bytes: Uint8Array, start: number): boolean => {
    const from = offsets[code]!;
    const length = offsets[code + 1]! - from;
    for (let index = 0; index < length; index++) if (pool[from + index] !== bytes[start + index]) return false;
    return true;
  };

  const enlarge = (): void => {
    const old = slots;
    capacity *= 2;
    slots = new Int32Array(capacity * SLOT_WORDS);
    const mask = capacity - 1;
    for (let from = 0; from < old.length; from += SLOT_WORDS) {
      const mark = old[from + 3]!;
      if (mark === 0) continue;
      let slot = homeOf(old[from]!, old[from + 1]!, old[from + 2]!) & mask;
      // All texts are distinct: the first free slot is the one.
      while (slots[slot * SLOT_WORDS + 3] !== 0) slot = (slot + 1) & mask;
      const at = slot * SLOT_WORDS;
      slots[at] = old[from]!;
      slots[at + 1] = old[from + 1]!;
      slots[at + 2] = old[from + 2]!;
      slots[at + 3] = mark;
    }
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
      const length = end - start;
      let word0 = 0;
      let word1 = 0;
      let word2 = 0;
      const inline = length <= INLINE_BYTES;
      if (inline) {
        if (bytes !== viewed) {
          viewed = bytes;
          view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        }
        let source = view;
        let at = start;
        if (start + 12 > bytes.length) {
          // Too close to the end of the buffer to read whole words.
          lastBytes.fill(0);
          for (let place = 0; place < length; place++) lastBytes[place] = bytes[start + place]!;
          source = lastView;
          at = 0;
        }
        if (length <= 4) word0 = source.getInt32(at, true) & FIRST_BYTES[length]!;
        else {
          word0 = source.getInt32(at, true);
          if (length <= 8) word1 = source.getInt32(at + 4, true) & FIRST_BYTES[length - 4]!;
          else {
            word1 = source.getInt32(at + 4, true);
            word2 = source.getInt32(at + 8, true) & FIRST_BYTES[length - 8]!;
          }
        }
        word2 |= length << 24;
      } else {
        word0 = 0x811c_9dc5 | 0;
        word1 = 0x9e37_79b9 | 0;
        word2 = length;
        for (let position = start; position < end; position++) {
          const byte = bytes[position]!;
          word0 = Math.imul(word0 ^ byte, 0x0100_0193);
          word1 = Math.imul(word1 + byte, 0x85eb_ca6b) ^ (word1 >>> 13);
        }
      }
      const mask = capacity - 1;
      let slot = homeOf(word0, word1, word2) & mask;
      for (;;) {
        const at = slot * SLOT_WORDS;
        const mark = slots[at + 3]!;
        if (mark === 0) {
          slots[at] = word0;
          slots[at + 1] = word1;
          slots[at + 2] = word2;
          slots[at + 3] = inline ? size + 1 : -(size + 1);
          append(bytes, start, end);
          if (size * 2 > capacity) enlarge();
          return size - 1;
        }
        if (slots[at] === word0 && slots[at + 1] === word1 && slots[at + 2] === word2) {
          if (mark > 0) {
            if (inline) return mark - 1;
          } else if (!inline && samePooled(-mark - 1, bytes, start)) return -mark - 1;
        }
        slot = (slot + 1) & mask;
      }
    },
    codes(texts) {
      const codes = new Uint32Array(texts.size);
      for (let text = 0; text < texts.size; text++) codes[text] = index.code(texts.bytes, texts.offsets[text]!, texts.offsets[text + 1]!);
      return codes;
    },
    texts: () => ({ size, offsets: Int32Array.from(offsets.subarray(0, size + 1)), bytes: pool.slice(0, offsets[size]) }),
    clear() {
      slots.fill(0);
      size = 0;
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
  for (const batch of stored) index.codes(batch);
  return index;
}

function homeOf(word0: number, word1: number, word2: number): number {
  let hash = Math.imul(word0, 0x9e37_79b1) ^ Math.imul(word1, 0x85eb_ca77) ^ Math.imul(word2, 0xc2b2_ae3d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b_3c6d);
  return hash ^ (hash >>> 13);
}

function grown<T extends Uint8Array | Float64Array>(values: T, column: new (length: number) => T, length: number): T {
  const larger = new column(length);
  larger.set(values);
  return larger;
}
