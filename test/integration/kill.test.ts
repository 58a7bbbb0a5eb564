import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import { openProject } from '../../core/store/project-store.ts';
import { importInto } from '../golden/ingest/import-lines.ts';

const KILLS = 10;
const folder = mkdtempSync(join(tmpdir(), 'tenure-kill-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function orders(name: string, rows: number): string {
  const path = join(folder, name);
  writeFileSync(path, 'order,date,customer,quantity,price\n' + Array.from({ length: rows }, (_, row) => `${name}${row},2024-01-31 10:00:00,c${row % 5000},1,2.50\n`).join(''));
  return path;
}

/** Milliseconds from the first progress to the end, and whether the process was killed; `killAfterMs: null` lets it finish. */
function runImport(project: string, file: string, killAfterMs: number | null): Promise<{ killed: boolean; milliseconds: number }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(import.meta.dirname, 'import-child.ts'), project, file], { stdio: ['ignore', 'pipe', 'pipe'] });
    let started = 0;
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.stdout.once('data', () => {
      started = performance.now();
      if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code !== 0 && signal !== 'SIGKILL') reject(new Error(errors));
      else resolve({ killed: signal === 'SIGKILL', milliseconds: performance.now() - started });
    });
  });
}

test('a process killed at any moment of an import leaves the project at the state before or after it', { timeout: 120_000 }, async () => {
  const before = join(folder, 'before.tenure');
  const store = openProject(before, { create: true });
  await importInto(store, [orders('first.csv', 1000)]);
  const oldFingerprint = store.fingerprint();
  store.close();
  const file = orders('second.csv', 150_000);

  const whole = join(folder, 'whole.tenure');
  copyFileSync(before, whole);
  const { milliseconds } = await runImport(whole, file, null);
  const after = openProject(whole, { create: false });
  const newFingerprint = after.fingerprint();
  expect(after.info().lines).toBe(151_000);
  after.close();
  expect(newFingerprint).not.toBe(oldFingerprint);

  let kills = 0;
  for (let round = 0; round < KILLS; round++) {
    const project = join(folder, `killed-${round}.tenure`);
    copyFileSync(before, project);
    // The last rounds fall into the commit.
    const { killed } = await runImport(project, file, (milliseconds * (round + 0.5)) / KILLS);
    if (killed) kills++;
    const found = openProject(project, { create: false });
    const fingerprint = found.fingerprint();
    const lines = [...found.lineSource().batches()].reduce((sum, batch) => sum + batch.rows, 0);
    found.close();
    expect([[oldFingerprint, 1000], [newFingerprint, 151_000]]).toContainEqual([fingerprint, lines]);
    const database = new Database(project, { readonly: true });
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
    rmSync(project);
  }
  expect(kills).toBeGreaterThan(KILLS / 2);
});
