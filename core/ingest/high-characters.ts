import type { Dialect } from '../contract/imports.ts';
import { MAC_HIGH } from './mac-encodings.ts';

export type SingleByteEncoding = Exclude<Dialect['encoding'], 'utf-8' | 'utf-16le' | 'utf-16be'>;

// 0x80–0x9F by the WHATWG Encoding Standard; several runtimes decode this range of windows-1252 as C1 controls.
const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** The 128 characters of the bytes 0x80–0xFF. */
export function highCharacters(encoding: SingleByteEncoding): string[] {
  if (encoding === 'windows-1252') return [...WINDOWS_1252_HIGH, ...Array.from({ length: 96 }, (_, index) => String.fromCharCode(index + 0xa0))];
  if (encoding === 'x-mac-cyrillic' || encoding === 'macintosh' || encoding === 'x-mac-ce') return [...MAC_HIGH[encoding]];
  return [...new TextDecoder(encoding).decode(Uint8Array.from({ length: 128 }, (_, index) => index + 0x80))];
}
