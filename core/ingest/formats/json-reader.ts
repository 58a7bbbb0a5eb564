import type { BlockWriter } from './block-writer.ts';
import type { JsonKey, JsonKeys } from './json-shape.ts';

const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const COMMA = 44;
const COLON = 58;
const POINT = 46;
const MINUS = 45;
const ZERO = 48;
const DEEPEST = 200;

const ESCAPED = new Uint8Array(128);
for (const [letter, byte] of [['"', 34], ['\\', 92], ['/', 47], ['b', 8], ['f', 12], ['n', 10], ['r', 13], ['t', 9]] as const) ESCAPED[letter.charCodeAt(0)] = byte;

/** Reads JSON from bytes[… limit), strictly as RFC 8259 has it. Every function takes the position at which its value begins and returns the one
 *  behind it. The byte at `limit` must be 0, which is not allowed anywhere: what is cut off there throws a JsonFault at `limit`. */
export interface JsonReader {
  use(bytes: Uint8Array, limit: number): void;
  skipSpace(position: number): number;
  skipValue(position: number): number;
  /** Writes the scalars of an object that have a column into the row. */
  readObject(position: number, keys: JsonKeys): number;
  /** Where the lines of the object read last begin; −1: it has none. */
  linesAt(): number;
  /** How many values of the object read last have no place among the columns. */
  ignoredValues(): number;
}

/** Carries where the bytes stop being JSON. */
export class JsonFault extends Error {
  readonly position: number;
  constructor(position: number) {
    super('not JSON');
    this.position = position;
  }
}

export function createJsonReader(writer: BlockWriter | null, decimal: '.' | ',' | null): JsonReader {
  let bytes: Uint8Array = new Uint8Array(1);
  let scratch = new Uint8Array(1 << 10);
  let lines = -1;
  let ignored = 0;
  let depth = 0;
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();

  const skipSpace = (from: number): number => {
    let position = from;
    let byte = bytes[position]!;
    while (byte === 32 || byte === 10 || byte === 13 || byte === 9) byte = bytes[++position]!;
    return position;
  };

  /** Returns the position of the closing quote. */
  const endOfString = (from: number): number => {
    let position = from + 1;
    for (;;) {
      const byte = bytes[position]!;
      if (byte === QUOTE) return position;
      if (byte < 32) throw new JsonFault(position);
      if (byte !== BACKSLASH) position++;
      else if (bytes[position + 1] === 117) {
        for (let digit = position + 2; digit < position + 6; digit++) if (!isHex(bytes[digit]!)) throw new JsonFault(digit);
        position += 6;
      } else if (ESCAPED[bytes[position + 1]! & 127] !== 0 && bytes[position + 1]! < 128) position += 2;
      else throw new JsonFault(position + 1);
    }
  };

  const endOfNumber = (from: number): number => {
    let position = bytes[from] === MINUS ? from + 1 : from;
    if (bytes[position] === ZERO) position++;
    else position = digits(position);
    if (bytes[position] === POINT) position = digits(position + 1);
    if ((bytes[position]! | 32) === 101) {
      position++;
      if (bytes[position] === MINUS || bytes[position] === 43) position++;
      position = digits(position);
    }
    return position;
  };

  const digits = (from: number): number => {
    let position = from;
    while (bytes[position]! >= ZERO && bytes[position]! <= 57) position++;
    if (position === from) throw new JsonFault(position);
    return position;
  };

  const endOfWord = (from: number): number => {
    const word = bytes[from] === 116 ? 'true' : bytes[from] === 102 ? 'false' : bytes[from] === 110 ? 'null' : '';
    if (word === '') throw new JsonFault(from);
    for (let index = 1; index < word.length; index++) if (bytes[from + index] !== word.charCodeAt(index)) throw new JsonFault(from + index);
    return from + word.length;
  };

  /** Undoes escapes of the string whose text is bytes[from … to) into `scratch`; returns the length. A half of a surrogate pair alone becomes U+FFFD. */
  const unescape = (from: number, to: number): number => {
    if (scratch.length < to - from + 4) scratch = new Uint8Array((to - from) * 2);
    let length = 0;
    for (let position = from; position < to; ) {
      const byte = bytes[position]!;
      if (byte !== BACKSLASH) {
        scratch[length++] = byte;
        position++;
      } else if (bytes[position + 1] !== 117) {
        scratch[length++] = ESCAPED[bytes[position + 1]!]!;
        position += 2;
      } else {
        let end = position + 6;
        while (end + 6 <= to && bytes[end] === BACKSLASH && bytes[end + 1] === 117) end += 6;
        // Neighbouring escapes together: a surrogate pair is two of them.
        let text = '';
        for (let escape = position; escape < end; escape += 6) text += String.fromCharCode(Number.parseInt(decoder.decode(bytes.subarray(escape + 2, escape + 6)), 16));
        length += encoder.encodeInto(text, scratch.subarray(length)).written;
        position = end;
      }
    }
    return length;
  };

  const isEscaped = (from: number, to: number): boolean => {
    for (let position = from; position < to; position++) if (bytes[position] === BACKSLASH) return true;
    return false;
  };

  const writeString = (column: number, from: number, to: number): void => {
    if (writer === null) return;
    if (isEscaped(from, to)) {
      // Before `scratch` is named: it may be exchanged for a larger one.
      const length = unescape(from, to);
      writer.write(column, scratch, 0, length);
    } else writer.write(column, bytes, from, to);
  };

  const writeNumber = (column: number, from: number, to: number): void => {
    if (writer === null || decimal === null) return;
    let point = from;
    while (point < to && bytes[point] !== POINT) point++;
    if (point === to) return writer.write(column, bytes, from, to);
    let last = point + 1;
    while (last < to && bytes[last] === ZERO) last++;
    // 17850.0 is the number 17850, and as an id the same.
    if (last === to) return writer.write(column, bytes, from, point);
    if (decimal === '.') return writer.write(column, bytes, from, to);
    return writer.writeText(column, decoder.decode(bytes.subarray(from, to)).replace('.', decimal));
  };

  /** A list of scalars is one text, its parts divided by commas; any other list stays JSON. */
  const writeList = (column: number, from: number, to: number): void => {
    const text = decoder.decode(bytes.subarray(from, to));
    const list = JSON.parse(text) as unknown[];
    const isFlat = list.every((value) => typeof value !== 'object' || value === null);
    writer?.writeText(column, isFlat ? list.map(String).join(', ') : list.length === 0 ? '' : text);
  };

  const skipValue = (position: number): number => {
    const byte = bytes[position]!;
    if (byte === QUOTE) return endOfString(position) + 1;
    if (byte === OPEN_OBJECT) return members(position, null);
    if (byte === OPEN_LIST) return elements(position);
    if (byte === MINUS || (byte >= ZERO && byte <= 57)) return endOfNumber(position);
    return endOfWord(position);
  };

  const elements = (from: number): number => {
    if (++depth > DEEPEST) throw new JsonFault(from);
    let position = skipSpace(from + 1);
    if (bytes[position] !== CLOSE_LIST) {
      for (;;) {
        position = skipSpace(skipValue(position));
        if (bytes[position] === CLOSE_LIST) break;
        if (bytes[position] !== COMMA) throw new JsonFault(position);
        position = skipSpace(position + 1);
      }
    }
    depth--;
    return position + 1;
  };

  /** Without `keys`, an object to be stepped over. */
  const members = (from: number, keys: JsonKeys | null): number => {
    if (++depth > DEEPEST) throw new JsonFault(from);
    if (keys !== null) keys.expected = 0;
    let position = skipSpace(from + 1);
    if (bytes[position] !== CLOSE_OBJECT) {
      for (;;) {
        if (bytes[position] !== QUOTE) throw new JsonFault(position);
        const nameEnd = endOfString(position);
        const key = keys === null ? null : keyAt(keys, position + 1, nameEnd);
        position = skipSpace(nameEnd + 1);
        if (bytes[position] !== COLON) throw new JsonFault(position);
        position = skipSpace(position + 1);
        position = skipSpace(key === null ? skipValue(position) : readValue(position, key));
        if (keys !== null && key === null) ignored++;
        if (bytes[position] === CLOSE_OBJECT) break;
        if (bytes[position] !== COMMA) throw new JsonFault(position);
        position = skipSpace(position + 1);
      }
    }
    depth--;
    return position + 1;
  };

  const keyAt = (keys: JsonKeys, from: number, to: number): JsonKey | null => {
    if (!isEscaped(from, to)) return keys.find(bytes, from, to);
    const length = unescape(from, to);
    return keys.find(scratch, 0, length);
  };

  const readValue = (position: number, key: JsonKey): number => {
    const byte = bytes[position]!;
    if (byte === QUOTE) {
      const end = endOfString(position);
      if (key.column >= 0) writeString(key.column, position + 1, end);
      return end + 1;
    }
    if (byte === OPEN_OBJECT) return members(position, key.keys);
    if (byte === OPEN_LIST) {
      const end = elements(position);
      if (key.isLines) lines = position;
      else if (key.column >= 0) writeList(key.column, position, end);
      return end;
    }
    if (byte === MINUS || (byte >= ZERO && byte <= 57)) {
      const end = endOfNumber(position);
      if (key.column >= 0) writeNumber(key.column, position, end);
      return end;
    }
    const end = endOfWord(position);
    // The last value of a repeated key counts, a null too.
    if (key.column >= 0) writer?.write(key.column, bytes, position, byte === 110 ? position : end);
    return end;
  };

  return {
    use(text) {
      bytes = text;
    },
    skipSpace,
    skipValue(position) {
      depth = 0;
      return skipValue(position);
    },
    readObject(position, keys) {
      depth = 0;
      lines = -1;
      ignored = 0;
      if (bytes[position] !== OPEN_OBJECT) throw new JsonFault(position);
      return members(position, keys);
    },
    linesAt: () => lines,
    ignoredValues: () => ignored,
  };
}

function isHex(byte: number): boolean {
  return (byte >= ZERO && byte <= 57) || ((byte | 32) >= 97 && (byte | 32) <= 102);
}
