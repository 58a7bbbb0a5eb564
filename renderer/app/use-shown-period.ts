import type { IsoDate, Period } from '../../core/contract/scope.ts';
import { useProjectState } from '../engine/project-state.ts';
import { defaultPeriod } from './period-presets.ts';
import { useScope } from './scope-store.ts';

/** The as-of date and the period in force, with defaults filled in; `null` while no project with orders is open. */
export function useShownPeriod(): { firstDay: IsoDate; lastDay: IsoDate; asOf: IsoDate; period: Period } | null {
  const info = useProjectState((state) => state.info);
  const asOf = useScope((state) => state.scope.asOf);
  const period = useScope((state) => state.period);
  if (info === null || info.from === null || info.to === null) return null;
  const shownAsOf = asOf ?? info.to;
  return { firstDay: info.from, lastDay: info.to, asOf: shownAsOf, period: period ?? defaultPeriod(shownAsOf) };
}
