import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NOT_YET, OUTSIDE_LOOK_BACK } from '../../../core/contract/rfm.ts';
import { DEFAULT_SEGMENTS, type Segment } from '../../../core/contract/segments.ts';

const WORDED = [...DEFAULT_SEGMENTS, OUTSIDE_LOOK_BACK, NOT_YET] as const;

/** Names and advice of segments, in the reader’s language where the user has not written their own. */
export function useSegmentNames(segments: readonly Segment[]): { name: (id: string) => string; advice: (segment: Segment) => string } {
  const { t } = useTranslation('segments');
  return useMemo(
    () => ({
      name: (id) => {
        const own = segments.find((segment) => segment.id === id)?.name;
        const usual = WORDED.find((known) => known === id);
        return own ?? (usual === undefined ? id : t(`name.${usual}`));
      },
      advice: ({ id, advice }) => {
        const usual = DEFAULT_SEGMENTS.find((known) => known === id);
        return advice ?? (usual === undefined ? '' : t(`advice.${usual}`));
      },
    }),
    [segments, t],
  );
}
