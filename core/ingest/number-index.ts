/** Numbers that a page of the table holds. */
const PAGE_NUMBERS = 1024;
const PAGE_BITS = 10;
const MOST_DIGITS = 9;
const LONGEST_TEXT = 32;
const ZERO = 48;
/** Room that there may be for each number held, and beyond that in any case. */
const ROOM_PER_NUMBER = 8;
const FREE_ROOM = 1 << 23;

/** Texts of one length that differ only in the digits at their end, such as C0001234: they are found by the number. */
interface Shape {
  prefix: Uint8Array;
  /** Page of each number / PAGE_NUMBERS, counted from 1; 0: none. */
  directory: Int32Array;
}

/** Codes of texts that end in digits, by number. Shop ids are dense, so this needs a fraction of the memory of a hash table, and ids that
 *  follow each other lie side by side. */
export interface NumberIndex {
  /** The place of bytes[start … end); `NO_PLACE` where only the other table can hold it. */
  place(bytes: Uint8Array, start: number, end: number): number;
  /** Code at a place, or −1. */
  codeAt(place: number): number;
  /** The same for the first `count` of many places (`NO_PLACE` among them has none): their memory is fetched together. */
  codesAt(places: Int32Array, count: number, into: Int32Array): void;
  /** Once for each place. */
  setCode(place: number, code: number): void;
  /** Texts without a code here may have one in the other table. */
  hasSpilled(): boolean;
}

export const NO_PLACE = -1;

export function createNumberIndex(): NumberIndex {
  /** The first shape met of each length; texts of others go to the other table. */
  const shapes: (Shape | undefined)[] = Array.from({ length: LONGEST_TEXT + 1 }, () => undefined);
  let codes = new Int32Array(PAGE_NUMBERS);
  let pages = 0;
  let numbers = 0;
  let spilled = false;

  const addPage = (shape: Shape, page: number): boolean => {
    if (pages * PAGE_NUMBERS > FREE_ROOM + numbers * ROOM_PER_NUMBER) {
      spilled = true;
      return false;
    }
    if (page >= shape.directory.length) {
      const larger = new Int32Array(Math.max(page + 1, shape.directory.length * 2));
      larger.set(shape.directory);
      shape.directory = larger;
    }
    if ((pages + 1) * PAGE_NUMBERS > codes.length) {
      const larger = new Int32Array(codes.length * 2);
      larger.set(codes);
      codes = larger;
    }
    shape.directory[page] = ++pages;
    return true;
  };

  return {
    place(bytes, start, end) {
      const length = end - start;
      if (length > LONGEST_TEXT) return NO_PLACE;
      let shape = shapes[length];
      if (shape === undefined) {
        let digits = end;
        while (digits > start && end - digits < MOST_DIGITS && isDigit(bytes[digits - 1]!)) digits--;
        if (digits === end) return NO_PLACE;
        shape = { prefix: bytes.slice(start, digits), directory: new Int32Array(64) };
        shapes[length] = shape;
      }
      const { prefix } = shape;
      let position = start;
      for (let index = 0; index < prefix.length; index++, position++) if (bytes[position] !== prefix[index]) return NO_PLACE;
      let number = 0;
      for (; position < end; position++) {
        const digit = bytes[position]! - ZERO;
        if (digit < 0 || digit > 9) return NO_PLACE;
        number = number * 10 + digit;
      }
      const page = number >> PAGE_BITS;
      if ((shape.directory[page] ?? 0) === 0 && !addPage(shape, page)) return NO_PLACE;
      return (shape.directory[page]! - 1) * PAGE_NUMBERS + (number & (PAGE_NUMBERS - 1));
    },
    codeAt: (place) => codes[place]! - 1,
    codesAt(places, count, into) {
      const table = codes;
      for (let index = 0; index < count; index++) into[index] = table[Math.max(0, places[index]!)]! - 1;
    },
    setCode(place, code) {
      codes[place] = code + 1;
      numbers++;
    },
    hasSpilled: () => spilled,
  };
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= ZERO + 9;
}
