import { expect, test } from 'vitest';
import type { Progress } from '../../../core/contract/rpc.ts';
import { createImportProgress } from '../../../core/ingest/import-progress.ts';

/** Progress at a pace: bytes a second, for so many seconds, ten times a second. */
function run(total: number, paces: [bytesPerSecond: number, seconds: number][]): Progress[] {
  const reported: Progress[] = [];
  let milliseconds = 0;
  let bytes = 0;
  const progress = createImportProgress(total, (one) => reported.push(one), () => milliseconds);
  for (const [bytesPerSecond, seconds] of paces) {
    for (let tick = 0; tick < seconds * 10; tick++) {
      progress.read(bytes, bytes / 10);
      milliseconds += 100;
      bytes += bytesPerSecond / 10;
    }
  }
  progress.read(bytes, bytes / 10);
  return reported;
}

test('tells bytes and rows at once, and seconds left after a second', () => {
  const reported = run(10_000, [[1000, 3]]);
  expect(reported[0]).toEqual({ stage: 'reading', unit: 'bytes', done: 0, total: 10_000, rows: 0 });
  expect(reported[9]?.secondsLeft).toBeUndefined();
  expect(reported.at(-1)).toEqual({ stage: 'reading', unit: 'bytes', done: 3000, total: 10_000, rows: 300, secondsLeft: 7 });
});

test('goes by the last seconds, not by all of them', () => {
  // After 20 s at 1000 and 8 s at 100 bytes a second, 9200 bytes are left: 92 s at the new pace.
  expect(run(30_000, [[1000, 20], [100, 8]]).at(-1)?.secondsLeft).toBe(92);
});

test('ends at nothing', () => {
  expect(run(5000, [[1000, 5]]).at(-1)?.secondsLeft).toBe(0);
});
