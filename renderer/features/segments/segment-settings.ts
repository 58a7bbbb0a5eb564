import { useCallback } from 'react';
import type { RfmSettings } from '../../../core/contract/segments.ts';
import { useNotices } from '../../app/notice-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { callEngine, engineErrorOf, queryClient } from '../../engine/client.ts';
import { useProjectState } from '../../engine/project-state.ts';

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
