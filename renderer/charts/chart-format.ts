import type { Currency } from '../../core/contract/provenance.ts';
import type { CalendarUnit, IsoDate } from '../../core/contract/scope.ts';
import type { Format } from '../i18n/format.ts';

/** How the reader’s language writes what charts show. Money is in minor units, shares 0–1. */
export interface ChartFormat {
  count: (value: number) => string;
  /** Up to two decimals, for axes and ratios. */
  number: (value: number) => string;
  share: (value: number) => string;
  /** Whole per cents where the axis steps in whole per cents. */
  axisShare: (value: number) => string;
  money: (minor: number) => string;
  /** “May 2025”, “Q2 2025”, “W19 2025”. */
  period: (start: IsoDate, unit: CalendarUnit) => string;
  /** The short form on an axis, without the year: “May”, “Q2”, “5 May”. */
  tick: (start: IsoDate, unit: CalendarUnit) => string;
  /** Power of ten between the currency’s major and minor unit. */
  minorUnitDigits: number;
}

/** The window’s formats, bound to the project’s currency. */
export function chartFormat(format: Format, currency: Currency): ChartFormat {
  const month = new Intl.DateTimeFormat(format.locale, { month: 'short', timeZone: 'UTC' });
  return {
    count: format.integer,
    number: (value) => format.decimal(value, 2),
    share: (value) => format.share(value),
    axisShare: (value) => format.share(value, Math.abs(value * 100 - Math.round(value * 100)) < 1e-6 ? 0 : 1),
    money: (minor) => format.money(minor, currency, 'plain'),
    period: format.calendar,
    tick: (start, unit) => {
      if (unit === 'month') return month.format(Date.UTC(2001, Number(start.slice(5, 7)) - 1, 1));
      if (unit === 'week' || unit === 'day') return format.dayMonth(start);
      return unit === 'quarter' ? format.calendar(start, unit).replace(/\s*\d{4}$/, '') : format.calendar(start, unit);
    },
    minorUnitDigits: currency.minorUnitDigits,
  };
}
