import { describe, expect, it } from 'vitest';
import { formatFor } from '../../../renderer/i18n/format.ts';

// Expected texts follow CLDR's published patterns for each language (decimal comma, no-break space groups, Polish minimum of
// two grouped digits, place of the currency sign) and ISO 8601 for weeks.
const NB = '\u00a0';
const UAH = { code: 'UAH', minorUnitDigits: 2 };
const JPY = { code: 'JPY', minorUnitDigits: 0 };
const en = formatFor('en');
const uk = formatFor('uk');
const pl = formatFor('pl');
const ru = formatFor('ru');
/** CLDR writes some spaces as U+202F. */
const plain = (text: string): string => text.replaceAll('\u202f', NB);

describe('numbers', () => {
  it('groups as the language does', () => {
    expect(en.integer(1234567)).toBe('1,234,567');
    expect(plain(uk.integer(1234567))).toBe(`1${NB}234${NB}567`);
    expect(plain(ru.integer(1234567))).toBe(`1${NB}234${NB}567`);
    expect(plain(pl.integer(1234567))).toBe(`1${NB}234${NB}567`);
  });

  it('writes four Polish digits without a group mark', () => {
    expect(pl.integer(1234)).toBe('1234');
    expect(plain(pl.integer(12345))).toBe(`12${NB}345`);
    expect(pl.decimal(1234.5)).toBe('1234,5');
    expect(plain(uk.integer(1234))).toBe(`1${NB}234`);
  });

  it('uses the decimal comma, and a real minus', () => {
    expect(en.decimal(-2.14)).toBe('−2.14');
    expect(uk.decimal(-2.14)).toBe('−2,14');
    expect(pl.decimal(2, 2, true)).toBe('2,00');
  });

  it('writes no number for none', () => {
    expect(en.integer(Number.NaN)).toBe('–');
    expect(uk.share(Number.NaN)).toBe('–');
    expect(ru.money(Number.NaN, UAH)).toBe('–');
  });
});

describe('shares', () => {
  it('puts the per-cent sign as CLDR does', () => {
    expect(en.share(0.4183)).toBe('41.8%');
    expect(uk.share(0.4183)).toBe('41,8%');
    expect(pl.share(0.4183)).toBe('41,8%');
    expect(plain(ru.share(0.4183))).toBe(`41,8${NB}%`);
    expect(en.share(1, 0)).toBe('100%');
  });

  it('writes the sign of an interval once', () => {
    expect(en.shareInterval([0.409, 0.427])).toBe('40.9–42.7%');
    expect(plain(ru.shareInterval([0.409, 0.427]))).toBe(`40,9–42,7${NB}%`);
  });

  it('spells an interval out where a dash would look like a minus', () => {
    expect(en.shareInterval([-0.012, 0.034])).toBe('−1.2% to 3.4%');
    expect(uk.shareInterval([-0.012, 0.034])).toBe('від −1,2% до 3,4%');
    expect(pl.interval([-1, 2], (end) => pl.integer(end))).toBe('od −1 do 2');
  });

  it('signs differences in percentage points', () => {
    expect(en.signedPoints(-0.0327)).toBe(`−3.3${NB}pp`);
    expect(uk.signedPoints(0.011)).toBe(`+1,1${NB}в.${NB}п.`);
    expect(pl.signedPoints(0.011)).toBe(`+1,1${NB}p.p.`);
    expect(ru.signedPoints(-0.0001)).toBe(`0,0${NB}п.${NB}п.`);
  });
});

describe('money', () => {
  it('places the sign and the minor units', () => {
    expect(en.money(123450, UAH)).toBe('₴1,234.50');
    expect(plain(uk.money(123450, UAH))).toBe(`1${NB}234,50${NB}₴`);
    expect(plain(pl.money(123450, { code: 'PLN', minorUnitDigits: 2 }))).toBe(`1234,50${NB}zł`);
    expect(en.money(5000, JPY)).toBe('¥5,000');
  });

  it('drops the fraction from a hundred on when plain', () => {
    expect(en.money(61234, UAH, 'plain')).toBe('₴612');
    expect(en.money(1234, UAH, 'plain')).toBe('₴12.34');
  });

  it('shortens in words of the language', () => {
    expect(plain(uk.money(123_400_000, UAH, 'compact'))).toBe(`1,2${NB}млн${NB}₴`);
    expect(plain(pl.money(123_400_000, UAH, 'compact'))).toBe(`1,2${NB}mln${NB}₴`);
  });

  it('signs a difference of money', () => {
    const value = (magnitude: number): string => en.money(magnitude, UAH, 'plain');
    expect(en.signed(-4100, value)).toBe('−₴41.00');
    expect(en.signed(41000, value)).toBe('+₴410');
    expect(en.signed(0, value)).toBe('₴0.00');
  });
});

describe('days', () => {
  it.each([
    ['uk', 1, 'день'],
    ['uk', 2, 'дні'],
    ['uk', 5, 'днів'],
    ['uk', 21, 'день'],
    ['uk', 351, 'день'],
    ['uk', 1.5, 'дня'],
    ['pl', 1, 'dzień'],
    ['pl', 21, 'dni'],
    ['pl', 351, 'dni'],
    ['pl', 1.5, 'dnia'],
    ['ru', 2, 'дня'],
    ['ru', 11, 'дней'],
    ['ru', 101, 'день'],
    ['en', 1, 'day'],
    ['en', 47, 'days'],
  ] as const)('%s: %d', (language, value, word) => {
    expect(formatFor(language).days(value, 1).split(NB)[1]).toBe(word);
  });
});

describe('dates', () => {
  it('names a day whatever the zone of the machine', () => {
    expect(en.date('2025-12-31')).toBe('31 Dec 2025');
    expect(pl.date('2025-01-01')).toBe('1 sty 2025');
    expect(plain(uk.date('2025-12-31')).startsWith('31 груд. 2025')).toBe(true);
    expect(en.day(0)).toBe('1 Jan 1970');
    expect(en.day(20_453)).toBe('31 Dec 2025');
  });

  it('names a period by the last day that belongs to it', () => {
    expect(en.period({ from: '2025-01-01', to: '2026-01-01' })).toBe('2025');
    expect(en.period({ from: '2025-12-01', to: '2026-01-01' })).toBe('December 2025');
    expect(en.period({ from: '2025-03-05', to: '2025-03-06' })).toBe('5 Mar 2025');
    expect(en.period({ from: '2024-07-01', to: '2025-07-01' })).toMatch(/^Jul 2024\s–\sJun 2025$/);
    expect(en.period({ from: '2025-03-05', to: '2025-03-20' })).toMatch(/^5\s?–\s?19 Mar 2025$/);
    expect(en.period({ from: '2024-01-01', to: '2026-01-01' })).toMatch(/^Jan 2024\s–\sDec 2025$/);
  });

  it('names calendar units; ISO weeks belong to the year of their Thursday', () => {
    expect(en.calendar('2025-04-01', 'quarter')).toBe('Q2 2025');
    expect(pl.calendar('2025-04-01', 'quarter')).toBe('II kw. 2025');
    expect(en.calendar('2025-12-29', 'week')).toBe('W1 2026');
    expect(en.calendar('2020-12-28', 'week')).toBe('W53 2020');
    expect(en.calendar('2025-01-01', 'year')).toBe('2025');
    expect(en.calendar('2025-05-01', 'month')).toBe('May 2025');
  });
});
