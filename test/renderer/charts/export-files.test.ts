import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { fileNameOf, tableToCsv } from '../../../renderer/charts/export-files.ts';

const table = (cells: (string | number | null)[][], columns: string[] = ['a', 'b']) => ({ columns, rows: cells.map((values) => ({ texts: [], values })) });

describe('tableToCsv', () => {
  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('disarms a text that begins like the formula %j', (text) => {
    const [, row] = Papa.parse<string[]>(tableToCsv(table([[text, 1]]))).data;
    expect(row?.[0]).toBe(`'${text}`);
  });

  it('disarms column names too', () => {
    expect(Papa.parse<string[]>(tableToCsv(table([], ['=cmd|x', 'b'])).slice(1)).data[0]?.[0]).toBe("'=cmd|x");
  });

  it('leaves numbers numbers, negative ones too, and blanks blank', () => {
    const [, row] = Papa.parse<string[]>(tableToCsv(table([[-5.25, null]]))).data;
    expect(row).toEqual(['-5.25', '']);
    expect(Papa.parse<string[]>(tableToCsv(table([[Number.NaN, Number.POSITIVE_INFINITY]]))).data[1]).toEqual(['', '']);
  });

  it('reads back as it was written', () => {
    const hard = ['a,b', 'say "no"', 'two\nlines', 'Кава, żółć', ''];
    const rows = Papa.parse<string[]>(tableToCsv(table(hard.map((text) => [text, 0]))), { skipEmptyLines: false }).data;
    expect(rows.slice(1, -1).map((row) => row[0])).toEqual(hard);
  });

  it('begins with a byte-order mark, for spreadsheets', () => {
    expect(tableToCsv(table([])).codePointAt(0)).toBe(0xfeff);
  });
});

it('file names keep letters of any script and nothing that a file system minds', () => {
  expect(fileNameOf('Більше клієнтів: 41,8 % / 45 %')).toBe('Більше-клієнтів-41-8-45');
  expect(fileNameOf('../../etc/passwd')).toBe('etc-passwd');
  expect(fileNameOf('???')).toBe('chart');
  expect(fileNameOf('x'.repeat(200))).toHaveLength(60);
});
