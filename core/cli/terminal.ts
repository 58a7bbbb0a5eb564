import type { Progress } from '../contract/rpc.ts';

/** What a command may do to the outside. */
export interface Terminal {
  print(text: string): void;
  /** One line on stderr. */
  warn(text: string): void;
  /** One line on stderr, for what a reader of the output should not have to read. */
  note(text: string): void;
  /** A progress bar on stderr when it is a terminal; nothing otherwise. */
  progress(progress: Progress): void;
  /** Removes the bar. */
  clearProgress(): void;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
}

/** Where a command line writes: the process, unless someone listens. */
export interface Output {
  stdout: { write(text: string): unknown };
  stderr: { write(text: string): unknown; isTTY?: boolean };
}

const STAGES: Record<Progress['stage'], string> = { reading: 'Reading', writing: 'Writing', loading: 'Loading', computing: 'Computing' };
const BAR_CELLS = 24;
const count = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });

export function createTerminal(signal: AbortSignal, { stdout, stderr }: Output): Terminal {
  const bar = stderr.isTTY === true;
  let drawn = false;
  const clearProgress = (): void => {
    if (drawn) stderr.write('\r\u001b[K');
    drawn = false;
  };
  return {
    signal,
    print: (text) => {
      clearProgress();
      stdout.write(text.endsWith('\n') ? text : `${text}\n`);
    },
    note: (text) => {
      clearProgress();
      stderr.write(`${text}\n`);
    },
    warn: (text) => {
      clearProgress();
      stderr.write(`tenure: ${text}\n`);
    },
    progress: (progress) => {
      if (!bar) return;
      drawn = true;
      stderr.write(`\r\u001b[K${progressLine(progress)}`);
    },
    clearProgress,
  };
}

/** One line such as `Reading ████████░░░░ 45 %  33M of 73M bytes, 410K rows, 4 s left`. */
export function progressLine({ stage, unit, done, total, rows, secondsLeft }: Progress): string {
  if (total === null || total <= 0) return `${STAGES[stage]}  ${count.format(done)} ${unit}`;
  const share = Math.min(1, done / total);
  const full = Math.round(share * BAR_CELLS);
  return `${STAGES[stage].padEnd(9)} ${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)} ${String(Math.floor(share * 100)).padStart(3)} %  ${count.format(done)} of ${count.format(total)} ${unit}${rows === undefined ? '' : `, ${count.format(rows)} rows`}${secondsLeft === undefined ? '' : `, ${timeLeft(secondsLeft)} left`}`;
}

function timeLeft(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
