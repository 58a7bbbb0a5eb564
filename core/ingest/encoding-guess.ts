import { highCharacters, type SingleByteEncoding } from './high-characters.ts';

/** Candidates; of equals the earlier one is taken. */
const CANDIDATES: readonly SingleByteEncoding[] = ['windows-1252', 'windows-1250', 'iso-8859-2', 'windows-1251', 'macintosh', 'x-mac-ce', 'x-mac-cyrillic'];
const MOST_BYTES = 1 << 16;

const KNOWN_LETTERS = new Set(
  'абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґąćęłńóśźżáčďéěíňřšťúůýžäöüßàâæçèéêëîïôœùûåøñ',
);

const OTHER = 0;
const LATIN = 1;
const ACCENTED = 2;
const CYRILLIC = 3;
const SYMBOL = 4;

/** What the bytes of an encoding are: which script, upper case or lower, and whether the letter belongs to a language that shops write in. */
interface CharacterClasses {
  script: Uint8Array;
  upper: Uint8Array;
  known: Uint8Array;
}

/** The single-byte encoding in which the words of a sample look most like words: one script in each, small letters after capitals and not the
 *  other way round, letters of European languages, no signs inside. Only words with bytes above 0x7F are looked at. */
export function likeliestEncoding(sample: Uint8Array): SingleByteEncoding {
  const words = wordsWithHighBytes(sample);
  let best: SingleByteEncoding = 'windows-1252';
  let bestScore = -Infinity;
  for (const encoding of CANDIDATES) {
    const score = naturalness(words, classesOf(encoding));
    if (score > bestScore) {
      best = encoding;
      bestScore = score;
    }
  }
  return best;
}

/** Words of the sample, each with a space behind; at most MOST_BYTES. */
function wordsWithHighBytes(sample: Uint8Array): Uint8Array {
  const words = new Uint8Array(MOST_BYTES);
  let length = 0;
  let start = 0;
  let high = false;
  for (let index = 0; index <= sample.length; index++) {
    const byte = sample[index] ?? 0;
    if (byte >= 0x80) high = true;
    if (byte >= 0x80 || isAsciiLetter(byte) || (byte >= 48 && byte <= 57)) continue;
    // A single letter is as likely a sign: € is a letter elsewhere.
    if (high && index - start > 1) {
      if (length + index - start + 1 > MOST_BYTES) break;
      words.set(sample.subarray(start, index), length);
      length += index - start;
      words[length++] = 32;
    }
    start = index + 1;
    high = false;
  }
  return words.subarray(0, length);
}

function naturalness(words: Uint8Array, { script, upper, known }: CharacterClasses): number {
  let score = 0;
  let previous = 32;
  let beforePrevious = 32;
  for (const byte of words) {
    const kind = script[byte]!;
    const before = script[previous]!;
    if (byte >= 0x80) {
      if (kind === SYMBOL) score -= before === OTHER ? 0 : 4;
      else if (kind === ACCENTED || kind === CYRILLIC) score += known[byte] === 1 ? 2 : -2;
    }
    if (isLetter(kind) && isLetter(before)) {
      if ((kind === CYRILLIC) !== (before === CYRILLIC)) score -= 6;
      else if (byte >= 0x80 && previous >= 0x80) {
        score += kind === CYRILLIC ? 1 : -1.5;
        if (upper[byte] === 1 && upper[previous] === 0) score -= 3;
      } else if (upper[byte] === 1 && upper[previous] === 0) score -= 3;
    } else if (before === SYMBOL && isLetter(kind)) score -= 4;
    // Two capitals and a small letter: JŸrgen.
    if (isLetter(kind) && upper[byte] === 0 && upper[previous] === 1 && upper[beforePrevious] === 1 && (previous >= 0x80 || beforePrevious >= 0x80)) score -= 3;
    beforePrevious = previous;
    previous = byte;
  }
  return score;
}

function isLetter(kind: number): boolean {
  return kind >= LATIN && kind <= CYRILLIC;
}

function classesOf(encoding: SingleByteEncoding): CharacterClasses {
  const script = new Uint8Array(256);
  const upper = new Uint8Array(256);
  const known = new Uint8Array(256);
  for (let byte = 65; byte < 128; byte++) {
    if (!isAsciiLetter(byte)) continue;
    script[byte] = LATIN;
    upper[byte] = byte < 97 ? 1 : 0;
  }
  for (const [index, character] of highCharacters(encoding).entries()) {
    const byte = index + 0x80;
    const small = character.toLowerCase();
    if (/\p{Script=Cyrillic}/u.test(character)) script[byte] = CYRILLIC;
    else if (/\p{Script=Latin}/u.test(character)) script[byte] = ACCENTED;
    // Quotes, dashes and spaces stand beside words, as do the signs before and behind numbers.
    else script[byte] = /[\s“”„‘’‚«»–—…€£№§°©®™]/u.test(character) ? OTHER : SYMBOL;
    upper[byte] = small === character ? 0 : 1;
    known[byte] = KNOWN_LETTERS.has(small) ? 1 : 0;
  }
  return { script, upper, known };
}

function isAsciiLetter(byte: number): boolean {
  return (byte >= 65 && byte <= 90) || (byte >= 97 && byte <= 122);
}
