import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { importFiles } from '../../core/ingest/import-files.ts';
import { openProject } from '../../core/store/project-store.ts';

const ROWS_BEFORE = 1000;
const ROWS = 150_000;
const ROWS_AGAIN = 60_000;

/** In place of a file: the last import is undone. */
export const UNDO = '--undo';

/** What became of the imports and undos that were killed. */
export interface KillTally {
  killed: number;
  /** Killed after the commit had begun. */
  inCommit: number;
  /** Projects found at the state before the import, and at the one after it. */
  old: number;
  new: number;
}

/** Kills imports and undos at random moments, every third import inside the commit: in turn an import into a project without imports, which is
 *  written straight into the file, one into a project with an import, which goes by the log, one that corrects what is there, and the undo of
 *  that one. Throws when a project doesn’t open, is not whole, or is at neither
 *  the state before nor the one after. `random` yields numbers in [0, 1). */
export async function killImports(kills: number, random: () => number, onRound: (tally: KillTally) => void = () => undefined): Promise<KillTally> {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-kill-'));
  try {
    const file = writeOrders(folder, 'second', ROWS);
    const sold = writeOrders(folder, 'sold', ROWS_AGAIN);
    const corrected = join(folder, 'corrected.csv');
    writeFileSync(corrected, readFileSync(sold, 'utf8').replaceAll('7,1,2.50', '7,3,2.50'));
    const scenarios = [
      await createScenario(folder, 'empty', [], file, ROWS),
      await createScenario(folder, 'filled', [writeOrders(folder, 'first', ROWS_BEFORE)], file, ROWS),
      await createScenario(folder, 'again', [sold], corrected, 0),
      await createScenario(folder, 'undone', [sold, corrected], UNDO, 0),
    ];
    const tally: KillTally = { killed: 0, inCommit: 0, old: 0, new: 0 };
    for (let round = 0; tally.killed < kills; round++) {
      if (round > kills * 3) throw new Error(`only ${tally.killed} of ${round} imports could be killed before their end`);
      const { start, file: run, readMs, commitMs, states } = scenarios[round % scenarios.length]!;
      const project = join(folder, 'killed.tenure');
      copyFileSync(start, project);
      const inCommit = round % 3 === 2 && run !== UNDO;
      const ended = await runImport(project, run, { after: inCommit ? 'w' : 'r', milliseconds: random() * (inCommit ? commitMs : readMs + commitMs) });
      if (ended.killed) {
        tally.killed++;
        if (ended.commitMs !== null) tally.inCommit++;
        tally[stateOf(project, states)]++;
        onRound(tally);
      }
      for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(project + suffix, { force: true });
    }
    return tally;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface State {
  fingerprint: string;
  lines: number;
}

interface Scenario {
  start: string;
  /** The file to import, or UNDO. */
  file: string;
  /** Time until the commit of an import that is let alone, and from there to its end. */
  readMs: number;
  commitMs: number;
  states: { old: State; new: State };
}

async function createScenario(folder: string, name: string, before: string[], file: string, adds: number): Promise<Scenario> {
  const start = join(folder, `${name}.tenure`);
  const store = openProject(start, { create: true });
  for (const path of before) await importFiles({ paths: [path], plan: null, store, cancelled: () => false, onProgress: () => undefined });
  store.close();
  const whole = join(folder, `${name}-whole.tenure`);
  copyFileSync(start, whole);
  const { readMs, commitMs } = await runImport(whole, file, null);
  const states = { old: readState(start), new: readState(whole) };
  const added = states.new.lines - states.old.lines;
  if (added !== adds || states.old.fingerprint === states.new.fingerprint) throw new Error(`left alone, ${name} added ${added} lines and not ${adds}`);
  return { start, file, readMs, commitMs: commitMs ?? 0, states };
}

function stateOf(project: string, states: Scenario['states']): 'old' | 'new' {
  const found = readState(project);
  const database = new Database(project, { readonly: true });
  const integrity = database.pragma('integrity_check', { simple: true });
  database.close();
  if (integrity !== 'ok') throw new Error(`integrity_check: ${String(integrity)}`);
  for (const state of ['old', 'new'] as const) if (found.fingerprint === states[state].fingerprint && found.lines === states[state].lines) return state;
  throw new Error(`the project is at neither state: ${JSON.stringify({ found, states })}`);
}

/** Reads every batch, so that all checksums are looked at. */
function readState(project: string): State {
  const store = openProject(project, { create: false });
  const lines = [...store.lineSource().batches()].reduce((sum, batch) => sum + batch.rows, 0);
  const state = { fingerprint: store.fingerprint(), lines };
  store.close();
  return state;
}

function writeOrders(folder: string, name: string, rows: number): string {
  const path = join(folder, `${name}.csv`);
  writeFileSync(path, 'order,date,customer,quantity,price\n' + Array.from({ length: rows }, (_, row) => `${name}${row},2024-01-31 10:00:00,c${row % 5000},1,2.50\n`).join(''));
  return path;
}

/** Runs an import, or an undo of the last one, in a process of its own, which is killed some time after its first `r` or `w`. `commitMs`: from its first `w` to its end. */
function runImport(project: string, file: string, kill: { after: 'r' | 'w'; milliseconds: number } | null): Promise<{ killed: boolean; readMs: number; commitMs: number | null }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'import-child.ts'), project, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    const seen: Record<string, number> = {};
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.on('data', (chunk: Buffer) => {
      for (const stage of ['r', 'w'] as const) {
        if (seen[stage] !== undefined || !chunk.includes(stage)) continue;
        seen[stage] = performance.now();
        if (kill?.after === stage) setTimeout(() => child.kill('SIGKILL'), kill.milliseconds);
      }
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const end = performance.now();
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(errors));
      else resolve({ killed: signal === 'SIGKILL', readMs: (seen['w'] ?? end) - (seen['r'] ?? end), commitMs: seen['w'] === undefined ? null : end - seen['w'] });
    });
  });
}
