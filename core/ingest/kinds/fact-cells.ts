import { civilDay } from '../date-parser.ts';
import type { RowBlock } from '../tokenizer.ts';
import type { DateOrder } from '../date-parser.ts';

const decoder = new TextDecoder();
const SPACE = 32;

/** Text of a cell without the spaces around it; `null` for an empty one or a column that the file lacks. */
export function cellText(block: RowBlock, row: number, column: number | undefined): string | null {
  if (column === undefined) return null;
  const cell = row * block.columns + column;
  let from = block.start[cell]!;
  let to = block.end[cell]!;
  while (from < to && block.bytes[from]! <= SPACE) from++;
  while (to > from && block.bytes[to - 1]! <= SPACE) to--;
  if (from === to) return null;
  const text = decoder.decode(block.bytes.subarray(from, to)).trim();
  return text === '' ? null : text;
}

/** Lower case, in Unicode’s composed form. */
export function normalisedEmail(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Digits only, without the 00 of an international call; `null` if there are none. */
export function normalisedPhone(text: string): string | null {
  const digits = text.replace(/\D+/gu, '').replace(/^00/u, '');
  return digits === '' ? null : digits;
}

const YES = new Set(['yes', 'y', 'true', '1', 'так', 'tak', 't', 'да', 'subscribed', 'opted_in']);
const NO = new Set(['no', 'n', 'false', '0', 'ні', 'nie', 'нет', 'unsubscribed', 'not_subscribed', 'not subscribed', 'opted_out']);

/** 1 for a yes, 0 for a no, in the four languages; −1 for anything else. */
export function consentOf(text: string): number {
  const word = text.toLowerCase();
  if (YES.has(word)) return 1;
  return NO.has(word) ? 0 : -1;
}

const FIRST_BIRTH_YEAR = 1900;
const LAST_YEAR = 2105;

/** Day of a birth date, in civil days since 1970-01-01, negative before: three numbers, the year in full, a time behind them ignored.
 *  `bad-date` for what is none, `date-out-of-range` outside 1900–2105. */
export function birthDayOf(text: string, order: DateOrder): number | 'bad-date' | 'date-out-of-range' {
  const yearFirst = /^(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T\s,].*)?$/u.exec(text);
  const yearLast = /^(\d{1,2})[-./](\d{1,2})[-./](\d{4})(?:[T\s,].*)?$/u.exec(text);
  const [, first = '', second = '', third = ''] = yearFirst ?? yearLast ?? [];
  if (first === '') return 'bad-date';
  const year = Number(yearFirst === null ? third : first);
  const monthFirst = yearFirst !== null || order === 'mdy';
  const month = Number(yearFirst !== null ? second : monthFirst ? first : second);
  const day = Number(yearFirst !== null ? third : monthFirst ? second : first);
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return 'bad-date';
  return year < FIRST_BIRTH_YEAR || year > LAST_YEAR ? 'date-out-of-range' : civilDay(year, month, day);
}

/** First day of a month written as `2025-03`, `03.2025` and the like; `null` for anything else. */
export function monthDayOf(text: string): number | null {
  const [, year, month] = /^(\d{4})[-./](\d{1,2})$/u.exec(text) ?? [];
  const [, monthFirst, yearLast] = /^(\d{1,2})[-./](\d{4})$/u.exec(text) ?? [];
  const number = Number(month ?? monthFirst ?? 0);
  const full = Number(year ?? yearLast ?? 0);
  return number < 1 || number > 12 || full < 1970 || full > LAST_YEAR ? null : civilDay(full, number, 1);
}
