import { describe, expect, it } from 'vitest';
import { NOT_YET, OUTSIDE_LOOK_BACK, type RfmMovement, type RfmResult } from '../../../core/contract/rfm.ts';
import { DEFAULT_RFM } from '../../../core/contract/segments.ts';
import { frequentShares, gridFinding, movedAndNew, movementFinding, partsOfHalf, segmentFinding, usualCompareDay } from '../../../renderer/features/segments/findings.ts';
import { i18next, initMessages } from '../../../renderer/i18n/index.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { wordMovementFinding, wordSegmentFinding } from '../../../renderer/features/segments/segment-text.ts';

/** Customers and net revenue by segment, and by cells of R × F. */
function result(segments: Record<string, [customers: number, netMinor: number]>, cells: Record<number, [customers: number, netMinor: number]> = {}): RfmResult {
  const ids = Object.keys(segments);
  const customers = Float64Array.from(ids, (id) => segments[id]?.[0] ?? 0);
  const netMinor = Float64Array.from(ids, (id) => segments[id]?.[1] ?? 0);
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const grid = (at: 0 | 1): Float64Array => Float64Array.from({ length: 25 }, (_, cell) => cells[cell]?.[at] ?? 0);
  return {
    customers: sum(customers),
    netMinor: sum(netMinor),
    segments: { segment: ids, customers, netMinor, share: customers.map((count) => count / sum(customers)), netShare: netMinor.map((net) => (sum(netMinor) > 0 ? net / sum(netMinor) : Number.NaN)) },
    recencyFrequency: { customers: grid(0), netMinor: grid(1) },
  } as unknown as RfmResult;
}

function movement(states: string[], migration: number[]): RfmMovement {
  return { states, migration: Float64Array.from(migration), from: { asOf: '2024-12-31' }, to: { asOf: '2025-12-31' } } as unknown as RfmMovement;
}

describe('what the table says', () => {
  it('names the segment that brings most, not the one with most customers', () => {
    expect(segmentFinding(result({ champions: [100, 6_000], lost: [300, 4_000] }))).toEqual({ key: 'revenue', segment: 'champions', share: 0.25, netShare: 0.6 });
  });

  it('leaves a segment of fewer than 30 out of the title while there are larger ones', () => {
    expect(segmentFinding(result({ champions: [29, 9_000], loyal: [71, 1_000] }))).toMatchObject({ segment: 'loyal', netShare: 0.1 });
    expect(segmentFinding(result({ champions: [5, 9_000], loyal: [7, 1_000] }))).toMatchObject({ segment: 'champions' });
  });

  it('claims no share of revenue where there is none', () => {
    expect(segmentFinding(result({ champions: [40, 0], lost: [60, 0] }))).toEqual({ key: 'largest', segment: 'lost', share: 0.6 });
    expect(segmentFinding(result({ champions: [0, 0] }))).toEqual({ key: 'none' });
  });

  it('is a sentence in each language', () => {
    initMessages('en');
    const finding = segmentFinding(result({ champions: [100, 6_000], lost: [300, 4_000] }));
    expect(wordSegmentFinding(finding, i18next.getFixedT('en', 'segments'), formatFor('en'), (id) => id)).toBe('champions: 25.0% of customers bring 60.0% of net revenue.');
  });
});

it('the grids add up R and F of 4 and 5, rows R and columns F', () => {
  // R 4 F 4, R 4 F 5, R 5 F 4, R 5 F 5 by hand; R 5 F 1 and R 1 F 5 are not among them.
  const cells = { 18: [1, 10], 19: [2, 20], 23: [3, 30], 24: [4, 40], 20: [50, 100], 4: [40, 0] } as const;
  expect(gridFinding(result({ champions: [100, 200] }, { ...cells } as never))).toEqual({ key: 'grids', share: 0.1, netShare: 0.5 });
});

describe('what the movement says', () => {
  it('takes the largest flow between two states, and the share that stayed, of those who were customers before', () => {
    const states = ['champions', 'lost', OUTSIDE_LOOK_BACK, NOT_YET];
    // prettier-ignore
    const moved = movement(states, [
      10, 5, 0, 0,
      7, 20, 8, 0,
      0, 0, 0, 0,
      900, 0, 0, 0,
    ]);
    expect(movementFinding(moved)).toEqual({ key: 'moved', from: '2024-12-31', one: 'lost', other: OUTSIDE_LOOK_BACK, customers: 8, stayed: 0.6 });
    initMessages('en');
    const text = wordMovementFinding(movementFinding(moved), i18next.getFixedT('en', 'segments'), formatFor('en'), (id) => id);
    expect(text).toContain('8 customers, from lost to outside-look-back; 60.0% stayed');
  });

  it('says so when nobody moved, or nobody was there', () => {
    expect(movementFinding(movement(['champions', NOT_YET], [3, 0, 5, 0]))).toMatchObject({ key: 'still' });
    expect(movementFinding(movement(['champions', NOT_YET], [0, 0, 5, 0]))).toMatchObject({ key: 'noneBefore' });
  });
});

describe('what the pictures say', () => {
  it('counts the parts that hold half', () => {
    expect(partsOfHalf([10, 40, 25, 25])).toBe(2);
    expect(partsOfHalf([50, 25, 25])).toBe(1);
    expect(partsOfHalf([-5, 3, 3])).toBe(1);
    expect(partsOfHalf([0, 0])).toBe(0);
  });

  it('says of those with F 5 who bought lately and who brings most', () => {
    // R 4 F 5 and R 5 F 5 are cells 19 and 24; F 5 M 1 … M 5 are cells 20 to 24.
    const cells = (filled: Record<number, number>): { customers: Float64Array; netMinor: Float64Array } => ({ customers: Float64Array.from({ length: 25 }, (_, at) => filled[at] ?? 0), netMinor: new Float64Array(25) });
    expect(frequentShares({ recencyFrequency: cells({ 4: 10, 19: 4, 24: 6 }), frequencyMonetary: cells({ 22: 15, 24: 5 }) })).toEqual({ lately: 0.5, dear: 0.25 });
  });

  it('tells those who changed from those who came', () => {
    const { states, migration } = movement(['a', 'b', NOT_YET], [1, 2, 4, 8, 16, 0, 32, 64, 0]);
    expect(movedAndNew({ states, migration })).toEqual({ before: 31, changed: 14, arrived: 96, all: 123 });
  });
});

describe('the day compared with', () => {
  it.each([
    ['2022-01-01', '2025-12-31', '2024-12-31'],
    ['2022-01-01', '2024-02-29', '2023-02-28'],
    ['2025-01-01', '2025-12-31', '2025-07-02'],
    ['2025-12-30', '2025-12-31', null],
    ['2025-12-31', '2025-12-31', null],
  ])('%s to %s: %s', (first, asOf, expected) => {
    expect(usualCompareDay(first, asOf)).toBe(expected);
  });
});

it('the usual rules have a name and advice in every language', () => {
  for (const language of ['en', 'uk', 'pl', 'ru'] as const) {
    initMessages(language);
    const t = i18next.getFixedT(language, 'segments');
    for (const { id } of DEFAULT_RFM.segments) {
      expect(t(`name.${id}` as 'name.champions')).not.toContain('name.');
      expect(t(`advice.${id}` as 'advice.champions')).toMatch(/\.$/);
    }
  }
});
