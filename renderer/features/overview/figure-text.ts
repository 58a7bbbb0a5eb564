import type { Interval } from '../../../core/contract/provenance.ts';
import { KPI_UNITS, type FigureComparison, type KpiKey } from '../../../core/contract/kpis.ts';
import type { Currency } from '../../../core/contract/provenance.ts';
import type { Format } from '../../i18n/format.ts';

/** Sums from here on are written short where there is little room: values, and the differences that stand beside words. Major units. */
const LONG_VALUE = 1_000_000;
const LONG_DIFFERENCE = 100_000;

/** A figure’s value in its unit: “41.8 %”, “2.14”, “₴ 1,310”. `short`: large sums in thousands and millions. */
export function figureText(key: KpiKey, value: number, format: Format, currency: Currency, short = false, longFrom = LONG_VALUE): string {
  switch (KPI_UNITS[key]) {
    case 'count':
      return format.integer(value);
    case 'share':
      return format.share(value);
    case 'ratio':
      return format.decimal(value, 2, true);
    case 'money':
      return format.money(value, currency, short && Math.abs(value) >= longFrom * 10 ** currency.minorUnitDigits ? 'compact' : 'plain');
    case 'days':
      return format.days(value);
  }
}

/** An interval’s ends; the unit stands once where the language allows it. */
export function intervalText(key: KpiKey, interval: Interval, format: Format, currency: Currency): string {
  const negative = interval[0] < 0 || interval[1] < 0;
  switch (KPI_UNITS[key]) {
    case 'share':
      return format.shareInterval(interval);
    case 'ratio':
      return format.interval(interval, (end) => format.decimal(end, 2, true));
    case 'money': {
      // Both ends in the style of the larger, so that 98.50–101 never stands beside 98.50.
      const digits = Math.max(Math.abs(interval[0]), Math.abs(interval[1])) >= 100 * 10 ** currency.minorUnitDigits ? 0 : currency.minorUnitDigits;
      const bare = (minor: number): string => format.decimal(minor / 10 ** currency.minorUnitDigits, digits, true);
      return format.range(bare(interval[0]), bare(interval[1]), negative);
    }
    default:
      return format.interval(interval, format.integer);
  }
}

/** “−3.3 pp”, “+₴41”; empty where there is nothing to compare. */
export function differenceText(key: KpiKey, comparison: FigureComparison, format: Format, currency: Currency): string {
  const { difference } = comparison;
  if (difference === null) return '';
  if (KPI_UNITS[key] === 'share') return format.signedPoints(difference);
  return format.signed(difference, (magnitude) => figureText(key, magnitude, format, currency, true, LONG_DIFFERENCE));
}

/** The interval of a difference; shares in percentage points without repeating the unit. */
export function differenceIntervalText(key: KpiKey, interval: Interval, format: Format, currency: Currency): string {
  if (KPI_UNITS[key] === 'share') return format.interval(interval, (end) => format.decimal(end * 100, 1, true));
  return intervalText(key, interval, format, currency);
}
