import { isUtf8 } from 'node:buffer';
import type { ENCODINGS } from '../contract/imports.ts';
import { likeliestEncoding } from './encoding-guess.ts';
import { isMostlyUtf8 } from './encoding-mixture.ts';
import { highCharacters, type SingleByteEncoding } from './high-characters.ts';

export type Encoding = (typeof ENCODINGS)[number];

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

function singleByteTranscoder(encoding: SingleByteEncoding): Transcoder {
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

function utf8Table(encoding: SingleByteEncoding): { texts: Uint8Array; lengths: Uint8Array } {
  const texts = new Uint8Array(128 * 3);
  const lengths = new Uint8Array(128);
  for (const [high, character] of highCharacters(encoding).entries()) {
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
  // One line in another encoding, perhaps added by hand, does not make the others what they are not: reading names that line.
  return isMostlyUtf8(sample) ? 'utf-8' : likeliestEncoding(sample);
}

/** Delimiters, digits and Latin letters put their zero byte first (BE) or second (LE), never on both sides; the bytes beside them are
 *  those of a few alphabets. */
function utf16ByZeros(sample: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  const alphabets = [0, 0];
  for (let index = 0; index < sample.length; index++) {
    if (sample[index] === 0) zeros[index & 1]!++;
    if (UTF_16_BLOCKS.has(sample[index]!)) alphabets[index & 1]!++;
  }
  const pairs = sample.length / 2;
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd > pairs * 0.02 && alphabets[1]! > pairs * 0.9) return 'utf-16le';
  if (odd === 0 && even > pairs * 0.02 && alphabets[0]! > pairs * 0.9) return 'utf-16be';
  return null;
}

/** High bytes of Latin, Cyrillic, punctuation and currency signs. */
const UTF_16_BLOCKS = new Set([0x00, 0x01, 0x02, 0x03, 0x04, 0x1e, 0x20, 0x21, 0x22]);
