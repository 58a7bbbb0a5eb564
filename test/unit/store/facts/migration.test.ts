import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { importFiles } from '../../../../core/ingest/import-files.ts';
import { encodeDictionary } from '../../../../core/store/dictionary-codec.ts';
import { encodeLineBatch } from '../../../../core/store/line-batch-codec.ts';
import { openProject } from '../../../../core/store/project-store.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from '../../../../core/store/schema.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A project as version 1 wrote it, with one import of one file. */
function oldProject(path: string): void {
  const database = new Database(path);
  database.exec(MIGRATIONS[0] ?? '');
  database.pragma(`application_id = ${APPLICATION_ID}`);
  database.pragma('user_version = 1');
  database.pragma('journal_mode = WAL');
  database.prepare("INSERT INTO import VALUES (1, '2025-01-02T03:04:05.000Z', 'generic', 'PLN', 2, '{}', 0, '[]')").run();
  database.prepare("INSERT INTO import_file VALUES (1, 0, 'old.csv', 10, 'h', 3, 2, 1, 0, 0, 2, 2, 1, 0, 0, 0, 0, 500)").run();
  database.prepare("INSERT INTO dictionary_batch VALUES ('order', 0, 1, 0, 0, 'abc', x'')").run();
  database.close();
}

const versionOf = (path: string): number => {
  const database = new Database(path, { readonly: true });
  const version = Number(database.pragma('user_version', { simple: true }));
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
  database.close();
  return version;
};

test('a project of version 1 is copied, then brought to this version with everything in it', () => {
  const path = join(folder, "Ewa's shop.tenure");
  oldProject(path);
  const store = openProject(path, { create: false });
  const { imports, currency } = store.info();
  expect(currency).toEqual({ code: 'PLN', minorUnitDigits: 2 });
  expect(imports).toMatchObject([{ importId: 1, currency: { code: 'PLN' }, files: [{ file: 'old.csv', rows: 3, imported: 2, rejected: 1 }] }]);
  expect(store.info().facts).toEqual({ customerRecords: 0, feedback: 0, products: 0, spend: { rows: 0, totalMinor: 0 } });
  store.close();
  expect(versionOf(path)).toBe(SCHEMA_VERSION);
  const copy = join(folder, "Ewa's shop.tenure.version-1");
  expect(versionOf(copy)).toBe(1);

  // The next start finds nothing to do and makes no copy.
  openProject(path, { create: false }).close();
  expect(readdirSync(folder).filter((name) => name.includes('version'))).toEqual(["Ewa's shop.tenure.version-1"]);
});

test('an earlier copy is never written over, and a copy that was cut short does no harm', () => {
  const path = join(folder, 'shop.tenure');
  const first = join(folder, 'shop.tenure.version-1');
  oldProject(first);
  oldProject(path);
  new Database(join(folder, 'shop.tenure.version-1.2.part')).exec('CREATE TABLE half (a)').close();
  openProject(path, { create: false }).close();
  expect(versionOf(first)).toBe(1);
  expect(versionOf(join(folder, 'shop.tenure.version-1.2'))).toBe(1);
  expect(existsSync(join(folder, 'shop.tenure.version-1.2.part'))).toBe(false);
});

test('the fingerprint of a project without facts is the same before and after', () => {
  const path = join(folder, 'shop.tenure');
  oldProject(path);
  const store = openProject(path, { create: false });
  // SHA-256 of the one digest there is, "abc" (FIPS 180-4 example).
  expect(store.fingerprint()).toBe('ba7816bf8f01cfea');
  store.close();
});

describe('a project of version 3, with lines and facts of two imports', () => {
  const DIGEST = '0123456789abcdef';
  /** Lines as version 3 stored them: its batches are read by this version too. */
  function thirdVersion(path: string): void {
    const database = new Database(path);
    for (const step of MIGRATIONS.slice(0, 3)) database.exec(step);
    database.pragma(`application_id = ${APPLICATION_ID}`);
    database.pragma('user_version = 3');
    database.pragma('journal_mode = WAL');
    for (const importId of [1, 2]) {
      database.prepare("INSERT INTO import VALUES (?, '2025-01-02T03:04:05.000Z', 'generic', 'PLN', 2, '{}', 0, '[]', 1)").run(importId);
      database.prepare("INSERT INTO import_file VALUES (?, 0, ?, 10, 'h', 2, 2, 0, 0, 0, 2, 2, 1, 0, 0, 0, 0, 500, 'orders')").run(importId, `${importId}.csv`);
      for (const [name, texts] of [['order', [`${importId}a`, `${importId}b`]], ['customer', [`c${importId}`]], ['product', [`p${importId}`]], ['productName', [`p${importId}`]]] as const) {
        const bytes = new TextEncoder().encode(texts.join(''));
        const offsets = Int32Array.from([0, ...texts.map((_, index) => texts.slice(0, index + 1).join('').length)]);
        const blob = encodeDictionary({ size: texts.length, offsets, bytes });
        database.prepare('INSERT INTO dictionary_batch VALUES (?, ?, ?, ?, ?, ?, ?)').run(name, importId - 1, importId, texts.length, blob.checksum, blob.digest, blob.data);
      }
      const code = importId - 1;
      const blob = encodeLineBatch({
        rows: 2, order: Uint32Array.of(code * 2, code * 2 + 1), customer: Uint32Array.of(code, code), product: Uint32Array.of(code, code), moment: Uint32Array.of(1_700_000_000, 1_700_000_001),
        quantity: Float64Array.of(1, 1), gross: Float64Array.of(250, 250), net: Float64Array.of(250, 250), refund: new Float64Array(2), cost: null, status: new Uint8Array(2),
        sourceLine: Uint32Array.of(2, 3), sourceFile: new Uint16Array(2), attributes: {},
      });
      database.prepare('INSERT INTO line_batch VALUES (?, 0, 2, 1700000000, 1700000001, ?, ?, ?)').run(importId, blob.checksum, blob.digest, blob.data);
      database.prepare("INSERT INTO customer_record (customer, name, attributes, import_id) VALUES (?, 'Ann \"A\" Ünal', '{\"tier\":\"gold\"}', ?)").run(code, importId);
      database.prepare("INSERT INTO spend VALUES (?, 'month', 'ads', 0, 1234, '{}', ?)").run(19_000 + importId, importId);
      database.prepare("INSERT INTO feedback VALUES (?, ?, 1700000000, 'nps', '', 0, NULL, 9, NULL, NULL, NULL, 'fine', '{}', ?)").run(importId, code, importId);
      database.prepare("INSERT INTO product_record VALUES (?, 'tea', NULL, 12.5, '{}', ?)").run(code, importId);
    }
    for (const kind of ['customers', 'feedback', 'spend', 'products']) database.prepare('INSERT INTO fact_digest VALUES (?, 2, ?)').run(kind, DIGEST);
    database.close();
  }

  test('loses nothing, and either import can be undone', () => {
    for (const undone of [1, 2]) {
      const path = join(folder, `${undone}.tenure`);
      thirdVersion(path);
      const store = openProject(path, { create: false });
      expect(store.info()).toMatchObject({ lines: 4, orders: 4, facts: { customerRecords: 2, feedback: 2, products: 2, spend: { rows: 2, totalMinor: 2468 } } });
      store.undoImport(undone);
      expect(store.info()).toMatchObject({ lines: 2, orders: 2, imports: [{ importId: 3 - undone }], facts: { customerRecords: 1, feedback: 1, products: 1, spend: { rows: 1, totalMinor: 1234 } } });
      expect([...store.lineSource().batches()].map(({ order }) => store.dictionary('order').text(order[0]!))).toEqual([`${3 - undone}a`]);
      expect(store.facts('customers')).toMatchObject({ customer: [2 - undone], name: ['Ann "A" Ünal'], attributes: ['{"tier":"gold"}'] });
      store.close();
    }
  });

  test('matches a later file with the lines that it had', async () => {
    const path = join(folder, 'shop.tenure');
    thirdVersion(path);
    const file = join(folder, 'again.csv');
    // 1,700,000,000 s after 1970 is 2023-11-14 22:13:20.
    writeFileSync(file, 'order,date,customer,product,quantity,price\n2a,2023-11-14 22:13:20,c2,p2,1,2.50\n2b,2023-11-14 22:13:21,c2,p2,3,2.50\n3a,2023-11-15,c2,p2,1,1.00\n');
    const store = openProject(path, { create: false });
    const before = store.info();
    const report = await importFiles({ paths: [file], plan: null, store, cancelled: () => false, onProgress: () => undefined });
    expect(report.files).toMatchObject([{ rows: 3, duplicates: 1, updated: 1, imported: 1 }]);
    expect(store.info()).toMatchObject({ lines: 5, orders: 5 });
    store.undoImport(3);
    expect(store.info()).toEqual(before);
    store.close();
  });
});
