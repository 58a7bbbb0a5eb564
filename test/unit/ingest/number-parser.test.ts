import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EMPTY_CELL, NOT_A_NUMBER, NUMBER, parseNumber, scaledProduct, scaledWhole } from '../../../core/ingest/number-parser.ts';

function parse(text: string, decimal = '.'): { outcome: number; digits: number; scale: number } {
  const bytes = new TextEncoder().encode(`;${text};`);
  const number = { digits: 0, scale: 0 };
  const outcome = parseNumber(bytes, 1, bytes.length - 1, decimal.charCodeAt(0), number);
  return { outcome, ...number };
}

describe('parseNumber', () => {
  test.each([
    ['0', '.', 0, 0],
    ['17850', '.', 17850, 0],
    ['-2.50', '.', -250, 2],
    ['2,5', ',', 25, 1],
    ['.5', '.', 5, 1],
    ['1,234,567.89', '.', 123456789, 2],
    ['1.234.567,89', ',', 123456789, 2],
    ['1 234,50', ',', 123450, 2],
    ['1\u00a0234,50', ',', 123450, 2],
    ['1\u202f234,50', ',', 123450, 2],
    ['1’234.50', '.', 123450, 2],
    ["1'234.50", '.', 123450, 2],
    ['(12.30)', '.', -1230, 2],
    ['(€12.30)', '.', -1230, 2],
    ['12.30-', '.', -1230, 2],
    ['−5', '.', -5, 0],
    ['+5', '.', 5, 0],
    ['$1,234.50', '.', 123450, 2],
    ['-$3.00', '.', -300, 2],
    ['$-3.00', '.', -300, 2],
    ['235,00 грн', ',', 23500, 2],
    ['235,00 грн.', ',', 23500, 2],
    ['19,99 zł', ',', 1999, 2],
    ['1 000 ₽', ',', 1000, 0],
    ['EUR 7', '.', 7, 0],
    ['7 UAH', '.', 7, 0],
    ['1.5E+03', '.', 15, -2],
    ['25e-1', '.', 25, 1],
    ['  42  ', '.', 42, 0],
    ['000123', '.', 123, 0],
  ])('%s with decimal %s is %d × 10^−%d', (text, decimal, digits, scale) => {
    expect(parse(text, decimal)).toEqual({ outcome: NUMBER, digits, scale });
  });

  test.each(['one', '1.2.3', '12 34', '1,23', '1,2345', '5.', '-', '--5', '(-5)', '1-2', '12abc', '0x10', '10%', '=1+1', '1e', '∞', 'NaN', '1 234 5'])('%s is no number', (text) => {
    expect(parse(text).outcome).toBe(NOT_A_NUMBER);
  });

  test.each(['', ' ', '\t', '\u00a0'])('a cell of spaces is empty', (text) => {
    expect(parse(text).outcome).toBe(EMPTY_CELL);
  });

  test('digits beyond the sixteenth are rounded, not dropped', () => {
    const { outcome, digits, scale } = parse('19.989999999999998');
    expect([outcome, digits / 10 ** scale, scaledWhole(digits, scale, 2)]).toEqual([NUMBER, 19.99, 1999]);
  });

  test('any grouping and mark gives the exact digits', () => {
    const groups = fc.constantFrom('', ',', ' ', '\u00a0', '\u202f', "'", '’');
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999n }), fc.integer({ min: 0, max: 3 }), groups, fc.boolean(), (whole, places, group, negative) => {
        const fraction = places === 0 ? '' : `.${'507'.slice(0, places)}`;
        const grouped = whole.toString().replace(/\B(?=(\d{3})+$)/g, group);
        const { outcome, digits, scale } = parse(`${negative ? '-' : ''}${grouped}${fraction}`);
        const exact = (negative ? -1n : 1n) * (whole * 10n ** BigInt(places) + BigInt('507'.slice(0, places) || '0'));
        expect([outcome, BigInt(digits), scale]).toEqual([NUMBER, exact, places]);
      }),
    );
  });
});

/** Rounds numerator ⁄ denominator half away from zero, in whole-number arithmetic. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const magnitude = numerator < 0n ? -numerator : numerator;
  const quotient = magnitude / denominator;
  const up = (magnitude % denominator) * 2n >= denominator ? 1n : 0n;
  return numerator < 0n ? -(quotient + up) : quotient + up;
}

function expectExact(actual: number, exact: bigint): void {
  if (exact > BigInt(Number.MAX_SAFE_INTEGER) || exact < -BigInt(Number.MAX_SAFE_INTEGER)) expect(actual).toBeNaN();
  else expect(BigInt(actual)).toBe(exact);
}

describe('exact money', () => {
  const digits = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -100_000, max: 100_000 }));
  const scale = fc.integer({ min: 0, max: 12 });
  const places = fc.integer({ min: 0, max: 4 });

  test('scaledProduct is quantity × price rounded half away from zero', () => {
    fc.assert(
      fc.property(digits, scale, digits, scale, places, (a, aScale, b, bScale, to) => {
        expectExact(scaledProduct(a, aScale, b, bScale, to), rounded(BigInt(a) * BigInt(b) * 10n ** BigInt(to), 10n ** BigInt(aScale + bScale)));
      }),
      { numRuns: 2000 },
    );
  });

  test('scaledWhole rounds half away from zero', () => {
    fc.assert(
      fc.property(digits, fc.integer({ min: 0, max: 20 }), places, (a, aScale, to) => {
        expectExact(scaledWhole(a, aScale, to), rounded(BigInt(a) * 10n ** BigInt(to), 10n ** BigInt(aScale)));
      }),
      { numRuns: 2000 },
    );
  });

  test('where binary fractions would go wrong', () => {
    expect(scaledProduct(1, 0, 1005, 3, 2)).toBe(101);
    expect(scaledProduct(-1, 0, 1005, 3, 2)).toBe(-101);
    expect(scaledProduct(3, 0, 110, 2, 2)).toBe(330);
  });
});
