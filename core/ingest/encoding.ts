import { isUtf8 } from 'node:buffer';
import type { ENCODINGS } from '../contract/imports.ts';

export type Encoding = (typeof ENCODINGS)[number];

// 0x80–0x9F by the WHATWG Encoding Standard; several runtimes decode this range of windows-1252 as C1 controls.
const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Turns a file’s chunks into UTF-8 without byte order mark, whatever the chunks’ boundaries. `null`: not valid in its encoding. */
export interface Transcoder {
  write(chunk: Uint8Array): Uint8Array | null;
  end(): Uint8Array | null;
}

export function createTranscoder(encoding: Encoding): Transcoder {
  if (encoding === 'utf-8') return utf8Transcoder();
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return utf16Transcoder(encoding);
  return singleByteTranscoder(encoding);
}

function utf8Transcoder(): Transcoder {
  let rest = new Uint8Array(0);
  let first = true;
  const checked = (bytes: Uint8Array): Uint8Array | null => {
    const start = first && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    if (bytes.length > 0) first = false;
    return isUtf8(bytes) ? bytes.subarray(start) : null;
  };
  return {
    write(chunk) {
      const bytes = rest.length === 0 ? chunk : joined(rest, chunk);
      const cut = first && bytes.length < 3 ? 0 : completeUtf8(bytes);
      rest = bytes.slice(cut);
      return checked(bytes.subarray(0, cut));
    },
    end: () => checked(rest),
  };
}

/** Length of `bytes` without a character that is cut off at the end. */
export function completeUtf8(bytes: Uint8Array): number {
  const end = bytes.length;
  for (let back = 1; back <= 3 && back <= end; back++) {
    const byte = bytes[end - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return length > back ? end - back : end;
  }
  return end;
}

function utf16Transcoder(encoding: 'utf-16le' | 'utf-16be'): Transcoder {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const decoded = (chunk: Uint8Array | null): Uint8Array | null => {
    try {
      return Buffer.from(chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true }));
    } catch {
      return null;
    }
  };
  return { write: (chunk) => decoded(chunk), end: () => decoded(null) };
}

function singleByteTranscoder(encoding: Exclude<Encoding, 'utf-8' | 'utf-16le' | 'utf-16be'>): Transcoder {
  const { texts, lengths } = utf8Table(encoding);
  return {
    write(chunk) {
      const result = new Uint8Array(chunk.length * 3);
      let target = 0;
      for (let index = 0; index < chunk.length; index++) {
        const byte = chunk[index]!;
        if (byte < 0x80) result[target++] = byte;
        else {
          const at = (byte - 0x80) * 3;
          const length = lengths[byte - 0x80]!;
          for (let part = 0; part < length; part++) result[target++] = texts[at + part]!;
        }
      }
      return result.subarray(0, target);
    },
    end: () => new Uint8Array(0),
  };
}

function utf8Table(encoding: Encoding): { texts: Uint8Array; lengths: Uint8Array } {
  const texts = new Uint8Array(128 * 3);
  const lengths = new Uint8Array(128);
  const decoder = new TextDecoder(encoding);
  for (let high = 0; high < 128; high++) {
    const character = encoding === 'windows-1252' ? (WINDOWS_1252_HIGH[high] ?? String.fromCharCode(high + 0x80)) : decoder.decode(Uint8Array.of(high + 0x80));
    const bytes = Buffer.from(character);
    texts.set(bytes, high * 3);
    lengths[high] = bytes.length;
  }
  return { texts, lengths };
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length);
  bytes.set(first);
  bytes.set(second, first.length);
  return bytes;
}

/** Guesses the encoding of a file from its first bytes (cut anywhere). `null`: zero bytes that are not UTF-16, so not text. */
export function detectEncoding(sample: Uint8Array): Encoding | null {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf) return 'utf-8';
  if (sample[0] === 0xff && sample[1] === 0xfe) return 'utf-16le';
  if (sample[0] === 0xfe && sample[1] === 0xff) return 'utf-16be';
  if (sample.includes(0)) return utf16ByZeros(sample);
  if (isUtf8(sample.subarray(0, completeUtf8(sample)))) return 'utf-8';
  return singleByteByLetters(sample);
}

/** Delimiters and digits put their zero byte first (BE) or second (LE), never on both sides. */
function utf16ByZeros(sample: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  const pairs = sample.length / 2;
  if (odd > pairs * 0.2 && even === 0) return 'utf-16le';
  if (even > pairs * 0.2 && odd === 0) return 'utf-16be';
  return null;
}

// Letters in which the Central European code pages differ from windows-1252, and from each other.
const POLISH_IN_BOTH = bytesOf([0xa3, 0xb3, 0xaf, 0xbf, 0xc6, 0xe6, 0xca, 0xea, 0xd1, 0xf1]);
const POLISH_IN_WINDOWS_1250 = bytesOf([0xa5, 0xb9, 0x8c, 0x9c, 0x8f, 0x9f]);
const POLISH_IN_ISO_8859_2 = bytesOf([0xa1, 0xb1, 0xa6, 0xb6, 0xac, 0xbc]);
const WESTERN = bytesOf([0xc4, 0xd6, 0xdc, 0xe4, 0xf6, 0xfc, 0xdf, 0xe0, 0xe2, 0xe7, 0xe8, 0xe9, 0xeb, 0xee, 0xef, 0xf4, 0xf9, 0xfb, 0xc9, 0xc0, 0xe5, 0xf8]);

function bytesOf(values: number[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const value of values) table[value] = 1;
  return table;
}

/** A Cyrillic word is high bytes throughout; in a Latin one they stand among ASCII letters. */
function singleByteByLetters(sample: Uint8Array): Encoding {
  let cyrillic = 0;
  let latin = 0;
  let polish = 0;
  let windows = 0;
  let iso = 0;
  let western = 0;
  let wordStart = 0;
  for (let index = 0; index <= sample.length; index++) {
    const byte = sample[index] ?? 0;
    if (byte >= 0x80 || isLetter(byte)) continue;
    const word = sample.subarray(wordStart, index);
    wordStart = index + 1;
    const high = word.filter((letter) => letter >= 0x80);
    if (high.length === word.length) {
      if (high.length > 1) cyrillic += high.length;
      continue;
    }
    latin += high.length;
    for (const letter of high) {
      polish += POLISH_IN_BOTH[letter]!;
      windows += POLISH_IN_WINDOWS_1250[letter]!;
      iso += POLISH_IN_ISO_8859_2[letter]!;
      western += WESTERN[letter]!;
    }
  }
  if (cyrillic > latin) return 'windows-1251';
  if (polish + windows + iso <= western) return 'windows-1252';
  return iso > windows ? 'iso-8859-2' : 'windows-1250';
}

function isLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
