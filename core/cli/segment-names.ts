import { NOT_YET, OUTSIDE_LOOK_BACK } from '../contract/rfm.ts';
import type { DefaultSegment, SegmentGrid } from '../contract/segments.ts';
import { UsageError } from './usage.ts';

const NAMES: Record<DefaultSegment | typeof NOT_YET | typeof OUTSIDE_LOOK_BACK, string> = {
  champions: 'Champions',
  loyal: 'Loyal',
  'potential-loyalist': 'Potential loyalist',
  new: 'New',
  promising: 'Promising',
  'need-attention': 'Need attention',
  'about-to-sleep': 'About to sleep',
  'at-risk': 'At risk',
  'cant-lose': "Can't lose",
  hibernating: 'Hibernating',
  lost: 'Lost',
  [OUTSIDE_LOOK_BACK]: 'Outside the look-back',
  [NOT_YET]: 'Not yet a customer',
};

/** A segment or state in words: the user’s own, or the usual ones. */
export function segmentName(grid: SegmentGrid, id: string): string {
  return grid.find((segment) => segment.id === id)?.name ?? (Object.hasOwn(NAMES, id) ? NAMES[id as keyof typeof NAMES] : id);
}

/** The id of a segment named by its id or in words, whatever the case and the marks between letters; throws UsageError. */
export function segmentIdOf(grid: SegmentGrid, wanted: string): string {
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '');
  const same = (text: string): boolean => plain(text) === plain(wanted);
  const found = grid.find(({ id }) => same(id) || same(segmentName(grid, id)));
  if (found === undefined) throw new UsageError(`there is no segment "${wanted}"; known: ${grid.map(({ id }) => segmentName(grid, id)).join(', ')}`);
  return found.id;
}
