import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineFailure, type EngineError } from '../../../core/contract/errors.ts';
import { importFiles } from '../../../core/ingest/import-files.ts';
import { inspectFile } from '../../../core/ingest/inspect-file.ts';
import { importInto, readLines, withProject } from '../../golden/ingest/import-lines.ts';

const HEADER = 'order,date,customer,quantity,price\n';
const ROW = '1,2024-01-31,a,1,2.50\n';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function errorOf(work: Promise<unknown>): Promise<EngineError | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    if (thrown instanceof EngineFailure) return thrown.error;
    throw thrown;
  }
}

/** The error of an import, which must have left the project as it was. */
function importError(...paths: string[]): Promise<EngineError | null> {
  return withProject(async (store) => {
    const before = store.info();
    const error = await errorOf(importInto(store, paths));
    if (error !== null) expect(store.info()).toEqual(before);
    return error;
  });
}

describe('a file that cannot be read is refused with one reason, and nothing changes', () => {
  const zipped = gzipSync(HEADER + ROW.repeat(10_000));
  const cases: [string, () => string, Partial<Extract<EngineError, { code: 'FILE' }>>][] = [
    ['missing', () => join(folder, 'nowhere.csv'), { file: 'nowhere.csv', fault: 'not-found' }],
    ['a folder', () => folder, { fault: 'is-directory' }],
    ['empty', () => file('empty.csv', ''), { fault: 'empty' }],
    ['only line ends', () => file('blank.csv', '\n\r\n\n'), { fault: 'empty' }],
    ['gzip of nothing', () => file('nothing.csv.gz', gzipSync('')), { fault: 'empty' }],
    ['header only', () => file('header.csv', HEADER), { fault: 'header-only' }],
    ['a zero byte', () => file('zero.csv', `${HEADER}${ROW.repeat(9)}1,2024-01-31,a\u0000,1,2.50\n`), { fault: 'zero-byte', line: 11 }],
    ['mostly zero bytes', () => file('zeros.csv', Buffer.concat([Buffer.from(HEADER), Buffer.alloc(500), Buffer.from([0xff, 0xfe, 0x01])])), { fault: 'binary' }],
    ['zero bytes late in the file', () => file('late.csv', `${HEADER}${ROW.repeat(300_000)}\u0000\n`), { fault: 'zero-byte', line: 300_002 }],
    ['the beginning of a workbook', () => file('book.csv', 'PK\u0003\u0004\u0014\u0000'), { fault: 'damaged' }],
    ['JSON that is cut short', () => file('orders.json', '[{"order":1},\n{"order":2'), { fault: 'bad-json', line: 2 }],
    ['a PDF', () => file('orders.pdf', '%PDF-1.7\n'), { fault: 'unsupported-format' }],
    ['a cut gzip', () => file('cut.csv.gz', zipped.subarray(0, zipped.length - 20)), { fault: 'truncated-gzip' }],
    ['a broken gzip', () => file('broken.csv.gz', Buffer.concat([zipped.subarray(0, 12), Buffer.alloc(40, 0xff)])), { fault: 'bad-gzip' }],
    ['an unclosed quote', () => file('quote.csv', `${HEADER}${ROW}2,2024-01-31,"a,1,2.50\n${ROW}`), { fault: 'unclosed-quote', line: 3 }],
    ['an unclosed quote in the first row', () => file('first.csv', `${HEADER}2,2024-01-31,"a,1,2.50\n${ROW}`), { fault: 'unclosed-quote', line: 2 }],
    ['5,001 columns', () => file('wide.csv', `${Array.from({ length: 5001 }, (_, column) => `c${column}`).join(',')}\n${ROW}`), { fault: 'too-many-columns', line: 1 }],
    ['not UTF-8 far behind', () => file('mixed.csv', Buffer.concat([Buffer.from(HEADER + ROW.repeat(300_000)), Buffer.from([0x31, 0xff, 0x0a])])), { fault: 'bad-encoding', line: 300_002 }],
    ['UTF-8 with one line in windows-1251', () => file('patched.csv', Buffer.concat([Buffer.from(`${HEADER}${'1,2024-01-31,Олена,1,2.50\r\n'.repeat(5)}`), Buffer.from([0x31, 0x2c, 0xc1, 0xee, 0xf0, 0x0d, 0x0a]), Buffer.from(ROW)])), { fault: 'bad-encoding', line: 7 }],
    ['a PNG under a wrong name', () => file('picture.csv', Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), Buffer.from([0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 2, 0xf0, 0, 0, 1, 0xff])])), { fault: 'binary' }],
  ];
  test.each(cases)('%s', async (_, path, expected) => {
    expect(await importError(path())).toMatchObject({ code: 'FILE', ...expected });
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('no permission (skipped for root, who may read all)', async () => {
    const path = file('secret.csv', HEADER + ROW);
    chmodSync(path, 0);
    expect(await importError(path)).toMatchObject({ code: 'FILE', fault: 'no-permission' });
  });

  test('a file that grows while it is read', async () => {
    const path = file('growing.csv', HEADER + ROW.repeat(200_000));
    await withProject(async (store) => {
      let grown = false;
      const onProgress = (): void => {
        if (!grown) writeFileSync(path, ROW, { flag: 'a' });
        grown = true;
      };
      const error = await errorOf(importFiles({ paths: [path], plan: null, store, cancelled: () => false, onProgress }));
      expect(error).toMatchObject({ code: 'FILE', fault: 'changed-while-reading' });
      expect(store.info().lines).toBe(0);
    });
  });

  test('a file that vanishes while it is read', async () => {
    const path = file('vanishing.csv', HEADER + ROW.repeat(200_000));
    await withProject(async (store) => {
      const error = await errorOf(importFiles({ paths: [path], plan: null, store, cancelled: () => false, onProgress: () => rmSync(path, { force: true }) }));
      expect(error).toMatchObject({ code: 'FILE', file: 'vanishing.csv', fault: 'not-found' });
      expect(store.info().lines).toBe(0);
    });
  });

  test('5,000 columns are not too many', async () => {
    const further = Array.from({ length: 4995 }, (_, column) => `c${column}`).join(',');
    const path = file('broad.csv', `order,date,customer,quantity,price,${further}\n1,2024-01-31,a,1,2.50,${further}\n`);
    await withProject(async (store) => expect((await importInto(store, [path])).files).toMatchObject([{ rows: 1, imported: 1 }]));
  });

  test('columns that mostly hold something else are read by their names, and their rows rejected', async () => {
    const path = file('soon.csv', `${HEADER}1,soon,a,1,2.50\n2,later,a,x,2.50\n${ROW}`);
    await withProject(async (store) => {
      const report = await importInto(store, [path]);
      expect(report.files).toMatchObject([{ rows: 3, imported: 1, rejected: 2 }]);
      expect(report.rejections).toMatchObject({ line: [2, 3], column: ['date', 'date'], reason: ['bad-date', 'bad-date'] });
    });
  });

  test('one line in UTF-8 in a file of windows-1251 is named, and nothing is imported until the user says how', async () => {
    const inWindows1251 = Buffer.from([0x31, 0x2c, 0x32, 0x30, 0x32, 0x34, 0x2d, 0x30, 0x31, 0x2d, 0x33, 0x31, 0x2c, 0xcf, 0xe0, 0xe2, 0xeb, 0xee, 0x2c, 0x31, 0x2c, 0x32, 0x0a]);
    const path = file('added.csv', Buffer.concat([Buffer.from(HEADER), inWindows1251, inWindows1251, inWindows1251, Buffer.from('2,2024-01-31,Олена,1,2\n')]));
    const { plan, warnings } = await inspectFile(path, null);
    expect(warnings).toContainEqual({ code: 'mixed-encodings', encoding: plan.dialect.encoding, line: 5 });
    expect(await importError(path)).toMatchObject({ code: 'FILE', fault: 'mixed-encodings', line: 5 });
    await withProject(async (store) => expect((await importInto(store, [path], plan)).files).toMatchObject([{ rows: 4, imported: 4 }]));
  });

  test('a gzip bomb', { timeout: 120_000 }, async () => {
    const path = file('bomb.csv.gz', gzipSync(Buffer.concat([Buffer.from(HEADER + ROW), Buffer.alloc(80_000_000, '\n')]), { level: 1 }));
    expect(await importError(path)).toMatchObject({ code: 'FILE', fault: 'unzips-too-large' });
  });
});

describe('what must be known before an import', () => {
  test('columns that no name or value gives away', async () => {
    expect(await importError(file('unknown.csv', 'a,b,c\nx,y,1\n'))).toEqual({
      code: 'UNMAPPED_COLUMNS', file: 'unknown.csv', missing: ['date', 'order', 'customer', 'amount', 'unitPrice'], columns: ['a', 'b', 'c'],
    });
  });

  test('dates that could be read day-first and month-first', async () => {
    const path = file('ambiguous.csv', `${HEADER}1,02/03/2024,a,1,1\n2,04/03/2024,a,1,1\n`);
    expect(await importError(path)).toEqual({ code: 'AMBIGUOUS_DATES', file: 'ambiguous.csv', column: 'date', example: '02/03/2024' });
    const proposal = await inspectFile(path, null);
    expect(proposal.warnings).toContainEqual({ code: 'ambiguous-dates', column: 'date', example: '02/03/2024' });
    const plan = { ...proposal.plan, dialect: { ...proposal.plan.dialect, dateOrder: 'mdy' as const } };
    expect((await inspectFile(path, plan)).warnings).toEqual([]);
    await withProject(async (store) => {
      await importInto(store, [path], plan);
      expect(store.info()).toMatchObject({ from: '2024-02-03', to: '2024-04-03' });
    });
  });

  test('one date far behind decides for the whole file', async () => {
    const path = file('decided.csv', `${HEADER}${'1,02/03/2024,a,1,1\n'.repeat(250_000)}2,13/03/2024,a,1,1\n`);
    expect((await inspectFile(path, null)).plan.dialect.dateOrder).toBe('dmy');
  });
});

describe('again and together', () => {
  test('a file with the same content brings nothing, under any name', async () => {
    const first = file('january.csv', HEADER + ROW);
    const copy = file('copy.csv', HEADER + ROW);
    await withProject(async (store) => {
      await importInto(store, [first]);
      const before = store.info();
      expect(await importInto(store, [copy])).toMatchObject({ importId: null, files: [{ rows: 1, imported: 0, updated: 0, duplicates: 1 }] });
      expect(store.info()).toEqual(before);
    });
    await withProject(async (store) => {
      expect((await importInto(store, [first, copy])).files).toMatchObject([{ imported: 1, duplicates: 0 }, { imported: 0, duplicates: 1 }]);
      expect(store.info()).toMatchObject({ lines: 1, orders: 1 });
    });
  });

  test('a plan for the first of several files holds for others in another order, with other marks and another character set', async () => {
    const one = file('january.csv', 'order;date;buyer code;sum\n1;05.01.2024;Олена;1,50\n');
    const two = file('february.csv', Buffer.concat([Buffer.from('sum;buyer code;order;date\n2,50;'), Buffer.from([0xcf, 0xe0, 0xe2, 0xeb, 0xee]), Buffer.from(';2;05.02.2024\n')]));
    const three = file('march.csv', 'buyer code,sum,date,order\nОлена,3.50,2024-03-05,3\n');
    const { plan } = await inspectFile(one, null);
    const chosen = { ...plan, dialect: { ...plan.dialect, dateOrder: 'dmy' as const }, mapping: { order: 0, date: 1, customer: 2, amount: 3 }, attributes: [] };
    await withProject(async (store) => {
      expect((await importInto(store, [one, two, three], chosen)).files).toMatchObject([{ imported: 1 }, { imported: 1 }, { imported: 1 }]);
      expect(readLines(store).map(({ order, moment, customer, netMinor }) => [order, moment.slice(0, 10), customer, netMinor])).toEqual([
        ['1', '2024-01-05', 'Олена', 150],
        ['2', '2024-02-05', 'Павло', 250],
        ['3', '2024-03-05', 'Олена', 350],
      ]);
    });
    // In a project of another currency all three files are in the one that the user named.
    await withProject(async (store) => {
      await importInto(store, [file('euros.csv', 'order,date,customer,amount,currency\n9,2024-01-01,a,1,EUR\n')]);
      await importInto(store, [one, two, three], { ...chosen, currency: { code: 'PLN', minorUnitDigits: 2 } });
      expect(readLines(store).map(({ currency }) => currency)).toEqual([null, 'PLN', 'PLN', 'PLN']);
    });
    // What is wrong with a file is still said of it.
    const broken = file('april.csv', 'buyer code,sum,date,order\n"Олена,3.50,2024-03-05,4\n');
    await withProject(async (store) => expect(await errorOf(importInto(store, [one, broken], chosen))).toMatchObject({ code: 'FILE', file: 'april.csv', fault: 'unclosed-quote', line: 2 }));
  });

  test('files with their columns in another order, and a later import that meets the same customers', async () => {
    const one = file('one.csv', 'order,date,customer,product,quantity,price,channel\n1,2024-01-01,ann,tea,1,1.00,web\n');
    const two = file('two.csv', 'price,channel,customer,order,quantity,product,date\n2.00,shop,bob,2,1,cup,2024-02-01\n');
    const three = file('three.csv', 'order,date,customer,product,quantity,price\n3,2024-03-01,ann,cup,1,2.00\n4,2024-03-01,eve,tea,1,1.00\n');
    await withProject(async (store) => {
      const { plan } = await inspectFile(one, null);
      await importInto(store, [one, two], plan);
      const report = await importInto(store, [three]);
      expect(report.files[0]?.facts).toMatchObject({ lines: 2, orders: 2, customers: 2 });
      expect(readLines(store).map((line) => [line.order, line.customer, line.product, line.moment.slice(0, 10), line.netMinor, line.attributes['channel']])).toEqual([
        ['1', 'ann', 'tea', '2024-01-01', 100, 'web'],
        ['2', 'bob', 'cup', '2024-02-01', 200, 'shop'],
        ['3', 'ann', 'cup', '2024-03-01', 200, null],
        ['4', 'eve', 'tea', '2024-03-01', 100, null],
      ]);
      expect(store.info()).toMatchObject({ lines: 4, orders: 4, customers: 3, from: '2024-01-01', to: '2024-03-01' });
    });
  });

  test('cancelling leaves the project as it was', async () => {
    const path = file('large.csv', HEADER + Array.from({ length: 300_000 }, (_, row) => `${row},2024-01-31,c${row % 1000},1,2.50\n`).join(''));
    await withProject(async (store) => {
      await importInto(store, [file('before.csv', HEADER + ROW)]);
      const before = store.info();
      let done = 0;
      const input = { paths: [path], plan: null, store, cancelled: () => done > 1_000_000, onProgress: (progress: { done: number }) => void (done = progress.done) };
      expect(await errorOf(importFiles(input))).toEqual({ code: 'CANCELLED' });
      expect(store.info()).toEqual(before);
      expect((await importInto(store, [path])).files[0]).toMatchObject({ rows: 300_000, imported: 299_999, updated: 1 });
    });
  });
});

test('the proposal shows columns, samples, the first rows with their lines, and warnings', async () => {
  mkdirSync(join(folder, 'proposal'), { recursive: true });
  const path = file('proposal/shop.csv', 'Date;Client;Total;Currency;Note;Note\n2024-01-31;;1,50;UAH;"x\ny";\n2024-02-01;bob;2,00;PLN;z;\n');
  const proposal = await inspectFile(path, null);
  expect(proposal.fileName).toBe('shop.csv');
  expect(proposal.columns.map((column) => [column.name, column.field])).toEqual([['Date', 'date'], ['Client', 'customer'], ['Total', 'amount'], ['Currency', 'currency'], ['Note', null], ['Note', null]]);
  expect(proposal.columns[2]?.samples).toEqual(['1,50', '2,00']);
  expect(proposal.rows).toEqual({ line: [2, 4], cells: [['2024-01-31', '', '1,50', 'UAH', 'x\ny', ''], ['2024-02-01', 'bob', '2,00', 'PLN', 'z', '']], read: { date: ['2024-01-31', '2024-02-01'], amount: ['1.50', '2.00'] } });
  expect(proposal.warnings).toEqual([
    { code: 'duplicate-header', column: 'Note' },
    { code: 'mixed-currencies', values: ['UAH', 'PLN'] },
    { code: 'no-customer', share: 0.5 },
    { code: 'no-order-id' },
  ]);
});
