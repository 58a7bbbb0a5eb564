import type { RfmCutPoints } from '../contract/rfm.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { Scope } from '../contract/scope.ts';
import type { RfmSettings } from '../contract/segments.ts';
import type { FrameView, OrderFrame } from '../frame/order-frame.ts';
import { binsOfMonetary, mergeRfmTallies, mergeScores, planMonetary, planRfm, prepareRfm, quintilesOf, type RfmColumns, type RfmFindings } from '../metrics/rfm.ts';
import type { AnalysisName } from './analyses.ts';
import type { ComputePool } from './compute-pool.ts';
import { canonicalText } from './result-cache.ts';
import { createSharedTask, type SharedTask } from './shared-task.ts';
import type { RFM_FOLDS } from './rfm-analyses.ts';

/** Scores of one date and those that are compared with them. */
const KEPT = 2;

/** Which values are scored, and how. `among`: by the cut points of other findings, of more customers or another date. */
export interface ScoringRequest {
  scope: Scope;
  settings: Pick<RfmSettings, 'lookBackDays' | 'scoring'>;
  among?: Pick<RfmFindings, 'cutPoints' | 'quintiles'>;
}

/** Scores of all customers; a few are kept, and their memory is used again, as with views. */
export interface RfmStore {
  /** `view` is that of the request’s scope. The columns stay as they are until `work` has ended. */
  use<T>(view: FrameView, request: ScoringRequest, context: CallContext, work: (findings: RfmFindings) => Promise<T>): Promise<T>;
  forget(): void;
}

interface Entry {
  key: string;
  frame: OrderFrame;
  columns: RfmColumns;
  task: SharedTask<RfmFindings>;
  users: number;
}

type Folds = typeof RFM_FOLDS;
type FoldName = keyof Folds & AnalysisName;

/** Parts of one fold over all customers. */
export async function foldCustomers<N extends FoldName>(pool: ComputePool, view: FrameView, analysis: N, plan: Parameters<Folds[N]['fold']>[1], context: CallContext): Promise<ReturnType<Folds[N]['fold']>[]> {
  const parts = await pool.spread(view.frame, context, (thread, job) => thread.call('fold', { job, analysis, view, plan }));
  return parts as ReturnType<Folds[N]['fold']>[];
}

export function createRfmStore(pool: ComputePool): RfmStore {
  /** Least recently used first. */
  let entries: Entry[] = [];

  const takeUnused = (frame: OrderFrame): RfmColumns | null => {
    entries = entries.filter((entry) => entry.frame === frame || entry.users > 0);
    const unused = entries.length < KEPT ? undefined : entries.find((entry) => entry.users === 0);
    entries = entries.filter((entry) => entry !== unused);
    return unused?.columns ?? null;
  };

  const entryOf = (view: FrameView, { scope, settings, among }: ScoringRequest): Entry => {
    const cuts = among === undefined ? null : [among.cutPoints, among.quintiles].map(textOf);
    const key = canonicalText([{ ...scope, asOf: view.asOfDay }, settings.lookBackDays, settings.scoring, cuts]);
    const known = entries.find((entry) => entry.frame === view.frame && entry.key === key && !entry.task.lost());
    if (known !== undefined) {
      entries = [...entries.filter((entry) => entry !== known), known];
      return known;
    }
    const columns = takeUnused(view.frame) ?? prepareRfm(view.frame.customers);
    const entry: Entry = {
      key,
      frame: view.frame,
      columns,
      users: 1,
      task: createSharedTask((shared) => score(view, columns, settings, among ?? null, shared).finally(() => entry.users--)),
    };
    entries.push(entry);
    return entry;
  };

  const score = async (view: FrameView, columns: RfmColumns, settings: ScoringRequest['settings'], among: ScoringRequest['among'] | null, context: CallContext): Promise<RfmFindings> => {
    const window = planRfm(view, columns, settings.lookBackDays);
    const tally = mergeRfmTallies(await foldCustomers(pool, view, 'rfmValues', window, context));
    const monetary = planMonetary(columns, tally);
    const quintiles = among?.quintiles ?? quintilesOf(tally, monetary, joined(await foldCustomers(pool, view, 'rfmMonetary', monetary, context)));
    const cutPoints = among?.cutPoints ?? cutPointsOf(settings.scoring) ?? quintiles;
    const monetaryBins = binsOfMonetary(tally);
    const plan = { columns, cutPoints, spanDays: window.spanDays, monetaryBins };
    return { window, tally, quintiles, cutPoints, monetaryBins, sums: mergeScores(await foldCustomers(pool, view, 'rfmScores', plan, context)) };
  };

  return {
    forget: () => {
      entries = entries.filter(({ users }) => users > 0);
    },
    async use(view, request, context, work) {
      const entry = entryOf(view, request);
      entry.users++;
      try {
        return await work(await entry.task.join(context));
      } finally {
        entry.users--;
      }
    },
  };
}

const textOf = ({ recencyDays, frequency, monetaryMinor }: RfmCutPoints): string => [recencyDays, frequency, monetaryMinor].map((column) => column.join()).join(' ');

/** The user’s thresholds; `null`: there are none. */
function cutPointsOf(scoring: RfmSettings['scoring']): RfmCutPoints | null {
  if (scoring.kind === 'quantile') return null;
  return { recencyDays: Float64Array.from(scoring.recencyDays), frequency: Float64Array.from(scoring.frequency), monetaryMinor: Float64Array.from(scoring.monetaryMinor) };
}

function joined(parts: Float64Array[]): Float64Array {
  const all = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
