import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { guessDateOrder } from '../../../core/ingest/date-order.ts';
import { MOMENT, NOT_A_DATE, OUT_OF_RANGE, parseMoment, type DateOrder } from '../../../core/ingest/date-parser.ts';

function parse(text: string, order: DateOrder = 'dmy'): { outcome: number; iso: string; hasTime: boolean } {
  const bytes = new TextEncoder().encode(`,${text},`);
  const moment = { seconds: 0, hasTime: false };
  const outcome = parseMoment(bytes, 1, bytes.length - 1, order, moment);
  return { outcome, iso: new Date(moment.seconds * 1000).toISOString().slice(0, 19), hasTime: moment.hasTime };
}

describe('dates with words', () => {
  test.each([
    ['5 січня 2024', '2024-01-05T00:00:00'],
    ['5 січ. 2024 р., 14:05', '2024-01-05T14:05:00'],
    ['31 грудня 2024 р. о 23:59', '2024-12-31T23:59:00'],
    ['5 Лютий 2024', '2024-02-05T00:00:00'],
    ['пт, 5 січня 2024', '2024-01-05T00:00:00'],
    ['п’ятниця, 5 січня 2024 р.', '2024-01-05T00:00:00'],
    ['5 января 2024 г. в 14:05:09', '2024-01-05T14:05:09'],
    ['5 мая 2024', '2024-05-05T00:00:00'],
    ['05 сент. 2024', '2024-09-05T00:00:00'],
    ['5 stycznia 2024', '2024-01-05T00:00:00'],
    ['5 paź 2024 14:05', '2024-10-05T14:05:00'],
    ['5 wrz. 2024 r. godz. 8:15', '2024-09-05T08:15:00'],
    ['środa, 6 listopada 2024', '2024-11-06T00:00:00'],
    ['Jan 5, 2024', '2024-01-05T00:00:00'],
    ['January 5, 2024 at 2:05 PM', '2024-01-05T14:05:00'],
    ['Fri, 05 Jan 2024 10:00:00 +0200', '2024-01-05T10:00:00'],
    ['Fri Jan 05 2024 10:00:00 GMT+0200 (Eastern European Standard Time)', '2024-01-05T10:00:00'],
    ['05-Jan-24', '2024-01-05T00:00:00'],
    ['5th of March 2024', '2024-03-05T00:00:00'],
    ['2024 March 5', '2024-03-05T00:00:00'],
    ["5 Mar '98", '1998-03-05T00:00:00'],
    ['пт 05.01.2024', '2024-01-05T00:00:00'],
    ['05.01.2024 г. 10:15', '2024-01-05T10:15:00'],
    ['5. 1. 2024', '2024-01-05T00:00:00'],
    ['1/5/24, 2:05\u202fPM', '2024-05-01T14:05:00'],
    ['14:05 05.01.2024', '2024-01-05T14:05:00'],
    ['2024-01-05\u00a010:15', '2024-01-05T10:15:00'],
  ])('%s is %s', (text, iso) => {
    const { outcome, iso: parsed } = parse(text);
    expect([outcome, parsed]).toEqual([MOMENT, iso]);
  });

  test.each(['5 foo 2024', '31 лютого 2024', 'січень 2024', 'Jan 2024', 'March', '5 ма 2024', 'Total 5 2024', '14:05 05.01.2024 10:00', 'Order 5, 2024', '12 months 2024x'])('%s is no date', (text) => {
    expect(parse(text).outcome).toBe(NOT_A_DATE);
  });

  // Intl.DateTimeFormat is the independent writer: what it writes in a language comes back as the moment it was given.
  test.each(['en-US', 'uk', 'pl', 'ru'])('whatever Intl writes in %s comes back', (locale) => {
    const moment = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2069-12-31T23:59:59Z'), noInvalidDate: true });
    const order: DateOrder = locale === 'en-US' ? 'mdy' : 'dmy';
    const writers = (['full', 'long', 'medium', 'short'] as const).map((dateStyle) => ({
      day: new Intl.DateTimeFormat(locale, { dateStyle, timeZone: 'UTC' }),
      minute: new Intl.DateTimeFormat(locale, { dateStyle, timeStyle: 'short', timeZone: 'UTC' }),
    }));
    fc.assert(
      fc.property(moment, (date) => {
        const iso = date.toISOString();
        for (const { day, minute } of writers) {
          expect([day.format(date), parse(day.format(date), order)]).toEqual([day.format(date), { outcome: MOMENT, iso: `${iso.slice(0, 10)}T00:00:00`, hasTime: false }]);
          expect([minute.format(date), parse(minute.format(date), order)]).toEqual([minute.format(date), { outcome: MOMENT, iso: `${iso.slice(0, 16)}:00`, hasTime: true }]);
        }
      }),
    );
  });
});

describe('counts', () => {
  // Serial numbers as spreadsheets show them for these dates; 45000 is 2023-03-15 (Microsoft's DATEVALUE examples: 2011-08-22 is 40777).
  test.each([
    ['25569', '1970-01-01T00:00:00', false],
    ['40777', '2011-08-22T00:00:00', false],
    ['45000', '2023-03-15T00:00:00', false],
    ['45000.5', '2023-03-15T12:00:00', true],
    ['45000,75', '2023-03-15T18:00:00', true],
    ['45000.0', '2023-03-15T00:00:00', false],
    ['45000.999988426', '2023-03-15T23:59:59', true],
    ['1704067200', '2024-01-01T00:00:00', true],
    ['1704067200.25', '2024-01-01T00:00:00', true],
    ['1704067200999', '2024-01-01T00:00:00', true],
    ['999999999', '2001-09-09T01:46:39', true],
  ])('%s is %s', (text, iso, hasTime) => {
    expect(parse(text, 'ymd')).toEqual({ outcome: MOMENT, iso, hasTime });
  });

  test('other counts are no dates', () => {
    expect(parse('12345').outcome).toBe(OUT_OF_RANGE);
    expect(parse('4291747200').outcome).toBe(OUT_OF_RANGE);
    for (const text of ['45000.5.1', '380501234567890', '12345678901', '0501234567', '45000 10']) expect([text, parse(text).outcome]).toEqual([text, NOT_A_DATE]);
  });
});

describe('order of day and month', () => {
  test.each([
    [['01/02/2024', '13/02/2024'], 'dmy', null],
    [['01/02/2024', '02/13/2024'], 'mdy', null],
    [['01/02/2024', '03/04/2024'], 'dmy', '01/02/2024'],
    [['05/05/2024', '03/04/2024'], 'dmy', '03/04/2024'],
    [['05/05/2024', '06/06/2024'], 'dmy', null],
    [['01.02.2024', '03.04.2024'], 'dmy', null],
    [['Jan 5, 2024', 'Feb 6, 2024'], 'ymd', null],
    [['5 січня 2024', '6 лютого 2024'], 'ymd', null],
    [['45000', '45001.5'], 'ymd', null],
    [['1704067200'], 'ymd', null],
    [['Fri 01/02/2024'], 'dmy', 'Fri 01/02/2024'],
    [['24-01-31', '99-02-28'], 'ymd', null],
  ] as const)('%j: %s', (values, order, ambiguous) => {
    expect(guessDateOrder(values)).toEqual({ order, ambiguous });
  });
});
