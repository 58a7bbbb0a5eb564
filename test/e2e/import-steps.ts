import { join } from 'node:path';
import type { ElectronApplication, Page } from 'playwright-core';
import { answerOpenDialog, answerSaveDialog, chooseMenu, launchTenure, overviewShown, temporaryFolder, type Tenure } from './harness.ts';
import { sentence, WORDS } from './words.ts';

/** A window with an empty project of its own. */
export async function emptyProject(): Promise<Tenure & { folder: string }> {
  const folder = temporaryFolder();
  const tenure = await launchTenure();
  await overviewShown(tenure.page);
  await answerSaveDialog(tenure.app, join(folder, 'shop.tenure'));
  await chooseMenu(tenure.app, 'new-project');
  await tenure.page.getByRole('heading', { name: WORDS.en.app.empty.title }).waitFor();
  return { ...tenure, folder };
}

/** Confirms the proposed reading and waits for the result. */
export async function confirmImport(page: Page): Promise<void> {
  await page.getByRole('button', { name: WORDS.en.imports.mapping.runOne }).click();
  await page.getByRole('heading', { name: WORDS.en.imports.result.accounting }).waitFor({ timeout: 60_000 });
}

/** Chooses the file through the menu and waits for the proposal how to read it. */
export async function proposeImport(app: ElectronApplication, page: Page, file: string): Promise<void> {
  await answerOpenDialog(app, [file]);
  await chooseMenu(app, 'import');
  await page.getByRole('heading', { name: sentence(WORDS.en.imports.mapping.title) }).waitFor();
}
