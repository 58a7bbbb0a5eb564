import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { collectGarbage } from '../../../core/engine/collect-garbage.ts';

test('shared memory that was let go of is gone after a collection', async () => {
  const dropped = new WeakRef(new SharedArrayBuffer(1024));
  const kept = new SharedArrayBuffer(1024);
  const keptRef = new WeakRef(kept);
  // A WeakRef is held until the end of the job that made it.
  await setImmediate();
  collectGarbage();
  expect(dropped.deref()).toBeUndefined();
  expect(keptRef.deref()).toBe(kept);
});
