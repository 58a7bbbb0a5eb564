import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { answerSaveDialog, axeFindings, launchTenure, overviewShown, settled, temporaryFolder } from './harness.ts';
import { sentence, WORDS } from './words.ts';

async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).click();
  await settled(page);
}

it('a segment: its customers, its list as a file, its advice, and as a filter of every view', async () => {
  const { app, page, complaints } = await launchTenure();
  await overviewShown(page);
  const words = WORDS.en.segments;
  await page.keyboard.press('3');
  await page.locator('.segment-table').waitFor();
  await settled(page);
  const row = page.locator('.segment-table tbody tr').filter({ has: page.getByRole('button', { name: words.name['cant-lose'] }) });
  const customers = Number((await row.locator('td').first().textContent())?.replace(/\D/g, ''));
  expect(customers).toBeGreaterThan(30);

  // From the first name down with the arrow keys; Enter opens.
  await page.getByRole('button', { name: words.name.champions }).focus();
  for (let down = 0; down < 8; down++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('heading', { name: words.name['cant-lose'] }).waitFor();

  for (const masked of [false, true]) {
    const file = join(temporaryFolder(), 'list.csv');
    await answerSaveDialog(app, file);
    if (masked) await drawer.getByText(words.list.masked).click();
    await drawer.getByRole('button', { name: WORDS.en.customers.page.save }).click();
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    await page.getByText(sentence(WORDS.en.customers.page.saved_other)).last().waitFor();
    await expect.poll(() => Papa.parse(readFileSync(file, 'utf8').trim(), { header: true }).data.length).toBe(customers);
    const rows = Papa.parse<Record<string, string>>(readFileSync(file, 'utf8').trim(), { header: true }).data;
    expect(new Set(rows.map((line) => line['segment']))).toEqual(new Set([words.name['cant-lose']]));
    expect(rows.every((line) => /^[0-9a-f]{16}$/.test(line['customer'] ?? '') === masked)).toBe(true);
  }

  await drawer.getByRole('button', { name: words.detail.edit }).click();
  await drawer.getByRole('textbox').fill('Call <b>them</b>.');
  await drawer.getByRole('button', { name: words.detail.save, exact: true }).click();
  await drawer.getByText('Call <b>them</b>.').waitFor();

  await drawer.getByRole('button', { name: words.detail.show }).click();
  await page.getByText(sentence(WORDS.en.customers.total_other)).first().waitFor();
  expect((await page.locator('.drawer-note strong').textContent())?.replace(/\D/g, '')).toBe(String(customers));
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: words.name['cant-lose'] }).click();
  await page.getByRole('dialog').getByRole('button', { name: words.detail.filter }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('1');
  await overviewShown(page);
  await page.getByRole('button', { name: words.chip.remove }).click();
  await page.getByRole('button', { name: words.chip.remove }).waitFor({ state: 'detached' });
  expect(complaints).toEqual([]);
});

it('cells of the pictures are read and opened by keyboard', async () => {
  const { page, complaints } = await launchTenure();
  await overviewShown(page);
  const words = WORDS.en.segments;
  await page.keyboard.press('3');
  await page.locator('.segment-table').waitFor();
  await choose(page, words.view.grids);
  const grid = page.getByRole('group', { name: sentence(words.grid.lately) });
  await grid.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowDown');
  const reading = grid.locator('.chart-reading');
  await expect.poll(() => reading.locator('strong').textContent()).toBe('R 4 × F 1');
  const customers = (await reading.locator('dd').first().textContent())?.replace(/\D/g, '');
  await page.keyboard.press('Enter');
  const showAll = page.getByRole('dialog').getByRole('button', { name: sentence(WORDS.en.overview.provenance.show_other) });
  expect((await showAll.textContent())?.replace(/\D/g, '')).toBe(customers);
  expect(await axeFindings(page)).toEqual([]);
  await showAll.click();
  await page.getByRole('heading', { name: 'R 4 × F 1' }).waitFor();
  await expect.poll(async () => (await page.locator('.drawer-note strong').textContent())?.replace(/\D/g, '')).toBe(customers);
  await page.keyboard.press('Escape');

  await choose(page, words.view.movement);
  const matrix = page.getByRole('group', { name: sentence(words.movement.changed) });
  await matrix.focus();
  await page.keyboard.press('Home');
  const stayed = (await matrix.locator('.chart-reading dd').first().textContent())?.replace(/\D/g, '');
  await page.keyboard.press('Enter');
  await showAll.click();
  await expect.poll(async () => (await page.locator('.drawer-note strong').textContent())?.replace(/\D/g, '')).toBe(stayed);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  // The section stands as it was left; a saved view brings its choice back.
  await page.keyboard.press('1');
  await overviewShown(page);
  await page.keyboard.press('3');
  await matrix.waitFor();
  expect(complaints).toEqual([]);
});

it('rules are refused while a cell belongs to nobody, and hold everywhere once they are saved', async () => {
  const { page, complaints } = await launchTenure();
  await overviewShown(page);
  const words = WORDS.en.segments;
  await page.keyboard.press('3');
  await page.locator('.segment-table').waitFor();
  await choose(page, words.view.rules);
  const save = page.getByRole('button', { name: words.rules.save });
  await page.getByRole('heading', { level: 1, name: '25 of 25 cells, each in exactly one of 11 segments.' }).waitFor();
  await page.getByRole('button', { name: words.rules.remove.replace('{{name}}', words.name.champions) }).click();
  await page.getByRole('heading', { level: 1, name: sentence(words.finding.broken_other) }).waitFor();
  expect(await save.isDisabled()).toBe(true);

  // The first segment that is left takes the two cells by keyboard.
  await page.locator('[data-place="0:0"]').focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.getByRole('heading', { level: 1, name: '25 of 25 cells, each in exactly one of 10 segments.' }).waitFor();
  await save.click();
  await page.getByText(words.rules.saved).waitFor();
  await choose(page, words.view.table);
  expect(await page.locator('.segment-table tbody tr').count()).toBe(10);
  expect(complaints).toEqual([]);
});
