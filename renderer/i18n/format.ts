import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Currency, Interval } from '../../core/contract/provenance.ts';
import type { CalendarUnit, IsoDate, Period } from '../../core/contract/scope.ts';
import { LANGUAGES, type Language } from '../../core/contract/shell.ts';
import { FORMAT_WORDS } from './format-words.ts';

const LOCALES: Record<Language, string> = { en: 'en-GB', uk: 'uk-UA', pl: 'pl-PL', ru: 'ru-RU' };
const MS_PER_DAY = 86_400_000;
/** Stands where there is no number. */
export const NO_VALUE = '–';

/** `exact`: all minor units. `plain`: no fraction from 100 on. `compact`: thousands and millions in words of the language. */
export type MoneyStyle = 'exact' | 'plain' | 'compact';

export interface Format {
  language: Language;
  locale: string;
  integer: (value: number) => string;
  /** With at most `digits` decimals, and exactly that many when `fixed`. */
  decimal: (value: number, digits?: number, fixed?: boolean) => string;
  compact: (value: number) => string;
  /** A share 0–1 as per cent, with one decimal unless told otherwise. */
  share: (value: number, digits?: number) => string;
  /** Minor units of `currency`. */
  money: (amountMinor: number, currency: Currency, style?: MoneyStyle) => string;
  days: (value: number, digits?: number) => string;
  bytes: (value: number) => string;
  date: (iso: IsoDate) => string;
  /** Day and month without the year. */
  dayMonth: (iso: IsoDate) => string;
  /** Civil days since 1970-01-01. */
  day: (day: number) => string;
  dateTime: (isoMoment: string) => string;
  month: (iso: IsoDate, width?: 'short' | 'long' | 'narrow') => string;
  /** The calendar unit that begins on `start`, as a name: “Q1 2025”. */
  calendar: (start: IsoDate, unit: CalendarUnit) => string;
  /** [from, to) in words, with the last day that belongs to it. */
  period: (period: Period) => string;
  /** Two formatted ends as one range; `negative` when either end is below zero, where a dash would read as a minus. */
  range: (lower: string, upper: string, negative?: boolean) => string;
  /** Ends of an interval, each formatted by `value`. */
  interval: (interval: Interval, value: (end: number) => string) => string;
  /** Interval of shares; the per-cent sign stands once. */
  shareInterval: (interval: Interval, digits?: number) => string;
  /** With + or −; zero has no sign. */
  signed: (difference: number, value: (magnitude: number) => string) => string;
  /** A difference of shares in percentage points. */
  signedPoints: (difference: number, digits?: number) => string;
  list: (items: readonly string[]) => string;
  /** “A or B”. */
  either: (items: readonly string[]) => string;
}

const cache = new Map<Language, Format>();

/** Everything that turns numbers and dates into text of one language. */
export function formatFor(language: Language): Format {
  const known = cache.get(language);
  if (known !== undefined) return known;
  const made = createFormat(language);
  cache.set(language, made);
  return made;
}

/** The formats of the language that the window shows; changes with it. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => formatFor(LANGUAGES.find((language) => language === i18n.language) ?? 'en'), [i18n.language]);
}

function createFormat(language: Language): Format {
  const locale = LOCALES[language];
  const words = FORMAT_WORDS[language];
  const number = memoise((options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options));
  const dateFormat = memoise((options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...options }));
  const list = new Intl.ListFormat(locale, { type: 'conjunction' });
  const alternatives = new Intl.ListFormat(locale, { type: 'disjunction' });
  const write = (value: number, options: Intl.NumberFormatOptions): string =>
    Number.isFinite(value) ? withMinus(number(options).format(value)) : NO_VALUE;
  const writeDate = (iso: IsoDate, options: Intl.DateTimeFormatOptions): string => dateFormat(options).format(utc(iso));

  const decimal = (value: number, digits = 2, fixed = false): string =>
    write(value, { maximumFractionDigits: digits, minimumFractionDigits: fixed ? digits : 0 });
  const share = (value: number, digits = 1): string =>
    write(value, { style: 'percent', minimumFractionDigits: digits, maximumFractionDigits: digits });

  const money = (amountMinor: number, currency: Currency, style: MoneyStyle = 'exact'): string => {
    const major = amountMinor / 10 ** currency.minorUnitDigits;
    const base = { style: 'currency', currency: currency.code, currencyDisplay: 'narrowSymbol' } as const;
    if (style === 'compact') return write(major, { ...base, notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: Math.abs(major) < 1000 ? 0 : 1 });
    const digits = style === 'plain' && Math.abs(major) >= 100 ? 0 : currency.minorUnitDigits;
    return write(major, { ...base, minimumFractionDigits: digits, maximumFractionDigits: digits });
  };

  const days = (value: number, digits = 0): string => {
    const plural = new Intl.PluralRules(locale, { maximumFractionDigits: digits }).select(value);
    return `${write(value, { maximumFractionDigits: digits })}\u00a0${words.days[plural === 'zero' || plural === 'two' ? 'other' : plural]}`;
  };

  const bytes = (value: number): string => {
    const [unit, size] = value < 1e3 ? (['byte', 1] as const) : value < 1e6 ? (['kilobyte', 1e3] as const) : value < 1e9 ? (['megabyte', 1e6] as const) : (['gigabyte', 1e9] as const);
    return write(value / size, { style: 'unit', unit, unitDisplay: unit === 'byte' ? 'long' : 'short', maximumFractionDigits: value < 1e6 ? 0 : 1 });
  };

  const range = (lower: string, upper: string, negative = false): string => (negative ? words.fromTo(lower, upper) : `${lower}–${upper}`);

  const calendar = (start: IsoDate, unit: CalendarUnit): string => {
    if (unit === 'month') return writeDate(start, { month: 'short', year: 'numeric' });
    if (unit === 'year') return start.slice(0, 4);
    if (unit === 'quarter') return words.quarter(Math.floor((Number(start.slice(5, 7)) - 1) / 3) + 1, start.slice(0, 4));
    if (unit === 'week') {
      const { week, year } = isoWeek(start);
      return words.week(week, String(year));
    }
    return writeDate(start, DATE);
  };

  const period = ({ from, to }: Period): string => {
    const last = dayBefore(to);
    const wholeMonths = from.endsWith('-01') && to.endsWith('-01');
    if (wholeMonths && from.endsWith('-01-01') && to.endsWith('-01-01') && Number(to.slice(0, 4)) - Number(from.slice(0, 4)) === 1) return from.slice(0, 4);
    if (wholeMonths) {
      if (from.slice(0, 7) === last.slice(0, 7)) return writeDate(from, { month: 'long', year: 'numeric' });
      return dateFormat({ month: 'short', year: 'numeric' }).formatRange(utc(from), utc(last));
    }
    return from === last ? writeDate(from, DATE) : dateFormat(DATE).formatRange(utc(from), utc(last));
  };

  return {
    language,
    locale,
    integer: (value) => write(value, { maximumFractionDigits: 0 }),
    decimal,
    compact: (value) => write(value, { notation: 'compact', maximumFractionDigits: 1 }),
    share,
    money,
    days,
    bytes,
    date: (iso) => writeDate(iso, DATE),
    dayMonth: (iso) => writeDate(iso, { day: 'numeric', month: 'short' }),
    day: (day) => dateFormat(DATE).format(day * MS_PER_DAY),
    dateTime: (isoMoment) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(isoMoment)),
    month: (iso, width = 'short') => writeDate(iso, width === 'narrow' ? { month: 'narrow' } : { month: width, year: 'numeric' }),
    calendar,
    period,
    range,
    interval: ([lower, upper], value) => range(value(lower), value(upper), lower < 0 || upper < 0),
    shareInterval: ([lower, upper], digits = 1) => {
      const negative = lower < 0 || upper < 0;
      const bare = (end: number): string => write(end * 100, { minimumFractionDigits: digits, maximumFractionDigits: digits });
      return range(negative ? share(lower, digits) : bare(lower), share(upper, digits), negative);
    },
    signed: (difference, value) => {
      if (!Number.isFinite(difference)) return NO_VALUE;
      const magnitude = value(Math.abs(difference));
      if (magnitude === value(0)) return magnitude;
      return `${difference < 0 ? MINUS : '+'}${magnitude}`;
    },
    signedPoints: (difference, digits = 1) => {
      const points = write(Math.round(difference * 100 * 10 ** digits) / 10 ** digits, {
        signDisplay: 'exceptZero',
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      return words.points(points);
    },
    list: (items) => list.format(items),
    either: (items) => alternatives.format(items),
  };
}

const DATE = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const MINUS = '−';

/** ICU writes a hyphen where typography wants a minus. */
function withMinus(text: string): string {
  return text.replace('-', MINUS);
}

function utc(iso: IsoDate): number {
  return Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)) - 1, Number(iso.slice(8, 10)));
}

function isoOf(milliseconds: number): IsoDate {
  return new Date(milliseconds).toISOString().slice(0, 10);
}

function dayBefore(iso: IsoDate): IsoDate {
  return isoOf(utc(iso) - MS_PER_DAY);
}

/** ISO 8601 week: the one that holds the year's first Thursday is week 1. */
function isoWeek(iso: IsoDate): { week: number; year: number } {
  const day = utc(iso);
  const weekday = (new Date(day).getUTCDay() + 6) % 7;
  const thursday = day + (3 - weekday) * MS_PER_DAY;
  const year = new Date(thursday).getUTCFullYear();
  return { week: Math.floor((thursday - Date.UTC(year, 0, 1)) / MS_PER_DAY / 7) + 1, year };
}

function memoise<O extends object, R>(make: (options: O) => R): (options: O) => R {
  const known = new Map<string, R>();
  return (options) => {
    const key = JSON.stringify(options);
    const found = known.get(key) ?? make(options);
    known.set(key, found);
    return found;
  };
}
