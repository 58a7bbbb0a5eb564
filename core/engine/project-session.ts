import { EngineFailure } from '../contract/errors.ts';
import type { CallContext } from '../contract/rpc.ts';
import type { CancelFlags } from './cancel-flags.ts';
import type { KeptWorker } from './kept-worker.ts';
import { createSharedTask, type SharedTask } from './shared-task.ts';
import type { DataApi, LoadedProject } from './worker-api.ts';

/** The one open project. It is loaded when first asked for, and again after an import. */
export interface ProjectSession {
  path(): string | null;
  open(path: string, create: boolean): Promise<void>;
  close(): Promise<void>;
  /** What is in memory is old. Calls that still work with it may end. */
  forget(): void;
  /** Throws PROJECT no-project-open. */
  loaded(context: CallContext): Promise<LoadedProject>;
  /** Throws PROJECT no-project-open. */
  required(): void;
}

/** `onForget` is told whenever what was loaded is dropped. */
export function createProjectSession(data: KeptWorker<DataApi>, flags: CancelFlags, onForget: () => void): ProjectSession {
  let path: string | null = null;
  let loading: SharedTask<LoadedProject> | null = null;

  const forget = (): void => {
    if (loading === null) return;
    loading.abandon();
    loading = null;
    onForget();
  };
  const load = ({ signal, progress }: CallContext): Promise<LoadedProject> =>
    flags.guard(signal, (slot) => data.call('load', { slot }, { onProgress: progress }));

  const required = (): void => {
    if (path === null) throw new EngineFailure({ code: 'PROJECT', file: '', fault: 'no-project-open' });
  };

  return {
    path: () => path,
    required,
    forget,
    async open(nextPath, create) {
      await data.call('open', { path: nextPath, create });
      forget();
      path = nextPath;
    },
    async close() {
      forget();
      path = null;
      await data.call('close', null);
    },
    async loaded(context) {
      for (;;) {
        required();
        if (loading === null || loading.lost()) loading = createSharedTask(load);
        const task = loading;
        try {
          return await task.join(context);
        } catch (thrown) {
          // Given up because of an import or another project, and not by this caller, who still wants to know what there is now.
          if (task === loading || !task.abandoned() || context.signal.aborted) throw thrown;
        }
      }
    },
  };
}
