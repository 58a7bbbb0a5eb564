import { create } from 'zustand';
import type { KpiQuery } from '../../core/contract/kpis.ts';
import { DEFAULT_SCOPE, type CalendarUnit, type Filter, type IsoDate, type Period, type RefundPlacement, type Scope } from '../../core/contract/scope.ts';
import type { SegmentFilter } from '../../core/contract/segments.ts';

/** What the user may set for every view at once. */
export interface ScopeSettings {
  scope: Scope;
  /** `null`: the engine's default, the twelve months that end with the as-of date's month. */
  period: Period | null;
  granularity: CalendarUnit;
  activityWindowDays: KpiQuery['activityWindowDays'];
}

export interface ScopeState extends ScopeSettings {
  past: readonly ScopeSettings[];
  future: readonly ScopeSettings[];
  setAsOf: (asOf: IsoDate | null) => void;
  setPeriod: (period: Period | null) => void;
  setGranularity: (granularity: CalendarUnit) => void;
  setActivityWindow: (days: KpiQuery['activityWindowDays']) => void;
  setRefunds: (refunds: RefundPlacement) => void;
  /** Replaces the filter on the same field with the same effect, or adds it. */
  setFilter: (filter: Filter) => void;
  removeFilter: (field: string, applies: Filter['applies']) => void;
  /** Keeps the customers of some segments everywhere; `null`: of all. */
  setSegment: (segment: SegmentFilter | null) => void;
  clearFilters: () => void;
  /** Takes over a saved view as one step. */
  take: (settings: ScopeSettings) => void;
  undo: () => void;
  redo: () => void;
  /** For another project: defaults, and nothing to undo. */
  reset: () => void;
}

const DEFAULTS: ScopeSettings = { scope: DEFAULT_SCOPE, period: null, granularity: 'month', activityWindowDays: 365 };
const MOST_UNDO_STEPS = 100;

/** One scope for every view; each change can be undone. */
export const useScope = create<ScopeState>((set) => {
  const change = (next: (now: ScopeSettings) => Partial<ScopeSettings>): void =>
    set((state) => {
      const now = settingsOf(state);
      return { ...next(now), past: [...state.past.slice(1 - MOST_UNDO_STEPS), now], future: [] };
    });
  const changeScope = (next: (scope: Scope) => Partial<Scope>): void => change(({ scope }) => ({ scope: { ...scope, ...next(scope) } }));

  return {
    ...DEFAULTS,
    past: [],
    future: [],
    setAsOf: (asOf) => changeScope(() => ({ asOf })),
    setPeriod: (period) => change(() => ({ period })),
    setGranularity: (granularity) => change(() => ({ granularity })),
    setActivityWindow: (activityWindowDays) => change(() => ({ activityWindowDays })),
    setRefunds: (refunds) => changeScope(() => ({ refunds })),
    setFilter: (filter) =>
      changeScope(({ filters }) => ({ filters: withFilter(filters, filter) })),
    removeFilter: (field, applies) => changeScope(({ filters }) => ({ filters: withoutFilter(filters, field, applies) })),
    setSegment: (segment) => change(({ scope }) => ({ scope: segment === null ? withoutSegment(scope) : { ...scope, segment } })),
    clearFilters: () => change(({ scope }) => ({ scope: { ...withoutSegment(scope), filters: [] } })),
    take: (settings) => change(() => settings),
    undo: () =>
      set((state) => {
        const last = state.past.at(-1);
        return last === undefined ? {} : { ...last, past: state.past.slice(0, -1), future: [settingsOf(state), ...state.future] };
      }),
    redo: () =>
      set((state) => {
        const [next, ...rest] = state.future;
        return next === undefined ? {} : { ...next, past: [...state.past, settingsOf(state)], future: rest };
      }),
    reset: () => set({ ...DEFAULTS, past: [], future: [] }),
  };
});

export function withoutSegment(scope: Scope): Scope {
  const { segment: _, ...rest } = scope;
  return rest;
}

export function settingsOf({ scope, period, granularity, activityWindowDays }: ScopeSettings): ScopeSettings {
  return { scope, period, granularity, activityWindowDays };
}

/** Replaces the filter on the same field with the same effect, or adds it. */
export function withFilter(filters: readonly Filter[], filter: Filter): Filter[] {
  const place = filters.findIndex((other) => isSameFilter(other, filter.field, filter.applies));
  return place < 0 ? [...filters, filter] : filters.with(place, filter);
}

export function withoutFilter(filters: readonly Filter[], field: string, applies: Filter['applies']): Filter[] {
  return filters.filter((other) => !isSameFilter(other, field, applies));
}

function isSameFilter(filter: Filter, field: string, applies: Filter['applies']): boolean {
  return filter.field === field && filter.applies === applies;
}
