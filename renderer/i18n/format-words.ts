import type { Language } from '../../core/contract/shell.ts';

/** The few words of number and date formats that CLDR does not supply. Spaces that must not break are U+00A0. */
interface FormatWords {
  /** Percentage points. */
  points: (value: string) => string;
  fromTo: (lower: string, upper: string) => string;
  quarter: (quarter: number, year: string) => string;
  week: (week: number, year: string) => string;
}

const ROMAN = ['I', 'II', 'III', 'IV'];

export const FORMAT_WORDS: Record<Language, FormatWords> = {
  en: {
    points: (value) => `${value}\u00a0pp`,
    fromTo: (lower, upper) => `${lower} to ${upper}`,
    quarter: (quarter, year) => `Q${quarter} ${year}`,
    week: (week, year) => `W${week} ${year}`,
  },
  uk: {
    points: (value) => `${value}\u00a0в.\u00a0п.`,
    fromTo: (lower, upper) => `від ${lower} до ${upper}`,
    quarter: (quarter, year) => `${ROMAN[quarter - 1] ?? ''} кв. ${year}`,
    week: (week, year) => `${week}\u00a0тиж. ${year}`,
  },
  pl: {
    points: (value) => `${value}\u00a0p.p.`,
    fromTo: (lower, upper) => `od ${lower} do ${upper}`,
    quarter: (quarter, year) => `${ROMAN[quarter - 1] ?? ''} kw. ${year}`,
    week: (week, year) => `tydz.\u00a0${week} ${year}`,
  },
  ru: {
    points: (value) => `${value}\u00a0п.\u00a0п.`,
    fromTo: (lower, upper) => `от ${lower} до ${upper}`,
    quarter: (quarter, year) => `${ROMAN[quarter - 1] ?? ''} кв. ${year}`,
    week: (week, year) => `${week}\u00a0нед. ${year}`,
  },
};
