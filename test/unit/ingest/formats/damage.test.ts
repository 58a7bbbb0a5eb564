import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { Int32, Table, tableToIPC, Utf8, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineFailure, type EngineError } from '../../../../core/contract/errors.ts';
import { inspectFile } from '../../../../core/ingest/inspect-file.ts';
import { importInto, withProject } from '../../../golden/ingest/import-lines.ts';
import { xlsxOf } from '../../../golden/ingest/formats/write-xlsx.ts';
import { zipOf } from '../../../golden/ingest/formats/write-zip.ts';

let folder = '';
let parquet: Buffer = Buffer.alloc(0);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-test-'));
  const connection = await (await DuckDBInstance.create()).connect();
  const path = join(folder, 'made.parquet');
  await connection.run(`copy (select i as "order", date '2024-01-01' + i::int as "date", 'c' || (i % 7) as customer, (i / 4)::decimal(10,2) as price from range(300) t(i)) to '${path}' (format parquet)`);
  connection.closeSync();
  parquet = readFileSync(path);
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

const SHEET = ['order,date,customer,price', ...Array.from({ length: 40 }, (_, row) => `${row},2024-01-${String((row % 28) + 1).padStart(2, '0')},c${row % 5},${row}.5`)];
const ROWS = SHEET.map((line, row) => `<row r="${row + 1}">${line.split(',').map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`).join('');
const book = (): Buffer => xlsxOf({ sheets: [{ name: 'Orders', rows: ROWS }], shared: ['unused'], styles: [14] });
const arrow = (kind: 'file' | 'stream'): Buffer => {
  const rows = Array.from({ length: 200 }, (_, row) => row);
  return Buffer.from(
    tableToIPC(new Table({ order: vectorFromArray(rows, new Int32()), date: vectorFromArray(rows.map((row) => `2024-02-${String((row % 28) + 1).padStart(2, '0')}`), new Utf8()), customer: vectorFromArray(rows.map((row) => `c${row % 9}`), new Utf8()), price: vectorFromArray(rows, new Int32()) }), kind),
  );
};
const json = (): Buffer => Buffer.from(JSON.stringify(Array.from({ length: 100 }, (_, row) => ({ order: row, date: '2024-01-31', customer: `c${row % 9}`, price: row }))));
const FORMATS: [string, () => Buffer][] = [['xlsx', book], ['parquet', () => parquet], ['arrow', () => arrow('file')], ['arrows', () => arrow('stream')], ['json', json]];

describe('a file that is no table is refused with one reason', () => {
  const ole = (name: string): Buffer => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000), Buffer.from(`${name}\u0000`, 'utf16le'), Buffer.alloc(500)]);
  const cases: [string, () => string, Partial<Extract<EngineError, { code: 'FILE' }>>][] = [
    ['a workbook of Excel 97', () => file('old.xls', ole('Workbook')), { fault: 'old-excel' }],
    ['a workbook of Excel 95 under another name', () => file('old.csv', ole('Book')), { fault: 'old-excel' }],
    ['a workbook with a password', () => file('secret.xlsx', ole('EncryptedPackage')), { fault: 'encrypted' }],
    ['a document of Word 97', () => file('letter.doc', ole('WordDocument')), { fault: 'unsupported-format' }],
    ['a zip file', () => file('some.zip', zipOf([{ name: 'orders.csv', content: 'a,b' }])), { fault: 'unsupported-format' }],
    ['an empty zip file', () => file('none.zip', zipOf([])), { fault: 'unsupported-format' }],
    ['a binary workbook', () => file('binary.xlsb', xlsxOf({ sheets: [], parts: [{ name: '_rels/.rels', content: '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="xl/workbook.bin"/></Relationships>' }, { name: 'xl/workbook.bin', content: 'x' }] })), { fault: 'unsupported-format' }],
    ['an HTML table called .xls', () => file('web.xls', '<html><table><tr><td>order</td></tr></table></html>'), { fault: 'unsupported-format' }],
    ['an encrypted entry', () => file('entry.xlsx', xlsxOf({ sheets: [{ name: 'S', rows: ROWS }], parts: [{ name: 'xl/styles.xml', content: 'x', flags: 1 }] })), { fault: 'encrypted' }],
    ['a workbook without sheets', () => file('no-sheets.xlsx', xlsxOf({ sheets: [] })), { fault: 'empty' }],
    ['a workbook with empty sheets', () => file('blank.xlsx', xlsxOf({ sheets: [{ name: 'S', rows: '<row r="1"><c r="A1"/></row>' }] })), { fault: 'empty' }],
    ['a workbook with a header only', () => file('header.xlsx', xlsxOf({ sheets: [{ name: 'S', rows: ROWS.slice(0, ROWS.indexOf('</row>') + 6) }] })), { fault: 'header-only' }],
    ['a sheet that is no XML', () => file('broken.xlsx', xlsxOf({ sheets: [{ name: 'S', rows: '<row><c></row></row></row></worksheet></x>' }] })), { fault: 'damaged' }],
    ['a shared string that is not there', () => file('shared.xlsx', xlsxOf({ sheets: [{ name: 'S', rows: '<row r="1"><c r="A1" t="s"><v>9</v></c></row>' }] })), { fault: 'damaged' }],
    ['a cut workbook', () => file('cut.xlsx', book().subarray(0, -300)), { fault: 'damaged' }],
    ['cut Parquet', () => file('cut.parquet', parquet.subarray(0, -30)), { fault: 'damaged' }],
    ['a cut Arrow file', () => file('cut.arrow', arrow('file').subarray(0, -200)), { fault: 'damaged' }],
    ['zipped Parquet', () => file('zipped.parquet.gz', gzipSync(parquet)), { fault: 'unsupported-format' }],
    ['Feather version 1', () => file('old.feather', 'FEA1\u0000\u0000'), { fault: 'unsupported-format' }],
    ['JSON without records', () => file('none.json', '[]'), { fault: 'no-records' }],
    ['a picture', () => file('photo.png', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')), { fault: 'binary' }],
  ];
  test.each(cases)('%s', async (_, path, expected) => {
    const target = path();
    await withProject(async (store) => {
      const before = store.info();
      expect(await errorOf(importInto(store, [target]))).toMatchObject({ code: 'FILE', ...expected });
      expect(store.info()).toEqual(before);
    });
  });

  test('a zip bomb inside a workbook', { timeout: 60_000 }, async () => {
    const head = '<?xml version="1.0"?><worksheet><sheetData>';
    const rows = `${ROWS}${`<row note="${'x'.repeat(50_000)}"/>`.repeat(5600)}`;
    const path = file('bomb.xlsx', xlsxOf({ sheets: [{ name: 'S', rows: '' }], parts: [{ name: 'xl/worksheets/sheet1.xml', content: `${head}${rows}</sheetData></worksheet>` }] }));
    await withProject(async (store) => expect(await errorOf(importInto(store, [path]))).toMatchObject({ fault: 'unzips-too-large' }));
  });

  test('a sheet that the workbook does not have', async () => {
    const path = file('named.xlsx', book());
    const { plan } = await inspectFile(path, null);
    expect(plan.sheet).toBe('Orders');
    expect(await errorOf(inspectFile(path, { ...plan, sheet: 'Nowhere' }))).toMatchObject({ fault: 'no-such-sheet' });
  });

  test('a part whose checksum is another’s', async () => {
    const bytes = book();
    const at = bytes.indexOf('xl/worksheets/sheet1.xml') + 200;
    bytes[at] = bytes[at]! ^ 0x55;
    expect(await errorOf(inspectFile(file('flipped.xlsx', bytes), null))).toMatchObject({ fault: 'damaged' });
  });
});

test('an Arrow file in which a batch is called something else', async () => {
  const whole = arrow('file');
  // In Message.fbs, 3 is a record batch. Wherever a byte is 3, one of which says so, it says nothing instead.
  const places = [...whole.keys()].filter((at) => whole[at] === 3);
  expect(places.length).toBeGreaterThan(1);
  for (const at of places) {
    const bytes = Buffer.from(whole);
    bytes[at] = 0;
    await withProject((store) => errorOf(importInto(store, [file('called.arrow', bytes)])));
  }
});

describe.each(FORMATS)('%s, cut short or with bytes changed', (name, make) => {
  const outcome = async (bytes: Uint8Array): Promise<EngineError | null> => {
    const path = file(`fuzzed.${name}`, bytes);
    return withProject((store) => errorOf(importInto(store, [path])));
  };

  test('reads whole', async () => expect(await outcome(make())).toBeNull());

  test('is a fault wherever it ends', { timeout: 120_000 }, async () => {
    const whole = make();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 8, max: whole.length - 1 }), async (length) => {
        const error = await outcome(whole.subarray(0, length));
        // A stream of Arrow may end after any batch: then it is whole.
        if (name !== 'arrows') expect(error?.code).toBe('FILE');
      }),
      { numRuns: 30 },
    );
  });

  test('is read or refused, whichever bytes are changed', { timeout: 120_000 }, async () => {
    const whole = make();
    const change = fc.record({ at: fc.nat({ max: whole.length - 1 }), to: fc.nat({ max: 255 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const { at, to } of changes) bytes[at] = to;
        // Anything but an EngineFailure is thrown, and fails the test.
        await outcome(bytes);
      }),
      { numRuns: 50 },
    );
  });
});
