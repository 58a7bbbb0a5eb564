import { expect, onTestFinished, test } from 'vitest';
import { createCommandLine } from './cli-harness.ts';

test('what options say of columns is followed by files with the same columns, which is said on stderr and can be refused', { timeout: 60_000 }, async () => {
  const { file, tenure, end } = createCommandLine();
  onTestFinished(end);
  const run = (...args: string[]) => tenure('import', 'shop.tenure', ...args, '--json');
  // Names that say nothing; the second file has the columns in another order.
  file('january.csv', 'k1;k2;k3;k4\nA-1;2025-01-05;Anna;10,50\nA-2;2025-01-06;Olha;20,25\n');
  file('february.csv', 'k4;k1;k3;k2\n7,00;A-3;Anna;2025-02-05\n');
  file('march.csv', 'k4;k1;k3;k2\n9,00;A-4;Anna;2025-03-05\n');

  const first = await run('january.csv', '--map', 'order=k1,date=k2,customer=k3,amount=k4', '--currency', 'UAH');
  expect(first).toMatchObject({ code: 0, stderr: '' });

  const refused = await run('february.csv', '--no-saved-mapping');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/--map order=/);

  const followed = await run('february.csv', 'march.csv');
  expect(followed.code).toBe(0);
  expect(followed.stderr).toMatch(/january\.csv.*--no-saved-mapping/);
  const report = JSON.parse(followed.stdout) as { files: { file: string; imported: number; rejected: number; grossAmount: number }[] };
  expect(report.files.map(({ file: name, imported, rejected }) => [name, imported, rejected])).toEqual([
    ['february.csv', 1, 0],
    ['march.csv', 1, 0],
  ]);
});
