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
  const knownAhead = new Int32Array(TEXTS_AHEAD);

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

  const makeRoom = (texts: number, bytes: number): void => {
    if (bytes > pool.length) pool = grown(pool, Uint8Array, Math.max(bytes, pool.length * 2));
    if (size + texts + 1 > offsets.length) offsets = grown(offsets, Float64Array, Math.max(size + texts + 1, offsets.length * 2));
  };

  /** Texts [first, first + count) of a batch, all new. */
  const appendRun = ({ bytes, offsets: places }: DictionaryBatch, first: number, count: number): void => {
    const start = places[first]!;
    const base = offsets[size]! - start;
    makeRoom(count, base + places[first + count]!);
    pool.set(bytes.subarray(start, places[first + count]), base + start);
    for (let text = 1; text <= count; text++) offsets[size + text] = base + places[first + text]!;
    size += count;
  };

  /** Whether the texts ahead are all new; numbers that rise are distinct. */
  const isNewRun = (count: number): boolean => {
    let last = NO_PLACE;
    for (let ahead = 0; ahead < count; ahead++) {
      if (placesAhead[ahead]! <= last || knownAhead[ahead]! >= 0) return false;
      last = placesAhead[ahead]!;
    }
    return true;
  };

  /** Reads the slots where the keys ahead are looked for first. */
  const touchSlots = (count: number): number => {
    const mask = capacity - 1;
    const table = slots;
    let touched = 0;
    for (let at = 0; at < count * 3; at += 3) touched |= table[(homeOf(keysAhead[at]!, keysAhead[at + 1]!, keysAhead[at + 2]!) & mask) * SLOT_WORDS]!;
    return touched;
  };

  const append = (bytes: Uint8Array, start: number, end: number): number => {
    const from = offsets[size]!;
    const to = from + end - start;
    makeRoom(1, to);
    // A variable of its own: one of the closure would be read from memory for every byte.
    const target = pool;
    if (end - start < 32) for (let index = start, place = from; index < end; index++, place++) target[place] = bytes[index]!;
    else target.set(bytes.subarray(start, end), from);
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
        for (let ahead = 0; ahead < count; ahead++) {
          const from = places[first + ahead]!;
          const to = places[first + ahead + 1]!;
          placesAhead[ahead] = numbers === null ? NO_PLACE : numbers.place(bytes, from, to);
          if (placesAhead[ahead] !== NO_PLACE) continue;
          fillKey(bytes, from, to);
          keysAhead[ahead * 3] = key[0]!;
          keysAhead[ahead * 3 + 1] = key[1]!;
          keysAhead[ahead * 3 + 2] = key[2]!;
        }
        // Loops of their own, with nothing between one read of far memory and the next, so that the processor waits for all at once.
        if (numbers !== null) numbers.codesAt(placesAhead, count, knownAhead);
        else knownAhead[0] = touchSlots(count);
        if (numbers !== null && !numbers.hasSpilled() && isNewRun(count)) {
          for (let ahead = 0; ahead < count; ahead++) {
            numbers.setCode(placesAhead[ahead]!, size + ahead);
            codes[first + ahead] = size + ahead;
          }
          appendRun(texts, first, count);
          continue;
        }
        for (let ahead = 0; ahead < count; ahead++) {
          const text = first + ahead;
          const from = places[text]!;
          const to = places[text + 1]!;
          const place = placesAhead[ahead]!;
          const at = ahead * 3;
          if (place === NO_PLACE) codes[text] = find(keysAhead[at]!, keysAhead[at + 1]!, keysAhead[at + 2]!, bytes, from, to, true);
          else codes[text] = knownAhead[ahead]! >= 0 ? knownAhead[ahead]! : codeAt(place, bytes, from, to);
        }
      }
      return codes;
    },
    cellCodes(block, column, fault, into) {
      const { bytes, start, end, columns, rows } = block;
      const source = viewOf(bytes);
      const safeEnd = bytes.length - 12;
      let table = slots;
      let mask = capacity - 1;
      let searched = 0;
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
            searched++;
            // Most texts are known, and stand where they are looked for first.
            const at = (homeOf(word0, word1, word2) & mask) * SLOT_WORDS;
            if (listsAll) code = append(bytes, from, to);
            else if (table[at] === word0 && table[at + 1] === word1 && table[at + 2] === word2 && table[at + 3]! > 0) code = table[at + 3]! - 1;
            else {
              code = find(word0, word1, word2, bytes, from, to, true);
              table = slots;
              mask = capacity - 1;
            }
          }
          into[row] = code;
        } else {
          if (length !== lastLength || !sameBytes(bytes, from, lastStart, length)) {
            last2 = 0;
            lastStart = from;
            lastLength = length;
            code = codeOf(bytes, from, to);
            table = slots;
            mask = capacity - 1;
          }
          into[row] = code;
        }
      }
      lookups += searched;
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
