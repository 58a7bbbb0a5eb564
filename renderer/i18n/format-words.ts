import type { Language } from '../../core/contract/shell.ts';

/** The few words of number and date formats that CLDR does not supply. Spaces that must not break are U+00A0. */
interface FormatWords {
  /** Percentage points. */
  points: (value: string) => string;
  fromTo: (lower: string, upper: string) => string;
  quarter: (quarter: number, year: string) => string;
  week: (week: number, year: string) => string;
  /** CLDR counts Polish days in “doba” up to version 45. */
  days: Record<'one' | 'few' | 'many' | 'other', string>;
}

const ROMAN = ['I', 'II', 'III', 'IV'];

export const FORMAT_WORDS: Record<Language, FormatWords> = {
  en: {
    points: (value) => `${value}\u00a0pp`,
    fromTo: (lower, upper) => `${lower} to ${upper}`,
    quarter: (quarter, year) => `Q${quarter} ${year}`,
    week: (week, year) => `W${week} ${year}`,
    days: { one: 'day', few: 'days', many: 'days', other: 'days' },
  },
  uk: {
    points: (value) => `${value}\u00a0в.\u00a0п.`,
    fromTo: (lower, upper) => `від ${lower} до ${upper}`,
    quarter: (quarter, year) => `${ROMAN[quarter - 1] ?? ''} кв. ${year}`,
    week: (week, year) => `${week}\u00a0тиж. ${year}`,
    days: { one: 'день', few: 'дні', many: 'днів', other: 'дня' },
  },
  pl: {
    points: (value) => `${value}\u00a0p.p.`,
    fromTo: (lower, upper) => `od ${lower} do ${upper}`,
    quarter: (quarter, year) => `${ROMAN[quarter - 1] ?? ''} kw. ${year}`,
    week: (week, year) => `tydz.\u00a0${week} ${year}`,
    days: { one: 'dzień', few: 'dni', many: 'dni', other: 'dnia' },
  },
  ru: {
    points: (value) => `${value}\u00a0п.\u00a0п.`,
    fromTo: (lower, upper) => `от ${lower} до ${upper}`,
    quarter: (quarter, year) => `${ROMAN[quarter - 1] ?? ''} кв. ${year}`,
    week: (week, year) => `${week}\u00a0нед. ${year}`,
    days: { one: 'день', few: 'дня', many: 'дней', other: 'дня' },
  },
};
