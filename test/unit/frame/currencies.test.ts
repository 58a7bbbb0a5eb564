import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exchangeOf } from '../../../core/frame/currencies.ts';
import { dayOfIso } from '../../../core/maths/calendar.ts';

const UAH = { code: 'UAH', minorUnitDigits: 2 };
const EUR = { code: 'EUR', minorUnitDigits: 2 };
const JPY = { code: 'JPY', minorUnitDigits: 0 };
const KWD = { code: 'KWD', minorUnitDigits: 3 };
const day = dayOfIso('2025-03-10');

describe('an amount in another currency', () => {
  test.each([
    // 10.00 EUR at 45.1234 is 451.234 UAH.
    [EUR, UAH, 1000, 45.1234, 45_123],
    // 0.05 EUR at 0.5 is 0.025: away from zero.
    [EUR, UAH, 5, 0.5, 3],
    [EUR, UAH, -5, 0.5, -3],
    // 1.15 × 1.1 = 1.265 exactly, though not in binary.
    [EUR, UAH, 115, 1.1, 127],
    // 1500 JPY at 0.27 is 405.00 UAH; 405.00 UAH at 3.7037 is 1499.9985 JPY.
    [JPY, UAH, 1500, 0.27, 40_500],
    [UAH, JPY, 40_500, 3.7037, 1500],
    // 1.234 KWD at 135.5 is 167.207 UAH.
    [KWD, UAH, 1234, 135.5, 16_721],
    [UAH, KWD, 16_721, 0.00738, 1234],
    [EUR, UAH, 1_000_000_000_000, 1e-7, 100_000],
  ])('%o to %o: %d at %d', (from, to, amount, rate, expected) => {
    expect(exchangeOf(from, to, [{ code: from.code, from: '2025-01-01', rate }])(amount, day)).toBe(expected);
  });

  test('takes the latest rate from its day or before', () => {
    const rates = [
      { code: 'EUR', from: '2025-03-11', rate: 3 },
      { code: 'EUR', from: '2025-03-10', rate: 2 },
      { code: 'JPY', from: '2025-03-10', rate: 9 },
      { code: 'EUR', from: '2025-03-01', rate: 1 },
    ];
    const exchange = exchangeOf(EUR, UAH, rates);
    expect(['2025-02-28', '2025-03-01', '2025-03-09', '2025-03-10', '2025-03-11', '2030-01-01'].map((iso) => exchange(100, dayOfIso(iso)))).toEqual([Number.NaN, 100, 100, 200, 300, 300]);
  });

  test('is the exact product, rounded half away from zero', () => {
    const digits = fc.constantFrom(0, 2, 3);
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 0, max: 8 }), digits, digits, (amount, whole, places, fromDigits, toDigits) => {
        // The table’s number is meant as written: `whole` over 10^places.
        const written = `${String(whole).padStart(places + 1, '0').slice(0, -places || undefined)}${places === 0 ? '' : `.${String(whole).padStart(places + 1, '0').slice(-places)}`}`;
        const exchange = exchangeOf({ code: 'AAA', minorUnitDigits: fromDigits }, { code: 'BBB', minorUnitDigits: toDigits }, [{ code: 'AAA', from: '2025-01-01', rate: Number(written) }]);
        const numerator = BigInt(amount) * BigInt(whole) * 10n ** BigInt(toDigits);
        const denominator = 10n ** BigInt(places + fromDigits);
        const size = numerator < 0n ? -numerator : numerator;
        const rounded = size / denominator + (2n * (size % denominator) >= denominator ? 1n : 0n);
        const expected = numerator < 0n ? -rounded : rounded;
        const converted = exchange(amount, day);
        if (expected > 9_007_199_254_740_991n || expected < -9_007_199_254_740_991n) expect(converted).toBeNaN();
        else expect(BigInt(converted)).toBe(expected);
      }),
    );
  });
});
