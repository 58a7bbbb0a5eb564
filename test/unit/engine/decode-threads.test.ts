import { Worker } from 'node:worker_threads';
import { afterAll, expect, test } from 'vitest';
import { createDecodeThreads } from '../../../core/engine/decode-threads.ts';

const workers: Worker[] = [];
const threads = createDecodeThreads(1, () => {
  const worker = new Worker("require('node:worker_threads').parentPort.on('message', ({ type }) => type === 'encode' && process.exit(3))", { eval: true });
  workers.push(worker);
  return worker;
});
afterAll(() => threads.end());

test('a thread that dies fails all that it had to do, and whatever the same file asks of it later', { timeout: 20_000 }, async () => {
  const layout = { attributeNames: [], hasCost: false };
  const reading = threads.open({} as never);
  const answers = [threads.encode([], layout), threads.encode([], layout)];
  // Nobody waits for the second one yet.
  await expect(answers[0]).rejects.toThrow('a decode thread ended');
  await new Promise((resolve) => setTimeout(resolve, 20));
  await expect(answers[1]).rejects.toThrow('a decode thread ended');
  await expect(reading.decode({ bytes: new Uint8Array(8) } as never, null)).rejects.toThrow('a decode thread ended');
  expect(workers).toHaveLength(1);
  threads.open({} as never);
  expect(workers).toHaveLength(2);
});
