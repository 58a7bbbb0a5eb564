import { isWeekday, monthNumber } from './date-names.ts';

/** A date with words in it, put in numbers: `date` as YYYY-MM-DD (or as it stood, if that was numbers all along), `time` as written. */
export interface UndressedDate {
  date: string;
  time: string;
}

const DAY_MONTH_YEAR = /^(\d{1,2})(?:st|nd|rd|th|-?го|-?е)?[\s./-]*(?:of\s+)?(\p{L}+)\.?[\s.,/-]*(\d{4}|['’]?\d{2})(?!\d)(.*)$/u;
const MONTH_DAY_YEAR = /^(\p{L}+)\.?[\s-]*(\d{1,2})(?:st|nd|rd|th)?[\s,-]+(\d{4}|['’]\d{2}|\d{2}(?!:))(?!\d)(.*)$/u;
const YEAR_MONTH_DAY = /^(\d{4})[\s./-]*(\p{L}+)\.?[\s./-]*(\d{1,2})(?!\d)(.*)$/u;
const COMPACT = /^(\d{8})[t\s]?(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?\s?(z|[-+]\d{2}(?::?\d{2})?)?$/u;
const NUMBERS_ONLY = /^(\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{1,4})(?!\d)(.*)$/u;
const TIME_FIRST = /^(\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]m)?)[\s,]+(\S.*)$/u;
const WEEKDAY_FIRST = /^(\p{L}[\p{L}'’ʼ]*)\.?,?\s+/u;
const YEAR_MARK = /^\s*(?:року|рік|р|года|год|г|roku|r)(?:\.|(?=[\s,])|$)/u;
const BEFORE_TIME = /^[\s,]*(?:t(?=\d)|(?:at|об|о|в|во|o|godz\.?)(?=\s))?\s*/u;

/** Undresses `5 січня 2024 р., 14:05`, `Fri, Jan 5, 2024 at 2:05 PM`, `05-sty-24`, `пт 05.01.2024`, `20240105T140500Z`; `null` if it is nothing of the kind.
 *  Month names in four languages: whole, genitive, or at least three letters of either. */
export function undressDate(written: string): UndressedDate | null {
  let text = written.normalize('NFC').replace(/[\s\u200e\u200f]+/gu, ' ').trim().toLowerCase();
  const compact = COMPACT.exec(text);
  if (compact !== null) return { date: compact[1] ?? '', time: `${compact[2]}:${compact[3]}:${compact[4] ?? '00'}` };
  let before = '';
  const timeFirst = TIME_FIRST.exec(text);
  if (timeFirst !== null) {
    before = timeFirst[1] ?? '';
    text = timeFirst[2] ?? '';
  }
  const weekday = WEEKDAY_FIRST.exec(text);
  if (weekday !== null && isWeekday(weekday[1] ?? '') && (monthNumber(weekday[1] ?? '') === null || !/^\d/u.test(text.slice(weekday[0].length)))) text = text.slice(weekday[0].length);
  const parts = dateParts(text);
  if (parts === null) return null;
  const after = parts.rest
    .replace(YEAR_MARK, '')
    .replace(BEFORE_TIME, '')
    .replace(/\s*\([^)]*\)$/u, '')
    .replace(/\b(?:gmt|utc)\s?(?=[-+]\d)/u, '')
    .trim();
  if (before !== '' && after !== '') return null;
  return { date: parts.date, time: before + after };
}

function dateParts(text: string): { date: string; rest: string } | null {
  const numbers = NUMBERS_ONLY.exec(text);
  if (numbers !== null) return { date: (numbers[1] ?? '').replace(/\s/gu, ''), rest: numbers[2] ?? '' };
  const dayFirst = DAY_MONTH_YEAR.exec(text);
  if (dayFirst !== null) return inNumbers(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst[4]);
  const monthFirst = MONTH_DAY_YEAR.exec(text);
  if (monthFirst !== null) return inNumbers(monthFirst[3], monthFirst[1], monthFirst[2], monthFirst[4]);
  const yearFirst = YEAR_MONTH_DAY.exec(text);
  return yearFirst === null ? null : inNumbers(yearFirst[1], yearFirst[2], yearFirst[3], yearFirst[4]);
}

function inNumbers(yearText = '', monthText = '', dayText = '', rest = ''): { date: string; rest: string } | null {
  const month = monthNumber(monthText);
  if (month === null) return null;
  const digits = yearText.replace(/\D/gu, '');
  const year = digits.length === 4 ? digits : `${Number(digits) < 70 ? '20' : '19'}${digits}`;
  return { date: `${year}-${String(month).padStart(2, '0')}-${dayText.padStart(2, '0')}`, rest };
}
