import type { DictionaryBatch } from '../frame/import-target.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { createNumberIndex, NO_PLACE } from './number-index.ts';
import type { RowBlock } from './tokenizer.ts';

/** Texts of up to this many bytes stand in the table itself, so that finding them touches one cache line. */
const INLINE_BYTES = 11;
/** What a text of 0–11 bytes keeps of each of its three little-endian words. */
const FIRST_WORD = Int32Array.of(0, 0xff, 0xffff, 0xff_ffff, -1, -1, -1, -1, -1, -1, -1, -1);
const SECOND_WORD = Int32Array.of(0, 0, 0, 0, 0, 0xff, 0xffff, 0xff_ffff, -1, -1, -1, -1);
const THIRD_WORD = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xffff, 0xff_ffff);
const SLOT_WORDS = 4;
const FIRST_CAPACITY = 1 << 10;
const TEXTS_IN_BATCH = 65_536;
/** Texts looked up at a time: the memory of all their slots is fetched together. */
const TEXTS_AHEAD = 64;
const FEW_LOOKUPS = 1000;
const SPACE = 32;

/** A growing dictionary: distinct byte strings, numbered in order of appearance. */
export interface TextIndex {
  readonly size: number;
  /** Code of bytes[start … end), added if new. */
  code(bytes: Uint8Array, start: number, end: number): number;
  /** Codes of texts, in their order; added if new. */
  codes(texts: DictionaryBatch): Uint32Array;
  /** Codes of a column, spaces around the texts taken off; NO_CODE for an empty cell. Rows at fault (not 0) are left alone. */
  cellCodes(block: RowBlock, column: number, fault: Uint8Array, into: Uint32Array): void;
  /** All texts at once. */
  texts(): DictionaryBatch;
  /** Forgets all texts, and keeps the memory. Where most texts were new, they are not looked up from then on: a text may be listed
   *  again, with another code, each time it appears. */
  clear(): void;
  /** Texts from code `from` on, in batches to store. */
  batches(from: number): Iterable<DictionaryBatch>;
}

/** Open addressing with linear probing. A slot is four words: up to eleven bytes of the text, zero-padded, its length, and its code + 1;
 *  or for longer texts two hashes, the length, and −(code + 1), with the bytes compared in the pool. A `large` index, for millions of
 *  texts, keeps those that end in numbers apart; it isn’t cleared. */
export function createTextIndex(stored: Iterable<DictionaryBatch> = [], options: { large?: boolean } = {}): TextIndex {
  const numbers = options.large === true ? createNumberIndex() : null;
  let capacity = FIRST_CAPACITY;
  let slots = new Int32Array(capacity * SLOT_WORDS);
  /** Texts in slots. */
  let marks = 0;
  let size = 0;
  let offsets = new Float64Array(FIRST_CAPACITY + 1);
  let pool = new Uint8Array(FIRST_CAPACITY * 8);
  let viewed: Uint8Array = pool;
  let view: DataView = new DataView(pool.buffer);
  let lookups = 0;
  let listsAll = false;
  const lastBytes = new Uint8Array(12);
  const lastView = new DataView(lastBytes.buffer);
  const key = new Int32Array(3);
  const keysAhead = new Int32Array(TEXTS_AHEAD * 3);
  const placesAhead = new Int32Array(TEXTS_AHEAD);

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

  const append = (bytes: Uint8Array, start: number, end: number): number => {
    const from = offsets[size]!;
    const to = from + end - start;
    if (to > pool.length) pool = grown(pool, Uint8Array, Math.max(to, pool.length * 2));
    if (size + 2 > offsets.length) offsets = grown(offsets, Float64Array, offsets.length * 2);
    if (end - start < 32) for (let index = start, target = from; index < end; index++, target++) pool[target] = bytes[index]!;
    else pool.set(bytes.subarray(start, end), from);
    size++;
    offsets[size] = to;
    return size - 1;
  };

  const viewOf = (bytes: Uint8Array): DataView => {
    if (bytes !== viewed) {
      viewed = bytes;
      view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    return view;
  };

  const fillKey = (bytes: Uint8Array, start: number, end: number): void => {
    const length = end - start;
    if (length <= INLINE_BYTES) {
      let source = viewOf(bytes);
      let at = start;
      if (start + 12 > bytes.length) {
        // Too close to the end of the buffer to read whole words.
        lastBytes.fill(0);
        for (let place = 0; place < length; place++) lastBytes[place] = bytes[start + place]!;
        source = lastView;
        at = 0;
      }
      key[0] = source.getInt32(at, true) & FIRST_WORD[length]!;
      key[1] = source.getInt32(at + 4, true) & SECOND_WORD[length]!;
      key[2] = (source.getInt32(at + 8, true) & THIRD_WORD[length]!) | (length << 24);
    } else {
      let word0 = 0x811c_9dc5 | 0;
      let word1 = 0x9e37_79b9 | 0;
      for (let position = start; position < end; position++) {
        const byte = bytes[position]!;
        word0 = Math.imul(word0 ^ byte, 0x0100_0193);
        word1 = Math.imul(word1 + byte, 0x85eb_ca6b) ^ (word1 >>> 13);
      }
      key[0] = word0;
      key[1] = word1;
      key[2] = length;
    }
  };

  /** Code of a text with its key; if new, it is added, or −1 where `add` is false. */
  const find = (word0: number, word1: number, word2: number, bytes: Uint8Array, start: number, end: number, add: boolean): number => {
    const table = slots;
    const mask = capacity - 1;
    const inline = end - start <= INLINE_BYTES;
    let slot = homeOf(word0, word1, word2) & mask;
    for (;;) {
      const at = slot * SLOT_WORDS;
      const mark = table[at + 3]!;
      if (mark === 0) {
        if (!add) return -1;
        table[at] = word0;
        table[at + 1] = word1;
        table[at + 2] = word2;
        table[at + 3] = inline ? size + 1 : -(size + 1);
        const code = append(bytes, start, end);
        if (++marks * 2 > capacity) enlarge();
        return code;
      }
      if (table[at] === word0 && table[at + 1] === word1 && table[at + 2] === word2) {
        if (mark > 0) {
          if (inline) return mark - 1;
        } else if (!inline && samePooled(-mark - 1, bytes, start)) return -mark - 1;
      }
      slot = (slot + 1) & mask;
    }
  };

  /** Code of a text with its place among the numbers, added if new. */
  const codeAt = (place: number, bytes: Uint8Array, start: number, end: number): number => {
    let code = numbers!.codeAt(place);
    if (code >= 0) return code;
    if (numbers!.hasSpilled()) {
      fillKey(bytes, start, end);
      code = find(key[0]!, key[1]!, key[2]!, bytes, start, end, false);
      if (code >= 0) return code;
    }
    code = append(bytes, start, end);
    numbers!.setCode(place, code);
    return code;
  };

  const codeOf = (bytes: Uint8Array, start: number, end: number): number => {
    lookups++;
    if (listsAll) return append(bytes, start, end);
    const place = numbers === null ? NO_PLACE : numbers.place(bytes, start, end);
    if (place !== NO_PLACE) return codeAt(place, bytes, start, end);
    fillKey(bytes, start, end);
    return find(key[0]!, key[1]!, key[2]!, bytes, start, end, true);
  };

  const index: TextIndex = {
    get size() {
      return size;
    },
    code: codeOf,
    codes(texts) {
      const { bytes, offsets: places } = texts;
      const codes = new Uint32Array(texts.size);
      for (let first = 0; first < texts.size; first += TEXTS_AHEAD) {
        const count = Math.min(TEXTS_AHEAD, texts.size - first);
        let touched = 0;
        for (let ahead = 0; ahead < count; ahead++) {
          const from = places[first + ahead]!;
          const to = places[first + ahead + 1]!;
          const place = numbers === null ? NO_PLACE : numbers.place(bytes, from, to);
          placesAhead[ahead] = place;
          if (place !== NO_PLACE) {
            touched |= numbers!.codeAt(place);
            continue;
          }
          fillKey(bytes, from, to);
          keysAhead[ahead * 3] = key[0]!;
          keysAhead[ahead * 3 + 1] = key[1]!;
          keysAhead[ahead * 3 + 2] = key[2]!;
          touched |= slots[(homeOf(key[0]!, key[1]!, key[2]!) & (capacity - 1)) * SLOT_WORDS]!;
        }
        // Keeps the compiler from leaving the reading out.
        codes[first] = touched;
        for (let ahead = 0; ahead < count; ahead++) {
          const text = first + ahead;
          const from = places[text]!;
          const to = places[text + 1]!;
          const place = placesAhead[ahead]!;
          const at = ahead * 3;
          codes[text] = place === NO_PLACE ? find(keysAhead[at]!, keysAhead[at + 1]!, keysAhead[at + 2]!, bytes, from, to, true) : codeAt(place, bytes, from, to);
        }
      }
      return codes;
    },
    cellCodes(block, column, fault, into) {
      const { bytes, start, end, columns, rows } = block;
      const source = viewOf(bytes);
      const safeEnd = bytes.length - 12;
      let last0 = 0;
      let last1 = 0;
      let last2 = 0;
      let lastStart = 0;
      let lastLength = -1;
      let code = NO_CODE;
      for (let row = 0, cell = column; row < rows; row++, cell += columns) {
        if (fault[row] !== 0) continue;
        let from = start[cell]!;
        let to = end[cell]!;
        while (from < to && bytes[from]! <= SPACE) from++;
        while (to > from && bytes[to - 1]! <= SPACE) to--;
        const length = to - from;
        // Lines of one order follow each other: the code of the cell above is often this one’s.
        if (length === 0) into[row] = NO_CODE;
        else if (length <= INLINE_BYTES && from <= safeEnd) {
          const word0 = source.getInt32(from, true) & FIRST_WORD[length]!;
          const word1 = source.getInt32(from + 4, true) & SECOND_WORD[length]!;
          const word2 = (source.getInt32(from + 8, true) & THIRD_WORD[length]!) | (length << 24);
          if (word0 !== last0 || word1 !== last1 || word2 !== last2) {
            last0 = word0;
            last1 = word1;
            last2 = word2;
            lastLength = -1;
            lookups++;
            code = listsAll ? append(bytes, from, to) : find(word0, word1, word2, bytes, from, to, true);
          }
          into[row] = code;
        } else {
          if (length !== lastLength || !sameBytes(bytes, from, lastStart, length)) {
            last2 = 0;
            lastStart = from;
            lastLength = length;
            code = codeOf(bytes, from, to);
          }
          into[row] = code;
        }
      }
    },
    texts: () => ({ size, offsets: Int32Array.from(offsets.subarray(0, size + 1)), bytes: pool.slice(0, offsets[size]) }),
    clear() {
      if (lookups >= FEW_LOOKUPS) listsAll = size * 2 > lookups;
      lookups = 0;
      slots.fill(0);
      marks = 0;
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

function sameBytes(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  for (let index = length - 1; index >= 0; index--) if (bytes[one + index] !== bytes[other + index]) return false;
  return true;
}

function grown<T extends Uint8Array | Float64Array>(values: T, column: new (length: number) => T, length: number): T {
  const larger = new column(length);
  larger.set(values);
  return larger;
}
