import { type MessagePort, Worker } from 'node:worker_threads';
import type { Port } from '../contract/rpc.ts';

/** A Node port or worker as the contract’s Port. A worker’s port closes when its thread ends. */
export function portOf(endpoint: MessagePort | Worker): Port {
  return {
    post: (message) => endpoint.postMessage(message),
    onMessage: (listener) => void endpoint.on('message', listener),
    onClose: (listener) => void endpoint.on(endpoint instanceof Worker ? 'exit' : 'close', listener),
  };
}

/** Two ends of a port inside one thread. Messages arrive in a later microtask and are not copied. */
export function loopback(): { near: Port; far: Port; close: () => void } {
  const closeListeners: (() => void)[] = [];
  let closed = false;
  const end = (): { port: Port; deliver: (message: unknown) => void; connectTo: (deliver: (message: unknown) => void) => void } => {
    const listeners: ((message: unknown) => void)[] = [];
    let send: (message: unknown) => void = () => undefined;
    return {
      deliver: (message) => {
        for (const listener of listeners) listener(message);
      },
      connectTo: (deliver) => {
        send = deliver;
      },
      port: {
        post: (message) => {
          if (!closed) queueMicrotask(() => send(message));
        },
        onMessage: (listener) => void listeners.push(listener),
        onClose: (listener) => void closeListeners.push(listener),
      },
    };
  };
  const near = end();
  const far = end();
  near.connectTo(far.deliver);
  far.connectTo(near.deliver);
  return {
    near: near.port,
    far: far.port,
    close: () => {
      if (closed) return;
      closed = true;
      for (const listener of closeListeners) listener();
    },
  };
}
