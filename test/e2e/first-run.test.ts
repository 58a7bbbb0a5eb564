import { expect, it } from 'vitest';
import { launchTenure, overviewShown, profileWithSample, screenshot, settled, temporaryFolder } from './harness.ts';
import { sampleFacts } from './sample-facts.ts';
import { WORDS } from './words.ts';

const integer = (value: number): string => new Intl.NumberFormat('en-GB').format(value);

it('the first run opens the sample shop with figures and charts, the second opens it at once', async () => {
  const userData = temporaryFolder();
  const facts = sampleFacts();
  const first = await launchTenure({ userData });
  const finding = await overviewShown(first.page);
  expect(finding).toMatch(/\d.*%/);

  const strips = first.page.locator('main ul.figures');
  expect(await strips.count()).toBe(2);
  const values = await first.page.locator('.figure-value').allTextContents();
  expect(values.length).toBeGreaterThanOrEqual(12);
  for (const value of values) expect(value).toMatch(/\d/);
  await first.page.locator('.chart-host svg path').first().waitFor({ state: 'attached' });
  expect(await first.page.locator('.chart-host').count()).toBeGreaterThanOrEqual(2);

  const footer = first.page.locator('footer');
  const counts = [`${integer(facts.lines)} order lines`, `${integer(facts.orders)} orders`, `${integer(facts.customers)} customers`].join(' · ');
  expect(await footer.textContent()).toContain(counts);
  await screenshot(first.page, 'first-run');
  expect(first.complaints).toEqual([]);
  await first.close();

  const started = performance.now();
  const second = await launchTenure({ userData });
  expect(await overviewShown(second.page)).toBe(finding);
  const seconds = (performance.now() - started) / 1000;
  process.stderr.write(`second start to figures on screen: ${seconds.toFixed(2)} s\n`);
  expect(await second.page.locator('footer').textContent()).toContain(counts);
  await second.page.getByRole('link', { name: WORDS.en.app.nav.imports, exact: true }).click();
  await second.page.getByRole('heading', { level: 1 }).waitFor();
  expect(await second.page.getByRole('heading', { level: 1 }).textContent()).toBe(WORDS.en.imports.list.title_one.replace('{{n}}', '1'));
  expect(await second.page.locator('.import-list tbody td').allTextContents()).toContain(integer(facts.rowsOfAllFiles));
  expect(second.complaints).toEqual([]);
});

it('the sample shop shows what needs more than orders: cost of acquisition, margin, birthdays, NPS', async () => {
  const { overview, segments, customers } = WORDS.en;
  const { page, complaints } = await launchTenure({ settings: { language: 'en', theme: 'light' } });
  await overviewShown(page);
  const figure = (name: string) => page.getByRole('button', { name: new RegExp(`^${name}`) });
  for (const name of [overview.figure.acquisitionCost, overview.figure.netProfitPerCustomer]) expect(await figure(name).first().textContent()).toMatch(/₴\d/);
  await page.getByRole('radio', { name: overview.view.acquisition, exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /costs ₴\d/ }).waitFor();

  await page.keyboard.press('3');
  await page.getByRole('radio', { name: segments.view.table, exact: true }).waitFor();
  await settled(page);
  await page.getByRole('button', { name: segments.name.champions, exact: true }).click();
  await page.getByRole('heading', { name: segments.detail.nps }).waitFor();
  await page.keyboard.press('Escape');
  // Digits open sections once the drawer has slid away.
  await page.getByRole('dialog').waitFor({ state: 'detached' });

  await page.keyboard.press('5');
  await page.getByRole('radio', { name: customers.list.birthdays }).click();
  await page.locator('.customers tbody tr').first().waitFor();
  expect(complaints).toEqual([]);
});

it('a fresh profile speaks the system’s language', async () => {
  const { page, app } = await launchTenure({ systemLanguage: 'uk_UA:ru_RU:en_US' });
  expect(await overviewShown(page)).toMatch(/\p{Script=Cyrillic}/u);
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('uk');
  expect(await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label))).toEqual(['Файл', 'Правка', 'Вигляд', 'Довідка']);
});

it('the language changes while the program runs, in page, menu and numbers, and is kept', async () => {
  const userData = profileWithSample();
  const { page, app, complaints, close } = await launchTenure({ userData });
  await overviewShown(page);
  await page.getByRole('button', { name: new RegExp(`^${WORDS.en.app.language.label}`) }).click();
  await page.getByRole('menuitemradio', { name: 'Polski' }).click();
  await page.getByRole('link', { name: WORDS.pl.app.nav.cohorts }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('pl');
  await expect.poll(() => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items[0]?.label)).toBe('Plik');
  const facts = sampleFacts();
  expect(await page.locator('footer').textContent()).toContain(new Intl.NumberFormat('pl-PL').format(facts.lines));
  expect(complaints).toEqual([]);
  await close();

  const again = await launchTenure({ userData });
  await overviewShown(again.page);
  expect(await again.page.evaluate(() => document.documentElement.lang)).toBe('pl');
});
