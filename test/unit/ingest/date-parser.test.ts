import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { civilDay, MOMENT, NO_MOMENT, NOT_A_DATE, OUT_OF_RANGE, parseMoment, parseTime, type DateOrder } from '../../../core/ingest/date-parser.ts';

function parse(text: string, order: DateOrder): { outcome: number; iso: string; hasTime: boolean } {
  const bytes = new TextEncoder().encode(`9${text}9`);
  const moment = { seconds: 0, hasTime: false };
  const outcome = parseMoment(bytes, 1, bytes.length - 1, order, moment);
  return { outcome, iso: new Date(moment.seconds * 1000).toISOString().slice(0, 19), hasTime: moment.hasTime };
}

describe('parseMoment', () => {
  test.each([
    ['2010-12-01 08:26:00', 'ymd', '2010-12-01T08:26:00'],
    ['2010-12-01T08:26', 'dmy', '2010-12-01T08:26:00'],
    ['2010/2/3', 'mdy', '2010-02-03T00:00:00'],
    ['20240229', 'ymd', '2024-02-29T00:00:00'],
    ['20240229T101112', 'ymd', '2024-02-29T10:11:12'],
    ['20240229 1011', 'ymd', '2024-02-29T10:11:00'],
    ['20240229101112', 'dmy', '2024-02-29T10:11:12'],
    ['20240229T101112.5+0200', 'ymd', '2024-02-29T10:11:12'],
    ['20240230T101112', 'ymd', null],
    ['20240229T251112', 'ymd', null],
    ['1704314606000000', 'ymd', '2024-01-03T20:43:26'],
    ['05.01.2024', 'dmy', '2024-01-05T00:00:00'],
    ['5.1.24', 'dmy', '2024-01-05T00:00:00'],
    ['5.1.71', 'dmy', '1971-01-05T00:00:00'],
    ['1/31/2024 2:05 PM', 'mdy', '2024-01-31T14:05:00'],
    ['1/31/2024 12:00:01 am', 'mdy', '2024-01-31T00:00:01'],
    ['1/31/2024, 12:00 PM', 'mdy', '2024-01-31T12:00:00'],
    ['31/01/2024', 'mdy', null],
    ['24-01-31', 'ymd', '2024-01-31T00:00:00'],
    ['2025-01-15 17:41:00 -0500', 'ymd', '2025-01-15T17:41:00'],
    ['2025-01-15T17:41:00.123456Z', 'ymd', '2025-01-15T17:41:00'],
    ['2025-01-15T17:41:00+02:00', 'ymd', '2025-01-15T17:41:00'],
    ['2025-01-15 17:41:00 UTC', 'ymd', '2025-01-15T17:41:00'],
    ['2105-12-31 23:59:59', 'ymd', '2105-12-31T23:59:59'],
    [' 2024-02-29 ', 'ymd', '2024-02-29T00:00:00'],
    ['2023-02-29', 'ymd', null],
    ['1900-02-29', 'ymd', null],
    ['2024-13-01', 'ymd', null],
    ['2024-00-10', 'ymd', null],
    ['2024-01-00', 'ymd', null],
    ['2024-01-05 24:00', 'ymd', null],
    ['2024-01-05 10:60', 'ymd', null],
    ['2024-01-05 13:00 PM', 'ymd', null],
    ['2024-01-05x', 'ymd', null],
    ['2024-01-05 noon', 'ymd', null],
    ['2024-01/05', 'ymd', null],
    ['2024-01', 'ymd', null],
    ['123456', 'ymd', null],
    ['1.5', 'dmy', null],
    ['yesterday', 'dmy', null],
  ] as const)('%s read as %s is %s', (text, order, iso) => {
    const parsed = parse(text, order);
    if (iso === null) expect(parsed.outcome).toBe(NOT_A_DATE);
    else expect([parsed.outcome, parsed.iso]).toEqual([MOMENT, iso]);
  });

  test('only days from 1970 to 2105 are in range', () => {
    expect(parse('1970-01-01', 'ymd').outcome).toBe(MOMENT);
    expect(parse('1969-12-31', 'ymd').outcome).toBe(OUT_OF_RANGE);
    expect(parse('2106-01-01', 'ymd').outcome).toBe(OUT_OF_RANGE);
    expect(parse('  ', 'ymd').outcome).toBe(NO_MOMENT);
  });

  test('a date says whether it has a time', () => {
    expect(parse('2024-01-05', 'ymd').hasTime).toBe(false);
    expect(parse('2024-01-05 00:00', 'ymd').hasTime).toBe(true);
  });

  test('every written form of a moment is that moment', () => {
    const moment = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2105-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        const iso = date.toISOString().slice(0, 19);
        const [year, month, day] = [iso.slice(0, 4), iso.slice(5, 7), iso.slice(8, 10)];
        const time = iso.slice(11);
        const forms: [string, DateOrder][] = [
          [iso, 'ymd'], [`${year}${month}${day} ${time}`, 'dmy'], [`${day}.${month}.${year} ${time}`, 'dmy'],
          [`${Number(month)}/${Number(day)}/${year} ${time}`, 'mdy'], [`${Number(day)}-${Number(month)}-${year}T${time}`, 'dmy'],
        ];
        for (const [text, order] of forms) expect(parse(text, order)).toEqual({ outcome: MOMENT, iso, hasTime: true });
      }),
    );
  });
});

test('civilDay agrees with Date.UTC on every day from 1970 to 2105', () => {
  for (let day = 0; day <= 49_673; day++) {
    const date = new Date(day * 86_400_000);
    if (civilDay(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()) !== day) expect.fail(date.toISOString());
  }
  expect(Date.UTC(2105, 11, 31) / 86_400_000).toBe(49_672);
});

test.each([['9:05', 32_700], ['00:00:00', 0], ['23:59:59', 86_399], ['2:05 pm', 50_700], ['9', -1], ['9:5', -1], ['25:00', -1], ['', -1]])('time %s is %d s', (text, seconds) => {
  const bytes = new TextEncoder().encode(text);
  expect(parseTime(bytes, 0, bytes.length)).toBe(seconds);
});
