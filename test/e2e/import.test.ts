import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { xlsxOf } from '../golden/ingest/formats/write-xlsx.ts';
import { answerOpenDialog, answerSaveDialog, chooseMenu, dropFiles, overviewShown, repository, screenshot } from './harness.ts';
import { confirmImport, emptyProject, proposeImport } from './import-steps.ts';
import { sentence, WORDS } from './words.ts';

const words = WORDS.en;
const onlineRetail = join(repository, '..', 'shared', 'data', 'online-retail', 'online-retail.csv.gz');

const HOSTILE = '<img src=x onerror="window.hacked = true">';
const FORMULA = "=cmd|' /C calc'!A0";

describe('import through the window', () => {
  it('takes a file from the menu, shows what was rejected, and keeps hostile text text', async () => {
    const { app, page, folder, complaints } = await emptyProject();
    const file = join(folder, 'orders.csv');
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    writeFileSync(
      file,
      [
        'Order,Date,Customer,Product,Quantity,Unit price,Channel',
        `1,2025-01-05,${quoted(HOSTILE)},Kawa,1,10.00,web`,
        `2,2025-01-06,${quoted(FORMULA)},Kawa,2,10.00,${quoted(HOSTILE)}`,
        `3,2025-02-07,${quoted(HOSTILE)},Herbata,1,5.50,web`,
        `4,2025-02-30,Anna,Kawa,1,10.00,web`,
        `5,2025-03-01,Anna,${quoted(HOSTILE)},many,10.00,web`,
        '',
      ].join('\n'),
    );
    await proposeImport(app, page, file);
    await screenshot(page, 'import-mapping');
    await confirmImport(page);

    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^5 rows were read; 2 could not be imported/);
    const rejected = page.getByRole('table', { name: words.imports.rejected.caption });
    const rows = await rejected.getByRole('row').allTextContents();
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatch(/orders\.csv5Date.*2025-02-30/);
    expect(rows[2]).toMatch(/orders\.csv6Quantity.*many/);
    await screenshot(page, 'import-result');

    // In a shifted row any column may hold a name: with personal data hidden no text of a rejected row is on the page, also not as a hint.
    await page.keyboard.press('m');
    const { personalData } = words.app;
    for (const place of ['result', 'rejected'] as const) {
      if (place === 'rejected') await page.getByRole('link', { name: words.app.nav.rejected }).first().click();
      await rejected.getByText(personalData.text).nth(1).waitFor();
      expect(await page.locator('main').innerHTML()).not.toMatch(/2025-02-30|many/);
      expect(await page.locator('main').textContent()).toContain(words.imports.rejected.savesHidden);
    }
    await screenshot(page, 'rejected-hidden');
    await page.keyboard.press('m');
    await rejected.getByText('2025-02-30').waitFor();
    await page.getByRole('link', { name: words.app.nav.imports }).first().click();

    await page.getByRole('button', { name: words.imports.result.toOverview }).click();
    await overviewShown(page);
    expect(await page.locator('footer').textContent()).toContain('3 order lines · 3 orders · 2 customers');
    await page.getByRole('button', { name: new RegExp(`^${words.overview.figure.activeCustomers}`) }).click();
    await screenshot(page, 'provenance');
    await page.getByRole('button', { name: sentence(words.overview.provenance.show_other) }).click();
    const drawer = page.getByRole('dialog', { name: words.customers.drawer });
    await drawer.getByRole('rowheader', { name: HOSTILE, exact: true }).waitFor();
    expect(await drawer.getByRole('rowheader', { name: FORMULA, exact: true }).count()).toBe(1);
    await screenshot(page, 'customers');
    expect(await page.evaluate(() => Reflect.get(window, 'hacked'))).toBeUndefined();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('reads the sheet of a workbook that is chosen, and asks nothing that only text has', async () => {
    const { app, page, folder, complaints } = await emptyProject();
    const file = join(folder, 'shops.xlsx');
    const rowXml = (cells: readonly string[], line: number): string => `<row r="${line}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`;
    const sheet = (rows: readonly string[][]): string => rows.map((cells, index) => rowXml(cells, index + 1)).join('');
    const kyiv = [['Order', 'Date', 'Customer', 'Amount'], ['K1', '2025-01-05', 'Anna', '10.00'], ['K2', '2025-01-06', 'Olha', '12.00']];
    const warsaw = [['Sklep w Warszawie'], ['Paid at', 'Order', 'Buyer', 'Amount'], ['2025-02-05', 'W1', 'Jan', '20.00'], ['2025-02-06', 'W2', 'Ewa', '22.00'], ['2025-02-07', 'W3', 'Ewa', '24.00']];
    writeFileSync(file, xlsxOf({ sheets: [{ name: 'Kyiv', rows: sheet(kyiv) }, { name: 'Warsaw', rows: sheet(warsaw) }] }));
    await proposeImport(app, page, file);
    const { mapping } = words.imports;
    const controls = page.getByRole('group', { name: mapping.reading });
    for (const label of [mapping.encoding, mapping.delimiter, mapping.quote]) expect(await controls.getByText(label, { exact: true }).count(), label).toBe(0);
    await controls.getByRole('button', { name: mapping.sheet }).click();
    await page.getByRole('option', { name: 'Warsaw' }).click();
    await page.getByRole('columnheader', { name: 'Buyer' }).waitFor();
    await screenshot(page, 'import-sheet');
    await confirmImport(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/\b3\b/);
    expect(complaints).toEqual([]);
  });

  it('takes dropped files', async () => {
    const { page, folder, complaints } = await emptyProject();
    const file = join(folder, 'замовлення.csv');
    writeFileSync(file, 'Замовлення;Дата;Клієнт;Сума\n1;05.01.2025;Олена;10,50\n2;31.01.2025;Ґжегож;7,00\n');
    await dropFiles(page, [file]);
    await page.getByRole('heading', { name: sentence(words.imports.mapping.title) }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('замовлення.csv');
    expect(complaints).toEqual([]);
  });

  it('asks what it cannot know, and reads the file as the user says', async () => {
    const { app, page, folder, complaints } = await emptyProject();
    const file = join(folder, 'register.csv');
    // Ambiguous days, and headers that mean nothing.
    writeFileSync(file, 'k1;k2;k3;k4\nA-1;03.04.2025;Łucja;10,50\nA-2;05.04.2025;Łucja;20,25\nA-3;06.04.2025;Żaneta;1 000,00\n');
    await proposeImport(app, page, file);
    const run = page.getByRole('button', { name: words.imports.mapping.runOne });
    await run.waitFor();
    expect(await run.isDisabled()).toBe(true);
    for (const [column, field] of [['k1', 'order'], ['k2', 'date'], ['k3', 'customer'], ['k4', 'amount']] as const) {
      await page.getByRole('button', { name: sentence(words.imports.mapping.meaningOf.replace('{{column}}', column)) }).click();
      await page.getByRole('menuitemradio', { name: words.imports.field[field], exact: true }).click();
    }
    const dayFirst = page.getByRole('button', { name: words.imports.warning.dayFirst }).or(page.getByRole('radio', { name: words.imports.warning.dayFirst }));
    if ((await dayFirst.count()) > 0) await dayFirst.first().click();
    await expect.poll(() => run.isEnabled()).toBe(true);
    await screenshot(page, 'import-corrected');
    await confirmImport(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^3 rows were read, and all were imported/);
    await page.getByRole('button', { name: words.imports.result.toOverview }).click();
    await overviewShown(page);
    expect(await page.locator('footer').textContent()).toContain('3 order lines · 3 orders · 2 customers');
    // Days first: the three days lie in one April, not in April, May and June.
    await page.getByRole('link', { name: words.app.nav.cohorts }).click();
    await page.getByRole('grid').waitFor();
    expect(await page.getByRole('rowheader').allTextContents()).toEqual(['Apr 2025', words.cohorts.column.mean]);
    expect(complaints).toEqual([]);
  });

  it('opens a dropped project', async () => {
    const { page, folder, app } = await emptyProject();
    await answerSaveDialog(app, join(folder, 'other.tenure'));
    await chooseMenu(app, 'new-project');
    await expect.poll(() => page.locator('footer').textContent()).toContain('other.tenure');
    await dropFiles(page, [join(folder, 'shop.tenure')]);
    await expect.poll(() => page.locator('footer').textContent()).toContain('shop.tenure');
  });

  it('says what is wrong with a file that is none', async () => {
    const { app, page, folder } = await emptyProject();
    const picture = join(folder, 'orders.csv');
    writeFileSync(picture, new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0, 0, 0, 0, 0, 0]));
    await answerOpenDialog(app, [picture]);
    await chooseMenu(app, 'import');
    await page.getByRole('alert').first().waitFor();
    expect(await page.getByRole('alert').first().textContent()).toContain('orders.csv');
  });

  it.skipIf(!existsSync(onlineRetail))('imports the Online Retail file, whose facts are known, and can stop while it does', async () => {
    const { app, page, complaints } = await emptyProject();
    await proposeImport(app, page, onlineRetail);
    await page.getByRole('button', { name: words.imports.mapping.runOne }).click();
    await page.getByRole('progressbar').first().waitFor();
    await screenshot(page, 'import-running');
    await page.getByRole('button', { name: words.imports.running.stop }).click();
    await page.getByRole('button', { name: words.imports.mapping.runOne }).waitFor();
    expect(await page.locator('footer').textContent()).toContain('0 order lines');

    await confirmImport(page);
    const text = await page.locator('main').textContent();
    for (const fact of ['541,909', '25,900', '4,372', '9,288', '10,624', '135,080', '2,515', '9,747,747.93']) expect(text).toContain(fact);
    await screenshot(page, 'import-online-retail');
    await page.getByRole('button', { name: words.imports.result.toOverview }).click();
    await overviewShown(page);
    await screenshot(page, 'overview-online-retail');
    expect(complaints).toEqual([]);
  });
});
