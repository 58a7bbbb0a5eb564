import type { MessagePortMain } from 'electron';
import type { Port } from '../core/contract/rpc.ts';

/** The contract’s view of one end of an Electron channel. Messages that arrived before the first listener are kept and delivered to it. */
export function portOf(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose(listener) {
      port.on('close', listener);
    },
  };
}
