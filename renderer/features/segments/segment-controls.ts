import { z } from 'zod';
import type { RfmMovementQuery } from '../../../core/contract/rfm.ts';
import { useControls } from '../../app/controls-store.ts';

export const VIEWS = ['table', 'grids', 'movement', 'rules'] as const;
export const AREAS = ['customers', 'revenue'] as const;
export const CUT_POINTS = ['own', 'first'] as const satisfies readonly RfmMovementQuery['cutPoints'][];

const daySchema = z.iso.date().nullable().catch(null);
const segmentControlsSchema = z.object({
  view: z.enum(VIEWS).catch('table'),
  area: z.enum(AREAS).catch('customers'),
  cutPoints: z.enum(CUT_POINTS).catch('own'),
  /** Days of the movement; `null`: the usual ones. */
  from: daySchema,
  to: daySchema,
});
export type SegmentControls = z.infer<typeof segmentControlsSchema>;

/** How the section stands: what leaving it keeps, and a saved view brings back. */
export function useSegmentControls(): [SegmentControls, (changes: Partial<SegmentControls>) => void] {
  return useControls('segments', segmentControlsSchema);
}
