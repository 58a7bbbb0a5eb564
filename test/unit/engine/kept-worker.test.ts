import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { EngineFailure } from '../../../core/contract/errors.ts';
import { createCancelFlags, flagReader } from '../../../core/engine/cancel-flags.ts';
import { type KeptWorker, keepWorker } from '../../../core/engine/kept-worker.ts';
import type { ClumsyApi } from './clumsy-worker.ts';

const kept: KeptWorker<ClumsyApi>[] = [];
afterEach(async () => {
  await Promise.all(kept.splice(0).map((worker) => worker.end()));
});

function clumsy() {
  let started = 0;
  const worker = keepWorker<ClumsyApi>({
    name: 'clumsy',
    spawn: () => {
      started++;
      return new Worker(new URL('./clumsy-worker.ts', import.meta.url));
    },
    prepare: (client) => client.call('prepare', null),
  });
  kept.push(worker);
  return { worker, started: () => started };
}

const failureOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (thrown: unknown) => (thrown instanceof EngineFailure ? thrown.error : thrown),
  );

describe('a kept thread', () => {
  test('is started by the first call and stays', async () => {
    const { worker, started } = clumsy();
    expect(started()).toBe(0);
    expect(await worker.call('echo', 'a')).toBe('a');
    expect(await worker.call('echo', 'b')).toBe('b');
    expect(started()).toBe(1);
  });

  test('that dies fails its calls with the reason, and the next call has another', async () => {
    const { worker, started } = clumsy();
    const error = await failureOf(worker.call('throwLater', null));
    expect(error).toEqual({ code: 'INTERNAL', detail: 'the clumsy thread ended (exit code 1): RangeError: fell over' });
    expect(await worker.call('echo', 'again')).toBe('again');
    expect(started()).toBe(2);
  });

  test('is prepared before it takes a call, each time it starts', async () => {
    const { worker } = clumsy();
    expect(await worker.call('prepared', null)).toBe(true);
    await failureOf(worker.call('exit', 3));
    expect(await worker.call('prepared', null)).toBe(true);
  });

  test('ends when told to, and takes no call then', async () => {
    const { worker, started } = clumsy();
    await worker.call('echo', 'a');
    await worker.end();
    expect(await failureOf(worker.call('echo', 'b'))).toEqual({ code: 'DISCONNECTED' });
    expect(started()).toBe(1);
  });
});

describe('cancel flags', () => {
  test('are raised while their call is aborted, and lowered for the next', async () => {
    const flags = createCancelFlags();
    const controller = new AbortController();
    const seen: boolean[] = [];
    let slot = -1;
    await flags.guard(controller.signal, async (given) => {
      slot = given;
      seen.push(flagReader(flags.buffer, slot)());
      controller.abort();
      seen.push(flagReader(flags.buffer, slot)());
    });
    await flags.guard(new AbortController().signal, async (given) => {
      expect(given).toBe(slot);
      seen.push(flagReader(flags.buffer, given)());
    });
    expect(seen).toEqual([false, true, false]);
  });

  test('make more calls than there are flags wait for their turn', async () => {
    const flags = createCancelFlags();
    const inUse = new Set<number>();
    const work = async (slot: number): Promise<number> => {
      expect(inUse.has(slot)).toBe(false);
      inUse.add(slot);
      await new Promise((resolve) => setImmediate(resolve));
      inUse.delete(slot);
      return slot;
    };
    const slots = await Promise.all(Array.from({ length: 1000 }, () => flags.guard(new AbortController().signal, work)));
    expect(slots).toHaveLength(1000);
    expect(new Set(slots).size).toBe(256);
  });

  test('of an aborted call do not let it start', async () => {
    const flags = createCancelFlags();
    expect(await failureOf(flags.guard(AbortSignal.abort(), () => Promise.resolve(1)))).toEqual({ code: 'CANCELLED' });
  });
});
