import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Language } from '../../core/contract/shell.ts';
import { axeFindings, launchTenure, overviewShown, screenshot, settled, temporaryFolder } from './harness.ts';
import { WORDS } from './words.ts';

const SECTIONS = ['overview', 'cohorts', 'imports', 'rejected', 'rules', 'definitions'] as const;

/** Settles, takes a picture and asks axe. */
type Look = (name: string) => Promise<void>;

/** Every section as it opens, one of its pop-overs, and the palette. */
async function lookAtSections(page: Page, language: Language, look: Look): Promise<void> {
  const words = WORDS[language];
  for (const section of SECTIONS) {
    await page.getByRole('link', { name: words.app.nav[section] }).first().click();
    await look(section);
  }

  await page.getByRole('link', { name: words.app.nav.overview }).click();
  await settled(page);
  await page.getByRole('button', { name: new RegExp(`^${words.overview.figure.repeatPurchaseRate}`) }).click();
  await page.getByRole('dialog').waitFor();
  await look('figure');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: words.app.nav.cohorts }).click();
  await settled(page);
  await page.locator('.heat-cell').nth(3).click();
  await page.getByRole('dialog').waitFor();
  await look('cell');
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: words.cohorts.view.curves }).or(page.getByRole('button', { name: words.cohorts.view.curves })).first().click();
  await look('curves');

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').waitFor();
  await look('palette');
  await page.keyboard.press('Escape');
}

/** Every view of segments, what is behind a cell, and a segment. */
async function lookAtSegments(page: Page, language: Language, look: Look): Promise<void> {
  const words = WORDS[language].segments;
  await page.getByRole('link', { name: WORDS[language].app.nav.segments }).click();
  await page.locator('.choice-group').first().waitFor();
  const choose = (name: string): Promise<void> => page.getByRole('radio', { name, exact: true }).click();
  for (const view of ['grids', 'movement', 'rules', 'table'] as const) {
    await choose(words.view[view]);
    await look(`segments-${view}`);
    if (view !== 'movement') continue;
    await page.locator('.chart-canvas').first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await look('segments-cell');
    await page.keyboard.press('Escape');
  }
  await page.getByRole('button', { name: words.name['at-risk'] }).click();
  await page.getByRole('heading', { name: words.detail.gaps }).waitFor();
  await look('segment');
  await page.keyboard.press('Escape');
}

/** Lists of customers, the columns they may have, and a customer. */
async function lookAtCustomers(page: Page, language: Language, look: Look): Promise<void> {
  const words = WORDS[language].customers;
  await page.getByRole('link', { name: WORDS[language].app.nav.customers }).click();
  await page.getByRole('grid').waitFor();
  for (const list of ['birthdays', 'all'] as const) {
    await page.getByRole('radio', { name: words.list[list], exact: true }).click();
    await look(`customers-${list}`);
  }
  await page.getByRole('button', { name: words.page.columns }).click();
  await page.getByRole('menu').waitFor();
  await look('customers-columns');
  await page.keyboard.press('Escape');
  await page.locator('.customers tbody tr').first().click();
  await page.getByText(words.profile.timeline).waitFor();
  await look('customer');
}

it.each([
  ['light', 'en'],
  ['dark', 'uk'],
] as const satisfies [string, Language][])('every view in the %s theme, in %s, as axe and a reader see it', { timeout: 240_000 }, async (theme, language) => {
  const { app, page, complaints } = await launchTenure({ settings: { language, theme } });
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1440, 900));
  await overviewShown(page);
  const found: string[] = [];
  const look: Look = async (name) => {
    await settled(page);
    await screenshot(page, `${name}-${theme}-${language}`);
    found.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
  };
  await lookAtSections(page, language, look);
  await lookAtSegments(page, language, look);
  await lookAtCustomers(page, language, look);
  expect(found).toEqual([]);
  expect(complaints).toEqual([]);
});

it('nothing breaks at the smallest and at a very wide window', async () => {
  const { app, page } = await launchTenure();
  await overviewShown(page);
  for (const [width, height] of [[1180, 700], [1900, 1150]] as const) {
    await app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0], size[1]), [width, height] as const);
    for (const section of ['overview', 'cohorts'] as const) {
      await page.getByRole('link', { name: WORDS.en.app.nav[section] }).click();
      await settled(page);
      await screenshot(page, `${section}-${width}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${section} at ${width}`).toBe(0);
    }
  }
});

it('a chart is saved as table, drawing and picture, where the user says', async () => {
  const folder = temporaryFolder();
  const { app, page, complaints } = await launchTenure();
  await overviewShown(page);
  await app.evaluate(({ session }, place) => {
    session.defaultSession.on('will-download', (_event, item) => item.setSavePath(`${place}/${item.getFilename()}`));
  }, folder);
  const chart = page.locator('figure.chart').first();
  await chart.locator('svg path').first().waitFor({ state: 'attached' });
  for (const kind of ['csv', 'svg', 'png'] as const) {
    await chart.getByRole('button', { name: WORDS.en.overview.chart.export }).click();
    await page.getByRole('menuitem', { name: WORDS.en.overview.chart[kind] }).click();
    await expect.poll(() => readdirSync(folder).filter((name) => name.endsWith(`.${kind}`)).length, { message: kind }).toBe(1);
  }
  const read = (ending: string): Buffer => readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith(ending)) ?? ''));
  await expect.poll(() => read('.png').subarray(1, 4).toString()).toBe('PNG');
  expect(read('.csv').toString('utf8').split('\r\n').length).toBeGreaterThan(20);
  expect(read('.svg').toString('utf8')).toMatch(/^<\?xml[\s\S]*<svg[\s\S]*<\/svg>/);
  expect(complaints).toEqual([]);
});
