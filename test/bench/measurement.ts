import { readFileSync } from 'node:fs';

/** One thing to measure, done in a process of its own. */
export type Task =
  | { kind: 'import'; csv: string; store: string; threads: number }
  | { kind: 'cancel'; csv: string; store: string; threads: number }
  | { kind: 'open'; store: string; threads: number }
  | { kind: 'ltv'; model: 'bg-nbd' | 'pareto-nbd'; store: string; threads: number; asOf: string[] }
  | { kind: 'queries'; query: 'cohorts' | 'series' | 'rfm'; store: string; threads: number; asOf: string[]; channel: string | null };

export interface Outcome {
  milliseconds: number[];
  peakMegabytes: number;
  /** What the first query found, row by row; money in minor units. */
  rows: Row[];
}

/** First the month, or what else names the row; then whole numbers. */
export type Row = [month: string, ...numbers: number[]];

export async function timed<T>(work: () => Promise<T>): Promise<{ milliseconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { milliseconds: performance.now() - start, result };
}

/** Runs the task named by the process’s argument and prints the outcome as JSON. */
export async function runTask(work: (task: Task) => Promise<Pick<Outcome, 'milliseconds' | 'rows'>>): Promise<void> {
  const { milliseconds, rows } = await work(JSON.parse(process.argv[2] ?? '') as Task);
  const outcome: Outcome = { milliseconds, peakMegabytes: peakMegabytes(), rows };
  process.stdout.write(JSON.stringify(outcome));
}

/** Peak resident memory of this process: VmHWM where there is one, because ru_maxrss may be the parent’s. */
function peakMegabytes(): number {
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS / 1024;
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** The day after an ISO date. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);
}
