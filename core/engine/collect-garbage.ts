import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

let collect: (() => void) | null = null;

/** Frees what this thread has let go of. V8 does not count shared memory when it decides whether to collect, so a thread at rest would
 *  hold a frame of hundreds of megabytes long after its last use. */
export function collectGarbage(): void {
  if (collect === null) {
    setFlagsFromString('--expose-gc');
    collect = runInNewContext('globalThis.gc ?? (() => undefined)') as () => void;
  }
  collect();
}
