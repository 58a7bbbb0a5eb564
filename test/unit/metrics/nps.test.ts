import { expect, test } from 'vitest';
import { npsOf } from '../../../core/metrics/nps.ts';

/** Answers of one customer each, on days 0, 1, 2 … */
const answers = (scores: number[]): Parameters<typeof npsOf>[0] => ({ customer: Int32Array.from(scores.keys()), day: Int32Array.from(scores.keys()), score: Uint8Array.from(scores) });
const many = (count: number, score: number): number[] => Array.from({ length: count }, () => score);

test('300 promoters, 200 passives, 100 detractors: 33.33, adjusted 33.17 ± 5.95', () => {
  const nps = npsOf(answers([...many(300, 9), ...many(200, 8), ...many(100, 6)]), 1000, () => true);
  expect(nps).toMatchObject({ answers: 600, promoters: 300, passives: 200, detractors: 100 });
  expect(nps?.nps).toBeCloseTo(33.33, 2);
  const [lower, upper] = nps?.interval ?? [Number.NaN, Number.NaN];
  expect((lower + upper) / 2).toBeCloseTo(33.17, 2);
  expect((upper - lower) / 2).toBeCloseTo(5.95, 2);
});

test('only those who were asked for, by the day', () => {
  expect(npsOf(answers([10, 0, 10]), 1, (customer) => customer > 0)).toMatchObject({ answers: 1, detractors: 1, nps: -100 });
  expect(npsOf(answers([10]), 0, () => false)).toBeNull();
});
