import { QueryClient, useQuery, type UseQueryOptions } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { EngineMethod } from '../../core/contract/api.ts';
import { EngineFailure, type EngineError } from '../../core/contract/errors.ts';
import type { CallOptions } from '../../core/contract/rpc.ts';
import { useActivity } from './activity-store.ts';
import { createEngineLink, type EngineLink, type EngineRequest, type EngineResult } from './link.ts';
import { useProjectState } from './project-state.ts';
import { shell } from './shell.ts';

let link: EngineLink | null = null;

/** The window's one link to the engine, made on first use. */
export function engine(): EngineLink {
  link ??= createEngineLink(shell(), window);
  return link;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
      refetchOnWindowFocus: false,
      structuralSharing: false,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** The engine's error behind anything thrown by a call. */
export function engineErrorOf(thrown: unknown): EngineError {
  if (thrown instanceof EngineFailure) return thrown.error;
  return { code: 'INTERNAL', detail: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Calls the engine and lists the call among the running ones, where the frame can stop it. Rejects with EngineFailure. */
export async function callEngine<M extends EngineMethod>(
  method: M,
  request: EngineRequest<M>,
  { signal, onProgress }: CallOptions = {},
): Promise<EngineResult<M>> {
  const controller = new AbortController();
  const { begin, report, end } = useActivity.getState();
  const cancel = (): void => controller.abort();
  signal?.addEventListener('abort', cancel, { once: true });
  if (signal?.aborted === true) cancel();
  const id = begin({ method, cancel });
  try {
    return await engine().call(method, request, {
      signal: controller.signal,
      onProgress: (progress) => {
        report(id, progress);
        onProgress?.(progress);
      },
    });
  } finally {
    signal?.removeEventListener('abort', cancel);
    end(id);
  }
}

export interface EngineQuery<R> {
  /** The last result; while a changed request is being computed, still the one before. */
  data: R | undefined;
  error: EngineError | null;
  /** Nothing to show yet. */
  pending: boolean;
  /** A newer result than `data` is on its way. */
  refreshing: boolean;
  refetch: () => void;
}

type EngineQueryKey = readonly [generation: number, method: EngineMethod, request: unknown];

/** Options of one query for TanStack's own hooks; `generation` is the project state's. Its result type cannot follow a
 *  generic method name: the data are an EngineResult of the method. */
export function engineQuery<M extends EngineMethod>(
  generation: number,
  method: M,
  request: EngineRequest<M>,
  enabled: boolean,
): UseQueryOptions<unknown, Error, unknown, EngineQueryKey> {
  const queryKey: EngineQueryKey = [generation, method, request];
  return {
    queryKey,
    enabled,
    placeholderData: (previous: unknown, previousQuery: { queryKey: EngineQueryKey } | undefined) =>
      previousQuery?.queryKey[0] === generation ? previous : undefined,
    queryFn: ({ signal }) => callEngine(method, request, { signal }),
  };
}

/** Asks the engine within the open project; a changed request cancels the one before. `enabled: false` asks nothing. How far the work is shows
 *  the frame alone: a view that drew itself anew with every report would take the processor from the work. */
export function useEngine<M extends EngineMethod>(method: M, request: EngineRequest<M>, options: { enabled?: boolean } = {}): EngineQuery<EngineResult<M>> {
  const generation = useProjectState((state) => state.generation);
  const ready = useProjectState((state) => state.phase === 'open');
  const enabled = (options.enabled ?? true) && ready;
  const query = useQuery(engineQuery(generation, method, request, enabled));
  const error = query.error === null ? null : engineErrorOf(query.error);
  const waitsForEngine = error?.code === 'DISCONNECTED' && !ready;
  const { refetch } = query;
  return {
    data: query.data as EngineResult<M> | undefined,
    error: waitsForEngine ? null : error,
    pending: query.data === undefined && (error === null || waitsForEngine),
    refreshing: query.isFetching && query.data !== undefined,
    refetch: useCallback(() => void refetch(), [refetch]),
  };
}
