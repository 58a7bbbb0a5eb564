import type { Worker } from 'node:worker_threads';
import { EngineFailure } from '../contract/errors.ts';
import { type Api, type CallOptions, type Client, connect } from '../contract/rpc.ts';
import { portOf } from './node-port.ts';

/** How long a thread may take to end by itself before it is terminated. */
const END_TIMEOUT_MS = 5000;

/** One thread that is kept for the life of the engine; a thread that died is replaced at the next call. */
export interface KeptWorker<T extends Api<T>> {
  /** Starts the thread before its first call. */
  warm(): void;
  /** Whether there is a thread. */
  started(): boolean;
  /** Throws what the thread throws; INTERNAL when the thread dies under the call. */
  call: Client<T>['call'];
  /** Lets the thread end after the calls it is working on. */
  end(): Promise<void>;
}

export interface KeptWorkerOptions<T extends Api<T>> {
  spawn: () => Worker;
  name: string;
  /** Brings a new thread to the state that its calls expect; they wait for it. */
  prepare?: (client: Client<T>) => Promise<unknown>;
}

export function keepWorker<T extends Api<T>>({ spawn, name, prepare }: KeptWorkerOptions<T>): KeptWorker<T> {
  let running: { worker: Worker; client: Client<T>; ready: Promise<unknown>; exited: Promise<void> } | null = null;
  let lastCrash = '';
  let ending = false;

  const start = (): NonNullable<typeof running> => {
    const worker = spawn();
    let fault = 'no reason given';
    worker.on('error', (error) => {
      fault = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    });
    const exited = new Promise<void>((resolve) => {
      worker.on('exit', (code) => {
        if (running?.worker === worker) running = null;
        lastCrash = `the ${name} thread ended (exit code ${code}): ${fault}`;
        resolve();
      });
    });
    const client = connect<T>(portOf(worker));
    // What cannot be prepared shows in the call itself.
    const ready = prepare?.(client).catch(() => undefined) ?? Promise.resolve();
    return { worker, client, ready, exited };
  };

  return {
    warm() {
      if (!ending) running ??= start();
    },
    started: () => running !== null,
    async call(method, request, options?: CallOptions) {
      if (ending) throw new EngineFailure({ code: 'DISCONNECTED' });
      running ??= start();
      const { client, ready } = running;
      try {
        await ready;
        return await client.call(method, request, options);
      } catch (thrown) {
        const died = thrown instanceof EngineFailure && thrown.error.code === 'DISCONNECTED' && !ending;
        throw died ? new EngineFailure({ code: 'INTERNAL', detail: lastCrash }) : thrown;
      }
    },
    async end() {
      ending = true;
      if (running === null) return;
      const { worker, exited } = running;
      worker.postMessage({ type: 'end' });
      const timer = setTimeout(() => void worker.terminate(), END_TIMEOUT_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}
