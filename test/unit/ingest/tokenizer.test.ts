import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { EngineFailure } from '../../../core/contract/errors.ts';
import { readCells } from './read-cells.ts';

const spectrum = join(import.meta.dirname, '../../../../shared/data/csv-spectrum');
const chunkSizes = [1, 2, 3, 7, 1000];

describe.skipIf(!existsSync(spectrum))('csv-spectrum (skipped where ../shared/data is absent)', () => {
  const names = existsSync(spectrum) ? readdirSync(join(spectrum, 'csvs')).map((name) => name.replace(/\.csv$/, '')) : [];
  // Its published answer is one object instead of a list and has another phone number than the CSV file.
  const wrongAnswers = ['location_coordinates'];

  test.each(names)('%s', async (name) => {
    const text = readFileSync(join(spectrum, 'csvs', `${name}.csv`));
    const papa = Papa.parse<Record<string, string>>(text.toString('utf8'), { header: true, skipEmptyLines: true }).data;
    const answer = wrongAnswers.includes(name) ? papa : (JSON.parse(readFileSync(join(spectrum, 'json', `${name}.json`), 'utf8')) as Record<string, string>[]);
    expect(papa).toEqual(answer);
    for (const chunkBytes of chunkSizes) {
      const { cells } = await readCells(text, { chunkBytes });
      const [header = [], ...rows] = cells;
      expect(rows.map((row) => Object.fromEntries(header.map((column, index) => [column, row[index]])))).toEqual(answer);
    }
  });
});

test.each(chunkSizes)('where spaces delimit, columns padded to a width are cut like the words of their lines (chunks of %d bytes)', async (chunkBytes) => {
  const lines = ['  00004 0001  19970101  2   29.33', '00004   0001 19970118 2 29.73  ', ' x "a  b" 3 4 5', '   ', ''];
  const words = [['00004', '0001', '19970101', '2', '29.33'], ['00004', '0001', '19970118', '2', '29.73'], ['x', 'a  b', '3', '4', '5']];
  for (const end of ['\n', '\r\n', '\r']) expect((await readCells(new TextEncoder().encode(lines.join(end)), { chunkBytes, dialect: { delimiter: ' ' } })).cells).toEqual(words);
});

describe.each(chunkSizes)('in chunks of %d bytes', (chunkBytes) => {
  test('LF, CRLF and CR end rows, also mixed, and empty lines are skipped but counted', async () => {
    expect(await readCells('a,b\r\nc,d\re,f\n\n\r\n\rg,h', { chunkBytes })).toEqual({ cells: [['a', 'b'], ['c', 'd'], ['e', 'f'], ['g', 'h']], lines: [1, 2, 3, 7] });
  });

  test('line ends inside quotes belong to the cell and count as lines', async () => {
    expect(await readCells('"a\r\nb","c\rd","e\nf"\nx,y,z\n', { chunkBytes })).toEqual({ cells: [['a\r\nb', 'c\rd', 'e\nf'], ['x', 'y', 'z']], lines: [1, 5] });
  });

  test('doubled quotes, stray quotes, and text behind a closing quote', async () => {
    const { cells } = await readCells('"say ""hi""",5" pipe,"ab"cd,"x" ,""\n"""",""",",a""\n', { chunkBytes });
    expect(cells).toEqual([['say "hi"', '5" pipe', 'abcd', 'x ', ''], ['"', '",', 'a""']]);
  });

  test('a quoted empty cell alone is a row, an empty last cell is a cell', async () => {
    const { cells } = await readCells('""\na,\n,\n', { chunkBytes });
    expect(cells).toEqual([[''], ['a', ''], ['', '']]);
  });

  test('other delimiters and quotes', async () => {
    const { cells } = await readCells("'a;b';c\n", { chunkBytes, dialect: { delimiter: ';', quote: "'" } });
    expect(cells).toEqual([['a;b', 'c']]);
    expect((await readCells('a\tb"\tc', { chunkBytes, dialect: { delimiter: '\t' } })).cells).toEqual([['a', 'b"', 'c']]);
    expect((await readCells('a|"b|c"', { chunkBytes, dialect: { delimiter: '|' } })).cells).toEqual([['a', 'b|c']]);
  });

  test('lines above the header are skipped whatever they hold', async () => {
    const text = 'Report "of\r\n2024\r\n\r\nid,x\r\n1,2\r\n';
    expect(await readCells(text, { chunkBytes, dialect: { skipLines: 3 } })).toEqual({ cells: [['id', 'x'], ['1', '2']], lines: [4, 5] });
  });

  test('blocks of one row give the same rows', async () => {
    const text = 'a,"b\n""c"""\n\nd,e\r"f"';
    expect(await readCells(text, { chunkBytes, capacity: 1 })).toEqual({ cells: [['a', 'b\n"c"'], ['d', 'e'], ['f']], lines: [1, 4, 5] });
  });

  test('an unclosed quote is reported with the line on which it opens', async () => {
    const failure = await readCells('a,b\n1,2\n3,"4\n5,6\n', { chunkBytes }).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(EngineFailure);
    expect((failure as EngineFailure).error).toEqual({ code: 'FILE', file: 'test.csv', fault: 'unclosed-quote', line: 3 });
  });
});

test('a row beyond 64 MB is refused with its line', async () => {
  const text = new Uint8Array(68 << 20).fill(97);
  text.set(new TextEncoder().encode('a,b\n'));
  await expect(readCells(text, { chunkBytes: 1 << 20 })).rejects.toMatchObject({ error: { fault: 'line-too-long', line: 2 } });
});
