import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { DEFAULT_GRID, DEFAULT_RFM, DEFAULT_SEGMENTS, rfmSettingsSchema, segmentGridSchema, type SegmentGrid } from '../../../core/contract/segments.ts';

const faults = (grid: unknown): string => {
  const parsed = segmentGridSchema.safeParse(grid);
  return parsed.success ? '' : z.prettifyError(parsed.error);
};

describe('the grid of segments', () => {
  test('the usual one is total and disjoint, as METRICS draws it', () => {
    expect(faults(DEFAULT_GRID)).toBe('');
    const owners = new Map<string, string>(DEFAULT_GRID.flatMap(({ id, cells }) => cells.map(({ recency, frequencyMonetary }) => [`${recency}${frequencyMonetary}`, id] as const)));
    expect(owners.size).toBe(25);
    expect(DEFAULT_GRID.flatMap(({ cells }) => cells)).toHaveLength(25);
    expect(DEFAULT_GRID.map(({ id }) => id)).toEqual([...DEFAULT_SEGMENTS]);
    // Column by column of the table, R from 5 down, FM from 5 down.
    expect([...'54321'].map((recency) => [...'54321'].map((score) => owners.get(recency + score)))).toEqual([
      ['champions', 'loyal', 'potential-loyalist', 'potential-loyalist', 'new'],
      ['champions', 'loyal', 'potential-loyalist', 'promising', 'promising'],
      ['loyal', 'loyal', 'need-attention', 'about-to-sleep', 'about-to-sleep'],
      ['at-risk', 'at-risk', 'at-risk', 'hibernating', 'hibernating'],
      ['cant-lose', 'cant-lose', 'at-risk', 'hibernating', 'lost'],
    ]);
  });

  test('a cell that nobody holds is named', () => {
    const holed = DEFAULT_GRID.map((segment) => (segment.id === 'lost' ? { ...segment, cells: [] } : segment));
    expect(faults(holed)).toContain('the cell R 1 × FM 1 belongs to no segment');
  });

  test('a cell that two hold is named with both', () => {
    const doubled: SegmentGrid = DEFAULT_GRID.map((segment) => (segment.id === 'new' ? { ...segment, cells: [...segment.cells, { recency: 1, frequencyMonetary: 1 }] } : segment));
    expect(faults(doubled)).toContain('the cell R 1 × FM 1 belongs to new and lost');
  });

  test('ids and names are told apart; a segment of one’s own has a name', () => {
    const first = DEFAULT_GRID[0]!;
    expect(faults([...DEFAULT_GRID, { ...first, cells: [] }])).toContain('two segments have the id champions');
    expect(faults([...DEFAULT_GRID, { id: 'mine', name: null, advice: null, cells: [] }])).toContain('a segment of one’s own needs a name');
    expect(faults([...DEFAULT_GRID, { id: 'mine', name: 'Mine', advice: null, cells: [] }])).toBe('');
  });

  test('thresholds ascend', () => {
    const scoring = { kind: 'thresholds', recencyDays: [30, 90, 90, 365], frequency: [1, 2, 3, 4], monetaryMinor: [1, 2, 3, 4] };
    expect(rfmSettingsSchema.safeParse({ ...DEFAULT_RFM, scoring }).success).toBe(false);
    expect(rfmSettingsSchema.safeParse({ ...DEFAULT_RFM, scoring: { ...scoring, recencyDays: [30, 60, 90, 365] } }).success).toBe(true);
  });
});
