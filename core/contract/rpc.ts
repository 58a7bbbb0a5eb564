import { z } from 'zod';
import { EngineFailure, type EngineError } from './errors.ts';

/** A table of methods, each of one request and one result. */
export type Api<T> = { [M in keyof T]: (request: never) => unknown };
export type RequestOf<F> = F extends (request: infer Q) => unknown ? Q : never;
export type ResultOf<F> = F extends (request: never) => infer R ? R : never;

/** The few things that DOM, Node and Electron ports have in common; each process adapts its own. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onClose(listener: () => void): void;
}

/** `total` is null while it is not known. */
export interface Progress {
  stage: 'reading' | 'writing' | 'loading' | 'computing';
  unit: 'bytes' | 'rows' | 'customers';
  done: number;
  total: number | null;
  /** Rows read so far, where the unit is another one. */
  rows?: number;
  /** Of a model that is being fitted: how often its likelihood was summed, and what came of it last. */
  fit?: { evaluations: number; logLikelihood: number };
  /** As the last seconds went; absent until they tell something. */
  secondsLeft?: number;
}

export interface CallOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

export interface CallContext {
  /** Aborted when the caller cancels or goes away. */
  signal: AbortSignal;
  progress: (progress: Progress) => void;
}

export type Handlers<T> = { [M in keyof T]: (request: RequestOf<T[M]>, context: CallContext) => Promise<ResultOf<T[M]>> };
export type Requests<T> = { readonly [M in keyof T]: z.ZodType<RequestOf<T[M]>> };

export interface Client<T> {
  call<M extends keyof T & string>(method: M, request: RequestOf<T[M]>, options?: CallOptions): Promise<ResultOf<T[M]>>;
}

const toServer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.int(), method: z.string(), request: z.unknown() }),
  z.object({ type: z.literal('cancel'), id: z.int() }),
]);

const toClient = z.discriminatedUnion('type', [
  z.object({ type: z.literal('result'), id: z.int(), result: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.int(), error: z.custom<EngineError>((value) => typeof value === 'object' && value !== null && 'code' in value) }),
  z.object({ type: z.literal('progress'), id: z.int(), progress: z.custom<Progress>((value) => typeof value === 'object' && value !== null && 'stage' in value) }),
]);

const PROGRESS_INTERVAL_MS = 100;

/** Answers calls that arrive on the port. Requests that do not fit their schema never reach a handler. */
export function serve<T extends Api<T>>(port: Port, requests: Requests<T>, handlers: Handlers<T>): void {
  const running = new Map<number, AbortController>();
  let closed = false;
  const post = (message: unknown): void => {
    if (!closed) port.post(message);
  };
  const methods = new Set(Object.keys(requests));

  const answer = async (id: number, method: string, request: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    let lastProgress = 0;
    try {
      if (!methods.has(method)) throw new EngineFailure({ code: 'BAD_REQUEST', method, detail: 'unknown method' });
      const name = method as keyof T;
      const parsed = requests[name].safeParse(request);
      if (!parsed.success) throw new EngineFailure({ code: 'BAD_REQUEST', method, detail: z.prettifyError(parsed.error) });
      const result = await handlers[name](parsed.data as RequestOf<T[keyof T]>, {
        signal: controller.signal,
        progress: (progress) => {
          const now = Date.now();
          if (now - lastProgress < PROGRESS_INTERVAL_MS && progress.done !== progress.total) return;
          lastProgress = now;
          post({ type: 'progress', id, progress });
        },
      });
      post({ type: 'result', id, result });
    } catch (thrown) {
      post({ type: 'error', id, error: asEngineError(thrown) });
    } finally {
      running.delete(id);
    }
  };

  port.onMessage((message) => {
    const parsed = toServer.safeParse(message);
    if (!parsed.success) return;
    if (parsed.data.type === 'cancel') running.get(parsed.data.id)?.abort();
    else void answer(parsed.data.id, parsed.data.method, parsed.data.request);
  });
  port.onClose(() => {
    closed = true;
    for (const controller of running.values()) controller.abort();
  });
}

/** Calls over the port. When the port closes, every pending and later call fails with DISCONNECTED. */
export function connect<T extends Api<T>>(port: Port): Client<T> {
  const pending = new Map<number, { resolve: (result: unknown) => void; reject: (failure: EngineFailure) => void; onProgress: CallOptions['onProgress'] }>();
  let nextId = 1;
  let closed = false;

  port.onMessage((message) => {
    const parsed = toClient.safeParse(message);
    if (!parsed.success) return;
    const call = pending.get(parsed.data.id);
    if (call === undefined) return;
    if (parsed.data.type === 'progress') {
      call.onProgress?.(parsed.data.progress);
      return;
    }
    pending.delete(parsed.data.id);
    if (parsed.data.type === 'result') call.resolve(parsed.data.result);
    else call.reject(new EngineFailure(parsed.data.error));
  });
  port.onClose(() => {
    closed = true;
    for (const call of pending.values()) call.reject(new EngineFailure({ code: 'DISCONNECTED' }));
    pending.clear();
  });

  return {
    call(method, request, options = {}) {
      if (closed) return Promise.reject(new EngineFailure({ code: 'DISCONNECTED' }));
      if (options.signal?.aborted === true) return Promise.reject(new EngineFailure({ code: 'CANCELLED' }));
      const id = nextId++;
      const cancel = (): void => port.post({ type: 'cancel', id });
      options.signal?.addEventListener('abort', cancel, { once: true });
      return new Promise<never>((resolve, reject) => {
        pending.set(id, { resolve: resolve as (result: unknown) => void, reject, onProgress: options.onProgress });
        port.post({ type: 'call', id, method, request });
      }).finally(() => options.signal?.removeEventListener('abort', cancel));
    },
  };
}

function asEngineError(thrown: unknown): EngineError {
  if (thrown instanceof EngineFailure) return thrown.error;
  return { code: 'INTERNAL', detail: thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown) };
}
