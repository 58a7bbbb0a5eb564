import type { Worker } from 'node:worker_threads';
import { buildFrame, buildFrameTogether, type BuildOptions } from '../frame/build-frame.ts';
import { createFramePart, stepper } from '../frame/frame-part.ts';
import type { CodeRange } from '../frame/order-facts.ts';
import type { OrderFrame } from '../frame/order-frame.ts';
import type { ProjectStore } from '../store/project-store.ts';
import type { BatchRange } from '../store/stored-lines.ts';
import { collectGarbage } from './collect-garbage.ts';
import type { FrameApi } from './frame-api.ts';
import { type KeptWorker, keepWorker } from './kept-worker.ts';
import type { RuledLines } from './order-rules.ts';
import { ruledSource } from './ruled-source.ts';

/** Another thread sees the project otherwise. */
class OtherState extends Error {}

/** Fewer lines are read before another thread would have started. */
const LEAST_SHARED_LINES = 1_000_000;

/** Threads that build the frame of a large project together with the calling one. They end with the work, so that their memory is free. */
export interface FrameThreads {
  /** Starts the threads before they are needed. */
  warm(store: ProjectStore): void;
  /** `slot`: place among the cancel flags. */
  build(store: ProjectStore, lines: Pick<RuledLines, 'source' | 'lines' | 'kinds'>, slot: number, options: BuildOptions): Promise<OrderFrame>;
  /** Lets all threads end; others start when they are needed again. */
  end(): Promise<void>;
}

/** `count`: of threads beside the calling one. Projects of fewer than `leastLines` are read by that one alone. */
export function createFrameThreads(count: number, spawn: () => Worker, leastLines = LEAST_SHARED_LINES): FrameThreads {
  let crew: KeptWorker<FrameApi>[] = [];
  let ending: Promise<unknown> = Promise.resolve();

  const letGo = (): void => {
    const former = crew;
    crew = [];
    ending = Promise.all([ending, ...former.map((thread) => thread.end())]);
  };
  const warm = (store: ProjectStore): void => {
    const { lines, readOnly } = store.info();
    // A project that may not be written can be one that is read in memory.
    if (lines < leastLines || readOnly === true) return;
    while (crew.length < count) crew.push(keepWorker<FrameApi>({ spawn, name: `frame ${crew.length + 1}` }));
    for (const thread of crew) thread.warm();
  };

  return {
    warm,
    async build(store, { source, lines, kinds }, slot, options) {
      warm(store);
      if (crew.length === 0) return buildFrame(source, { ...options, rules: kinds });
      const rowsDone = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      const total = source.lines * 2;
      const [first, ...ranges] = store.batchRanges(crew.length + 1);
      const fingerprint = store.fingerprint();
      const here = createFramePart(ruledSource(store, lines, first), stepper(rowsDone, total, options));
      try {
        const others = crew.map((thread, place) => {
          // What this connection holds may be gone from the file, and the file itself: whoever cannot read it leaves it to this thread.
          const begun = thread.call('begin', { path: store.path, fingerprint, range: ranges[place]!, rules: lines, rowsDone, total, slot }).catch(() => false);
          const call: KeptWorker<FrameApi>['call'] = async (work, request) => {
            if (!(await begun)) throw new OtherState();
            return thread.call(work, request);
          };
          return call;
        });
        const parts = [later(here), ...others.map(partOf)];
        return await buildFrameTogether(source, ownersOf(store, [first!, ...ranges], source.orders), parts, kinds);
      } catch (thrown) {
        if (thrown instanceof OtherState) return buildFrame(source, { ...options, rules: kinds });
        throw thrown;
      } finally {
        letGo();
      }
    },
    async end() {
      letGo();
      await ending;
    },
  };
}

type Part = Parameters<typeof buildFrameTogether>[2][number];

function partOf(call: KeptWorker<FrameApi>['call']): Part {
  return {
    gather: (request) => call('gather', request),
    count: (request) => call('count', request),
    arrange: (request) => call('arrange', request),
    place: (request) => call('place', request),
  };
}

/** Lets what was told to other threads go out before this one is busy. */
function later(part: ReturnType<typeof createFramePart>): Part {
  const sent = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    gather: async (request) => (await sent(), part.gather(request)),
    count: async (request) => (await sent(), part.count(request)),
    arrange: async (request) => (await sent(), part.arrange(request)),
    place: async (request) => {
      await sent();
      // What was added up by order code, which the orders do not need any more.
      collectGarbage();
      return part.place(request);
    },
  };
}

/** Codes are given in order of appearance: orders of a part have higher codes than those of the part before, and the last ones of that tell where
 *  they begin. */
function ownersOf(store: ProjectStore, ranges: readonly BatchRange[], orders: number): CodeRange[] {
  let from = 0;
  return ranges.map((range, place) => {
    const own = { from, to: place === ranges.length - 1 ? orders : Math.max(from, codesIn(store, { from: range.to - 1, to: range.to })) };
    from = own.to;
    return own;
  });
}

/** One above the highest order code of some batches. */
function codesIn(store: ProjectStore, range: BatchRange): number {
  let codes = 0;
  for (const { order, rows } of store.lineSource({ range }).batches()) for (let row = 0; row < rows; row++) codes = Math.max(codes, order[row]! + 1);
  return codes;
}
