import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EngineFailure, type ProjectFault } from '../../../core/contract/errors.ts';
import type { ImportPlan } from '../../../core/contract/imports.ts';
import { NO_CODE, type LineBatch } from '../../../core/frame/line-batch.ts';
import { openProject, type ProjectStore } from '../../../core/store/project-store.ts';

const PLAN: ImportPlan = {
  kind: 'orders', profile: 'generic', mapping: { date: 0 }, attributes: [], currency: { code: 'UAH', minorUnitDigits: 2 }, creditPrefix: null, cancelledStatuses: [], testStatuses: [],
  dialect: { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines: 0, header: true, decimal: '.', dateOrder: 'ymd' },
};
const FACTS = { lines: 3, orders: 2, customers: 1, anonymousLines: 1, creditLines: 0, negativeQuantityLines: 1, zeroPriceLines: 0, grossMinor: -7 };
const FILE = { file: 'a.csv', rows: 4, imported: 3, rejected: 1, duplicates: 0, updated: 0, facts: FACTS };

function batch(): LineBatch {
  return {
    rows: 3,
    order: Uint32Array.of(0, 1, 70_000),
    customer: Uint32Array.of(0, NO_CODE, 127),
    product: Uint32Array.of(NO_CODE, 128, 0),
    moment: Uint32Array.of(86_400, 4_291_747_199, 0),
    quantity: Float64Array.of(1.5, -2, 3),
    gross: Float64Array.of(1, -32_769, 5),
    net: Float64Array.of(9_007_199_254_740_991, -1, 0),
    refund: Float64Array.of(0, 0, 128),
    cost: Float64Array.of(-128, 127, 0),
    status: Uint8Array.of(0, 3, 1),
    sourceLine: Uint32Array.of(2, 3, 10_000_001),
    sourceFile: Uint16Array.of(0, 999, 1),
    attributes: { channel: Uint32Array.of(0, NO_CODE, 300) },
  };
}

function dictionary(texts: string[]): { size: number; offsets: Int32Array; bytes: Uint8Array } {
  const parts = texts.map((text) => Buffer.from(text));
  const offsets = Int32Array.from([0, ...parts.map((_, index) => parts.slice(0, index + 1).reduce((sum, part) => sum + part.length, 0))]);
  return { size: texts.length, offsets, bytes: Buffer.concat(parts) };
}

function fill(store: ProjectStore): void {
  const writer = store.beginImport();
  writer.writeBatch(batch());
  writer.writeDictionary('order', dictionary(['1', 'Ї-2']));
  writer.writeDictionary('channel', dictionary(['web', '', 'allegro']));
  writer.writeRejection({ fileIndex: 0, line: 7, column: 'date', reason: 'bad-date', value: 'x' });
  writer.commit({ files: [{ ...FILE, bytes: 123, hash: 'abc' }], plan: PLAN, attributeNames: ['channel'] });
}

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
  path = join(folder, 'Моя крамниця.tenure');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('what was stored comes back', () => {
  test('lines, dictionaries, imports and rejections, after closing and opening', () => {
    const first = openProject(path, { create: true });
    expect(first.info()).toMatchObject({ name: 'Моя крамниця', lines: 0, from: null, to: null, currency: null, imports: [] });
    fill(first);
    const fingerprint = first.fingerprint();
    first.close();

    const store = openProject(path, { create: false });
    const source = store.lineSource();
    expect(source).toMatchObject({ lines: 3, orders: 2, customers: 0, attributeNames: ['channel'], hasCost: true, fingerprint });
    for (let pass = 0; pass < 2; pass++) {
      const [read, ...rest] = [...source.batches()];
      expect(rest).toEqual([]);
      const { gross, net, refund, cost, ...exact } = read!;
      const { gross: writtenGross, net: writtenNet, refund: writtenRefund, cost: writtenCost, ...written } = batch();
      expect(exact).toEqual(written);
      expect([gross, net, refund, cost!].map((column) => [...column])).toEqual([writtenGross, writtenNet, writtenRefund, writtenCost!].map((column) => [...column]));
    }
    const orders = store.dictionary('order');
    expect([orders.size, orders.text(0), orders.text(1)]).toEqual([2, '1', 'Ї-2']);
    expect(() => orders.text(2)).toThrow(RangeError);
    expect(store.dictionary('channel').text(2)).toBe('allegro');
    expect(store.info()).toMatchObject({ lines: 3, orders: 2, anonymousLines: 1, rejected: 1, from: '1970-01-01', to: '2105-12-31', currency: { code: 'UAH', minorUnitDigits: 2 } });
    expect(store.imports()).toMatchObject([{ importId: 1, files: [FILE], profile: 'generic' }]);
    expect(store.rejections({ importId: null, offset: 0, limit: 10 })).toEqual({ total: 1, file: ['a.csv'], line: [7], column: ['date'], reason: ['bad-date'], value: ['x'] });
    expect(store.rejections({ importId: 2, offset: 0, limit: 10 }).total).toBe(0);
    expect([store.hasFile('abc'), store.hasFile('abd')]).toEqual([true, false]);
    store.saveSetting('theme', 'dark');
    store.saveSetting('theme', 'light');
    expect([store.setting('theme'), store.setting('other')]).toEqual(['light', null]);
    store.close();
  });

  test('columns are kept in the narrowest type', () => {
    const store = openProject(path, { create: true });
    fill(store);
    const [read] = [...store.lineSource().batches()];
    expect([read?.gross, read?.net, read?.refund, read?.cost].map((column) => column?.constructor.name)).toEqual(['Int32Array', 'Float64Array', 'Int16Array', 'Int8Array']);
    store.close();
  });

  test('the fingerprint follows the data, not the file or the time', () => {
    const prints = ['one', 'two'].map((name) => {
      const store = openProject(join(folder, name), { create: true });
      const empty = store.fingerprint();
      fill(store);
      const filled = store.fingerprint();
      store.close();
      return { empty, filled };
    });
    expect(prints[0]).toEqual(prints[1]);
    expect(prints[0]?.filled).toMatch(/^[0-9a-f]{16}$/);
    expect(prints[0]?.filled).not.toBe(prints[0]?.empty);
  });

  test('a second import is added, and attributes that a batch lacks are empty', () => {
    const store = openProject(path, { create: true });
    fill(store);
    const writer = store.beginImport();
    expect(writer.importId).toBe(2);
    writer.writeBatch({ ...batch(), cost: null, attributes: { city: Uint32Array.of(0, 0, 1) } });
    writer.writeDictionary('order', dictionary(['3']));
    writer.writeDictionary('city', dictionary(['Київ', 'Łódź']));
    expect(store.info().lines).toBe(3);
    writer.commit({ files: [], plan: PLAN, attributeNames: ['city'] });
    const [first, second] = [...store.lineSource().batches()];
    expect(first?.attributes).toEqual({ channel: Uint32Array.of(0, NO_CODE, 300), city: new Uint32Array(3).fill(NO_CODE) });
    expect(second?.attributes).toEqual({ channel: new Uint32Array(3).fill(NO_CODE), city: Uint32Array.of(0, 0, 1) });
    expect(second?.cost).toBeNull();
    expect(store.dictionary('order').text(2)).toBe('3');
    store.close();
  });

  test('a rollback, and closing in the middle of an import, leave no trace', () => {
    const store = openProject(path, { create: true });
    const before = store.info();
    const writer = store.beginImport();
    writer.writeBatch(batch());
    writer.rollback();
    expect(store.info()).toEqual(before);
    store.beginImport().writeBatch(batch());
    store.close();
    const again = openProject(path, { create: false });
    expect(again.info()).toEqual(before);
    again.close();
  });

  test('a project that is deleted or replaced during an import, or before it, does not take it', () => {
    for (const replacement of [null, 'another file']) {
      const store = openProject(path, { create: true });
      fill(store);
      const writer = store.beginImport();
      writer.writeBatch(batch());
      rmSync(path);
      if (replacement !== null) writeFileSync(path, replacement);
      const refused = new EngineFailure({ code: 'PROJECT', file: path, fault: 'not-found' });
      expect(() => writer.commit({ files: [], plan: PLAN, attributeNames: [] })).toThrow(refused);
      writer.rollback();
      if (replacement === null) expect(() => store.beginImport()).toThrow(refused);
      else expect(readFileSync(path, 'utf8')).toBe(replacement);
      store.close();
      for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
    }
  });

  test('an attribute may be called like a core dictionary’s neighbour', () => {
    const store = openProject(path, { create: true });
    const writer = store.beginImport();
    writer.writeDictionary('Order', dictionary(['attribute']));
    writer.writeDictionary('order', dictionary(['core']));
    writer.commit({ files: [], plan: PLAN, attributeNames: [] });
    expect([store.dictionary('Order').text(0), store.dictionary('order').text(0)]).toEqual(['attribute', 'core']);
    store.close();
  });
});

describe('a file that is no good project is refused with one reason', () => {
  const faultOf = (work: () => unknown): ProjectFault | null => {
    try {
      work();
      return null;
    } catch (thrown) {
      if (thrown instanceof EngineFailure && thrown.error.code === 'PROJECT') return thrown.error.fault;
      throw thrown;
    }
  };
  const open = (): ProjectStore => openProject(path, { create: false });
  const made = (): void => {
    const store = openProject(path, { create: true });
    fill(store);
    store.close();
  };

  test('missing', () => {
    expect(faultOf(open)).toBe('not-found');
    expect(faultOf(() => openProject(join(folder, 'no', 'where.tenure'), { create: true }))).toBe('not-found');
  });

  test('a folder, a text file, another program’s database', () => {
    mkdirSync(path);
    expect(faultOf(open)).toBe('not-a-project');
    rmSync(path, { recursive: true });
    writeFileSync(path, 'order,date\n'.repeat(1000));
    expect(faultOf(open)).toBe('not-a-project');
    rmSync(path);
    const other = new Database(path);
    other.exec('CREATE TABLE t (x)');
    other.close();
    expect(faultOf(open)).toBe('not-a-project');
    expect(faultOf(() => openProject(path, { create: true }))).toBe('not-a-project');
  });

  test('made by a newer version', () => {
    made();
    const database = new Database(path);
    database.pragma('user_version = 1000');
    database.close();
    expect(faultOf(open)).toBe('newer-version');
  });

  test('a changed byte in a batch or a dictionary', () => {
    made();
    for (const table of ['line_batch', 'dictionary_batch']) {
      const copy = `${path}.${table}`;
      copyFileSync(path, copy);
      const database = new Database(copy);
      const { data } = database.prepare<[], { data: Buffer }>(`SELECT data FROM ${table} LIMIT 1`).get()!;
      data[data.length - 12]! ^= 1;
      database.prepare(`UPDATE ${table} SET data = ? WHERE sequence = 0`).run(data);
      database.close();
      const store = openProject(copy, { create: false });
      expect(faultOf(() => [...store.lineSource().batches(), store.dictionary('order'), store.dictionary('channel')])).toBe('damaged');
      store.close();
    }
  });

  test('cut short', () => {
    made();
    truncateSync(path, Math.floor(statSync(path).size / 2));
    expect(
      faultOf(() => {
        const store = open();
        try {
          return [store.info(), ...store.lineSource().batches()];
        } finally {
          store.close();
        }
      }),
    ).toBe('damaged');
  });

  test('scribbled over behind the header', () => {
    made();
    const handle = openSync(path, 'r+');
    writeSync(handle, Buffer.alloc(32_000, 0xa5), 0, 32_000, 200);
    closeSync(handle);
    expect(faultOf(open)).toBe('damaged');
  });

  test('being written by someone else', { timeout: 10_000 }, () => {
    const store = openProject(path, { create: true });
    const other = openProject(path, { create: false });
    const writer = store.beginImport();
    expect(faultOf(() => other.beginImport())).toBe('locked');
    expect(other.info().lines).toBe(0);
    writer.rollback();
    other.beginImport().rollback();
    other.close();
    store.close();
  });

  // Windows keeps an open file where it is.
  test.skipIf(process.platform === 'win32')('another one put in the place of the open one, and none: neither takes what is written', () => {
    const store = openProject(path, { create: true });
    openProject(`${path}2`, { create: true }).close();
    renameSync(`${path}2`, path);
    const writes = [() => store.saveSetting('a', 'b'), () => store.beginImport(), () => store.undoImport(1)];
    const before = readFileSync(path);
    expect(writes.map(faultOf)).toEqual(['not-found', 'not-found', 'not-found']);
    expect(readFileSync(path)).toEqual(before);
    rmSync(path);
    expect(writes.map(faultOf)).toEqual(['not-found', 'not-found', 'not-found']);
    store.close();
  });

  test('refusing changes nothing', () => {
    writeFileSync(path, 'not a database, but long enough to look at'.repeat(100));
    const before = readFileSync(path);
    faultOf(open);
    faultOf(() => openProject(path, { create: true }));
    expect(readFileSync(path)).toEqual(before);
  });
});
