import { describe, expect, it } from 'vitest';
import { DEFAULT_RFM, rfmSettingsSchema } from '../../../core/contract/segments.ts';
import { addSegment, draftOf, faultOf, giveCell, removeSegment, renameSegment, settingsOf, thresholdsNear } from '../../../renderer/features/segments/rules-draft.ts';

const itself = (id: string): string => id;

describe('rules that are edited', () => {
  it('come back as they were', () => {
    const there = settingsOf(draftOf(DEFAULT_RFM));
    expect(rfmSettingsSchema.safeParse(there).success).toBe(true);
    const cells = (settings: typeof there): string[] => settings.segments.flatMap((segment) => segment.cells.map((cell) => `${cell.recency} ${cell.frequencyMonetary} ${segment.id}`)).toSorted();
    expect(cells(there)).toEqual(cells(DEFAULT_RFM));
  });

  it('are total and disjoint whatever cells are given away: the engine takes exactly those without a fault', () => {
    let draft = draftOf(DEFAULT_RFM);
    for (let cell = 0; cell < 25; cell++) {
      draft = giveCell(draft, cell, draft.segments[(cell * 7) % draft.segments.length]?.id ?? '');
      expect(faultOf(draft, itself)).toBeNull();
      expect(rfmSettingsSchema.safeParse(settingsOf(draft)).success).toBe(true);
    }
  });

  it('leave the cells of a removed segment to nobody, and are refused until someone has them', () => {
    let draft = removeSegment(draftOf(DEFAULT_RFM), 'champions');
    // Champions: R 5 and R 4 with FM 5.
    expect(draft.owners.flatMap((owner, at) => (owner === null ? [at] : []))).toEqual([5 * 3 + 4, 5 * 4 + 4]);
    expect(faultOf(draft, itself)).toEqual({ key: 'broken', cells: 2 });
    expect(rfmSettingsSchema.safeParse(settingsOf(draft)).success).toBe(false);
    draft = giveCell(giveCell(draft, 19, 'loyal'), 24, 'loyal');
    expect(faultOf(draft, itself)).toBeNull();
    expect(rfmSettingsSchema.safeParse(settingsOf(draft)).success).toBe(true);
  });

  it('name new segments apart, and want a name for each', () => {
    const one = addSegment(draftOf(DEFAULT_RFM), (n) => `Segment ${n}`);
    const two = addSegment(one.draft, (n) => `Segment ${n}`);
    expect([one.id, two.id]).toEqual(['own-1', 'own-2']);
    expect(two.draft.segments.at(-1)?.name).toBe('Segment 2');
    expect(faultOf(renameSegment(two.draft, 'own-2', ' '), itself)).toEqual({ key: 'nameless' });
    expect(faultOf(renameSegment(two.draft, 'own-2', 'Segment 1 '), itself)).toEqual({ key: 'sameName', name: 'Segment 1' });
    expect(renameSegment(two.draft, 'lost', '').segments.find(({ id }) => id === 'lost')?.name).toBeNull();
    expect(rfmSettingsSchema.safeParse(settingsOf(two.draft)).success).toBe(true);
  });

  it('start from thresholds that ascend where quintiles tie', () => {
    const scoring = thresholdsNear({ recencyDays: Float64Array.of(10.4, 20, 20, 300), frequency: Float64Array.of(1, 1, 1, 2), monetaryMinor: Float64Array.of(999, 1_050, 5_000, 5_001) }, 2);
    expect(scoring).toEqual({ kind: 'thresholds', recencyDays: [10, 20, 21, 300], frequency: [1, 2, 3, 4], monetaryMinor: [1_000, 1_100, 5_000, 5_100] });
    expect(faultOf({ ...draftOf(DEFAULT_RFM), scoring: { ...scoring, frequency: [1, 2, 2, 3] } }, itself)).toEqual({ key: 'ascending' });
  });
});
