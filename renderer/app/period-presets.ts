import type { IsoDate, Period } from '../../core/contract/scope.ts';

export type PeriodPreset =
  | { kind: 'lastTwelveMonths'; period: null }
  | { kind: 'lastSixMonths' | 'lastThreeMonths' | 'allOrders'; period: Period }
  | { kind: 'yearToDate' | 'calendarYear'; year: string; period: Period };

const MOST_YEARS = 6;

/** The engine's default period: the twelve calendar months that end with the as-of date's month, cut at the as-of date. */
export function defaultPeriod(asOf: IsoDate): Period {
  return lastMonths(asOf, 12);
}

/** Periods worth one click, given the first day in the data and the as-of date. */
export function periodPresets(firstDay: IsoDate, asOf: IsoDate): PeriodPreset[] {
  const to = dayAfter(asOf);
  const thisYear = asOf.slice(0, 4);
  const runs = !asOf.endsWith('-12-31');
  const presets: PeriodPreset[] = [
    { kind: 'lastTwelveMonths', period: null },
    { kind: 'lastSixMonths', period: lastMonths(asOf, 6) },
    { kind: 'lastThreeMonths', period: lastMonths(asOf, 3) },
  ];
  if (runs) presets.push({ kind: 'yearToDate', year: thisYear, period: { from: `${thisYear}-01-01`, to } });
  const lastYear = Number(thisYear) - (runs ? 1 : 0);
  const firstYear = Math.max(Number(firstDay.slice(0, 4)), lastYear - MOST_YEARS + 1);
  for (let year = lastYear; year >= firstYear; year--) {
    presets.push({ kind: 'calendarYear', year: isoYear(year), period: { from: `${isoYear(year)}-01-01`, to: `${isoYear(year + 1)}-01-01` } });
  }
  if (firstDay < to) presets.push({ kind: 'allOrders', period: { from: firstDay, to } });
  return presets;
}

export function dayAfter(day: IsoDate): IsoDate {
  return shiftDays(day, 1);
}

export function dayBefore(day: IsoDate): IsoDate {
  return shiftDays(day, -1);
}

function lastMonths(asOf: IsoDate, months: number): Period {
  const monthIndex = Number(asOf.slice(0, 4)) * 12 + Number(asOf.slice(5, 7)) - months;
  const from = `${isoYear(Math.floor(monthIndex / 12))}-${String((monthIndex % 12) + 1).padStart(2, '0')}-01`;
  return { from, to: dayAfter(asOf) };
}

function shiftDays(day: IsoDate, days: number): IsoDate {
  const moved = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)) + days));
  return moved.toISOString().slice(0, 10);
}

function isoYear(year: number): string {
  return String(year).padStart(4, '0');
}
