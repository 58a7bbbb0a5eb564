import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
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
