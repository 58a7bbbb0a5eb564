import { describe, expect, test } from 'vitest';
import type { CustomerProfile, NextOrder } from '../../../core/contract/customer-profile.ts';
import { chosenColumns, columnLayout, offeredColumns } from '../../../renderer/features/customers/customer-columns.ts';
import { expectationFinding, forecastInUse, moodOf, profileFinding, scoresText } from '../../../renderer/features/customers/profile-words.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { PROVENANCE } from '../results.ts';

const next = (gaps: number, from: string, to: string): NextOrder => ({ gaps, medianDays: 10, lowerDays: 5, upperDays: 20, day: from, from, to });
const profile = (asOf: string, orders: number, own: NextOrder | null, segment: NextOrder | null): Pick<CustomerProfile, 'orders' | 'next' | 'provenance'> => ({
  orders,
  next: { own, segment },
  provenance: { ...PROVENANCE, asOf },
});

describe('what is expected of a customer', () => {
  const own = next(4, '2025-03-05', '2025-03-20');
  const segment = next(900, '2025-03-01', '2025-04-20');

  test('four own gaps are enough, three are not', () => {
    expect(forecastInUse(profile('2025-03-01', 5, own, segment))).toBe(own);
    expect(forecastInUse(profile('2025-03-01', 4, { ...own, gaps: 3 }, segment))).toBe(segment);
    expect(forecastInUse(profile('2025-03-01', 4, { ...own, gaps: 3 }, null))?.gaps).toBe(3);
  });

  test('late only after the last day of the interval', () => {
    expect(profileFinding(profile('2025-03-20', 5, own, segment))).toMatchObject({ key: 'forecast', from: '2025-03-05', to: '2025-03-20' });
    expect(profileFinding(profile('2025-03-21', 5, own, segment)).key).toBe('late');
    expect(profileFinding(profile('2025-03-21', 1, null, null)).key).toBe('ordered');
    expect(profileFinding(profile('2025-03-21', 0, null, segment)).key).toBe('none');
  });
});

test('answers by the classes of their own scale', () => {
  const none = { nps: null, csat: null, ces: null, stars: null };
  expect([0, 6, 7, 8, 9, 10].map((nps) => moodOf({ ...none, nps }))).toEqual(['discontent', 'discontent', 'neutral', 'neutral', 'content', 'content']);
  expect([1, 2, 3, 4, 5].map((csat) => moodOf({ ...none, csat }))).toEqual(['discontent', 'discontent', 'neutral', 'content', 'content']);
  expect([2, 3, 5, 6].map((ces) => moodOf({ ...none, ces }))).toEqual(['discontent', 'neutral', 'neutral', 'content']);
  expect(moodOf({ ...none, stars: 4.5 })).toBe('content');
  expect(moodOf(none)).toBeNull();
  expect(scoresText({ ...none, nps: 9, stars: 4.5 }, formatFor('en'))).toBe('NPS 9 · ★ 4.5');
});

describe('columns', () => {
  test('the id always, names only where there are records, unknown ones left aside, in one order', () => {
    const [all, bare] = [offeredColumns(true, ['tier']), offeredColumns(false, [])];
    expect(chosenColumns(['segment', 'name', 'orders', 'nonsense', 'attribute:tier', 'attribute:gone'], all)).toEqual(['customer', 'name', 'orders', 'segment', 'attribute:tier']);
    expect(chosenColumns(['segment', 'name', 'email'], bare)).toEqual(['customer', 'segment']);
    expect(chosenColumns(undefined, bare)).toContain('netRevenue');
    expect(chosenColumns(undefined, all)).not.toContain('clv');
    expect(chosenColumns([], all)).toEqual(chosenColumns(undefined, all));
    expect(chosenColumns(undefined, bare)).not.toContain('name');
  });

  test('as wide as all of them together', () => {
    const one = columnLayout(['customer']);
    const two = columnLayout(['customer', 'orders']);
    expect(two.template.split(') ')).toHaveLength(2);
    expect(two.leastWidth - one.leastWidth).toBe(columnLayout(['orders']).leastWidth);
  });
});

describe('what a model expects', () => {
  const estimate = (value: number, lower: number, upper: number) => ({ value, interval: [lower, upper] as const });

  test('is that the customer has gone where even the upper end of P(alive) is below one half', () => {
    const expected = { expectedTransactions: estimate(0.4, 0, 2), clvMinor: estimate(1200, 0, 5000) };
    expect(expectationFinding({ ...expected, pAlive: estimate(0.2, 0.15, 0.49) })).toEqual({ key: 'gone', alive: 0.2 });
    expect(expectationFinding({ ...expected, pAlive: estimate(0.4, 0.3, 0.5) })).toEqual({ key: 'likely', orders: 0.4, value: 1200 });
  });

  test('has no money where spend was not fitted, and is nothing for who is in no model', () => {
    expect(expectationFinding({ pAlive: estimate(0.9, 0.8, 0.95), expectedTransactions: estimate(3, 1, 6), clvMinor: null })).toEqual({ key: 'likely', orders: 3, value: null });
    expect(expectationFinding({ pAlive: null, expectedTransactions: null, clvMinor: null })).toEqual({ key: 'none' });
  });
});
