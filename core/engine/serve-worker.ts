import { parentPort, workerData } from 'node:worker_threads';
import { type Api, type Handlers, type RequestCheck, type Requests, serve } from '../contract/rpc.ts';
import { portOf } from './node-port.ts';
import type { WorkerStart } from './spawn-worker.ts';

/** Threads of one engine trust each other; what comes from outside was validated on its arrival. */
const trusted: RequestCheck<never> = { safeParse: (request) => ({ success: true, data: request as never }) };

/** Inside a thread of the engine: answers the engine’s calls until it says `end`. */
export function serveWorker<T extends Api<T>>(createHandlers: (start: WorkerStart) => Handlers<T>, onEnd: () => void = () => undefined): void {
  const port = parentPort;
  if (port === null) throw new Error('this file runs as a worker thread');
  const handlers = createHandlers(workerData as WorkerStart);
  serve(portOf(port), Object.fromEntries(Object.keys(handlers).map((name) => [name, trusted])) as unknown as Requests<T>, handlers);
  port.on('message', (message: { type?: unknown }) => {
    if (message.type !== 'end') return;
    onEnd();
    port.close();
  });
}
