import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { enginePid, launchTenure, overviewShown, repository, screenshot } from './harness.ts';
import { confirmImport, emptyProject, proposeImport } from './import-steps.ts';
import { WORDS } from './words.ts';

const words = WORDS.en;
const onlineRetail = join(repository, '..', 'shared', 'data', 'online-retail', 'online-retail.csv.gz');

it('a killed engine is started again and the window goes on where it was', async () => {
  const { app, page } = await launchTenure();
  const finding = await overviewShown(page);
  const facts = await page.locator('footer').textContent();
  const before = await enginePid(app);
  process.kill(before, 'SIGKILL');
  await page.getByText(words.app.notice.engineRestarted).waitFor();
  await screenshot(page, 'engine-restarted');
  expect(await enginePid(app)).not.toBe(before);
  expect(await overviewShown(page)).toBe(finding);
  expect(await page.locator('footer').textContent()).toBe(facts);
  await page.getByRole('link', { name: words.app.nav.cohorts }).click();
  await page.getByRole('grid').waitFor();
});

it.skipIf(!existsSync(onlineRetail))('an engine killed in the middle of an import leaves the project as it was', async () => {
  const { app, page, folder } = await emptyProject();
  const small = join(folder, 'small.csv');
  writeFileSync(small, 'Order,Date,Customer,Amount,Currency\n1,2011-01-05,Anna,10.00,GBP\n2,2011-02-05,Anna,12.00,GBP\n');
  await proposeImport(app, page, small);
  await confirmImport(page);
  await page.getByRole('button', { name: words.imports.result.toOverview }).click();
  const finding = await overviewShown(page);
  const facts = await page.locator('footer').textContent();
  await proposeImport(app, page, onlineRetail);
  await page.getByRole('button', { name: words.imports.mapping.runOne }).click();
  await page.getByRole('progressbar').first().waitFor();
  process.kill(await enginePid(app), 'SIGKILL');
  await page.getByText(words.app.notice.engineRestarted).waitFor();
  await page.getByRole('link', { name: words.app.nav.overview }).click();
  expect(await overviewShown(page)).toBe(finding);
  expect(await page.locator('footer').textContent()).toBe(facts);
});

it('an engine that dies again and again is given up on, and started when the user says so', async () => {
  const { app, page } = await launchTenure();
  await overviewShown(page);
  await app.evaluate(({ dialog }) => {
    const asked: { message: string }[] = [];
    Reflect.set(globalThis, 'asked', asked);
    dialog.showMessageBox = (...options: unknown[]) => {
      asked.push(options.at(-1) as { message: string });
      return Promise.resolve({ response: 0, checkboxChecked: false });
    };
  });
  const asked = (): Promise<number> => app.evaluate(() => (Reflect.get(globalThis, 'asked') as unknown[]).length);
  for (let last = 0; (await asked()) === 0; ) {
    const pid = await enginePid(app).catch(() => last);
    if (pid !== last) process.kill(pid, 'SIGKILL');
    last = pid;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await expect.poll(() => enginePid(app).then(() => true, () => false)).toBe(true);
  await overviewShown(page);
});
