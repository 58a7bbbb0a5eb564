import { addMonths, civilOfDay, dayOfCivil } from '../maths/calendar.ts';

/** Days from `from` up to, and without, `to`; civil days since 1970-01-01. */
export interface DayPeriod {
  from: number;
  to: number;
}

/** The twelve calendar months that end with the as-of day’s month, cut at the as-of day. */
export function defaultPeriod(asOfDay: number): DayPeriod {
  const { year, month } = civilOfDay(asOfDay);
  return { from: addMonths(dayOfCivil(year, month, 1), -11), to: asOfDay + 1 };
}

/** The period of the same length just before: as many calendar months when it is made of whole ones, otherwise as many days. */
export function previousPeriod(period: DayPeriod): DayPeriod {
  const from = civilOfDay(period.from);
  const to = civilOfDay(period.to);
  if (from.day === 1 && to.day === 1) {
    const months = (to.year - from.year) * 12 + to.month - from.month;
    return { from: addMonths(period.from, -months), to: period.from };
  }
  return { from: period.from - (period.to - period.from), to: period.from };
}

/** The same civil dates a year before; 29 February becomes the 28th. */
export function yearBefore(period: DayPeriod): DayPeriod {
  return { from: addMonths(period.from, -12), to: addMonths(period.to, -12) };
}
