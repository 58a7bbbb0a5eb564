import type { ZodError } from 'zod';
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
/** A Zod schema, or what answers like one: requests between threads need no check, and threads that check nothing start without Zod. */
export interface RequestCheck<Q> {
  safeParse(request: unknown): { success: true; data: Q } | { success: false; error: ZodError };
}
export type Requests<T> = { readonly [M in keyof T]: RequestCheck<RequestOf<T[M]>> };

export interface Client<T> {
  call<M extends keyof T & string>(method: M, request: RequestOf<T[M]>, options?: CallOptions): Promise<ResultOf<T[M]>>;
}

type ToServer = { type: 'call'; id: number; method: string; request: unknown } | { type: 'cancel'; id: number };
type ToClient = { type: 'result'; id: number; result: unknown } | { type: 'error'; id: number; error: EngineError } | { type: 'progress'; id: number; progress: Progress };

function isMessage(message: unknown): message is { type: unknown; id: number } & Record<string, unknown> {
  return typeof message === 'object' && message !== null && 'type' in message && 'id' in message && Number.isSafeInteger(message.id);
}

function isToServer(message: unknown): message is ToServer {
  return isMessage(message) && (message.type === 'cancel' || (message.type === 'call' && typeof message['method'] === 'string'));
}

function isToClient(message: unknown): message is ToClient {
  if (!isMessage(message)) return false;
  const has = (part: unknown, name: string): boolean => typeof part === 'object' && part !== null && name in part;
  return message.type === 'result' || (message.type === 'error' && has(message['error'], 'code')) || (message.type === 'progress' && has(message['progress'], 'stage'));
}

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
      if (!parsed.success) throw new EngineFailure({ code: 'BAD_REQUEST', method, detail: (await import('zod')).prettifyError(parsed.error) });
      const result = await handlers[name](parsed.data, {
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
    if (!isToServer(message)) return;
    if (message.type === 'cancel') running.get(message.id)?.abort();
    else void answer(message.id, message.method, message.request);
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
    if (!isToClient(message)) return;
    const call = pending.get(message.id);
    if (call === undefined) return;
    if (message.type === 'progress') {
      call.onProgress?.(message.progress);
      return;
    }
    pending.delete(message.id);
    if (message.type === 'result') call.resolve(message.result);
    else call.reject(new EngineFailure(message.error));
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
