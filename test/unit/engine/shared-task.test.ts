import { describe, expect, test } from 'vitest';
import type { Progress } from '../../../core/contract/rpc.ts';
import { createSharedTask } from '../../../core/engine/shared-task.ts';

const quiet = (signal = new AbortController().signal) => ({ signal, progress: () => undefined });

function controlled() {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let signal: AbortSignal | undefined;
  let report: (progress: Progress) => void = () => undefined;
  const task = createSharedTask<string>((context) => {
    signal = context.signal;
    report = context.progress;
    return promise;
  });
  return { task, resolve, reject, aborted: () => signal?.aborted, report: (progress: Progress) => report(progress) };
}

describe('shared work', () => {
  test('is done once for all who wait', async () => {
    const { task, resolve } = controlled();
    const both = Promise.all([task.join(quiet()), task.join(quiet())]);
    resolve('frame');
    expect(await both).toEqual(['frame', 'frame']);
    expect(await task.join(quiet())).toBe('frame');
    expect(task.lost()).toBe(false);
  });

  test('goes on while one still waits, and is cancelled when the last has gone', async () => {
    const { task, aborted } = controlled();
    const [first, second] = [new AbortController(), new AbortController()];
    const joined = [task.join(quiet(first.signal)), task.join(quiet(second.signal))].map((promise) => promise.catch(() => 'gone'));
    first.abort();
    expect(await joined[0]).toBe('gone');
    expect(aborted()).toBe(false);
    second.abort();
    expect(await joined[1]).toBe('gone');
    expect(aborted()).toBe(true);
    expect(task.lost()).toBe(true);
  });

  test('tells everyone how far it is', () => {
    const { task, report } = controlled();
    const heard: number[] = [];
    const context = () => ({ signal: new AbortController().signal, progress: ({ done }: Progress) => heard.push(done) });
    void task.join(context()).catch(() => undefined);
    void task.join(context()).catch(() => undefined);
    report({ stage: 'loading', unit: 'rows', done: 7, total: 9 });
    expect(heard).toEqual([7, 7]);
  });

  test('that failed is lost', async () => {
    const { task, reject } = controlled();
    const joined = task.join(quiet());
    reject(new Error('damaged'));
    await expect(joined).rejects.toThrow('damaged');
    expect(task.lost()).toBe(true);
  });
});
