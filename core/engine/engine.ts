import { randomUUID } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { ENGINE_REQUESTS, type EngineApi } from '../contract/api.ts';
import { EngineFailure } from '../contract/errors.ts';
import { type FileToken, fileTokenSchema } from '../contract/imports.ts';
import { type Client, connect, type Port, serve } from '../contract/rpc.ts';
import { createAnalysisRunner } from './analysis-runner.ts';
import { createCancelFlags } from './cancel-flags.ts';
import { collectGarbage } from './collect-garbage.ts';
import { createComputePool } from './compute-pool.ts';
import { createHandlers, withoutPaths } from './handlers.ts';
import { createLtvRunner } from './ltv-runner.ts';
import { keepWorker } from './kept-worker.ts';
import { loopback } from './node-port.ts';
import { createProjectSession, type ProjectSession } from './project-session.ts';
import { createResultCache } from './result-cache.ts';
import { createRfmStore } from './rfm-store.ts';
import { createScoredViews } from './scored-views.ts';
import { spawnWorker, type WorkerStart } from './spawn-worker.ts';
import { createViewStore } from './view-store.ts';
import type { DataApi } from './worker-api.ts';

const DEFAULT_CACHE_BYTES = 64 * 1024 * 1024;

export interface EngineOptions {
  /** Default: all cores but one, and never fewer than 2 where there are 2. */
  computeThreads?: number;
  /** Bound of the result cache. */
  cacheBytes?: number;
  /** Whether compute threads start when a project opens, ahead of the first figures. Default: they do. */
  warm?: boolean;
  /** How threads are started. */
  spawn?: (start: WorkerStart) => Worker;
}

export interface Engine {
  /** Answers EngineApi calls on a port, beside those on other ports; all see the same project. */
  serve(port: Port): void;
  /** A token by which calls name this file; the path stays inside. */
  grant(path: string): FileToken;
  /** The same with a token that the caller chose; throws RangeError if it is none. */
  grantAs(token: FileToken, path: string): void;
  /** Tokens of files to be written: they name none that can be read. */
  grantTarget(path: string): FileToken;
  grantTargetAs(token: FileToken, path: string): void;
  /** Calls from the same thread; validated like those of a port. */
  call: Client<EngineApi>['call'];
  /** Cancels what runs, closes the project and ends the threads. */
  close(): Promise<void>;
}

/** The engine: one data thread that owns the project file, compute threads that share the frame, one open project. */
export function createEngine(options: EngineOptions = {}): Engine {
  const { computeThreads = defaultThreads(), cacheBytes = DEFAULT_CACHE_BYTES, warm = true, spawn = spawnWorker } = options;
  const flags = createCancelFlags();
  const paths = new Map<FileToken, string>();
  const targets = new Map<FileToken, string>();
  const data = keepWorker<DataApi>({
    name: 'data',
    spawn: () => spawn({ kind: 'data', flags: flags.buffer }),
    prepare: async (client) => {
      const path = session.path();
      if (path !== null) await client.call('open', { path, create: false });
    },
  });
  const pool = createComputePool(computeThreads, flags, () => spawn({ kind: 'compute', flags: flags.buffer }));
  const rfm = createRfmStore(pool);
  const views = createViewStore(pool, rfm);
  const scored = createScoredViews(views, rfm);
  const ltv = createLtvRunner(pool, views, scored, flags);
  const session: ProjectSession = createProjectSession(data, flags, () => {
    views.forget();
    ltv.forget();
    rfm.forget();
    collectGarbage();
    void pool.collectGarbage();
  });
  const runner = createAnalysisRunner(pool, views, scored, createResultCache(cacheBytes));
  const handlers = createHandlers({
    data,
    flags,
    session,
    ltv,
    pool,
    rfm,
    runner,
    views,
    warm: warm ? pool.warm : () => undefined,
    pathOf: (token) => granted(paths, token),
    targetOf: (token) => granted(targets, token),
  });
  const pathless = withoutPaths(handlers);
  const inside = loopback();
  serve(inside.far, ENGINE_REQUESTS, handlers);
  const grantIn = (grants: Map<FileToken, string>, token: FileToken, path: string): FileToken => {
    if (!fileTokenSchema.safeParse(token).success) throw new RangeError('a file token is 8 to 64 lower-case letters, digits and hyphens');
    grants.set(token, path);
    return token;
  };

  return {
    serve: (port) => serve(port, ENGINE_REQUESTS, pathless),
    grant: (path) => grantIn(paths, randomUUID(), path),
    grantAs: (token, path) => void grantIn(paths, token, path),
    grantTarget: (path) => grantIn(targets, randomUUID(), path),
    grantTargetAs: (token, path) => void grantIn(targets, token, path),
    call: connect<EngineApi>(inside.near).call,
    async close() {
      inside.close();
      flags.raiseAll();
      await Promise.all([data.end(), pool.end()]);
    },
  };
}

function granted(grants: ReadonlyMap<FileToken, string>, token: FileToken): string {
  const path = grants.get(token);
  if (path === undefined) throw new EngineFailure({ code: 'FILE', file: token, fault: 'not-found', line: null });
  return path;
}

function defaultThreads(): number {
  const cores = availableParallelism();
  return Math.max(Math.min(2, cores), cores - 1);
}
