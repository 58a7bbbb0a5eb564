import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { tableFromIPC } from 'apache-arrow';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { EngineFailure, type EngineError } from '../../../core/contract/errors.ts';
import { originalText } from '../../../core/frame/neutral-text.ts';
import { isoOfDay } from '../../../core/maths/calendar.ts';
import type { OutputBlock, OutputTable } from '../../../core/output/table.ts';
import { type TableFormat, writeTable } from '../../../core/output/write-table.ts';
import { createXlsxEncoder } from '../../../core/output/xlsx-encoder.ts';
import { readTableCells } from '../ingest/formats/read-table-cells.ts';

const FORMATS = ['csv', 'xlsx', 'parquet', 'arrow'] as const satisfies readonly TableFormat[];
const TEXTS = ['plain', '=HYPERLINK("http://x","y")', '+380501112233', '-5', '@SUM(A1)', '\tтаб', '\rCR', "'=1", "''+2", "'tis", 'a "quoted", cell', 'two\nlines', ' spaces ', '_x000D_', '\u0001', '', null, '😀 <&>'];
const NUMBERS = TEXTS.map((_, row) => (row % 5 === 4 ? Number.NaN : (row - 3) * 1234.5678));
const WHOLES = TEXTS.map((_, row) => (row % 4 === 3 ? Number.NaN : (row - 2) * 9_007_199_254));
const DAYS = TEXTS.map((_, row) => (row === 1 ? Number.NaN : 19_000 + row * 31));
const MOMENTS = TEXTS.map((_, row) => (row === 2 ? Number.NaN : 1_700_000_000 + row * 86_399));
const ISO_MOMENTS = MOMENTS.map((moment) => (Number.isNaN(moment) ? null : new Date(moment * 1000).toISOString().slice(0, 19).replace('T', ' ')));

function sample(): OutputTable {
  const part = (from: number, to: number): OutputBlock => ({
    rows: to - from,
    columns: [TEXTS.slice(from, to), Float64Array.from(NUMBERS.slice(from, to)), Float64Array.from(WHOLES.slice(from, to)), Float64Array.from(DAYS.slice(from, to)), Float64Array.from(MOMENTS.slice(from, to))],
  });
  const names = ['=text', 'number', 'whole', 'day', 'moment'];
  const types = ['text', 'number', 'whole', 'date', 'moment'] as const;
  return { columns: types.map((type, index) => ({ name: names[index] ?? '', type })), blocks: [part(0, 7), part(7, TEXTS.length)], rows: TEXTS.length };
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-output-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function errorOf(work: Promise<unknown>): Promise<EngineError | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    if (thrown instanceof EngineFailure) return thrown.error;
    throw thrown;
  }
}

async function duckdb(sql: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql)).getRows();
}

describe('files that others read back', () => {
  test('CSV: Papa Parse reads the same cells, none of them a formula', async () => {
    const path = join(folder, 'table.csv');
    expect(await writeTable(path, 'csv', sample())).toEqual({ rows: TEXTS.length, sheets: 1 });
    const text = readFileSync(path, 'utf8');
    expect(text.startsWith('\u{feff}')).toBe(true);
    const { data, errors } = Papa.parse<string[]>(text.slice(1), { newline: '\r\n' });
    expect(errors).toEqual([]);
    expect(data.pop()).toEqual(['']);
    expect(data.shift()).toEqual(["'=text", 'number', 'whole', 'day', 'moment']);
    expect(data.map((row) => originalText(row[0] ?? ''))).toEqual(TEXTS.map((value) => value ?? ''));
    for (const row of data) expect(row[0]).not.toMatch(/^[=+\-@\t\r]/u);
    expect(data.map((row) => (row[1] === '' ? Number.NaN : Number(row[1])))).toEqual(NUMBERS);
    expect(data.map((row) => (row[2] === '' ? Number.NaN : Number(row[2])))).toEqual(WHOLES);
    expect(data.map((row) => row[4])).toEqual(ISO_MOMENTS.map((moment) => moment ?? ''));
  });

  test('CSV: DuckDB finds numbers, dates and timestamps in it', async () => {
    const path = join(folder, 'typed.csv');
    await writeTable(path, 'csv', sample());
    const types = await duckdb(`SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_csv('${path}', header = true, quote = '"', escape = '"'))`);
    expect(types.slice(1)).toEqual([['number', 'DOUBLE'], ['whole', 'BIGINT'], ['day', 'DATE'], ['moment', 'TIMESTAMP']]);
    const [sums] = await duckdb(`SELECT sum(number), sum(whole)::DOUBLE, count(day) FROM read_csv('${path}', header = true, quote = '"', escape = '"')`);
    const total = (values: number[]): number => values.filter((value) => !Number.isNaN(value)).reduce((sum, value) => sum + value, 0);
    expect(sums?.[0]).toBeCloseTo(total(NUMBERS), 6);
    expect(sums?.[1]).toBe(total(WHOLES));
    expect(Number(sums?.[2])).toBe(TEXTS.length - 1);
  });

  test('Parquet: DuckDB reads the same types and values', async () => {
    const path = join(folder, 'table.parquet');
    await writeTable(path, 'parquet', sample());
    expect(await duckdb(`SELECT column_type FROM (DESCRIBE SELECT * FROM read_parquet('${path}'))`)).toEqual([['VARCHAR'], ['DOUBLE'], ['BIGINT'], ['DATE'], ['TIMESTAMP']]);
    const rows = await duckdb(`SELECT "=text", number, whole::DOUBLE, day::VARCHAR, strftime(moment, '%Y-%m-%d %H:%M:%S') FROM read_parquet('${path}')`);
    expect(rows.map((row) => row[0])).toEqual(TEXTS);
    expect(rows.map((row) => row[1] ?? Number.NaN)).toEqual(NUMBERS);
    expect(rows.map((row) => row[2] ?? Number.NaN)).toEqual(WHOLES);
    expect(rows.map((row) => row[3])).toEqual(DAYS.map((day) => (Number.isNaN(day) ? null : isoOfDay(day))));
    expect(rows.map((row) => row[4])).toEqual(ISO_MOMENTS);
  });

  test('Arrow: the official reader reads the same values', async () => {
    const path = join(folder, 'table.arrow');
    await writeTable(path, 'arrow', sample());
    const table = tableFromIPC(readFileSync(path));
    const column = (name: string): unknown[] => Array.from({ length: table.numRows }, (_, row) => table.getChild(name)?.get(row) as unknown);
    expect(column('=text')).toEqual(TEXTS);
    expect(column('number').map((value) => value ?? Number.NaN)).toEqual(NUMBERS);
    expect(column('whole').map((value) => (value === null ? Number.NaN : Number(value)))).toEqual(WHOLES);
    expect(column('day').map((value) => (value === null ? Number.NaN : Number(value) / 86_400_000))).toEqual(DAYS);
    expect(column('moment').map((value) => (value === null ? Number.NaN : Number(value) / 1000))).toEqual(MOMENTS);
  });

  test('XLSX: our reader reads the same cells', async () => {
    const path = join(folder, 'table.xlsx');
    await writeTable(path, 'xlsx', sample());
    const { cells } = await readTableCells(path, 'xlsx', { columns: 5 });
    expect(cells[0]).toEqual(['=text', 'number', 'whole', 'day', 'moment']);
    const rows = cells.slice(1);
    // CR in XML is kept as _x000D_, which the reader undoes.
    expect(rows.map((row) => row[0])).toEqual(TEXTS.map((value) => value ?? ''));
    expect(rows.map((row) => (row[1] === '' ? Number.NaN : Number(row[1])))).toEqual(NUMBERS);
    expect(rows.map((row) => row[3]?.slice(0, 10))).toEqual(DAYS.map((day) => (Number.isNaN(day) ? '' : isoOfDay(day))));
    expect(rows.map((row) => row[4])).toEqual(ISO_MOMENTS.map((moment) => moment ?? ''));
  });

  test.skipIf(!hasPython())('XLSX: Python’s zipfile and XML parser find whole parts and no formula (skipped without python3)', async () => {
    const path = join(folder, 'parts.xlsx');
    await writeTable(path, 'xlsx', sample());
    const script = `import sys, zipfile, xml.etree.ElementTree as E
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
[E.fromstring(z.read(n)) for n in z.namelist()]
s = E.fromstring(z.read('xl/worksheets/sheet1.xml')); m = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
print(len(list(s.iter(m + 'row'))), len(list(s.iter(m + 'f'))), [c.get('s') for c in s.iter(m + 'c') if c.get('r') == 'A3'][0])`;
    expect(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }).trim()).toBe(`${TEXTS.length + 1} 0 5`);
  });

  test('XLSX: rows that a sheet cannot hold go on in the next one, under the header', async () => {
    const chunks: Uint8Array[] = [];
    const encoder = await createXlsxEncoder({ write: async (bytes) => void chunks.push(Uint8Array.from(bytes)) }, [{ name: 'n', type: 'whole' }], 'split.xlsx', 4);
    await encoder.write({ rows: 7, columns: [Float64Array.from({ length: 7 }, (_, row) => row)] });
    expect(await encoder.finish()).toBe(3);
    const path = join(folder, 'split.xlsx');
    writeFileSync(path, Buffer.concat(chunks));
    for (const [sheet, rows] of [['Tenure', ['n', '0', '1', '2']], ['Tenure 2', ['n', '3', '4', '5']], ['Tenure 3', ['n', '6']]] as const) {
      expect((await readTableCells(path, 'xlsx', { columns: 1, sheet })).cells.flat()).toEqual(rows);
    }
  });
});

describe('a file is written whole or not at all', () => {
  const broken = (): OutputTable => ({
    columns: [{ name: 'n', type: 'whole' }],
    blocks: (function* blocks() {
      for (let block = 0; block < 20; block++) yield { rows: 10_000, columns: [new Float64Array(10_000).fill(block)] };
      throw new RangeError('the source broke off');
    })(),
  });

  test.each(FORMATS)('%s: a source that breaks off leaves what was there, and nothing beside it', async (format) => {
    const own = mkdtempSync(join(folder, 'whole-'));
    const path = join(own, `old.${format}`);
    writeFileSync(path, 'old');
    await expect(writeTable(path, format, broken())).rejects.toThrow(/broke off/u);
    expect(readdirSync(own)).toEqual([`old.${format}`]);
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  test.each(FORMATS)('%s: cancelled', async (format) => {
    const own = mkdtempSync(join(folder, 'cancelled-'));
    let asked = 0;
    expect(await errorOf(writeTable(join(own, 'x'), format, broken(), { cancelled: () => ++asked > 3 }))).toEqual({ code: 'CANCELLED' });
    expect(asked).toBe(4);
    expect(readdirSync(own)).toEqual([]);
  });

  test('says what is in the way', async () => {
    expect(await errorOf(writeTable(join(folder, 'nowhere', 'x.csv'), 'csv', sample()))).toEqual({ code: 'FILE', file: 'x.csv', fault: 'no-folder', line: null });
    mkdirSync(join(folder, 'taken.csv'));
    expect(await errorOf(writeTable(join(folder, 'taken.csv'), 'csv', sample()))).toMatchObject({ fault: 'is-directory' });
    const long: OutputTable = { columns: [{ name: 't', type: 'text' }], blocks: [{ rows: 1, columns: [['x'.repeat(32_768)]] }] };
    expect(await errorOf(writeTable(join(folder, 'long.xlsx'), 'xlsx', long))).toMatchObject({ fault: 'text-too-long' });
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('no permission (skipped for root, who may write all)', async () => {
    const own = mkdtempSync(join(folder, 'locked-'));
    writeFileSync(join(own, 'x.csv'), 'old');
    chmodSync(join(own, 'x.csv'), 0o444);
    expect(await errorOf(writeTable(join(own, 'x.csv'), 'csv', sample()))).toMatchObject({ fault: 'not-writable' });
  });
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
