import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const TENURE = fileURLToPath(new URL('../../core/cli/tenure.mjs', import.meta.url));

test('what options say of columns is followed by files with the same columns, which is said on stderr and can be refused', { timeout: 60_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-mapping-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const run = (...args: string[]): { status: number | null; stdout: string; stderr: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [TENURE, 'import', 'shop.tenure', ...args, '--json'], { cwd: folder, encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  // Names that say nothing; the second file has the columns in another order.
  writeFileSync(join(folder, 'january.csv'), 'k1;k2;k3;k4\nA-1;2025-01-05;Anna;10,50\nA-2;2025-01-06;Olha;20,25\n');
  writeFileSync(join(folder, 'february.csv'), 'k4;k1;k3;k2\n7,00;A-3;Anna;2025-02-05\n');
  writeFileSync(join(folder, 'march.csv'), 'k4;k1;k3;k2\n9,00;A-4;Anna;2025-03-05\n');

  const first = run('january.csv', '--map', 'order=k1,date=k2,customer=k3,amount=k4', '--currency', 'UAH');
  expect({ status: first.status, stderr: first.stderr }).toEqual({ status: 0, stderr: '' });

  const refused = run('february.csv', '--no-saved-mapping');
  expect(refused.status).toBe(1);
  expect(refused.stderr).toMatch(/--map order=/);

  const followed = run('february.csv', 'march.csv');
  expect(followed.status).toBe(0);
  expect(followed.stderr).toMatch(/january\.csv.*--no-saved-mapping/);
  const report = JSON.parse(followed.stdout) as { files: { file: string; imported: number; rejected: number; grossAmount: number }[] };
  expect(report.files.map(({ file, imported, rejected }) => [file, imported, rejected])).toEqual([
    ['february.csv', 1, 0],
    ['march.csv', 1, 0],
  ]);
});
