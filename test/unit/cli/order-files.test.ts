import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderFiles } from '../../../core/cli/order-files.ts';
import { NothingDone } from '../../../core/cli/usage.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
  for (const name of ['2024-10.csv', '2024-2.CSV.gz', '2024-09.xlsx', 'b.ndjson', 'notes.md', '.hidden.csv', '~$2024-09.xlsx']) writeFileSync(join(folder, name), '');
  mkdirSync(join(folder, 'more.csv'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder stands for the order files in it, sorted by name; files stand for themselves', () => {
  const files = orderFiles([join(folder, 'notes.md'), folder, join(folder, 'nowhere.csv')]);
  expect(files.map((path) => basename(path))).toEqual(['notes.md', '2024-09.xlsx', '2024-10.csv', '2024-2.CSV.gz', 'b.ndjson', 'nowhere.csv']);
});

test('a folder without order files leaves nothing to do', () => {
  expect(() => orderFiles([join(folder, 'more.csv')])).toThrow(NothingDone);
});
