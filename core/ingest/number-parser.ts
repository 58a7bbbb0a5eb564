/** A decimal number read from bytes: digits × 10^−scale, exact while it has at most 15 significant digits. */
export interface ParsedNumber {
  digits: number;
  /** Decimal places; may be negative after an exponent. */
  scale: number;
}

export const EMPTY_CELL = 0;
export const NUMBER = 1;
export const NOT_A_NUMBER = 2;

const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const COMMA = 44;
// One more digit still fits below 2^53.
const DIGITS_ROOM = 900_719_925_474_098;

const utf8 = new TextDecoder();
const CURRENCY_WORDS =
  '[$€£¥₴₽₺₸₾₼₩₪]|(?:US|CA|AU|C|A)\\$|[A-Z]{3}|[Zz][łl]|ZŁ|Kč|kr|lei|Ft|[Гг]рн|ГРН|гривень|гривні|гривня|[Рр]уб|РУБ|рублей|рубля|рубль|тг|тенге|сум|лв|ден|uah|eur|usd|pln|rub|гр|р';
const CURRENCY_PREFIX = new RegExp(`^(?:${CURRENCY_WORDS})\\.?\\s*`, 'u');
const CURRENCY_SUFFIX = new RegExp(`\\s*(?:${CURRENCY_WORDS})\\.?$`, 'u');

/** Reads bytes[start … end) as a number into `into`. `decimal` is the decimal mark's byte (point or comma); the other one, spaces
 *  (no-break and narrow ones too) and apostrophes are thousands marks, each followed by exactly three digits. Currency signs and codes
 *  around the number are ignored; parentheses and a sign on either side are understood.
 *  Returns NUMBER, EMPTY_CELL (nothing but spaces) or NOT_A_NUMBER. */
export function parseNumber(bytes: Uint8Array, start: number, end: number, decimal: number, into: ParsedNumber): number {
  let position = start;
  let negative = false;
  if (position < end && bytes[position] === MINUS) {
    negative = true;
    position++;
  }
  const firstDigit = position;
  let digits = 0;
  let scale = 0;
  let byte = 0;
  // 15 digits are exact as they come; longer numbers take the general way.
  const last = Math.min(end, firstDigit + 15);
  while (position < last && (byte = bytes[position]!) >= ZERO && byte <= NINE) {
    digits = digits * 10 + (byte - ZERO);
    position++;
  }
  if (position > firstDigit && position < last && byte === decimal) {
    const fraction = ++position;
    while (position < last && (byte = bytes[position]!) >= ZERO && byte <= NINE) {
      digits = digits * 10 + (byte - ZERO);
      position++;
    }
    scale = position - fraction;
    if (scale === 0) position = start;
  }
  if (position === end && position > firstDigit) {
    into.digits = negative ? -digits : digits;
    into.scale = scale;
    return NUMBER;
  }
  return start === end ? EMPTY_CELL : parseDressedNumber(bytes, start, end, decimal, into);
}

/** The same for numbers with spaces, signs, words, marks, exponents or too many digits. */
function parseDressedNumber(bytes: Uint8Array, start: number, end: number, decimal: number, into: ParsedNumber): number {
  if (end - start > 100) return NOT_A_NUMBER;
  let text = utf8.decode(bytes.subarray(start, end)).trim();
  if (text === '') return EMPTY_CELL;
  text = text.replace(/[\u200e\u200f\u061c]/gu, '').trim();
  let negative = false;
  let signs = 0;
  const takeSign = (): void => {
    if (text.startsWith('(') && text.endsWith(')')) {
      negative = true;
      signs++;
      text = text.slice(1, -1).trim();
    }
    const match = /^\s*([-+\u2212])\s*/u.exec(text) ?? /\s*([-+\u2212])\s*$/u.exec(text);
    if (match === null) return;
    signs++;
    if (match[1] !== '+') negative = true;
    text = match.index === 0 ? text.slice(match[0].length) : text.slice(0, match.index);
  };
  takeSign();
  const bare = text.replace(CURRENCY_PREFIX, '');
  text = bare === text ? text.replace(CURRENCY_SUFFIX, '') : bare;
  takeSign();
  if (signs > 1) return NOT_A_NUMBER;
  const mark = String.fromCharCode(decimal);
  const other = decimal === COMMA ? '.' : ',';
  const pattern = decimal === COMMA ? GROUPED_COMMA : GROUPED_POINT;
  if (!pattern.test(text)) return NOT_A_NUMBER;
  const [number = '', exponentText = '0'] = text.split(/e/i);
  const [wholeText = '', fraction = ''] = number.split(mark);
  const whole = wholeText.split(other).join('').replace(/[\s'’]/gu, '');
  return keepDigits(whole, fraction, Number(exponentText), negative, into);
}

const GROUPED_POINT = /^(?:\d+|\d{1,3}(?:([,\s'’])\d{3})(?:\1\d{3})*)?(?:\.\d+)?(?:(?<=\d)e[-+]?\d{1,3})?$/iu;
const GROUPED_COMMA = /^(?:\d+|\d{1,3}(?:([.\s'’])\d{3})(?:\1\d{3})*)?(?:,\d+)?(?:(?<=\d)e[-+]?\d{1,3})?$/iu;

function keepDigits(whole: string, fraction: string, exponent: number, negative: boolean, into: ParsedNumber): number {
  const all = (whole + fraction).replace(/^0+(?=\d)/u, '');
  if (all === '') return NOT_A_NUMBER;
  let digits = 0;
  let kept = 0;
  while (kept < all.length && digits <= DIGITS_ROOM) digits = digits * 10 + (all.charCodeAt(kept++) - ZERO);
  // What does not fit is rounded half away from zero at the last digit kept.
  if (kept < all.length && all.charCodeAt(kept) >= ZERO + 5) digits++;
  into.digits = negative ? -digits : digits;
  into.scale = fraction.length - (all.length - kept) - exponent;
  return NUMBER;
}

const POWERS_OF_TEN = Float64Array.from({ length: 17 }, (_, power) => 10 ** power);

/** digits × 10^(places − scale) as a whole number, rounded half away from zero; NaN beyond ±(2^53 − 1). */
export function scaledWhole(digits: number, scale: number, places: number): number {
  const shift = places - scale;
  if (digits === 0) return 0;
  if (shift >= 0) {
    const whole = shift <= 16 ? digits * POWERS_OF_TEN[shift]! : NaN;
    return Number.isSafeInteger(whole) ? whole : NaN;
  }
  return -shift <= 16 ? dividedHalfAway(digits, POWERS_OF_TEN[-shift]!) : 0;
}

/** (a × 10^−aScale) × (b × 10^−bScale) in units of 10^−places, rounded half away from zero; NaN beyond ±(2^53 − 1). */
export function scaledProduct(a: number, aScale: number, b: number, bScale: number, places: number): number {
  const product = a * b;
  if (Number.isSafeInteger(product)) return scaledWhole(product, aScale + bScale, places);
  const exact = BigInt(a) * BigInt(b);
  const shift = places - aScale - bScale;
  if (shift >= 0) return safeOrNaN(shift < 40 ? exact * 10n ** BigInt(shift) : null);
  const divisor = 10n ** BigInt(-shift);
  const magnitude = exact < 0n ? -exact : exact;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return safeOrNaN(exact < 0n ? -rounded : rounded);
}

function safeOrNaN(value: bigint | null): number {
  const number = value === null ? NaN : Number(value);
  return Number.isSafeInteger(number) ? number : NaN;
}

function dividedHalfAway(value: number, divisor: number): number {
  const magnitude = value < 0 ? -value : value;
  let quotient = Math.floor(magnitude / divisor);
  const rest = magnitude - quotient * divisor;
  if (rest * 2 >= divisor) quotient++;
  else if (rest * 2 < -divisor) quotient--;
  return value < 0 ? -quotient : quotient;
}
