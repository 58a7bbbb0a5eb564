import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';
import { ensureRuntime } from '../../electron/runtime/ensure.mjs';
import type { Settings } from '../../core/contract/shell.ts';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const output = join(repository, 'test', 'e2e', 'output');
const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export interface Tenure {
  app: ElectronApplication;
  page: Page;
  userData: string;
  /** What the page complained about: errors, warnings of the policy, uncaught exceptions. */
  complaints: string[];
  close(): Promise<void>;
}

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** The folder of a profile in which the sample shop was imported before. */
export function profileWithSample(): string {
  const folder = temporaryFolder();
  copyFileSync(inject('sampleProject'), join(folder, 'sample.tenure'));
  return folder;
}

/** Starts the built program in a profile of its own, by default with the sample shop, and waits for its window. */
export async function launchTenure(options: { userData?: string; settings?: Settings; systemLanguage?: string } = {}): Promise<Tenure> {
  const userData = options.userData ?? profileWithSample();
  if (options.settings !== undefined) writeFileSync(join(userData, 'settings.json'), JSON.stringify(options.settings));
  const { executable, env } = await ensureRuntime();
  const app = await _electron.launch({
    executablePath: executable,
    args: [...asRoot, repository, `--user-data-dir=${userData}`],
    env: { ...processEnvironment(), ...env, LANGUAGE: options.systemLanguage ?? 'en_GB' },
  });
  let closed = false;
  const close = async (): Promise<void> => {
    if (closed) return;
    closed = true;
    const force = setTimeout(() => app.process().kill('SIGKILL'), 10_000);
    await app.close().finally(() => clearTimeout(force));
  };
  onTestFinished(close);
  const complaints: string[] = [];
  app.on('window', (opened) => listen(opened, complaints));
  const page = await app.firstWindow();
  listen(page, complaints);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') console.error(await lastSeen(page, complaints));
  });
  return { app, page, userData, complaints, close };
}

/** What a failed test looked at: where nobody can see the screen, a page that never came is known by its words. */
async function lastSeen(page: Page, complaints: string[]): Promise<string> {
  const seen = page.evaluate(() => ({
    address: location.hash,
    busy: [...document.querySelectorAll('[aria-busy="true"], [role="progressbar"]')].map(({ outerHTML }) => outerHTML.slice(0, 200)),
    text: document.body.innerText.slice(0, 1500),
  }));
  const silent = new Promise<string>((resolve) => setTimeout(() => resolve('the page does not answer'), 5000));
  return JSON.stringify({ seen: await Promise.race([seen, silent]).catch(String), complaints }, null, 2);
}

const heard = new WeakSet<Page>();
function listen(page: Page, complaints: string[]): void {
  if (heard.has(page)) return;
  heard.add(page);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/.test(message.text())) complaints.push(message.text());
  });
}

function processEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** The next open dialog answers these paths instead of appearing. Dialogs belong to the system and cannot be driven. */
export async function answerOpenDialog(app: ElectronApplication, paths: string[] | null): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: filePaths === null, filePaths: filePaths ?? [] });
  }, paths);
}

export async function answerSaveDialog(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: filePath === null, filePath: filePath ?? '' });
  }, path);
}

/** Chooses a menu item by the command it sends. */
export async function chooseMenu(app: ElectronApplication, command: string): Promise<void> {
  await app.evaluate(({ Menu, BrowserWindow }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id);
    if (!item) throw new Error(`the menu has no item ${id}`);
    item.click(undefined, BrowserWindow.getAllWindows()[0]);
  }, command);
}

export async function enginePid(app: ElectronApplication): Promise<number> {
  const pid = await app.evaluate(({ app: electron }) => electron.getAppMetrics().find((metric) => metric.name === 'Tenure engine')?.pid);
  if (pid === undefined) throw new Error('no engine is running');
  return pid;
}

/** Writes `<name>.png` into the ignored output folder. */
export async function screenshot(page: Page, name: string): Promise<void> {
  mkdirSync(output, { recursive: true });
  await page.screenshot({ path: join(output, `${name}.png`), animations: 'disabled' });
}

export function outputFile(name: string): string {
  mkdirSync(output, { recursive: true });
  return join(output, name);
}

/** Runs the program without a window, as `tenure report` does. */
export async function runReport(args: string[]): Promise<{ status: number | null; stderr: string }> {
  const { executable, env } = await ensureRuntime();
  const child = spawn(executable, [...asRoot, '--log-level=3', repository, ...args], { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stderr };
}

/** Waits until the window shows the overview of a project, and answers its finding. */
export async function overviewShown(page: Page): Promise<string> {
  await page.locator('main ul.figures').first().waitFor({ timeout: 60_000 });
  return (await page.getByRole('heading', { level: 1 }).textContent()) ?? '';
}

/** Waits until nothing on the page is being computed, typefaces are there and what moved has come to rest. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  // Not by animation frames: a screen that nobody looks at may have none.
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"], [role="progressbar"]') === null, null, { timeout: 60_000, polling: 100 });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  await page.waitForTimeout(400);
}

/** What axe finds in the page, or in a part of it: a line each. Colours are judged once they have faded in. */
export async function axeFindings(page: Page, part?: string): Promise<string[]> {
  await page.waitForTimeout(300);
  const whole = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (part === undefined ? whole : whole.include(part)).analyze();
  return violations.flatMap(({ id, impact, nodes }) => nodes.map((node) => `${id} (${impact}): ${node.html.slice(0, 200)}`));
}

/** Drops files on the window as a file manager would: a file chosen by an input keeps its path when it is dropped. */
export async function dropFiles(page: Page, paths: string[]): Promise<void> {
  await page.evaluate(() => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.id = 'files-to-drop';
    input.hidden = true;
    document.body.append(input);
  });
  await page.setInputFiles('#files-to-drop', paths);
  await page.evaluate(() => {
    const input = document.querySelector<HTMLInputElement>('#files-to-drop');
    const dataTransfer = new DataTransfer();
    for (const file of input?.files ?? []) dataTransfer.items.add(file);
    const event = (type: string): DragEvent => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
    document.body.dispatchEvent(event('dragover'));
    document.body.dispatchEvent(event('drop'));
    input?.remove();
  });
}
