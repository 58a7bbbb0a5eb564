import { isUtf8 } from 'node:buffer';

const LF = 10;
const CR = 13;
/** Characters of several bytes that a line must have to be UTF-8 for certain: single bytes rarely fit its pattern by chance. */
const LEAST_CHARACTERS = 2;

/** More lines with characters of several bytes are UTF-8 than are not. */
export function isMostlyUtf8(sample: Uint8Array): boolean {
  let valid = 0;
  let invalid = 0;
  for (const { bytes } of linesWithHighBytes(sample)) {
    if (!isUtf8(bytes)) invalid++;
    else if (isCertain(bytes)) valid++;
  }
  return valid > invalid;
}

/** The first line of a text in a single-byte encoding that is UTF-8 nevertheless, from 1. */
export function firstUtf8Line(sample: Uint8Array): number | null {
  for (const { bytes, line } of linesWithHighBytes(sample)) if (isUtf8(bytes) && isCertain(bytes)) return line;
  return null;
}

function isCertain(bytes: Uint8Array): boolean {
  let characters = 0;
  for (const byte of bytes) if (byte >= 0xc0) characters++;
  return characters >= LEAST_CHARACTERS;
}

/** Whole lines; what is cut off at the end is none. */
function* linesWithHighBytes(sample: Uint8Array): Generator<{ bytes: Uint8Array; line: number }> {
  let line = 1;
  let start = 0;
  let isHigh = false;
  for (let position = 0; position < sample.length; position++) {
    const byte = sample[position] ?? 0;
    if (byte >= 0x80) isHigh = true;
    if (byte !== LF && byte !== CR) continue;
    if (isHigh) yield { bytes: sample.subarray(start, position), line };
    if (byte === CR && sample[position + 1] === LF) position++;
    line++;
    start = position + 1;
    isHigh = false;
  }
}
