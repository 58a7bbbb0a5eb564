import { describe, expect, test } from 'vitest';
import { cohortQueryOf, COHORT_OPTIONS } from '../../../core/cli/cohort-options.ts';
import { DEFAULT_RFM } from '../../../core/contract/segments.ts';
import { parseArguments, periodOf, SCOPE_OPTIONS, scopeOf } from '../../../core/cli/options.ts';
import { UsageError } from '../../../core/cli/usage.ts';
import { ENGINE_REQUESTS } from '../../../core/contract/api.ts';

const parse = (...args: string[]) => parseArguments(args, { ...SCOPE_OPTIONS, ...COHORT_OPTIONS });
const DATA = { from: '2024-01-05', to: '2024-12-31' };

describe('scope', () => {
  test('values of one field are alternatives, fields are conditions', () => {
    const { options } = parse('p', '--where', 'channel=online', '--where', 'city=Łódź', '--where', 'channel=store', '--where-first', 'coupon=');
    expect(scopeOf(options).filters).toEqual([
      { field: 'channel', values: ['online', 'store'], applies: 'orders' },
      { field: 'city', values: ['Łódź'], applies: 'orders' },
      { field: 'coupon', values: [''], applies: 'first-order' },
    ]);
  });

  test('a value may hold an equals sign', () => {
    expect(scopeOf(parse('--where', 'source=a=b').options).filters[0]?.values).toEqual(['a=b']);
    expect(scopeOf(parse('--where', 'channel!=web', '--where', 'channel!=shop').options).filters).toEqual([{ field: 'channel', values: ['web', 'shop'], applies: 'orders', except: true }]);
  });

  test.each([['--where', 'channel'], ['--where', '=x'], ['--as-of', '2023-02-29'], ['--as-of', 'yesterday'], ['--refunds', 'never']])('%s %s is wrong usage', (...args) => {
    expect(() => scopeOf(parse(...args).options)).toThrow(UsageError);
  });

  test('unknown options and missing values are wrong usage', () => {
    expect(() => parse('--bogus')).toThrow(UsageError);
    expect(() => parse('--as-of')).toThrow(UsageError);
  });
});

describe('period', () => {
  test('is left to the engine when neither end is given', () => expect(periodOf(parse().options, DATA)).toBeNull());
  test('without an end goes up to the day after the last one', () => {
    expect(periodOf(parse('--from', '2024-06-01').options, DATA)).toEqual({ from: '2024-06-01', to: '2025-01-01' });
    expect(periodOf(parse('--from', '2024-06-01', '--as-of', '2024-08-31').options, DATA)).toEqual({ from: '2024-06-01', to: '2024-09-01' });
  });
  test('without a beginning goes back to the first day', () => {
    expect(periodOf(parse('--to', '2024-06-01').options, DATA)).toEqual({ from: '2024-01-05', to: '2024-06-01' });
  });
  test('must not be empty', () => expect(() => periodOf(parse('--from', '2024-06-01', '--to', '2024-06-01').options, DATA)).toThrow(/exclusive/));
});

describe('cohorts', () => {
  test.each([
    [[], { key: 'month', age: 'month', measure: 'retained', cumulative: false }],
    [['--key', 'week'], { key: 'week', age: 'week' }],
    [['--key', 'channel'], { key: 'attribute:channel', age: 'month' }],
    [['--age', '30d'], { age: { windowDays: 30 } }],
    [['--age', 'order'], { age: 'order' }],
    [['--measure', 'cumulativeRevenuePerCustomer'], { measure: 'revenuePerCustomer', cumulative: true }],
    [['--measure', 'netRevenue'], { measure: 'netRevenue', cumulative: false }],
  ])('%j', (args, expected) => {
    const query = cohortQueryOf(parse(...args).options, null, DEFAULT_RFM);
    expect(query).toMatchObject(expected);
    expect(ENGINE_REQUESTS['cohorts.matrix'].safeParse(query).success).toBe(true);
  });

  test.each([['--age', '0d'], ['--age', 'fortnight'], ['--age', '9999d'], ['--measure', 'cumulativeRetained'], ['--retained', 'often']])('%s %s is wrong usage', (...args) => {
    expect(() => cohortQueryOf(parse(...args).options, null, DEFAULT_RFM)).toThrow(UsageError);
  });
});
