import { EngineFailure } from '../contract/errors.ts';

const SLOTS = 256;

/** Cancel flags in shared memory, because a busy thread reads no messages. */
export interface CancelFlags {
  buffer: SharedArrayBuffer;
  /** Runs `work` with a slot of its own; the slot is raised while `signal` is aborted. */
  guard<T>(signal: AbortSignal, work: (slot: number) => Promise<T>): Promise<T>;
  raise(slot: number): void;
  raiseAll(): void;
}

export function createCancelFlags(): CancelFlags {
  const buffer = new SharedArrayBuffer(SLOTS * Int32Array.BYTES_PER_ELEMENT);
  const flags = new Int32Array(buffer);
  const free = Array.from({ length: SLOTS }, (_, slot) => slot);
  const waiting: ((slot: number) => void)[] = [];

  return {
    buffer,
    async guard(signal, work) {
      const slot = free.pop() ?? (await new Promise<number>((resolve) => waiting.push(resolve)));
      const raise = (): void => void Atomics.store(flags, slot, 1);
      Atomics.store(flags, slot, signal.aborted ? 1 : 0);
      signal.addEventListener('abort', raise, { once: true });
      try {
        if (signal.aborted) throw new EngineFailure({ code: 'CANCELLED' });
        return await work(slot);
      } finally {
        signal.removeEventListener('abort', raise);
        const next = waiting.shift();
        if (next === undefined) free.push(slot);
        else next(slot);
      }
    },
    raise: (slot) => void Atomics.store(flags, slot, 1),
    raiseAll: () => void flags.fill(1),
  };
}

/** For a worker: reads one slot. */
export function flagReader(buffer: SharedArrayBuffer, slot: number): () => boolean {
  const flags = new Int32Array(buffer);
  return () => Atomics.load(flags, slot) === 1;
}
