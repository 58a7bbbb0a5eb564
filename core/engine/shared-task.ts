import { EngineFailure } from '../contract/errors.ts';
import type { CallContext, Progress } from '../contract/rpc.ts';

/** Work that several calls wait for. A call that is cancelled stops waiting; when nobody waits any more, the work is cancelled. */
export interface SharedTask<T> {
  join(context: CallContext): Promise<T>;
  /** Cancels the work itself. */
  abandon(): void;
  /** It was cancelled by `abandon`. */
  abandoned(): boolean;
  /** It was cancelled, or failed: who needs the result starts another. */
  lost(): boolean;
}

export function createSharedTask<T>(start: (context: CallContext) => Promise<T>): SharedTask<T> {
  const controller = new AbortController();
  const watchers = new Set<(progress: Progress) => void>();
  let state: 'working' | 'done' | 'failed' = 'working';
  let abandoned = false;
  let waiting = 0;
  const outcome = start({
    signal: controller.signal,
    progress: (progress) => {
      for (const watcher of watchers) watcher(progress);
    },
  });
  outcome.then(
    () => (state = 'done'),
    () => (state = 'failed'),
  );

  return {
    abandon: () => {
      abandoned = true;
      controller.abort();
    },
    abandoned: () => abandoned,
    lost: () => state === 'failed' || (state === 'working' && controller.signal.aborted),
    async join({ signal, progress }) {
      if (signal.aborted) throw new EngineFailure({ code: 'CANCELLED' });
      const watch = (value: Progress): void => progress(value);
      watchers.add(watch);
      waiting++;
      let leave: () => void = () => undefined;
      const left = new Promise<never>((_resolve, reject) => {
        leave = () => reject(new EngineFailure({ code: 'CANCELLED' }));
        signal.addEventListener('abort', leave, { once: true });
      });
      try {
        return await Promise.race([outcome, left]);
      } finally {
        signal.removeEventListener('abort', leave);
        watchers.delete(watch);
        waiting--;
        if (waiting === 0 && state === 'working') controller.abort();
      }
    },
  };
}
