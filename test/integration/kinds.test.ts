import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildFrame } from '../../core/frame/build-frame.ts';
import { NO_CODE } from '../../core/frame/line-batch.ts';
import { openProject, type ProjectStore } from '../../core/store/project-store.ts';
import { importInto, withProject } from '../golden/ingest/import-lines.ts';

const SAMPLE = join(import.meta.dirname, '../../sample-data');
const file = (name: string): string => join(SAMPLE, name);
const FACT_FILES = ['customers.csv', 'feedback.csv', 'spend.csv', 'products.csv'];
const hasSample = FACT_FILES.every((name) => existsSync(file(name)));
if (!hasSample) console.info('The sample files are not there (npm run sample): their imports are not tested.');

function readCsv(name: string): Record<string, string>[] {
  return Papa.parse<Record<string, string>>(readFileSync(file(name), 'utf8'), { header: true, skipEmptyLines: true }).data;
}

describe.skipIf(!hasSample)('the files of the sample shop, as Papa Parse reads them', () => {
  test('are recognised together, in one import, and hold the same facts; again, nothing is new', { timeout: 60_000 }, async () => {
    await withProject(async (store) => {
      const { files } = await importInto(store, FACT_FILES.map(file));
      const rows = Object.fromEntries(FACT_FILES.map((name) => [name, readCsv(name)]));
      expect(files.map(({ kind }) => kind)).toEqual(['customers', 'feedback', 'spend', 'products']);
      for (const report of files) expect(report).toMatchObject({ rows: rows[report.file]?.length, imported: rows[report.file]?.length, updated: 0, duplicates: 0, rejected: 0 });
      const customers = rows['customers.csv'] ?? [];
      const feedback = rows['feedback.csv'] ?? [];
      const spend = rows['spend.csv'] ?? [];
      const products = rows['products.csv'] ?? [];
      const totalMinor = spend.reduce((sum, row) => sum + Math.round(Number(row['amount']) * 100), 0);
      expect(store.info().facts).toEqual({ customerRecords: customers.length, feedback: feedback.length, products: products.length, spend: { rows: spend.length, totalMinor } });
      // None of the files says in which currency its amounts are, so that the orders still may.
      expect(store.info().currency).toBeNull();

      const records = store.facts('customers');
      const names = store.dictionary('customer');
      expect(records.customer.map((code) => names.text(Number(code)))).toEqual(customers.map((row) => row['customer_id']));
      expect(records.email).toEqual(customers.map((row) => row['email'] || null));
      expect(records.birthDay).toEqual(customers.map((row) => (row['birth_date'] ? Date.parse(row['birth_date']) / 86_400_000 : null)));
      expect(records.consent).toEqual(customers.map((row) => (row['consent'] === 'yes' ? 1 : 0)));
      expect(records.normalisedPhone).toEqual(customers.map((row) => row['phone']?.replaceAll(/\D/g, '') || null));

      const answers = store.facts('feedback');
      const summed = (values: readonly unknown[]): number => values.reduce<number>((sum, value) => sum + Number(value ?? 0), 0);
      for (const score of ['nps', 'csat'] as const) {
        const given = feedback.filter((row) => row[score] !== '');
        expect(answers[score].filter((value) => value !== null)).toHaveLength(given.length);
        expect(summed(answers[score])).toBe(summed(given.map((row) => row[score])));
      }
      expect(new Set(answers.text)).toEqual(new Set(feedback.map((row) => row['text'] || null)));

      const fingerprint = store.fingerprint();
      const again = await importInto(store, FACT_FILES.map(file));
      for (const report of again.files) expect(report).toMatchObject({ imported: 0, updated: 0, duplicates: report.rows, rejected: 0 });
      expect(store.fingerprint()).toBe(fingerprint);
    });
  });
});

describe('a later import', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-kinds-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const csv = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };

  test('updates what it has columns for, leaves the rest, and changes the fingerprint', async () => {
    await withProject(async (store) => {
      await importInto(store, [csv('one.csv', 'customer_id,email,phone,city\nC1,a@example.com,+48 1,Kyiv\nC2,b@example.com,+48 2,Lviv\n')]);
      const before = store.fingerprint();
      const { files } = await importInto(store, [csv('two.csv', 'customer_id,name,city\nC2,Bo,Warsaw\nC1,,Kyiv\nC3,Cy,\n')]);
      expect(files).toMatchObject([{ rows: 3, imported: 1, updated: 1, duplicates: 1, rejected: 0 }]);
      const { email, city, name } = store.facts('customers');
      expect({ email, city, name }).toEqual({ email: ['a@example.com', 'b@example.com', null], city: ['Kyiv', 'Warsaw', null], name: [null, 'Bo', 'Cy'] });
      expect(store.fingerprint()).not.toBe(before);
    });
  });

  test('of corrected answers and outlays replaces them by their keys', async () => {
    await withProject(async (store) => {
      await importInto(store, [csv('f1.csv', 'customer_id,order_id,date,nps,comment\nC1,1,2025-01-01,3,bad\nC1,2,2025-01-01,9,good\n'), csv('s1.csv', 'date,channel,amount\n2025-01-01,web,100\n2025-01-02,web,50\n')]);
      const { files } = await importInto(store, [csv('f2.csv', 'customer_id,order_id,date,nps,comment\nC1,1,2025-01-01,7,mended\nC1,3,2025-01-01,9,new\n'), csv('s2.csv', 'date,channel,amount\n2025-01-02,web,60\n2025-01-03,web,1\n')]);
      expect(files).toMatchObject([{ kind: 'feedback', imported: 1, updated: 1 }, { kind: 'spend', imported: 1, updated: 1 }]);
      expect(store.facts('feedback')).toMatchObject({ orderId: ['1', '2', '3'], nps: [7, 9, 9], text: ['mended', 'good', 'new'] });
      expect(store.facts('spend').amountMinor).toEqual([10_000, 6000, 100]);
    });
  });

  test('of the same facts in another order comes to the same state', async () => {
    const digestOf = (store: ProjectStore): unknown => {
      const { customer, city } = store.facts('customers');
      return customer.map((code, row) => `${store.dictionary('customer').text(Number(code))} ${city[row]}`).sort();
    };
    const states = await Promise.all(
      ['C1,a@example.com,Kyiv\nC2,b@example.com,Lviv\n', 'C2,b@example.com,Lviv\nC1,a@example.com,Kyiv\n'].map((rows, index) =>
        withProject(async (store) => {
          await importInto(store, [csv(`order-${index}.csv`, `customer_id,email,city\n${rows}`)]);
          return digestOf(store);
        }),
      ),
    );
    expect(states[0]).toEqual(states[1]);
  });

  test('of a catalogue gives cost and category to lines that have none, and to no other', async () => {
    await withProject(async (store) => {
      await importInto(store, [csv('o.csv', 'order,date,customer,sku,quantity,price\n1,2025-01-01,C1,A,2,10\n2,2025-01-02,C2,B,3,10\n3,2025-01-03,C1,Z,1,10\n')]);
      expect(buildFrame(store.lineSource())).toMatchObject({ cost: null });
      await importInto(store, [csv('p.csv', 'sku,name,category,cost\nA,Tea,tea,2.505\nB,Cup,,4\nUnsold,Pot,china,1\n')]);
      const frame = buildFrame(store.lineSource());
      const category = store.dictionary('category');
      const words = Array.from(frame.attributes['category'] ?? [], (code) => (code === NO_CODE ? null : category.text(code)));
      // Customer C1 has orders 1 and 3, then C2 order 2. 2 × 2.505 = 5.01; 3 × 4 = 12; Z is not in the catalogue.
      expect(Array.from(frame.cost ?? [])).toEqual([501, 0, 1200]);
      expect(words).toEqual(['tea', null, null]);

      await importInto(store, [csv('own.csv', 'order,date,customer,sku,category,quantity,price,cost\n4,2025-02-01,C1,A,own,2,10,1\n')]);
      const later = buildFrame(store.lineSource());
      expect(Array.from(later.cost ?? [])).toEqual([501, 0, 100, 1200]);
      expect(category.size).toBe(2);
    });
  });

  test('people without orders are no customers of the frame', async () => {
    await withProject(async (store) => {
      await importInto(store, [csv('people.csv', 'customer_id,email,city\nX1,x@example.com,Kyiv\nC1,c@example.com,Kyiv\n'), csv('few.csv', 'order,date,customer,amount\n1,2025-01-01,C1,5\n')]);
      const frame = buildFrame(store.lineSource());
      expect(frame.customers).toBe(2);
      expect(Array.from(frame.orderStart)).toEqual([0, 0, 1, 1]);
    });
  });

  test('orders keep their currency when people came first', async () => {
    await withProject(async (store) => {
      await importInto(store, [csv('p1.csv', 'customer_id,email,city\nX1,x@example.com,Kyiv\n')]);
      const { files } = await importInto(store, [csv('o1.csv', 'order,date,customer,amount,currency\n1,2025-01-01,C1,5,UAH\n')]);
      expect(files).toMatchObject([{ imported: 1, rejected: 0 }]);
      expect(store.info()).toMatchObject({ currency: { code: 'UAH' }, imports: [{ currency: null }, { currency: { code: 'UAH' } }] });
    });
  });
});

describe('a process killed in the middle of an import of facts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tenure-kill-facts-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const before = join(folder, 'before.tenure');
  const path = join(folder, 'people.csv');
  let old = '';
  beforeAll(async () => {
    const row = (number: number, city: string): string => `C${number},c${number}@example.com,+48 ${number},${city}\n`;
    const store = openProject(before, { create: true });
    const first = join(folder, 'first.csv');
    writeFileSync(first, `customer_id,email,phone,city\n${Array.from({ length: 1000 }, (_, number) => row(number, 'Kyiv')).join('')}`);
    await importInto(store, [first]);
    old = store.fingerprint();
    store.close();
    writeFileSync(path, `customer_id,email,phone,city\n${Array.from({ length: 60_000 }, (_, number) => row(number, 'Lviv')).join('')}`);
  });

  /** `null` lets it finish; answers how long it took from its first progress. */
  const run = (project: string, killAfterMs: number | null): Promise<number> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, 'import-child.ts'), project, path], { stdio: ['ignore', 'pipe', 'inherit'] });
      let started = 0;
      child.stdout.once('data', () => {
        started = performance.now();
        if (killAfterMs !== null) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
      });
      child.on('error', reject);
      child.on('close', () => resolve(performance.now() - started));
    });

  test('leaves the project as it was or as it was to be', { timeout: 120_000 }, async () => {
    const whole = join(folder, 'whole.tenure');
    copyFileSync(before, whole);
    const milliseconds = await run(whole, null);
    const after = openProject(whole, { create: false });
    const done = after.fingerprint();
    expect(after.info().facts.customerRecords).toBe(60_000);
    after.close();
    const found: string[] = [];
    for (const part of [0.2, 0.5, 0.8, 0.97]) {
      const project = join(folder, `killed-${part}.tenure`);
      copyFileSync(before, project);
      await run(project, milliseconds * part);
      const store = openProject(project, { create: false });
      found.push(`${store.fingerprint()} ${store.info().facts.customerRecords}`);
      store.close();
      const database = new Database(project, { readonly: true });
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      database.close();
    }
    for (const state of found) expect([`${old} 1000`, `${done} 60000`]).toContain(state);
    expect(found).toContain(`${old} 1000`);
  });
});
