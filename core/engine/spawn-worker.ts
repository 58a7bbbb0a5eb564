import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';

export type WorkerKind = 'data' | 'compute' | 'decode' | 'frame';

/** What a thread is given when it starts. */
export interface WorkerStart {
  kind: WorkerKind;
  /** Int32Array of cancel flags, one slot a call. */
  flags: SharedArrayBuffer;
}

// Threads have small heaps, and columns outside of them, which count: V8 would collect garbage all the time, because columns come and go.
setFlagsFromString('--initial-old-space-size=128');

/** Starts a thread of the engine. Under Node the source file runs as it is; the bundle puts every chunk in one folder. */
export function spawnWorker(start: WorkerStart): Worker {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new Worker(new URL(`./${start.kind}-worker.${extension}`, import.meta.url), { workerData: start, name: `tenure ${start.kind}` });
}
