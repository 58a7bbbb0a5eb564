/** Civil calendar (proleptic Gregorian) on whole days since 1970-01-01; no time zone anywhere. */

/** Calendar units; weeks are ISO weeks. The same words as in the contract. */
export type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';

export interface CivilDate {
  year: number;
  /** 1–12. */
  month: number;
  /** 1–31. */
  day: number;
}

const DAYS_PER_ERA = 146_097;
const SECONDS_PER_DAY = 86_400;

/** Days since 1970-01-01 of a civil date. Month and day must exist.
 *  Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms” (2013), days_from_civil. */
export function dayOfCivil(year: number, month: number, day: number): number {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * DAYS_PER_ERA + dayOfEra - 719_468;
}

/** Civil date of a day. Hinnant (2013), civil_from_days. */
export function civilOfDay(day: number): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** `YYYY-MM-DD` of a day, for years 0 to 9999. */
export function isoOfDay(day: number): string {
  const date = civilOfDay(day);
  return `${String(date.year).padStart(4, '0')}-${String(date.month).padStart(2, '0')}-${String(date.day).padStart(2, '0')}`;
}

/** Day of an existing `YYYY-MM-DD`. @throws RangeError for any other text. */
export function dayOfIso(iso: string): number {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso);
  if (match !== null) {
    const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
    if (month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)) return dayOfCivil(year, month, day);
  }
  throw new RangeError(`not a calendar day: ${iso}`);
}

/** Day of a moment in civil seconds since 1970-01-01T00:00:00. */
export function dayOfMoment(moment: number): number {
  return Math.floor(moment / SECONDS_PER_DAY);
}

/** Number of the unit that holds a day; units of a kind are numbered in order, 0 holds 1970-01-01. */
export function unitOfDay(unit: Unit, day: number): number {
  if (unit === 'day') return day;
  // 1970-01-01 was a Thursday: ISO week 0 begins three days before it.
  if (unit === 'week') return Math.floor((day + 3) / 7);
  const date = civilOfDay(day);
  if (unit === 'year') return date.year - 1970;
  const month = (date.year - 1970) * 12 + date.month - 1;
  return unit === 'month' ? month : Math.floor(month / 3);
}

/** First day of the unit with this number. */
export function firstDayOfUnit(unit: Unit, index: number): number {
  if (unit === 'day') return index;
  if (unit === 'week') return index * 7 - 3;
  const month = unit === 'month' ? index : unit === 'quarter' ? index * 3 : index * 12;
  const years = Math.floor(month / 12);
  return dayOfCivil(1970 + years, month - years * 12 + 1, 1);
}

/** The same day of the month so many months later, or the month’s last day where it is shorter. */
export function addMonths(day: number, months: number): number {
  const date = civilOfDay(day);
  const index = date.year * 12 + date.month - 1 + months;
  const year = Math.floor(index / 12);
  const month = index - year * 12 + 1;
  return dayOfCivil(year, month, Math.min(date.day, daysInMonth(year, month)));
}
