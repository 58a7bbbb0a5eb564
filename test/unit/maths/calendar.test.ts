import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addMonths, civilOfDay, dayOfCivil, dayOfIso, dayOfMoment, daysInMonth, firstDayOfUnit, isoOfDay, unitOfDay } from '../../../core/maths/calendar.ts';

const DAY_MS = 86_400_000;
/** Days of the years 0001 to 9999. */
const anyDay = fc.integer({ min: -719_162, max: 2_932_896 });
const units = ['day', 'week', 'month', 'quarter', 'year'] as const;

describe('civil days', () => {
  test('agree with the platform’s calendar', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const date = new Date(day * DAY_MS);
        expect(civilOfDay(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
        expect(isoOfDay(day)).toBe(date.toISOString().slice(0, 10));
      }),
      { numRuns: 2000 },
    );
  });

  test('go there and back', () => {
    fc.assert(
      fc.property(anyDay, (day) => {
        const { year, month, day: dayOfMonth } = civilOfDay(day);
        expect(dayOfCivil(year, month, dayOfMonth)).toBe(day);
        expect(dayOfIso(isoOfDay(day))).toBe(day);
      }),
    );
  });

  test.each(['2023-02-29', '1900-02-29', '2024-13-01', '2024-00-10', '2024-04-31', '2024-4-1', '24-04-01', 'x'])('%s is no day', (iso) => {
    expect(() => dayOfIso(iso)).toThrow(RangeError);
  });

  test('a moment belongs to the day on which it is written', () => {
    expect(isoOfDay(dayOfMoment(Date.UTC(2024, 1, 29, 23, 59, 59) / 1000))).toBe('2024-02-29');
    expect(isoOfDay(dayOfMoment(Date.UTC(2024, 2, 1) / 1000))).toBe('2024-03-01');
  });
});

describe('calendar units', () => {
  // ISO 8601 examples: 2005-01-01 is in 2004-W53, 2008-12-29 in 2009-W01, 2010-01-03 in 2009-W53, 2020-12-31 in 2020-W53.
  test.each([
    ['2005-01-01', 2004, 53],
    ['2005-01-02', 2004, 53],
    ['2005-12-31', 2005, 52],
    ['2007-01-01', 2007, 1],
    ['2008-12-28', 2008, 52],
    ['2008-12-29', 2009, 1],
    ['2010-01-03', 2009, 53],
    ['2020-12-31', 2020, 53],
    ['2021-01-03', 2020, 53],
    ['2021-01-04', 2021, 1],
  ])('%s is in ISO week %i-W%i', (iso, year, week) => {
    // The first week holds 4 January (ISO 8601).
    const fourth = new Date(Date.UTC(year, 0, 4));
    const monday = fourth.getTime() / DAY_MS - ((fourth.getUTCDay() + 6) % 7) + 7 * (week - 1);
    expect(firstDayOfUnit('week', unitOfDay('week', dayOfIso(iso)))).toBe(monday);
  });

  test('units partition the days in order', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(...units), (day, unit) => {
        const index = unitOfDay(unit, day);
        expect(firstDayOfUnit(unit, index)).toBeLessThanOrEqual(day);
        expect(firstDayOfUnit(unit, index + 1)).toBeGreaterThan(day);
        expect(unitOfDay(unit, firstDayOfUnit(unit, index))).toBe(index);
      }),
    );
  });

  test('weeks begin on Monday, quarters with January, April, July and October', () => {
    expect(isoOfDay(firstDayOfUnit('week', unitOfDay('week', dayOfIso('2024-02-29'))))).toBe('2024-02-26');
    expect(isoOfDay(firstDayOfUnit('quarter', unitOfDay('quarter', dayOfIso('2024-02-29'))))).toBe('2024-01-01');
    expect(isoOfDay(firstDayOfUnit('quarter', unitOfDay('quarter', dayOfIso('1969-12-31'))))).toBe('1969-10-01');
  });
});

test.each([
  ['2024-01-31', 1, '2024-02-29'],
  ['2023-01-31', 1, '2023-02-28'],
  ['2024-02-29', -12, '2023-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2024-12-15', 1, '2025-01-15'],
  ['2024-01-15', -1, '2023-12-15'],
])('%s and %i months are %s', (iso, months, expected) => {
  expect(isoOfDay(addMonths(dayOfIso(iso), months))).toBe(expected);
});

test('months have the days of the calendar', () => {
  expect(Array.from({ length: 12 }, (_, month) => daysInMonth(2024, month + 1))).toEqual([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  expect([1900, 2000, 2023].map((year) => daysInMonth(year, 2))).toEqual([28, 29, 28]);
});
