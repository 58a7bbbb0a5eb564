import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { NOT_YET, OUTSIDE_LOOK_BACK } from '../../../core/contract/rfm.ts';
import { DEFAULT_SEGMENTS, type RfmSettings, type Segment } from '../../../core/contract/segments.ts';
import { useNotices } from '../../app/notice-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { callEngine, engineErrorOf, queryClient } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';

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

/** Keeps the rules in the project and in every view; says why where that fails. */
export function useSaveSettings(): (settings: RfmSettings) => Promise<boolean> {
  const generation = useProjectState((state) => state.generation);
  return useCallback(
    async (settings) => {
      try {
        const saved = await callEngine('segments.save', settings);
        queryClient.setQueryData([generation, 'segments.read', null], saved);
        followFilter(saved);
        return true;
      } catch (thrown) {
        useNotices.getState().notify('failure', engineErrorOf(thrown));
        return false;
      }
    },
    [generation],
  );
}

/** A filter by segment follows the rules: it keeps those of its segments that are still there. */
function followFilter(settings: RfmSettings): void {
  const { scope, setSegment } = useScope.getState();
  if (scope.segment === undefined) return;
  const left = scope.segment.segments.filter((id) => settings.segments.some((segment) => segment.id === id));
  setSegment(left.length === 0 ? null : { settings, segments: left });
}
