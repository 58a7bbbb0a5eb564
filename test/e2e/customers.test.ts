import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answerSaveDialog, axeFindings, launchTenure, overviewShown, profileWithSample, screenshot, settled, temporaryFolder } from './harness.ts';
import { sentence, WORDS } from './words.ts';

const words = WORDS.en.customers;

const title = (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();
const firstRow = (page: Page): Promise<string> => page.locator('.customers tbody tr').first().getByRole('rowheader').innerText();

it('a list is chosen, searched, sorted, walked by keyboard, saved as it stands, and masked with one key', async () => {
  const folder = temporaryFolder();
  const { app, page, complaints } = await launchTenure({ settings: { language: 'en', theme: 'light' } });
  await overviewShown(page);
  await page.keyboard.press('5');
  const grid = page.getByRole('grid', { name: words.page.table });
  await grid.waitFor();
  await settled(page);
  const everyone = await title(page);
  expect(everyone).toMatch(sentence(words.finding.all_other));
  expect(Number(await grid.getAttribute('aria-rowcount')) - 1).toBe(Number(everyone.replaceAll(/\D/g, '')));
  expect(await axeFindings(page)).toEqual([]);

  await page.getByRole('radio', { name: words.list['due-to-reorder'] }).click();
  await settled(page);
  expect(await title(page)).toMatch(sentence(words.finding['due-to-reorder_other']));
  expect(Number((await title(page)).replaceAll(/\D/g, ''))).toBeLessThan(Number(everyone.replaceAll(/\D/g, '')));
  await page.getByRole('radio', { name: words.list.all }).click();

  await page.getByRole('button', { name: words.column.customer, exact: true }).click();
  await settled(page);
  const lowest = await firstRow(page);
  await page.getByRole('button', { name: words.column.customer, exact: true }).click();
  await settled(page);
  const highest = await firstRow(page);
  expect(highest > lowest).toBe(true);

  await page.keyboard.press('/');
  await page.keyboard.type(lowest);
  await expect.poll(() => title(page)).toMatch(sentence(words.finding.found_one));
  expect(await firstRow(page)).toBe(lowest);

  const saved = join(folder, 'list.csv');
  await answerSaveDialog(app, saved);
  await page.getByRole('button', { name: words.page.save }).click();
  await page.getByRole('menuitem', { name: 'CSV' }).click();
  await expect.poll(() => existsSync(saved)).toBe(true);
  const [head, row] = readFileSync(saved, 'utf8').replace(/^\uFEFF/, '').split('\r\n');
  expect(head?.startsWith('customer,name,firstOrder,lastOrder,orders,netRevenue')).toBe(true);
  expect(row?.startsWith(`${lowest},`)).toBe(true);

  await page.getByRole('searchbox').fill('');
  await expect.poll(() => title(page)).toBe(everyone);
  await settled(page);
  await grid.focus();
  await page.keyboard.press('End');
  await expect.poll(() => page.locator('.customers tr[aria-selected=true]').getAttribute('aria-rowindex')).toBe(await grid.getAttribute('aria-rowcount'));
  await expect.poll(() => page.locator('.customers tr[aria-selected=true]').getByRole('rowheader').innerText(), { timeout: 20_000 }).toBe(lowest);
  await page.keyboard.press('Enter');
  await page.getByText(words.profile.timeline).waitFor();
  await expect.poll(() => page.locator('main').innerText()).toContain(lowest);
  await settled(page);
  await screenshot(page, 'customer-profile');
  expect(await axeFindings(page)).toEqual([]);

  await page.keyboard.press('m');
  await expect.poll(() => page.locator('main').innerText()).toMatch(/[0-9a-f]{16}/);
  await settled(page);
  expect(await page.locator('main').innerText()).not.toContain(lowest);
  await page.getByRole('link', { name: words.profile.back }).click();
  await grid.waitFor();
  await settled(page);
  expect(await firstRow(page)).toMatch(/^[0-9a-f]{16}$/);
  await screenshot(page, 'customers-masked');
  expect(await axeFindings(page)).toEqual([]);
  expect(complaints).toEqual([]);
});

it('what a window hides and which columns it shows is known at the next start', async () => {
  const userData = profileWithSample();
  const first = await launchTenure({ userData, settings: { language: 'en', theme: 'dark' } });
  await overviewShown(first.page);
  await first.page.keyboard.press('m');
  await first.page.keyboard.press('5');
  await first.page.getByRole('grid').waitFor();
  await first.page.getByRole('button', { name: words.page.columns }).click();
  await first.page.getByRole('menuitemcheckbox', { name: words.column.firstOrder }).click();
  await first.page.keyboard.press('Escape');
  await expect.poll(() => first.page.getByRole('columnheader', { name: words.column.firstOrder }).count()).toBe(0);
  await first.close();

  const second = await launchTenure({ userData });
  await overviewShown(second.page);
  await second.page.keyboard.press('5');
  await second.page.getByRole('grid').waitFor();
  await settled(second.page);
  expect(await second.page.getByRole('columnheader', { name: words.column.firstOrder }).count()).toBe(0);
  expect(await firstRow(second.page)).toMatch(/^[0-9a-f]{16}$/);
  expect(await axeFindings(second.page)).toEqual([]);
});
