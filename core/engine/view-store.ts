import type { CallContext } from '../contract/rpc.ts';
import { type Filter, PRODUCT_FIELD, type Scope } from '../contract/scope.ts';
import { filterFields, resolveFilters } from '../frame/filters.ts';
import type { FrameView, OrderFrame, ResolvedFilter, Standing } from '../frame/order-frame.ts';
import { completeStanding, prepareStanding } from '../frame/standing.ts';
import { completeView, prepareView } from '../frame/view.ts';
import { cellsOfSegments } from '../metrics/rfm.ts';
import type { ComputePool } from './compute-pool.ts';
import { canonicalText } from './result-cache.ts';
import { foldCustomers, type RfmStore } from './rfm-store.ts';
import { createSharedTask, type SharedTask } from './shared-task.ts';
import { codesOf } from './shared-texts.ts';
import type { LoadedProject } from './worker-api.ts';

/** Two scopes can be compared; what was asked of others is in the cache of results. */
const KEPT_VIEWS = 2;

/** The frame as of a day within filters, one per scope. A few are kept, and their memory is used again for the next:
 *  a thread that rests does not collect what it once shared. */
export interface ViewStore {
  /** The view stays as it is until `work` has ended. */
  use<T>(project: LoadedProject, scope: Scope, context: CallContext, work: (view: FrameView) => Promise<T>): Promise<T>;
  /** Drops the views that nobody uses. */
  forget(): void;
}

interface Entry {
  key: string;
  /** Its arrays, which threads may be filling. */
  view: FrameView;
  task: SharedTask<FrameView>;
  /** Calls that read it, and the threads that fill it. */
  users: number;
}

export function createViewStore(pool: ComputePool, rfm: RfmStore): ViewStore {
  /** Least recently used first. */
  let entries: Entry[] = [];
  const standings = new WeakMap<OrderFrame, { columns: Standing; task: SharedTask<Standing> }>();

  /** Once a frame: its views wait for it, and may hold its columns before they are filled. */
  const standingOf = (frame: OrderFrame): { columns: Standing; task: SharedTask<Standing> } => {
    const known = standings.get(frame);
    if (known !== undefined && !known.task.lost()) return known;
    const columns = known?.columns ?? prepareStanding(frame);
    const task = createSharedTask(async (shared) =>
      completeStanding(columns, await pool.spread(frame, shared, (thread, job) => thread.call('fillStanding', { job, frame, standing: columns }))),
    );
    standings.set(frame, { columns, task });
    return { columns, task };
  };

  /** Takes a view of this frame that nobody uses out of the store. */
  const takeUnused = (frame: OrderFrame): FrameView | null => {
    entries = entries.filter((entry) => entry.view.frame === frame || entry.users > 0);
    const unused = entries.length < KEPT_VIEWS ? undefined : entries.find((entry) => entry.users === 0);
    entries = entries.filter((entry) => entry !== unused);
    return unused?.view ?? null;
  };

  const entryOf = (project: LoadedProject, scope: Scope): Entry => {
    const { frame } = project;
    const asOfDay = scope.asOf === null ? frame.lastDay : dayOf(scope.asOf);
    const key = canonicalText({ ...scope, asOf: asOfDay });
    const known = entries.find((entry) => entry.view.frame === frame && entry.key === key && !entry.task.lost());
    if (known !== undefined) {
      entries = [...entries.filter((entry) => entry !== known), known];
      return known;
    }
    const filters = filtersOf(project, scope.filters);
    const options = { asOfDay, refunds: scope.refunds, filters };
    const unused = takeUnused(frame);
    const view = unused === null ? prepareView(frame, standingOf(frame).columns, options) : { ...unused, ...options };
    const entry: Entry = { key, view, users: 1, task: createSharedTask((shared) => fill(view, scope, shared).finally(() => entry.users--)) };
    entries.push(entry);
    return entry;
  };

  const fill = async (empty: FrameView, scope: Scope, context: CallContext): Promise<FrameView> => {
    await standingOf(empty.frame).task.join(context);
    const view = completeView(empty, await pool.spread(empty.frame, context, (thread, job) => thread.call('fillView', { job, view: empty })));
    const { segment } = scope;
    if (segment === undefined) return view;
    // Scored among everybody whom the other filters leave, then thinned out.
    await rfm.use(view, { scope: withoutSegment(scope), settings: segment.settings }, context, ({ window }) =>
      foldCustomers(pool, view, 'keepCells', { cell: window.columns.cell, wanted: cellsOfSegments(segment.settings.segments, segment.segments) }, context),
    );
    return view;
  };

  return {
    forget: () => {
      entries = entries.filter(({ users }) => users > 0);
    },
    async use(project, scope, context, work) {
      const entry = entryOf(project, scope);
      entry.users++;
      try {
        return await work(await entry.task.join(context));
      } finally {
        entry.users--;
      }
    },
  };
}

/** @throws EngineFailure UNKNOWN_FIELD */
export function filtersOf({ frame, texts, products }: LoadedProject, filters: Filter[]): ResolvedFilter[] {
  return resolveFilters(filters, filterFields(frame), (field) => {
    const dictionary = texts[field] ?? (field === PRODUCT_FIELD ? products : undefined);
    return { size: dictionary?.size ?? 0, codesOf: (wanted) => (dictionary === undefined ? [] : codesOf(dictionary, wanted)) };
  });
}

/** The scope in which the segments of its own filter are found. */
export function withoutSegment({ segment: _segment, ...scope }: Scope): Scope {
  return scope;
}

/** Civil day since 1970-01-01 of an ISO date. */
function dayOf(date: string): number {
  return Date.parse(date) / 86_400_000;
}
