import type { Progress } from '../contract/rpc.ts';

const WINDOW_MS = 5000;
const LEAST_MS = 1000;
const SAMPLE_MS = 200;

/** Tells how far the reading of files is. */
export interface ImportProgress {
  /** Of all files together. */
  read(bytes: number, rows: number): void;
}

/** Reports bytes and rows, and the seconds left at the pace of the last five seconds, once there is one. */
export function createImportProgress(totalBytes: number, report: (progress: Progress) => void, now: () => number = () => performance.now()): ImportProgress {
  const seen: { at: number; bytes: number }[] = [];
  return {
    read(bytes, rows) {
      const at = now();
      const last = seen.at(-1);
      if (last === undefined || at - last.at >= SAMPLE_MS) seen.push({ at, bytes });
      while (seen.length > 2 && at - (seen[1]?.at ?? at) > WINDOW_MS) seen.shift();
      const first = seen[0];
      const isKnown = first !== undefined && at - first.at >= LEAST_MS && bytes > first.bytes;
      const secondsLeft = isKnown ? Math.ceil(((totalBytes - bytes) * (at - first.at)) / (bytes - first.bytes) / 1000) : null;
      report({ stage: 'reading', unit: 'bytes', done: bytes, total: totalBytes, rows, ...(secondsLeft !== null && { secondsLeft: Math.max(0, secondsLeft) }) });
    },
  };
}
