import { parentPort, workerData } from 'node:worker_threads';
import { type Api, type Handlers, type Requests, serve } from '../contract/rpc.ts';
import { portOf } from './node-port.ts';
import type { WorkerStart } from './spawn-worker.ts';

/** Inside a thread of the engine: answers the engine’s calls until it says `end`. */
export function serveWorker<T extends Api<T>>(requests: Requests<T>, createHandlers: (start: WorkerStart) => Handlers<T>, onEnd: () => void = () => undefined): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a worker thread');
  serve(portOf(port), requests, createHandlers(workerData as WorkerStart));
  port.on('message', (message: { type?: unknown }) => {
    if (message.type !== 'end') return;
    onEnd();
    port.close();
  });
}
