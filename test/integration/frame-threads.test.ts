import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createFrameThreads } from '../../core/engine/frame-threads.ts';
import { readRules, ruledLines, saveRules } from '../../core/engine/order-rules.ts';
import { spawnWorker } from '../../core/engine/spawn-worker.ts';
import { DEFAULT_RULES } from '../../core/contract/rules.ts';
import { buildFrame } from '../../core/frame/build-frame.ts';
import { openProject, type ProjectStore } from '../../core/store/project-store.ts';
import { generateOrders } from '../bench/generate.ts';
import { importInto, withProject } from '../golden/ingest/import-lines.ts';

const flags = new SharedArrayBuffer(1024);
const threads = createFrameThreads(2, () => spawnWorker({ kind: 'frame', flags }), 0);
afterAll(() => threads.end());

const options = { onProgress: () => undefined, cancelled: () => false };

/** The frame of the project by three threads and by one. */
async function bothFrames(store: ProjectStore): Promise<[together: unknown, alone: unknown]> {
  const lines = ruledLines(store, readRules(store));
  return [await threads.build(store, lines, 0, options), buildFrame(lines.source, { rules: lines.kinds })];
}

/** Three imports: orders, some of them again with other amounts among new ones, and old ones alone. */
async function importThrice(store: ProjectStore, folder: string): Promise<void> {
  const path = join(folder, 'orders.csv');
  generateOrders(path, 9000);
  const [header, ...rows] = readFileSync(path, 'utf8').trimEnd().split('\n');
  const part = (name: string, lines: string[]): string => {
    const file = join(folder, name);
    writeFileSync(file, [header, ...lines].join('\n'));
    return file;
  };
  await importInto(store, [part('first.csv', rows.slice(0, 5000))]);
  await importInto(store, [part('second.csv', rows.slice(4000).map((row, at) => (at % 3 === 0 ? row.replace(',paid', ',cancelled') : row)))]);
  await importInto(store, [part('third.csv', rows.slice(1000, 2000).map((row) => row.replace(',online,', ',store,')))]);
}

describe('a frame built by several threads', () => {
  test('is the one that one thread builds, also of imports that replace each other and by other rules', { timeout: 60_000 }, async () => {
    await withProject(async (store, folder) => {
      await importThrice(store, folder);
      const [together, alone] = await bothFrames(store);
      expect(together).toEqual(alone);
      saveRules(store, { ...DEFAULT_RULES, cancelled: 'counted', anonymous: 'left-out', identity: { email: true, phone: true } });
      const [byRules, byRulesAlone] = await bothFrames(store);
      expect(byRules).toEqual(byRulesAlone);
      expect(byRules).not.toEqual(together);
    });
  });

  test('is of the moment at which the project was held, though another process undoes an import since', async () => {
    await withProject(async (store, folder) => {
      await importThrice(store, folder);
      const [before] = await bothFrames(store);
      const letGo = store.hold();
      const other = openProject(store.path, { create: false });
      other.undoImport(other.imports()[1]!.importId);
      other.close();
      expect(await bothFrames(store)).toEqual([before, before]);
      letGo();
      const [after, afterAlone] = await bothFrames(store);
      expect(after).toEqual(afterAlone);
      expect(after).not.toEqual(before);
    });
  });

  test('can be cancelled, and built again', async () => {
    await withProject(async (store, folder) => {
      await importThrice(store, folder);
      const lines = ruledLines(store, readRules(store));
      await expect(threads.build(store, lines, 0, { ...options, cancelled: () => true })).rejects.toThrow('CANCELLED');
      const [together, alone] = await bothFrames(store);
      expect(together).toEqual(alone);
    });
  });

  test('of an empty project is empty', async () => {
    await withProject(async (store) => {
      const [together, alone] = await bothFrames(store);
      expect(together).toEqual(alone);
    });
  });
});
