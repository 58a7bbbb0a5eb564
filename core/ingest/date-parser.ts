import { undressDate } from './dressed-dates.ts';

export type DateOrder = 'ymd' | 'dmy' | 'mdy';

/** A civil moment read from bytes. */
export interface ParsedMoment {
  /** Civil seconds since 1970-01-01T00:00:00. */
  seconds: number;
  hasTime: boolean;
}

export const MOMENT = 0;
export const NO_MOMENT = 1;
export const NOT_A_DATE = 2;
export const OUT_OF_RANGE = 3;

const ZERO = 48;
const SPACE = 32;
const SLASH = 47;
const POINT = 46;
const DASH = 45;
const COLON = 58;
const COMMA = 44;
const PLUS = 43;
const FIRST_YEAR = 1970;
const LAST_YEAR = 2105;
const SECONDS_A_DAY = 86_400;

// Day 0 of a spreadsheet's calendar is 1899-12-30, so that its days from March 1900 on are right.
const SERIAL_OF_1970 = 25_569;
const LAST_SERIAL = 75_241;
const LONGEST_DRESSED_BYTES = 160;
const utf8 = new TextDecoder();
const encoder = new TextEncoder();

const MONTH_DAYS = Uint8Array.of(0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31);

/** Civil days since 1970-01-01 of a proleptic Gregorian date (Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil). */
export function civilDay(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = ((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 | 0) + day - 1;
  const dayOfEra = yearOfEra * 365 + (yearOfEra >> 2) - ((yearOfEra / 100) | 0) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Reads bytes[start … end) as a civil date with an optional time: three numbers with `-`, `/` or `.` between them, or YYYYMMDD; then, after a
 *  space, comma or T, HH:MM[:SS[.fraction]] [AM|PM]; then Z or an offset, which is ignored: the time counts as written.
 *  A first number of four digits is a year whatever `order` says; years of two digits are 1970–2069.
 *  Also dates with words (see undressDate), a spreadsheet's day number (five digits, with a fraction for the time; 1900 date system),
 *  and Unix time in seconds (nine or ten digits), milliseconds (twelve or thirteen) or microseconds (sixteen), taken as civil time.
 *  Returns MOMENT, NO_MOMENT (nothing but spaces), NOT_A_DATE or OUT_OF_RANGE (1970-01-01 … 2105-12-31). */
export function parseMoment(bytes: Uint8Array, start: number, end: number, order: DateOrder, into: ParsedMoment): number {
  const outcome = parseNumericMoment(bytes, start, end, order, into);
  return outcome === NOT_A_DATE ? parseDressedMoment(bytes, start, end, order, into) : outcome;
}

/** The same for a date with words, odd spaces, or the time in front. */
function parseDressedMoment(bytes: Uint8Array, start: number, end: number, order: DateOrder, into: ParsedMoment): number {
  if (end - start > LONGEST_DRESSED_BYTES || end - start < 6) return NOT_A_DATE;
  const undressed = undressDate(utf8.decode(bytes.subarray(start, end)));
  if (undressed === null) return NOT_A_DATE;
  const plain = encoder.encode(undressed.time === '' ? undressed.date : `${undressed.date} ${undressed.time}`);
  return parseNumericMoment(plain, 0, plain.length, order, into);
}

function parseNumericMoment(bytes: Uint8Array, start: number, end: number, order: DateOrder, into: ParsedMoment): number {
  let from = start;
  let to = end;
  while (from < to && bytes[from]! <= SPACE) from++;
  while (to > from && bytes[to - 1]! <= SPACE) to--;
  if (from === to) return NO_MOMENT;

  let position = from;
  let byte = 0;
  let first = 0;
  while (position < to && isDigit((byte = bytes[position]!))) {
    if (position - from === 16) return NOT_A_DATE;
    first = first * 10 + (byte - ZERO);
    position++;
  }
  const firstDigits = position - from;
  if (firstDigits === 5 || firstDigits > 8) return parseCount(bytes, position, to, first, firstDigits, into);
  let year = 0;
  let month = 0;
  let day = 0;
  if (firstDigits === 8) {
    year = (first / 10_000) | 0;
    month = ((first / 100) | 0) % 100;
    day = first % 100;
  } else {
    const separator = bytes[position]!;
    if (firstDigits === 0 || firstDigits === 3 || firstDigits > 4 || position >= to || (separator !== DASH && separator !== SLASH && separator !== POINT)) return NOT_A_DATE;
    const secondStart = ++position;
    let second = 0;
    while (position < to && position < secondStart + 3 && isDigit((byte = bytes[position]!))) {
      second = second * 10 + (byte - ZERO);
      position++;
    }
    if (position === secondStart || position > secondStart + 2 || position >= to || bytes[position] !== separator) return NOT_A_DATE;
    const thirdStart = ++position;
    let third = 0;
    while (position < to && position < thirdStart + 5 && isDigit((byte = bytes[position]!))) {
      third = third * 10 + (byte - ZERO);
      position++;
    }
    const thirdDigits = position - thirdStart;
    if (firstDigits === 4 || order === 'ymd') {
      if (thirdDigits === 0 || thirdDigits > 2) return NOT_A_DATE;
      year = firstDigits === 4 ? first : fullYear(first);
      month = second;
      day = third;
    } else {
      if (thirdDigits !== 2 && thirdDigits !== 4) return NOT_A_DATE;
      year = thirdDigits === 4 ? third : fullYear(third);
      month = order === 'dmy' ? second : first;
      day = order === 'dmy' ? first : second;
    }
  }
  if (month < 1 || month > 12 || day < 1) return NOT_A_DATE;
  const monthDays = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : MONTH_DAYS[month]!;
  if (day > monthDays) return NOT_A_DATE;

  let seconds = 0;
  const hasTime = position < to;
  if (hasTime) {
    byte = bytes[position]!;
    if (byte === COMMA) byte = bytes[++position]!;
    else if (byte !== SPACE && (byte | 0x20) !== 0x74) return NOT_A_DATE;
    if ((byte | 0x20) === 0x74) position++;
    seconds = parseTime(bytes, position, to);
    if (seconds < 0) return NOT_A_DATE;
  }
  if (year < FIRST_YEAR || year > LAST_YEAR) return OUT_OF_RANGE;
  into.seconds = civilDay(year, month, day) * SECONDS_A_DAY + seconds;
  into.hasTime = hasTime;
  return MOMENT;
}

/** A count of days, seconds, milliseconds or microseconds, by its number of digits; a fraction may follow at `position`. */
function parseCount(bytes: Uint8Array, position: number, to: number, count: number, digits: number, into: ParsedMoment): number {
  let fraction = 0;
  let place = 0.1;
  let next = position;
  if (next < to && (bytes[next] === POINT || bytes[next] === COMMA) && next + 1 < to) {
    next++;
    for (; next < to && isDigit(bytes[next]!); next++, place /= 10) fraction += (bytes[next]! - ZERO) * place;
  }
  if (next < to) return NOT_A_DATE;
  if (count < 10 ** (digits - 1)) return NOT_A_DATE;
  let seconds = count;
  if (digits === 5) {
    if (count < SERIAL_OF_1970 || count > LAST_SERIAL) return OUT_OF_RANGE;
    seconds = Math.round((count - SERIAL_OF_1970 + fraction) * SECONDS_A_DAY);
  } else if (digits === 12 || digits === 13) seconds = Math.floor(count / 1000);
  else if (digits === 16) seconds = Math.floor(count / 1e6);
  else if (digits > 10) return NOT_A_DATE;
  if (seconds >= (LAST_SERIAL - SERIAL_OF_1970 + 1) * SECONDS_A_DAY) return OUT_OF_RANGE;
  into.seconds = seconds;
  into.hasTime = digits !== 5 || fraction > 0;
  return MOMENT;
}

/** Reads bytes[start … end) as HH:MM[:SS[.fraction]] [AM|PM] [Z|±HH[:MM]]; seconds since midnight, or −1. Fractions and offsets are dropped. */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  let position = start;
  let to = end;
  while (position < to && bytes[position]! <= SPACE) position++;
  while (to > position && bytes[to - 1]! <= SPACE) to--;
  let byte = 0;
  let part = 0;
  let hours = 0;
  let minutes = 0;
  let seconds = 0;
  for (;;) {
    const partStart = position;
    let value = 0;
    while (position < to && position < partStart + 3 && isDigit((byte = bytes[position]!))) {
      value = value * 10 + (byte - ZERO);
      position++;
    }
    const digits = position - partStart;
    if (digits === 0 || digits > 2 || (part > 0 && digits !== 2)) return -1;
    if (part === 0) hours = value;
    else if (part === 1) minutes = value;
    else seconds = value;
    part++;
    if (part < 3 && position < to && bytes[position] === COLON) position++;
    else break;
  }
  if (part < 2 || minutes > 59 || seconds > 59) return -1;
  if (part === 3 && position + 1 < to && (bytes[position] === POINT || bytes[position] === COMMA) && isDigit(bytes[position + 1]!)) {
    position++;
    while (position < to && isDigit(bytes[position]!)) position++;
  }
  while (position < to && bytes[position] === SPACE) position++;
  const letter = bytes[position]! | 0x20;
  if (position + 2 <= to && (letter === 0x61 || letter === 0x70) && (bytes[position + 1]! | 0x20) === 0x6d) {
    if (hours < 1 || hours > 12) return -1;
    hours = (hours % 12) + (letter === 0x70 ? 12 : 0);
    position += 2;
  }
  if (hours > 23 || !isOffset(bytes, position, to)) return -1;
  return hours * 3600 + minutes * 60 + seconds;
}

/** Nothing, Z, UTC, GMT, ±HH, ±HHMM or ±HH:MM. */
function isOffset(bytes: Uint8Array, start: number, end: number): boolean {
  let position = start;
  while (position < end && bytes[position] === SPACE) position++;
  if (position === end) return true;
  const text = String.fromCharCode(...bytes.subarray(position, Math.min(end, position + 12)));
  if (bytes[position] === PLUS || bytes[position] === DASH) return /^[-+]\d{2}(?::?\d{2})?$/u.test(text);
  return /^(?:Z|UTC|GMT)$/iu.test(text);
}

function fullYear(twoDigits: number): number {
  return twoDigits < 70 ? 2000 + twoDigits : 1900 + twoDigits;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 57;
}
