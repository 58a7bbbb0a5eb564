import type { Worker } from 'node:worker_threads';
import type { Progress } from '../contract/rpc.ts';
import type { OrderFrame } from '../frame/order-frame.ts';
import { type CustomerRange, customerRanges } from '../frame/ranges.ts';
import type { CancelFlags } from './cancel-flags.ts';
import { type KeptWorker, keepWorker } from './kept-worker.ts';
import { type ComputeApi, type Job, JOB_CELLS, type Pieces } from './worker-api.ts';

const RANGES_PER_THREAD = 8;
/** Fewer orders than this are not worth another range. */
const LEAST_ORDERS_PER_RANGE = 20_000;
const PROGRESS_INTERVAL_MS = 100;

export interface ComputePool {
  /** Starts the threads, so that the first figures need not wait for that. */
  warm(): void;
  /** Has every thread let go of what it no longer uses. */
  collectGarbage(): Promise<void>;
  /** One call on the thread that has least to do. */
  call: KeptWorker<ComputeApi>['call'];
  /** One call on the thread that has least to do, with the others at hand until it is over. */
  together<T>(lead: (thread: KeptWorker<ComputeApi>) => Promise<T>, help: (thread: KeptWorker<ComputeApi>) => Promise<unknown>, release: () => void): Promise<T>;
  /** Runs a piece of work over all customers on all threads; pieces come back in the order of the ranges. */
  spread<T>(frame: OrderFrame, options: SpreadOptions, run: (thread: KeptWorker<ComputeApi>, job: Job) => Promise<Pieces<T>>): Promise<T[]>;
  end(): Promise<void>;
}

export interface SpreadOptions {
  signal: AbortSignal;
  progress: (progress: Progress) => void;
}

export function createComputePool(threads: number, flags: CancelFlags, spawn: () => Worker): ComputePool {
  const workers = Array.from({ length: threads }, (_, index) => ({ busy: 0, kept: keepWorker<ComputeApi>({ spawn, name: `compute ${index + 1}` }) }));
  const rangesOf = new WeakMap<OrderFrame, CustomerRange[]>();

  const count = async <T>(worker: (typeof workers)[number], work: () => Promise<T>): Promise<T> => {
    worker.busy++;
    try {
      return await work();
    } finally {
      worker.busy--;
    }
  };

  return {
    warm: () => {
      for (const { kept } of workers) kept.warm();
    },
    async collectGarbage() {
      await Promise.allSettled(workers.filter(({ kept }) => kept.started()).map(({ kept }) => kept.call('collectGarbage', null)));
    },
    call(method, request, options) {
      const least = workers.reduce((best, worker) => (worker.busy < best.busy ? worker : best));
      return count(least, () => least.kept.call(method, request, options));
    },
    async together(lead, help, release) {
      const least = workers.reduce((best, worker) => (worker.busy < best.busy ? worker : best));
      const helpers = workers.filter((worker) => worker !== least).map(({ kept }) => help(kept));
      try {
        return await count(least, () => lead(least.kept));
      } finally {
        release();
        await Promise.allSettled(helpers);
      }
    },
    async spread(frame, { signal, progress }, run) {
      const ranges = rangesOf.get(frame) ?? customerRanges(frame, rangeCount(frame.orders, threads));
      rangesOf.set(frame, ranges);
      const control = new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT);
      const cells = new Int32Array(control);
      const timer = setInterval(() => {
        progress({ stage: 'computing', unit: 'customers', done: Atomics.load(cells, JOB_CELLS.done), total: frame.customers + 1 });
      }, PROGRESS_INTERVAL_MS);
      try {
        return await flags.guard(signal, async (slot) => {
          // All threads must have let go of the slot before another call gets it, so failures wait for the others too.
          const taken = await Promise.allSettled(
            workers.slice(0, ranges.length).map((worker) =>
              count(worker, () => run(worker.kept, { ranges, control, slot })).catch((thrown: unknown) => {
                flags.raise(slot);
                throw thrown;
              }),
            ),
          );
          const failed = firstCause(taken);
          if (failed !== null) throw failed.reason;
          const pieces = taken.flatMap((outcome) => (outcome.status === 'fulfilled' ? outcome.value : []));
          return pieces.sort((left, right) => left.range - right.range).map(({ piece }) => piece);
        });
      } finally {
        clearInterval(timer);
      }
    },
    async end() {
      await Promise.all(workers.map(({ kept }) => kept.end()));
    },
  };
}

/** More ranges than threads, so that threads finish together and a cancel is heard soon. */
export function rangeCount(orders: number, threads: number): number {
  return Math.max(1, Math.min(threads * RANGES_PER_THREAD, Math.ceil(orders / LEAST_ORDERS_PER_RANGE)));
}

/** A failure of its own before one that only followed from the raised flag. */
function firstCause(outcomes: PromiseSettledResult<unknown>[]): PromiseRejectedResult | null {
  const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
  return failed.find(({ reason }) => !isCancelled(reason)) ?? failed[0] ?? null;
}

function isCancelled(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && 'error' in reason && (reason.error as { code?: unknown }).code === 'CANCELLED';
}
