import { type SharedTexts, textAt } from './shared-texts.ts';

/** Codes of [from, to) whose text holds `wanted`, whatever the case. Plain ASCII is looked for in the bytes; other texts are decoded where
 *  they have letters beyond ASCII at all. */
export function searchTexts(texts: SharedTexts, wanted: string, from: number, to: number): Uint32Array {
  const needle = wanted.toLowerCase();
  const test = /^[\u0000-\u007f]*$/.test(needle) ? asciiTest(texts, needle) : decodedTest(texts, needle);
  const found: number[] = [];
  for (let code = from; code < to; code++) if (test(code)) found.push(code);
  return Uint32Array.from(found);
}

function asciiTest({ starts, bytes }: SharedTexts, needle: string): (code: number) => boolean {
  const lower = Uint8Array.from(needle, (character) => character.charCodeAt(0));
  const upper = Uint8Array.from(needle.toUpperCase(), (character) => character.charCodeAt(0));
  const [firstLower, firstUpper] = [lower[0]!, upper[0]!];
  return (code) => {
    const last = starts[code + 1]! - lower.length;
    for (let at = starts[code]!; at <= last; at++) {
      if (bytes[at] !== firstLower && bytes[at] !== firstUpper) continue;
      let index = 1;
      while (index < lower.length && (bytes[at + index] === lower[index] || bytes[at + index] === upper[index])) index++;
      if (index === lower.length) return true;
    }
    return false;
  };
}

function decodedTest(texts: SharedTexts, needle: string): (code: number) => boolean {
  const { starts, bytes } = texts;
  return (code) => {
    for (let at = starts[code]!; at < starts[code + 1]!; at++) {
      if (bytes[at]! >= 0x80) return textAt(texts, code).toLowerCase().includes(needle);
    }
    return false;
  };
}
