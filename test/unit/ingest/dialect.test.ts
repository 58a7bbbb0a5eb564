import { describe, expect, test } from 'vitest';
import { decimalOf } from '../../../core/ingest/column-numbers.ts';
import { detectDialect } from '../../../core/ingest/dialect.ts';

const detect = (text: string): ReturnType<typeof detectDialect> => detectDialect(new TextEncoder().encode(text), true);

const TABLE = [
  ['order', 'date', 'name', 'price'],
  ['1', '2024-01-05 10:05:00', 'tea, green', '2.50'],
  ['2', '2024-01-06 11:15:30', 'cup', '7.25'],
  ['3', '2024-01-07 12:00:00', 'pot; blue', '11.00'],
];
const written = (delimiter: string, end: string, rows = TABLE): string =>
  rows.map((row) => row.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter) + end).join('');

describe('the delimiter', () => {
  test.each([',', ';', '\t', '|', ':', '^', '~', '#', '\u0001', '\u001f'])('%j is found with every kind of line end', (delimiter) => {
    for (const end of ['\n', '\r\n', '\r']) expect(detect(written(delimiter, end))).toEqual({ delimiter, quote: '"', skipLines: 0, header: true, decimal: '.' });
  });

  test('decimal commas do not take over', () => {
    const rows = Array.from({ length: 900 }, (_, index) => `${index};2024-01-05;2,50;1,00;3,75\n`).join('');
    expect(detect(`id;date;price;weight;total\n${rows}`)).toMatchObject({ delimiter: ';', decimal: ',' });
  });

  test('times do not make a colon one', () => {
    expect(detect(`moment\n${'10:05:00\n'.repeat(50)}`).delimiter).toBe(',');
    expect(detect(`moment;name\n${'10:05:00;x:y:z\n'.repeat(50)}`).delimiter).toBe(';');
  });

  test('padded columns are cut at spaces, sentences are not', () => {
    expect(detect(' 00004 0001 19970101  2   29.33\r\n 00021 0002 19970101  3   63.34\r\n 00050 0003 19970101 12    6.79\r\n')).toMatchObject({ delimiter: ' ', header: false, decimal: '.' });
    expect(detect('came late again\nall was well\nnever seen it\n').delimiter).toBe(',');
  });

  test('a line that names it is believed and skipped', () => {
    for (const line of ['sep=;\r\n', '"sep=;"\r\n', 'SEP=;\n']) expect(detect(line + written(';', '\r\n'))).toEqual({ delimiter: ';', quote: '"', skipLines: 1, header: true, decimal: '.' });
    expect(detect(`sep=|\n${written('|', '\n', TABLE.map((row) => row.slice(0, 1)))}`)).toMatchObject({ delimiter: '|', skipLines: 1 });
  });

  test('mixed line ends', () => {
    const [header = [], ...rows] = TABLE;
    expect(detect(written(';', '\r\n', [header]) + written(';', '\n', rows) + written(';', '\r', rows))).toMatchObject({ delimiter: ';', skipLines: 0, header: true });
  });
});

describe('lines above the header', () => {
  test('titles, also as wide as the table, and empty lines', () => {
    expect(detect(`Звіт про продажі\n\n${written(';', '\n')}`)).toMatchObject({ skipLines: 2, header: true });
    expect(detect(`Звіт про продажі;;;\nПеріод:;січень;;\n;;;\n${written(';', '\n')}`)).toMatchObject({ skipLines: 3, header: true });
    expect(detect(`"Report\nof two lines";;;\n${written(';', '\n')}`)).toMatchObject({ skipLines: 2, header: true });
  });

  test('a header with empty cells is still the header', () => {
    expect(detect('id,,date,\n1,x,2024-01-05,y\n2,x,2024-01-06,y\n')).toMatchObject({ skipLines: 0, header: true });
  });

  test('no header at all', () => {
    expect(detect(written(';', '\n', TABLE.slice(1)))).toMatchObject({ skipLines: 0, header: false });
  });
});

test.each([
  [['1,5', '2,25'], ','],
  [['1.5', '2.25'], '.'],
  [['1.234,50'], ','],
  [['1,234.50'], '.'],
  [['1,234', '5,678'], null],
  [['1.234'], null],
  [['05.01.2024', '13.01.2024'], null],
  [['45123,50', '45124,75'], ','],
  [['45123.5'], '.'],
  [['1 234,50 грн', '₴ 7,00'], ','],
  [['8,68 грн.', '12,50 руб.'], ','],
  [['8,685 грн.'], null],
  [['грн. 1,234.50'], '.'],
  [['tea, green', 'v1.5'], null],
] as const)('the decimal mark of %j is %s', (values, mark) => {
  expect(decimalOf(values).mark).toBe(mark);
});
