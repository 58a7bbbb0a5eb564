import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { orderFiles } from '../../../core/cli/order-files.ts';
import { withFolderFiles } from '../../../electron/folder-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'tenure-folder-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a folder stands for its order files, in the window as on the command line', async () => {
  for (const name of ['2024-02.csv', '2024-01.csv.gz', 'отчёт.XLSX', '.hidden.csv', '~$отчёт.XLSX', 'photo.png', 'shop.tenure']) writeFileSync(join(folder, name), 'x');
  mkdirSync(join(folder, 'older.csv'));
  writeFileSync(join(folder, 'older.csv', '2023-12.csv'), 'x');
  const single = join(folder, 'photo.png');
  const files = await withFolderFiles([single, folder]);
  expect(files).toEqual([single, ...['2024-01.csv.gz', '2024-02.csv', 'отчёт.XLSX'].map((name) => join(folder, name))]);
  expect(orderFiles([single, folder])).toEqual(files);
});

test('what is not there stays, for the import to name', async () => {
  expect(await withFolderFiles([join(folder, 'gone')])).toEqual([join(folder, 'gone')]);
});

test('an empty folder stands for nothing', async () => {
  mkdirSync(join(folder, 'empty'));
  expect(await withFolderFiles([join(folder, 'empty')])).toEqual([]);
});
