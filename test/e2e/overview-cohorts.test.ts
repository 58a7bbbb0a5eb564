import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { answerSaveDialog, axeFindings, launchTenure, overviewShown, screenshot, settled, temporaryFolder } from './harness.ts';
import { WORDS } from './words.ts';

const { app: appWords, overview, cohorts } = WORDS.en;

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.locator('main').getByRole('button', { name: label }).first().click();
  await page.getByRole('option', { name: option, exact: true }).click();
  await settled(page);
}

const titleOf = async (page: Page): Promise<string> => (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it('every view of the overview says something, and axe has nothing to say', async () => {
    const { page, complaints } = await launchTenure({ settings: { language: 'en', theme } });
    await overviewShown(page);
    const found: string[] = [];
    const titles = new Set<string>();
    for (const view of ['figures', 'breakdown', 'rhythm', 'concentration', 'acquisition'] as const) {
      await page.getByRole('radio', { name: overview.view[view], exact: true }).click();
      await settled(page);
      titles.add(await titleOf(page));
      await screenshot(page, `overview-${view}-${theme}`);
      found.push(...(await axeFindings(page)).map((line) => `${view}: ${line}`));
    }
    expect(titles.size).toBe(5);
    expect([...titles].filter((title) => /NaN|undefined|\{\{/.test(title))).toEqual([]);
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

it('gaps, waiting and the best customers lead to their customers; tables save as workbooks', async () => {
  const folder = temporaryFolder();
  const { app, page, complaints } = await launchTenure();
  await overviewShown(page);
  const view = async (name: keyof typeof overview.view): Promise<void> => {
    await page.getByRole('radio', { name: overview.view[name], exact: true }).click();
    await settled(page);
  };
  const listed = async (): Promise<string> => {
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('row').nth(1).waitFor();
    const note = (await dialog.locator('.drawer-note strong').textContent()) ?? '';
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    return note.replaceAll(/\D/g, '');
  };
  await view('rhythm');
  const atRisk = page.locator('.table-frame').first();
  const waiting = atRisk.locator('tbody tr').nth(1).locator('.cell-link').first();
  const shown = (await waiting.textContent())?.replaceAll(/\D/g, '');
  await waiting.click();
  expect(await listed()).toBe(shown);
  await page.locator('.chart-canvas').nth(1).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  expect(Number(await listed())).toBeGreaterThan(0);

  const path = join(folder, 'at-risk.xlsx');
  await answerSaveDialog(app, path);
  await atRisk.getByRole('button', { name: overview.chart.export }).click();
  await page.getByRole('menuitem', { name: overview.chart.xlsx }).click();
  await page.getByText(overview.chart.saved).waitFor();
  expect(readFileSync(path).subarray(0, 2).toString()).toBe('PK');

  await view('concentration');
  await page.locator('.table-frame .cell-link').first().click();
  expect(Number(await listed())).toBeGreaterThan(0);
  expect(complaints).toEqual([]);
});

it('a small chart opens the customers behind it', async () => {
  const { page } = await launchTenure();
  await overviewShown(page);
  await page.getByRole('radio', { name: overview.view.breakdown, exact: true }).click();
  await settled(page);
  await page.locator('.multiple').first().click();
  await page.getByRole('dialog').getByRole('row').nth(1).waitFor();
  expect(await page.getByRole('dialog').getByRole('heading').first().textContent()).toContain('2025');
});

it('the 90th percentile of gaps becomes the activity window, and undo takes it back', async () => {
  const { page } = await launchTenure();
  await overviewShown(page);
  await page.getByRole('radio', { name: overview.view.rhythm, exact: true }).click();
  await settled(page);
  await page.getByRole('button', { name: overview.rhythm.windowUse }).click();
  await page.getByText(/An order makes a customer for/).waitFor();
  expect(await page.getByRole('button', { name: overview.rhythm.windowUse }).count()).toBe(0);
  await page.locator('h1').click();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: overview.rhythm.windowUse }).waitFor();
});

it('cohorts by product in windows of days, by order number, row by row, and beside another filter', async () => {
  const { page, complaints } = await launchTenure();
  await overviewShown(page);
  await page.getByRole('link', { name: appWords.nav.cohorts }).click();
  await settled(page);
  await choose(page, cohorts.by.label, cohorts.by.product);
  await choose(page, cohorts.ages.label, 'Windows of 30 days since the first order');
  expect(await page.locator('.heat thead th').allTextContents()).toEqual(expect.arrayContaining(['0', '30', '60']));
  await page.getByRole('radio', { name: cohorts.colour.row, exact: true }).click();
  await choose(page, cohorts.ages.label, cohorts.axis.order);
  expect(await page.locator('.heat thead th').nth(2).textContent()).toBe('1');
  await choose(page, cohorts.by.label, cohorts.by.day);
  await page.getByRole('group', { name: cohorts.pages.label }).getByRole('button', { name: cohorts.pages.later }).click();
  await page.getByText('121–240 of 731 cohorts').waitFor();
  await choose(page, cohorts.by.label, cohorts.by.quarter);
  await choose(page, cohorts.measure.label, cohorts.measure.revenuePerCustomer);
  expect(await page.getByRole('radio', { name: cohorts.each.soFar, exact: true }).getAttribute('aria-checked')).toBe('true');

  expect(await page.locator('.heat-key').count()).toBe(0);
  await page.getByRole('radio', { name: cohorts.colour.table, exact: true }).click();
  await page.getByRole('button', { name: cohorts.compare.start }).click();
  await page.getByRole('heading', { level: 1, name: cohorts.compare.titleSame }).waitFor();
  await settled(page);
  const before = await page.locator('.cohort-pair section').nth(1).locator('.heat-size').nth(1).textContent();
  await page.locator('.cohort-beside').getByRole('button', { name: appWords.filter.add }).click();
  await page.getByRole('dialog').getByRole('option').first().click();
  await page.getByRole('dialog').getByRole('option').first().click();
  await page.getByRole('radio', { name: appWords.filter.allBut }).click({ force: true });
  await page.getByRole('dialog').getByRole('radio', { name: appWords.filter.firstOrder }).click({ force: true });
  await page.getByRole('button', { name: appWords.action.apply }).click();
  await settled(page);
  const after = await page.locator('.cohort-pair section').nth(1).locator('.heat-size').nth(1).textContent();
  expect(after).not.toBe(before);
  const keys = await page.locator('.heat-key').allTextContents();
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
  expect(await axeFindings(page)).toEqual([]);
  await screenshot(page, 'cohorts-compared');
  expect(complaints).toEqual([]);
});

it('a view is saved under a name and comes back from the palette with its controls', async () => {
  const { page, complaints } = await launchTenure();
  await overviewShown(page);
  await page.getByRole('link', { name: appWords.nav.cohorts }).click();
  await settled(page);
  await choose(page, cohorts.measure.label, cohorts.measure.averageOrderValue);
  await page.getByRole('button', { name: appWords.saved.label, exact: true }).click();
  await page.getByRole('textbox', { name: appWords.saved.name }).fill('Orders <b>big</b>');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByText('Orders <b>big</b>').waitFor();
  await page.keyboard.press('Escape');
  await choose(page, cohorts.measure.label, cohorts.measure.orders);
  await page.getByRole('link', { name: appWords.nav.overview }).click();
  await overviewShown(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('big');
  await page.getByRole('menuitem', { name: /Orders <b>big/ }).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await settled(page);
  expect(await page.locator('main').getByRole('button', { name: cohorts.measure.label }).first().textContent()).toContain(cohorts.measure.averageOrderValue);
  expect(complaints).toEqual([]);
});
