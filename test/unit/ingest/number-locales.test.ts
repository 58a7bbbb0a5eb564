import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currencyCode } from '../../../core/ingest/currency.ts';
import { NOT_A_NUMBER, NUMBER, parseNumber } from '../../../core/ingest/number-parser.ts';

function parse(text: string, decimal: '.' | ','): number | null {
  const bytes = new TextEncoder().encode(`7${text}7`);
  const number = { digits: 0, scale: 0 };
  return parseNumber(bytes, 1, bytes.length - 1, decimal.charCodeAt(0), number) === NUMBER ? number.digits / 10 ** number.scale : null;
}

const LOCALES = [['en', '.'], ['uk', ','], ['pl', ','], ['ru', ','], ['de', ','], ['de-CH', '.']] as const;

// Intl.NumberFormat is the independent writer: what it writes in a language comes back as the number it was given.
describe.each(LOCALES)('numbers as written in %s', (locale, decimal) => {
  const currencies = fc.constantFrom('UAH', 'PLN', 'RUB', 'USD', 'EUR', 'GBP', 'CHF', 'KZT');
  const cents = fc.oneof(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: -99_999_999_999, max: 99_999_999_999 }));

  test('plain, grouped, and with signs', () => {
    fc.assert(
      fc.property(cents, fc.constantFrom<'auto' | 'always' | 'min2' | false>('auto', 'always', 'min2', false), fc.constantFrom('auto', 'exceptZero'), fc.integer({ min: 2, max: 4 }), (amount, useGrouping, signDisplay, digits) => {
        const text = new Intl.NumberFormat(locale, { useGrouping, signDisplay, minimumFractionDigits: digits, maximumFractionDigits: digits }).format(amount / 100);
        expect([text, parse(text, decimal)]).toEqual([text, amount === 0 ? 0 : amount / 100]);
      }),
      { numRuns: 500 },
    );
  });

  test('with a currency: sign, code or narrow sign, and negatives as accountants write them', () => {
    fc.assert(
      fc.property(cents, currencies, fc.constantFrom('symbol', 'narrowSymbol', 'code'), fc.constantFrom('standard', 'accounting'), (amount, currency, currencyDisplay, currencySign) => {
        const text = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay, currencySign }).format(amount / 100);
        expect([text, parse(text, decimal)]).toEqual([text, amount === 0 ? 0 : amount / 100]);
      }),
      { numRuns: 500 },
    );
  });

  test('with a minus sign of its own, before or behind', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999_999_999 }), (amount) => {
        const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(amount / 100);
        for (const written of [`\u2212${text}`, `${text}-`, `${text}\u2212`, `(${text})`, `- ${text}`]) expect([written, parse(written, decimal)]).toEqual([written, -amount / 100]);
      }),
    );
  });
});

test.each([
  ['1 234,50 грн.', 1234.5, 'UAH'],
  ['₴1 234,50', 1234.5, 'UAH'],
  ['1234,5 Грн', 1234.5, 'UAH'],
  ['500 гривень', 500, 'UAH'],
  ['1.234,50 zł', 1234.5, 'PLN'],
  ['12,00 zl', 12, 'PLN'],
  ['PLN 12,00', 12, 'PLN'],
  ['1 234,50 руб.', 1234.5, 'RUB'],
  ['1 234,50 р.', 1234.5, 'RUB'],
  ['15 рублей', 15, 'RUB'],
  ['₽ 15', 15, 'RUB'],
  ['$(12,30)', -12.3, 'USD'],
  ['(12,30 €)', -12.3, 'EUR'],
  ['\u200e−12,30 €', -12.3, 'EUR'],
  ['£5', 5, 'GBP'],
  ['1\u2009234,5', 1234.5, null],
])('%s is %d, %s', (text, number, currency) => {
  expect([parse(text, ','), currencyCode(text)]).toEqual([number, currency]);
});

test.each(['((5))', '-(5)-', 'грн', '5 apples', '$', '1,234,5', '12;5', '5 %'])('%s is no number', (text) => {
  const bytes = new TextEncoder().encode(text);
  expect(parseNumber(bytes, 0, bytes.length, 46, { digits: 0, scale: 0 })).toBe(NOT_A_NUMBER);
});
