import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LINE_CURRENCY } from '../../../core/frame/line-batch.ts';
import { inspectFile } from '../../../core/ingest/inspect-file.ts';
import { asKind } from '../../../core/ingest/kinds/recognise-file.ts';
import { importInto, readLines, withProject } from '../../golden/ingest/import-lines.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-currency-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('amounts are whole minor units of their line’s own currency: none for yen, a thousandth for dinars', async () => {
  const path = file(
    'mixed.csv',
    'order,date,customer,quantity,price,currency\n1,2024-01-31,a,2,2.50,EUR\n2,2024-01-31,a,1,1500,JPY\n3,2024-01-31,b,3,1.234,KWD\n4,2024-01-31,b,1,7.5,\n5,2024-01-31,b,1,7.5,грн\n6,2024-01-31,b,1,7.5,eur\n7,2024-01-31,b,1,7.5,shells\n',
  );
  await withProject(async (store) => {
    const report = await importInto(store, [path]);
    expect(store.currency()).toEqual({ code: 'EUR', minorUnitDigits: 2 });
    expect(readLines(store).map(({ order, netMinor, currency }) => [order, netMinor, currency])).toEqual([
      ['1', 500, null],
      ['2', 1500, 'JPY'],
      ['3', 3702, 'KWD'],
      ['4', 750, null],
      ['5', 750, 'UAH'],
      ['6', 750, null],
    ]);
    // Only euros are added up.
    expect(report.files[0]).toMatchObject({ rows: 7, imported: 6, rejected: 1, facts: { lines: 6, grossMinor: 500 + 750 + 750 } });
    expect(report.rejections).toMatchObject({ total: 1, line: [8], column: ['currency'], reason: ['other-currency'], value: ['shells'] });
  });
});

test('a later file in another currency keeps it, whether a column says so or its amounts do', async () => {
  const euros = file('euros.csv', 'order,date,customer,quantity,price,currency\n1,2024-01-31,a,1,2.50,EUR\n');
  const yen = file('yen.csv', 'order,date,customer,quantity,price,currency\n2,2024-01-31,a,1,250,JPY\n3,2024-01-31,a,1,2.50,EUR\n');
  const hryvnias = file('hryvnias.csv', 'order,date,customer,amount\n4,2024-01-31,a,12.50 грн\n');
  await withProject(async (store) => {
    await importInto(store, [euros]);
    expect(store.lineSource().attributeNames).not.toContain(LINE_CURRENCY);
    await importInto(store, [yen]);
    await importInto(store, [hryvnias]);
    expect(store.currency()?.code).toBe('EUR');
    expect(readLines(store).map(({ order, netMinor, currency }) => [order, netMinor, currency])).toEqual([
      ['1', 250, null],
      ['2', 250, 'JPY'],
      ['3', 250, null],
      ['4', 1250, 'UAH'],
    ]);
  });
});

test('signs beside the amounts tell currencies apart, and the user’s word says what the first of them stands for', async () => {
  const path = file('signs.csv', 'order,date,customer,amount\n1,2024-01-31,a,$12.50\n2,2024-01-31,a,€ 10\n3,2024-01-31,b,(zł 3.25)\n4,2024-01-31,b,7\n5,2024-01-31,b,1 200.00 грн.\n6,2024-01-31,b,-$2.00\n');
  const read = (code: string): (string | number | null)[][] => [['1', 1250, null], ['2', 1000, code], ['3', -325, 'PLN'], ['4', 700, null], ['5', 120_000, 'UAH'], ['6', -200, null]];
  const { plan, warnings } = await inspectFile(path, null);
  expect(warnings).toContainEqual({ code: 'mixed-currencies', values: ['USD', 'EUR', 'PLN', 'UAH'] });
  for (const chosen of [null, plan, { ...plan, currency: { code: 'CAD', minorUnitDigits: 2 } }]) {
    await withProject(async (store) => {
      const report = await importInto(store, [path], chosen);
      expect(store.currency()?.code).toBe(chosen?.currency.code ?? 'USD');
      expect(readLines(store).map(({ order, netMinor, currency }) => [order, netMinor, currency])).toEqual(read('EUR'));
      expect(report.files[0]).toMatchObject({ rows: 6, imported: 6, facts: { grossMinor: 1250 + 700 - 200 } });
    });
  }
});

test('signs of one currency make no second one', async () => {
  const path = file('hryvnia-signs.csv', 'order,date,customer,amount\n1,2024-01-31,a,12.50 грн\n2,2024-01-31,a,₴ 10\n3,2024-01-31,a,10 UAH\n4,2024-01-31,a,11\n');
  await withProject(async (store) => {
    await importInto(store, [path]);
    expect(store.currency()?.code).toBe('UAH');
    expect(store.lineSource().attributeNames).not.toContain(LINE_CURRENCY);
  });
});

test('an order file that names no currency is proposed in the project’s; one that names several, in the most frequent', async () => {
  const silent = await inspectFile(file('silent.csv', 'order,date,customer,amount\n1,2024-01-31,a,12.50\n'), null);
  expect(asKind(silent, null, 'UAH').plan.currency).toEqual({ code: 'UAH', minorUnitDigits: 2 });
  expect(asKind(silent, null, null).plan.currency.code).toBe('EUR');
  const inHeader = await inspectFile(file('header.csv', 'order,date,customer,amount (PLN)\n1,2024-01-31,a,12.50\n'), null);
  expect(asKind(inHeader, null, 'UAH').plan.currency.code).toBe('PLN');
  for (const [name, text] of [['column', 'order,date,customer,amount,currency\n1,2024-01-31,a,1,EUR\n2,2024-01-31,a,1,PLN\n3,2024-01-31,a,1,PLN\n'], ['amounts', 'order,date,customer,amount\n1,2024-01-31,a,€1\n2,2024-01-31,a,1 zł\n3,2024-01-31,a,1 zł\n']] as const) {
    expect(asKind(await inspectFile(file(`${name}.csv`, text), null), null, 'UAH').plan.currency.code, name).toBe('PLN');
  }
});
