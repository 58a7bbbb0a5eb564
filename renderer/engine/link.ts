import type { EngineApi, EngineMethod } from '../../core/contract/api.ts';
import { EngineFailure } from '../../core/contract/errors.ts';
import { connect, type CallOptions, type Client, type Port, type RequestOf, type ResultOf } from '../../core/contract/rpc.ts';
import { enginePortMessageSchema, type ShellApi } from '../../core/contract/shell.ts';

export type EngineRequest<M extends EngineMethod> = RequestOf<EngineApi[M]>;
export type EngineResult<M extends EngineMethod> = ResultOf<EngineApi[M]>;

/** `started`: the first port. `lost`: the port closed. `restarted`: a new port of a new engine, with no project open. */
export type LinkEvent = 'started' | 'lost' | 'restarted';

export interface EngineLink {
  /** Waits for the first port; after the port is lost, fails with DISCONNECTED until the next one arrives. */
  call<M extends EngineMethod>(method: M, request: EngineRequest<M>, options?: CallOptions): Promise<EngineResult<M>>;
  subscribe(listener: (event: LinkEvent) => void): () => void;
}

/** Keeps one client over whichever engine port is current, across restarts of the engine. */
export function createEngineLink(shell: Pick<ShellApi, 'connectEngine'>, page: Window): EngineLink {
  const listeners = new Set<(event: LinkEvent) => void>();
  let current: { client: Client<EngineApi>; drop: () => void } | null = null;
  const first = Promise.withResolvers<void>();

  const announce = (event: LinkEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const attach = (domPort: MessagePort, reason: 'started' | 'restarted'): void => {
    current?.drop();
    const { port, drop } = adapt(domPort, () => {
      if (current?.drop === drop) announce('lost');
    });
    current = { client: connect<EngineApi>(port), drop };
    domPort.start();
    first.resolve();
    announce(reason);
  };

  page.addEventListener('message', (event) => {
    if (event.source !== page) return;
    const message = enginePortMessageSchema.safeParse(event.data);
    const [port] = event.ports;
    if (message.success && port !== undefined) attach(port, message.data.reason);
  });
  shell.connectEngine();

  return {
    async call(method, request, options = {}) {
      await first.promise;
      if (current === null) throw new EngineFailure({ code: 'DISCONNECTED' });
      return current.client.call(method, request, options);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** `drop` closes the port from this side, which DOM ports do not report to themselves. */
function adapt(domPort: MessagePort, onLost: () => void): { port: Port; drop: () => void } {
  const closeListeners: (() => void)[] = [];
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    for (const listener of closeListeners) listener();
  };
  domPort.addEventListener('close', () => {
    if (closed) return;
    close();
    onLost();
  });
  return {
    port: {
      post: (message) => domPort.postMessage(message),
      onMessage: (listener) => domPort.addEventListener('message', (event) => listener(event.data)),
      onClose: (listener) => void closeListeners.push(listener),
    },
    drop: () => {
      close();
      domPort.close();
    },
  };
}
