import { serveWorker } from '../../../core/engine/serve-worker.ts';

/** A thread that dies when asked to, for the tests of kept-worker. */
export interface ClumsyApi {
  echo: (text: string) => string;
  throwLater: (request: null) => null;
  exit: (code: number) => null;
  prepared: (request: null) => boolean;
  prepare: (request: null) => null;
}

let prepared = false;

serveWorker<ClumsyApi>(() => ({
  echo: async (text) => text,
  throwLater: () =>
    new Promise(() => {
      setImmediate(() => {
        throw new RangeError('fell over');
      });
    }),
  exit: (code) => new Promise(() => process.exit(code)),
  prepared: async () => prepared,
  prepare: async () => {
    prepared = true;
    return null;
  },
}));
