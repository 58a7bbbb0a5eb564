import { expect, test } from 'vitest';
import { resolveFilters } from '../../../core/frame/filters.ts';
import { NO_CODE } from '../../../core/frame/line-batch.ts';

const CHANNELS = ['web', 'shop', 'phone'];
const codes = (values: string[], except?: boolean): number[] => {
  const filter = { field: 'channel', values, applies: 'orders' as const, ...(except !== undefined && { except }) };
  return Array.from(resolveFilters([filter], ['channel'], () => ({ size: CHANNELS.length, codesOf: (texts) => CHANNELS.flatMap((text, code) => (texts.has(text) ? [code] : [])) }))[0]!.codes);
};

test('values become codes; the empty one is that of orders without a value', () => {
  expect(codes(['shop', 'radio'])).toEqual([1]);
  expect(codes(['web', ''])).toEqual([0, NO_CODE]);
});

test('all values but some are the others, and with them what a filter would leave', () => {
  expect(codes(['shop'], true)).toEqual([0, 2, NO_CODE]);
  expect(codes(['web', 'phone', ''], true)).toEqual([1]);
  for (const values of [['web'], ['', 'shop'], ['radio']]) expect([...codes(values), ...codes(values, true)].toSorted((a, b) => a - b)).toEqual([0, 1, 2, NO_CODE]);
});
