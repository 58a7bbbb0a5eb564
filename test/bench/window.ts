import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { ensureRuntime } from '../../electron/runtime/ensure.mjs';
import { ORDERS_VERSION } from './generate.ts';
import { median } from './measurement.ts';

/** How long the window takes to show what was asked, from the press of a button to the picture, on a project that `npm run bench` made.
 *  npm run bench:window -- [--lines 10000000] [--runs 5]; needs the built program and a display */

interface Watch {
  pressed: number;
  shown: number;
  longestFrame: number;
  before: string;
}

declare global {
  interface Window {
    watch: Watch;
  }
}

const SECTIONS = [
  ['1', 'overview'],
  ['2', 'cohorts'],
  ['3', 'segments'],
  ['5', 'customers'],
] as const;
/** As long as nothing changes any more, the view is whole. */
const QUIET_MS = 700;

const { values } = parseArgs({ options: { lines: { type: 'string', default: '10000000' }, runs: { type: 'string', default: '5' } } });
const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');
const project = join(root, '.cache', 'bench', `orders-${ORDERS_VERSION}-${values.lines}.tenure`);
if (!existsSync(project)) throw new Error(`${project} is not there: npm run bench -- --lines ${values.lines} makes it`);
const userData = mkdtempSync(join(tmpdir(), 'tenure-bench-'));
try {
  // The project that a first start opens.
  copyFileSync(project, join(userData, 'sample.tenure'));
  writeFileSync(join(userData, 'settings.json'), JSON.stringify({ language: 'en', theme: 'light' }));
  await measureWindow(Number(values.runs));
} finally {
  rmSync(userData, { recursive: true, force: true, maxRetries: 5 });
}

async function measureWindow(runs: number): Promise<void> {
  const { executable, env } = await ensureRuntime();
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const environment = Object.fromEntries(Object.entries({ ...process.env, ...env }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  const start = performance.now();
  const app = await _electron.launch({ executablePath: executable, args: [...asRoot, root, `--user-data-dir=${userData}`], env: environment });
  try {
    const page = await app.firstWindow();
    await page.locator('main ul.figures').first().waitFor({ timeout: 60_000 });
    print(`start of the program to figures: ${Math.round(performance.now() - start)} ms`);
    await watchPage(page);
    let turn = 0;
    for (const [key, name] of SECTIONS) {
      await page.locator('body').press(key);
      await page.waitForTimeout(3000);
      const answers: Watch[] = [];
      for (let run = 0; run <= runs; run++) answers.push(await filterBy(page, turn++));
      // The first one compiles.
      const kept = answers.slice(1);
      const milliseconds = kept.map(({ pressed, shown }) => Math.round(shown - pressed));
      print(`${name}: filter to picture ${Math.round(median(milliseconds))} ms (${milliseconds.join(', ')}), longest frame ${Math.round(Math.max(...kept.map(({ longestFrame }) => longestFrame)))} ms`);
    }
    print(`memory: ${await memoryOf(app)}`);
  } finally {
    await app.close();
  }
}

/** Notes when a filter is applied, and the last frame in which the view changed. */
async function watchPage(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.watch = { pressed: 0, shown: 0, longestFrame: 0, before: '' };
    const textOfView = (): string => document.querySelector('main')?.innerText ?? '';
    document.addEventListener(
      'click',
      (event) => {
        if (event.target instanceof Element && event.target.closest('.popover-actions .primary') !== null) {
          window.watch = { pressed: performance.now(), shown: 0, longestFrame: 0, before: textOfView() };
        }
      },
      true,
    );
    let last = performance.now();
    const look = (): void => {
      const now = performance.now();
      const { watch } = window;
      if (watch.pressed > 0) {
        watch.longestFrame = Math.max(watch.longestFrame, now - last);
        if (document.querySelector('main [aria-busy="true"], main [role="progressbar"]') !== null) watch.shown = 0;
        else if (watch.shown === 0 && textOfView() !== watch.before) watch.shown = now;
      }
      last = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/** Leaves one city in the filter, in each turn another: of them there are more than runs, and what was asked before is known. */
async function filterBy(page: Page, turn: number): Promise<Watch> {
  const chip = page.locator('.chip-pair .chip-part').first();
  if ((await chip.count()) === 0) {
    await page.getByRole('button', { name: '+ Filter' }).click();
    await page.getByRole('option').nth(1).click();
  } else {
    await chip.click();
  }
  const options = page.locator('.filter-values [role=option]');
  await options.first().waitFor();
  for (const chosen of await options.and(page.locator('[aria-selected=true]')).all()) await chosen.click();
  await options.nth(turn % (await options.count())).click();
  await page.waitForTimeout(QUIET_MS);
  await page.locator('.popover-actions .primary').click();
  await page.waitForFunction((quiet) => window.watch.shown > 0 && performance.now() - window.watch.shown > quiet, QUIET_MS, { timeout: 60_000, polling: 100 });
  return page.evaluate(() => window.watch);
}

/** Resident memory of each process; what several share counts for each by its part where the system tells. */
async function memoryOf(app: ElectronApplication): Promise<string> {
  const processes = await app.evaluate(({ app: electron }) => electron.getAppMetrics().map(({ name, type, memory, pid }) => ({ name: name ?? type, pid, kilobytes: memory.workingSetSize })));
  const sizes = processes.map(({ name, pid, kilobytes }) => ({ name, megabytes: Math.round((proportionalKilobytes(pid) ?? kilobytes) / 1024) }));
  return `${sizes.map(({ name, megabytes }) => `${name} ${megabytes} MB`).join(', ')}; together ${sizes.reduce((sum, { megabytes }) => sum + megabytes, 0)} MB`;
}

function proportionalKilobytes(pid: number): number | null {
  const file = `/proc/${pid}/smaps_rollup`;
  const found = existsSync(file) ? /^Pss:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1] : undefined;
  return found === undefined ? null : Number(found);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
