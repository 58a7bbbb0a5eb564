import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { answerSaveDialog, axeFindings, screenshot } from './harness.ts';
import { confirmImport, emptyProject, proposeImport } from './import-steps.ts';
import { sentence, WORDS } from './words.ts';

const words = WORDS.en;
const { imports } = words;

/** Three orders; the first has two lines, and its date and total stand on the first of them alone. */
const ORDERS = [
  'Number;Bought on;Buyer;Article;Pieces;Price;Order total;State;Shop',
  'A-1;03.02.2025;Anna;Kawa;1;10,00;15,50;paid;web',
  'A-1;;;Herbata;1;5,50;;;',
  'A-2;14.02.2025;Olha;Kawa;2;10,00;20,00;на розгляді;web',
  'A-3;31.02.2025;Olha;Kawa;1;10,00;10,00;paid;web',
];

/** A change of the rules loads the orders anew. */
const CHANGED = { timeout: 20_000 };

describe('an export that comes again', () => {
  it('is read as it was corrected, changes only what is new, and can be taken back', async () => {
    const { app, page, folder, complaints } = await emptyProject();
    const found: string[] = [];
    const first = join(folder, 'february.csv');
    writeFileSync(first, `${ORDERS.join('\n')}\n`);
    await proposeImport(app, page, first);

    for (const [column, field] of [['Number', 'order'], ['Bought on', 'date'], ['Buyer', 'customer'], ['Order total', 'amount'], ['State', 'status']] as const) {
      const button = page.getByRole('button', { name: sentence(imports.mapping.meaningOf.replace('{{column}}', column)) });
      if ((await button.textContent())?.includes(imports.field[field]) === true) continue;
      await button.click();
      await page.getByRole('menuitemradio', { name: imports.field[field], exact: true }).click();
    }
    // What is read stands beside what is written, and what cannot be read says so.
    await expect.poll(() => page.getByRole('cell', { name: '03.02.2025 → 3 Feb 2025' }).count()).toBe(1);
    expect(await page.getByRole('cell', { name: `31.02.2025 ${imports.mapping.readNot}` }).count()).toBe(1);
    const pending = page.getByRole('radiogroup', { name: imports.mapping.statusMeaningOf.replace('{{word}}', 'на розгляді') });
    await pending.getByRole('radio', { name: imports.mapping.statusCancelled }).click();
    await expect.poll(() => pending.getByRole('radio', { name: imports.mapping.statusCancelled }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: imports.mapping.once.replace('{{column}}', 'Order total') }).isChecked()).toBe(true);
    await expect.poll(() => page.getByRole('button', { name: imports.mapping.runOne }).isEnabled()).toBe(true);
    found.push(...(await axeFindings(page)));
    await confirmImport(page);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^4 rows were read; 1 could not be imported/);
    found.push(...(await axeFindings(page)));

    const rejected = join(folder, 'rejected.csv');
    await answerSaveDialog(app, rejected);
    await page.getByRole('button', { name: imports.rejected.save }).click();
    await expect.poll(() => existsSync(rejected), CHANGED).toBe(true);
    await expect.poll(() => page.getByRole('region', { name: words.app.notice.region }).textContent(), CHANGED).toContain('1 row was saved');
    expect(readFileSync(rejected, 'utf8')).toContain('31.02.2025');

    // One price corrected, one order new: the other rows are the same.
    const second = join(folder, 'march.csv');
    writeFileSync(second, `${[...ORDERS.map((line) => (line.startsWith('A-2') ? line.replace('20,00', '18,00') : line)), 'A-4;01.03.2025;Anna;Kawa;1;10,00;10,00;paid;web'].join('\n')}\n`);
    await proposeImport(app, page, second);
    await page.getByText(sentence(imports.saved.applied)).waitFor();
    const forecast = page.getByRole('status', { name: imports.forecast.label });
    await forecast.waitFor();
    expect(await forecast.locator('span').allTextContents()).toEqual(['1 new', '1 changed', '2 the same', '1 rejected']);
    await screenshot(page, 'import-forecast');
    await page.getByRole('button', { name: imports.saved.back }).click();
    await page.getByRole('button', { name: imports.saved.again }).click();
    await page.getByText(sentence(imports.saved.applied)).waitFor();
    await confirmImport(page);
    expect(await page.locator('footer').textContent()).toContain('4 order lines · 3 orders');

    await page.getByRole('button', { name: imports.result.back }).click();
    await page.getByRole('heading', { name: imports.saved.title }).waitFor();
    found.push(...(await axeFindings(page)));
    // By keyboard alone: the newest import’s button, the question, and what it says.
    await page.getByRole('button', { name: sentence(imports.undo.buttonOf) }).last().focus();
    await page.keyboard.press('Enter');
    const question = page.getByRole('alertdialog');
    await question.waitFor();
    expect(await question.getByRole('listitem').allTextContents()).toEqual(['1 row that it added goes.', '1 row that it changed is again as it was before.', '1 rejected row is forgotten.']);
    found.push(...(await axeFindings(page)));
    await screenshot(page, 'import-undo');
    await question.getByRole('button', { name: imports.undo.confirm }).focus();
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('footer').textContent(), CHANGED).toContain('3 order lines · 2 orders');
    await expect.poll(() => page.getByRole('region', { name: words.app.notice.region }).textContent(), CHANGED).toMatch(sentence(imports.undo.done));

    await page.getByRole('button', { name: sentence(imports.saved.forgetOf) }).click();
    await page.getByRole('heading', { name: imports.saved.title }).waitFor({ state: 'detached' });
    expect(found).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('and what counts as an order is the user’s choice, with its count', async () => {
    const { app, page, folder, complaints } = await emptyProject();
    const file = join(folder, 'orders.csv');
    const lines = [
      '1,2025-01-05,Anna,a@x.ua,10.00,EUR,paid',
      '2,2025-01-06,A. Kowal,A@X.ua,20.00,EUR,paid',
      '3,2025-01-07,Olha,o@x.ua,30.00,EUR,cancelled',
      '4,2025-01-08,Olha,o@x.ua,400.00,UAH,paid',
    ];
    writeFileSync(file, `Order,Date,Customer,Email,Amount,Currency,Status\n${lines.join('\n')}\n`);
    await proposeImport(app, page, file);
    await confirmImport(page);
    await page.getByRole('link', { name: words.app.nav.rules }).click();
    const { rules } = words;
    const row = page.getByRole('row', { name: sentence(rules.kind.cancelled) });
    await row.waitFor();
    expect(await row.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['1', '1', '€30.00']));
    await row.getByRole('radio', { name: rules.counted }).click();
    await expect.poll(() => row.getByRole('radio', { name: rules.counted }).isChecked(), CHANGED).toBe(true);

    // Three customers by name; two of them have one e-mail.
    const after = page.getByRole('row', { name: sentence(rules.identity.customersAfter) });
    expect(await after.getByRole('cell').textContent()).toBe('3');
    await page.getByRole('checkbox', { name: sentence(rules.identity.email) }).click({ force: true });
    await expect.poll(() => after.getByRole('cell').textContent(), CHANGED).toBe('2');

    await page.getByRole('radio', { name: rules.currency.converted }).click({ force: true });
    const paste = page.getByRole('textbox', { name: rules.currency.paste });
    await paste.fill('UAH 2025-01-01 0,02\nnonsense');
    expect(await page.getByText(rules.currency.badLines_one.replace('{{lines}}', '2')).count()).toBe(1);
    await paste.fill('UAH 2025-01-01 0,02');
    await page.getByRole('button', { name: rules.currency.add_one.replace('{{n}}', '1') }).click();
    await page.getByRole('textbox', { name: 'UAH, 1 Jan 2025' }).waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    expect(await axeFindings(page)).toEqual([]);
    await screenshot(page, 'rules');
    // 10 + 20 + 30 + 400 × 0.02 = 68 in four orders of two customers.
    await page.getByRole('link', { name: words.app.nav.overview }).click();
    await page.getByRole('button', { name: sentence(words.overview.figure.activeCustomers) }).first().waitFor();
    expect(await page.locator('main').textContent()).toContain('€17');
    expect(complaints).toEqual([]);
  });
});
