import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EngineFailure } from '../../../core/contract/errors.ts';
import { openProject } from '../../../core/store/project-store.ts';
import { importInto } from '../../golden/ingest/import-lines.ts';

let folder = '';
let project = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
  project = join(folder, 'shop.tenure');
  const orders = join(folder, 'orders.csv');
  writeFileSync(orders, 'order,date,customer,quantity,price\n1,2024-01-31,a,1,2.50\n2,2024-02-01,b,1,2.50\n');
  const store = openProject(project, { create: true });
  await importInto(store, [orders]);
  store.close();
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

/** What becomes of opening and reading it all: its lines, or the fault. */
function attempt(path: string): number | string {
  try {
    const store = openProject(path, { create: false });
    const { lines } = store.info();
    const read = [...store.lineSource().batches()].reduce((sum, batch) => sum + batch.rows, 0);
    store.close();
    return read === lines ? lines : 'torn';
  } catch (thrown) {
    return thrown instanceof EngineFailure && thrown.error.code === 'PROJECT' ? thrown.error.fault : `not said: ${String(thrown)}`;
  }
}

describe('a header with a byte changed', () => {
  test('is read as it was, or said to be damaged, never anything else', () => {
    const whole = readFileSync(project);
    const damaged = join(folder, 'damaged.tenure');
    const outcomes = new Set<number | string>();
    for (let at = 0; at < 100; at++) {
      for (const value of [0, 1, 128, 255]) {
        const bytes = Buffer.from(whole);
        bytes[at] = value;
        writeFileSync(damaged, bytes);
        // Bytes 60–63 are the version, 68–71 what marks a project.
        const outcome = attempt(damaged);
        if (at < 60 || at > 71) expect([2, 'damaged'], `byte ${at} = ${value}`).toContain(outcome);
        outcomes.add(outcome);
      }
    }
    expect(outcomes).toEqual(new Set([2, 'damaged', 'newer-version', 'not-a-project']));
  });

  test('all zeros are damage, another file is no project', () => {
    const bytes = readFileSync(project);
    writeFileSync(join(folder, 'zeros.tenure'), bytes.fill(0, 0, 4096));
    writeFileSync(join(folder, 'text.tenure'), 'order,date\n'.repeat(50));
    expect([attempt(join(folder, 'zeros.tenure')), attempt(join(folder, 'text.tenure'))]).toEqual(['damaged', 'not-a-project']);
  });
});

test('an empty file by the name of a project is an empty project, another one is left alone', () => {
  const [named, other] = [join(folder, 'new.tenure'), join(folder, 'orders-to-come.csv')];
  for (const path of [named, other]) writeFileSync(path, '');
  expect([attempt(named), attempt(other)]).toEqual([0, 'not-a-project']);
  expect(statSync(other).size).toBe(0);
});

describe('without leave to write', () => {
  /** Runs as somebody who owns nothing here. */
  const asNobody = (code: string): string => {
    const script = join(folder, 'script.ts');
    writeFileSync(script, code);
    chmodSync(folder, 0o555);
    chmodSync(project, 0o444);
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const { stdout, stderr } = spawnSync(process.execPath, [script], { ...nobody, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout;
  };
  const store = JSON.stringify(join(import.meta.dirname, '../../../core/store/project-store.ts'));

  test.skipIf(process.platform === 'win32')('a project is read, in any folder, and refuses changes', () => {
    const before = readFileSync(project);
    const said = asNobody(`import { openProject } from ${store};
      const project = openProject(${JSON.stringify(project)}, { create: false });
      const say = (work) => { try { work(); return 'done'; } catch (thrown) { return thrown.error.fault; } };
      console.log(JSON.stringify([project.info().lines, project.info().readOnly, [...project.lineSource().batches()][0].rows,
        say(() => project.saveSetting('theme', 'dark')), say(() => project.undoImport(1)), say(() => project.beginImport()),
        say(() => openProject(${JSON.stringify(project)}, { create: true }))]));`);
    expect(JSON.parse(said)).toEqual([2, true, 2, 'no-permission', 'no-permission', 'no-permission', 'no-permission']);
    expect(readFileSync(project)).toEqual(before);
  });

  test.skipIf(process.platform === 'win32')('a file that may not be read either says so', () => {
    copyFileSync(project, join(folder, 'secret.tenure'));
    chmodSync(join(folder, 'secret.tenure'), 0);
    const said = asNobody(`import { openProject } from ${store};
      try { openProject(${JSON.stringify(join(folder, 'secret.tenure'))}, { create: false }); } catch (thrown) { console.log(thrown.error.fault); }`);
    expect(said.trim()).toBe('no-permission');
  });
});
