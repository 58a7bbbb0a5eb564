import { describe, expect, it } from 'vitest';
import { rangeOfScore, type Score, type ScoreRange } from '../../../renderer/features/segments/score-ranges.ts';

/** METRICS §4, word by word: 1 + the number of cut points that the value is strictly better than. */
const scoreOf = (axis: Score, value: number, cuts: readonly number[]): number => 1 + cuts.filter((cut) => (axis === 'R' ? value < cut : value > cut)).length;

function holds(range: ScoreRange, value: number): boolean {
  if (range === null) return false;
  switch (range.key) {
    case 'below':
      return value < range.to;
    case 'upTo':
      return value <= range.to;
    case 'from':
      return value >= range.from;
    case 'above':
      return value > range.from;
    case 'halfOpen':
      return value >= range.from && value < range.to;
    case 'within':
      return value > range.from && value <= range.to;
  }
}

describe.each([[[45, 150, 301, 473]], [[1, 1, 2, 4]], [[0, 0, 0, 0]], [[1, 2, 2, 2]], [[3.5, 3.5, 7.2, 9]]])('cut points %j', (cuts) => {
  it.each(['R', 'F', 'M'] as const)('every value has exactly the score whose range holds it, for %s', (axis) => {
    for (let value = 0; value <= 500; value += 0.5) {
      const holding = [1, 2, 3, 4, 5].filter((score) => holds(rangeOfScore(axis, score, cuts), value));
      expect(holding, String(value)).toEqual([scoreOf(axis, value, cuts)]);
    }
  });
});
