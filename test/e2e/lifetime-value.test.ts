import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axeFindings, launchTenure, overviewShown, screenshot, settled } from './harness.ts';
import { sentence, WORDS } from './words.ts';

const words = WORDS.en.lifetimeValue;
const VIEWS = ['models', 'holdout', 'groups', 'customers', 'worksheet', 'renewals', 'curve'] as const;
const customerWords = WORDS.en.customerValue;

/** Chooses one of the buttons of a choice by its words. */
async function choose(page: Page, text: string): Promise<void> {
  await page.getByRole('radio', { name: text, exact: true }).first().click();
  await settled(page);
}

/** Chooses one of a list that opens. */
async function pick(page: Page, label: string, text: string): Promise<void> {
  await page.locator('.ltv-settings').getByRole('button', { name: label }).click();
  await page.getByRole('option', { name: text, exact: true }).click();
  await settled(page);
}

async function finding(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
}

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it('every view of lifetime value is as axe would have it', async () => {
    const { app, page, complaints } = await launchTenure({ settings: { language: 'en', theme } });
    await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1180, 800));
    await overviewShown(page);
    await page.keyboard.press('4');
    const found: string[] = [];
    for (const view of VIEWS) {
      await choose(page, words.view[view]);
      await screenshot(page, `lifetime-value-${view}-${theme}`);
      found.push(...(await axeFindings(page, 'main')).map((line) => `${view}: ${line}`));
    }
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

it('a model is held against days it has not seen, and leads to its customers', async () => {
  const { page, complaints } = await launchTenure({ settings: { language: 'en', theme: 'light' } });
  await overviewShown(page);
  await page.keyboard.press('4');
  await settled(page);
  expect(await finding(page)).toMatch(sentence(words.finding.trusted));

  await choose(page, words.view.holdout);
  await pick(page, words.model.label, words.model['pareto-nbd']);
  expect(await finding(page)).toContain('Pareto/NBD');

  await choose(page, words.view.groups);
  await page.locator('.groups-table .sourced').first().click();
  await page.getByRole('dialog').getByRole('button', { name: words.provenance.show }).click();
  await page.getByRole('dialog').getByRole('row').nth(1).waitFor();
  await page.keyboard.press('Escape');

  await pick(page, words.group.label, words.group.segment);
  expect(await page.locator('.groups-table').textContent()).toContain(WORDS.en.segments.name.champions);

  await choose(page, words.view.worksheet);
  const margin = page.getByRole('textbox', { name: words.worksheet.ownFor.replace('{{name}}', words.worksheet.margin) });
  await margin.fill('20');
  await margin.press('Enter');
  await page.waitForTimeout(500);
  expect(await finding(page)).toMatch(sentence(words.finding.worksheetOwn));
  await page.getByRole('button', { name: words.worksheet.reset }).click();
  await settled(page);
  expect(await finding(page)).toMatch(sentence(words.finding.worksheet));

  await choose(page, words.view.curve);
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await settled(page);
  expect(await page.locator('.what-if-finding').textContent()).toContain('6%');
  expect(complaints).toEqual([]);
});

it('the valuable who have likely gone lead to the list of customers, and a customer to what is expected of them', async () => {
  const { page, complaints } = await launchTenure({ settings: { language: 'en', theme: 'light' } });
  await overviewShown(page);
  await page.keyboard.press('4');
  await settled(page);
  await choose(page, words.view.customers);
  const [shown] = (await page.getByRole('button', { name: sentence(customerWords.lists.showRisk_other) }).textContent())?.match(/[\d,]+/) ?? [];
  await page.getByRole('button', { name: sentence(customerWords.lists.showRisk_other) }).click();
  await page.getByRole('grid').waitFor();
  await page.waitForFunction((total) => document.querySelector('h1')?.textContent.startsWith(`${total} `), shown);

  await page.keyboard.press('4');
  await settled(page);
  await page.locator('.ltv-lists').getByRole('link').first().click();
  await page.locator('.expectation-strip').waitFor();
  await page.locator('.expectation-strip .sourced').first().click();
  expect(await page.getByRole('dialog').textContent()).toContain('BG/NBD');
  expect(await axeFindings(page, '.expectations')).toEqual([]);
  expect(complaints).toEqual([]);
});

it('fits that were stopped are all made by one more try', async () => {
  const { page, complaints } = await launchTenure({ settings: { language: 'en', theme: 'light' } });
  await overviewShown(page);
  await page.keyboard.press('4');
  await page.getByRole('button', { name: WORDS.en.app.action.stop }).click();
  await page.getByRole('alert').waitFor();
  await page.getByRole('button', { name: WORDS.en.overview.state.again }).click();
  await page.getByRole('alert').waitFor({ state: 'detached' });
  await settled(page);
  expect(await finding(page)).toMatch(sentence(words.finding.trusted));
  expect(complaints).toEqual([]);
});
