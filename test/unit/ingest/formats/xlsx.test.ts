import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtInKind, formatKind, MOMENT, DURATION, PLAIN, serialText, TIME_OF_DAY } from '../../../../core/ingest/formats/xlsx-dates.ts';
import { columnName, escapeXml, xlsxOf, type BookXml } from '../../../golden/ingest/formats/write-xlsx.ts';
import { readTableCells, withFile, type ReadTable } from './read-table-cells.ts';

function read(book: BookXml, options: Parameters<typeof readTableCells>[2] = {}): Promise<ReadTable> {
  return withFile('book.xlsx', xlsxOf(book), (path) => readTableCells(path, 'xlsx', options));
}

async function cellsOf(rows: string, book: Partial<BookXml> = {}, options: Parameters<typeof readTableCells>[2] = {}): Promise<string[][]> {
  return (await read({ sheets: [{ name: 'Sheet1', rows }], ...book }, options)).cells;
}

describe('cells of a sheet', () => {
  test('shared, inline and formula strings, booleans, errors and numbers', async () => {
    const row = [
      '<c r="A1" t="s"><v>1</v></c>',
      '<c r="B1" t="inlineStr"><is><t>in &amp; line</t></is></c>',
      '<c r="C1" t="str"><f>A1&amp;"x"</f><v>result</v></c>',
      '<c r="D1" t="b"><v>1</v></c>',
      '<c r="E1" t="e"><v>#N/A</v></c>',
      '<c r="F1"><f>1+1</f><v>2</v></c>',
      '<c r="G1" t="n"><v>-12.5</v></c>',
      '<c r="H1" t="d"><v>2024-01-31T00:00:00</v></c>',
    ];
    expect(await cellsOf(`<row r="1">${row.join('')}</row>`, { shared: ['unused', 'Київ'] })).toEqual([['Київ', 'in & line', 'result', 'TRUE', '#N/A', '2', '-12.5', '2024-01-31T00:00:00']]);
  });

  test('rich text is its runs together, without what says how it is pronounced', async () => {
    const sharedXml = ['<r><rPr><b/></rPr><t>bo</t></r><r><t xml:space="preserve">ld </t></r><rPh sb="0" eb="1"><t>ボルド</t></rPh><phoneticPr fontId="1"/>', '<t/>', '<t>_x0041_ _x005F_x0041_ &#x20B4;</t>', '<t><![CDATA[a<b&amp;]]></t>'];
    const row = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c></row>';
    expect((await cellsOf(row, { sharedXml }))[0]?.slice(0, 5)).toEqual(['bold ', '', 'A _x0041_ ₴', 'a<b&amp;', 'inline']);
  });

  test('sparse cells stand in their columns, cells without reference follow each other, and empty rows are left out', async () => {
    const rows = '<row r="2"><c r="B2"><v>1</v></c><c r="D2"><v>2</v></c></row><row r="3"/><row r="4"><c r="A4" s="1"/></row><row r="7" spans="1:4"><c><v>3</v></c><c><v>4</v></c></row><row><c r="C8"><v>5</v></c></row>';
    const { cells, lines } = await read({ sheets: [{ name: 'S', rows }] }, { columns: 4 });
    expect(cells).toEqual([['', '1', '', '2'], ['3', '4', '', ''], ['', '', '5', '']]);
    expect(lines).toEqual([2, 7, 8]);
  });

  test('a merged cell has its value in its first cell', async () => {
    const xml = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"/></row><row r="2"><c r="A2"/><c r="B2"><v>2</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells></worksheet>';
    expect(await cellsOf(xml, {}, { columns: 2 })).toEqual([['1', ''], ['', '2']]);
  });

  test.each([
    ['17850.0', '17850'], ['17850', '17850'], ['1.1000000000000001', '1.1'], ['12.949999999999999', '12.95'], ['5.901234567890E12', '5901234567890'], ['5.9012345678901E12', '5901234567890.1'],
    ['1E-3', '0.001'], ['1.5', '1.5'], ['0', '0'], ['-0.5', '-0.5'], ['123456789012345678', '123456789012345680'], ['0.30000000000000004', '0.30000000000000004'],
  ])('the number %s', async (written, text) => {
    expect((await cellsOf(`<row r="1"><c r="A1"><v>${written}</v></c></row>`))[0]?.[0]).toBe(text);
  });

  test('numbers follow the decimal mark of the texts beside them; ids that are text keep their zeros', async () => {
    const rows = '<row r="1"><c r="A1"><v>12.5</v></c><c r="B1" t="inlineStr"><is><t>12,5</t></is></c><c r="C1" t="inlineStr"><is><t>00123</t></is></c></row>';
    expect((await cellsOf(rows, {}, { decimal: ',', columns: 3 }))[0]).toEqual(['12,5', '12,5', '00123']);
    expect((await cellsOf(rows, {}, { decimal: null, columns: 3 }))[0]).toEqual(['', '12,5', '00123']);
  });

  test('what lies beyond the columns kept marks its row', async () => {
    expect(await cellsOf('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c></row>', {}, { columns: 1 })).toEqual([['1']]);
  });
});

describe('dates', () => {
  test('by style: built-in and custom formats, times, durations', async () => {
    const styles = [0, 14, 22, 'dd.mm.yyyy', '[$-419]d mmm yyyy;@', 'h:mm', '[h]:mm:ss', '#,##0.00 "zł"', '0.00" days"', 'yyyy\\-mm\\-dd hh:mm'];
    const cells = styles.map((_, index) => `<c r="${columnName(index)}1" s="${index}"><v>45322.75</v></c>`).join('');
    expect((await cellsOf(`<row r="1">${cells}</row>`, { styles }, { columns: 10 }))[0]).toEqual([
      '45322.75', '2024-01-31 18:00:00', '2024-01-31 18:00:00', '2024-01-31 18:00:00', '2024-01-31 18:00:00', '2024-01-31 18:00:00', '1087746:00:00', '45322.75', '45322.75', '2024-01-31 18:00:00',
    ]);
  });

  test('the 1904 system', async () => {
    expect((await cellsOf('<row r="1"><c r="A1" s="0"><v>43860</v></c></row>', { styles: [14], date1904: true }))[0]?.[0]).toBe('2024-01-31');
  });

  // ECMA-376, 18.17.4.1: the 1900 system begins with 1 January 1900 as 1 and knows a 29 February 1900.
  test.each([[1, '1900-01-01'], [59, '1900-02-28'], [60, '1900-02-29'], [61, '1900-03-01'], [25_569, '1970-01-01'], [45_351, '2024-02-29'], [2_958_465, '9999-12-31']])('serial %d is %s', (serial, text) => {
    expect(serialText(serial, MOMENT, false)).toBe(text);
  });

  test('every second of a day survives the fraction that stands for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 25_569, max: 73_050 }), fc.integer({ min: 0, max: 86_399 }), (day, second) => {
        const iso = new Date((day - 25_569) * 86_400_000 + second * 1000).toISOString();
        const text = second === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
        expect(serialText(Number(String(day + second / 86_400)), MOMENT, false)).toBe(text);
        expect(serialText(day - 1462 + second / 86_400, MOMENT, true)).toBe(text);
      }),
    );
  });

  test('kinds of formats', () => {
    expect([14, 22, 27, 57].map(builtInKind)).toEqual([MOMENT, MOMENT, MOMENT, MOMENT]);
    expect([0, 1, 4, 9, 49].map(builtInKind)).toEqual([PLAIN, PLAIN, PLAIN, PLAIN, PLAIN]);
    expect(['General', '0.00', '#,##0 "szt. dnia"', '0%', '@', '[Red]0.0', '0.00E+00', '# ?/?'].map(formatKind)).toEqual([PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN]);
    expect(['m/d/yy', 'mmmm', 'd" de "mmmm', 'yyyy-mm-ddThh:mm:ss', 'dd/mm/yyyy\\ hh:mm:ss.000', '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy'].map(formatKind)).toEqual([MOMENT, MOMENT, MOMENT, MOMENT, MOMENT, MOMENT]);
    expect(['h:mm AM/PM', 'mm:ss.0', '[h]:mm'].map(formatKind)).toEqual([TIME_OF_DAY, TIME_OF_DAY, DURATION]);
    expect([serialText(0.5, TIME_OF_DAY, false), serialText(1.5, DURATION, false)]).toEqual(['12:00:00', '36:00:00']);
  });
});

describe('workbooks', () => {
  test('every sheet is offered in order, hidden ones too, and each is read by its name', async () => {
    const row = (value: number): string => `<row r="1"><c r="A1"><v>${value}</v></c></row>`;
    const sheets = [{ name: 'Один', rows: row(1) }, { name: 'A & B', rows: row(2), state: 'hidden' as const }, { name: 'Three', rows: row(3), state: 'veryHidden' as const }];
    expect((await read({ sheets })).sheets).toEqual(['Один', 'A & B', 'Three']);
    for (const [index, { name }] of sheets.entries()) expect((await read({ sheets }, { sheet: name, columns: 1 })).cells).toEqual([[`${index + 1}`]]);
  });

  test('strict, with prefixed elements, in UTF-16, with a byte order mark, with stored parts', async () => {
    const rows = '<x:row r="1"><x:c r="A1" t="s"><x:v>0</x:v></x:c><x:c r="B1" s="0"><x:v>45322</x:v></x:c></x:row>';
    expect((await cellsOf(rows, { prefix: 'x', strict: true, shared: ['ok'], styles: [14] }))[0]?.slice(0, 2)).toEqual(['ok', '2024-01-31']);
    const sheet = '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Łódź</t></is></c></row></sheetData></worksheet>';
    const base = { sheets: [{ name: 'S', rows: '' }] };
    const part = (content: Uint8Array | string, stored = false): BookXml => ({ ...base, parts: [{ name: 'xl/worksheets/sheet1.xml', content, stored }] });
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(sheet, 'utf16le')]);
    for (const book of [part(utf16), part(`\ufeff${sheet}`), part(sheet, true)]) expect((await read(book, { columns: 1 })).cells).toEqual([['Łódź']]);
  });

  test('comments and instructions between the tags, and > inside attributes', async () => {
    const rows = '<!-- <row r="1"> --><?keep this?><row r="1" note="a>b"><c r="A1" t="inlineStr"><is><t>on<!-- -->e</t></is></c></row>';
    expect((await cellsOf(rows))[0]?.[0]).toBe('one');
  });

  test('rows above the table are left out by their number, and the header after them', async () => {
    const rows = [1, 3, 4, 5].map((row) => `<row r="${row}"><c r="A${row}"><v>${row}</v></c></row>`).join('');
    expect((await read({ sheets: [{ name: 'S', rows }] }, { skipLines: 2, header: true, columns: 1 })).cells).toEqual([['4'], ['5']]);
  });

  test('any texts in any cells come back, however the parts are cut', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((value) => value.replace(/[\u0000-\u001f\ufffe\uffff]/gu, '').replace(/_x/gu, '-x'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 }), async (table) => {
        const rows = table.map((row, index) => `<row r="${index + 1}">${row.map((value, column) => `<c r="${columnName(column)}${index + 1}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(value)}</t></is></c>`).join('')}</row>`);
        const expected = table.map((row) => Array.from({ length: 5 }, (_, column) => row[column] ?? '')).filter((row) => row.some((value) => value !== ''));
        expect(await cellsOf(rows.join(''), {}, { columns: 5 })).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('a sheet of many chunks', { timeout: 30_000 }, async () => {
    const rows = Array.from({ length: 30_000 }, (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>${row}</v></c><c r="B${row + 1}" t="s"><v>${row % 1000}</v></c></row>`).join('');
    const { cells, lines } = await read({ sheets: [{ name: 'S', rows }], shared: Array.from({ length: 1000 }, (_, index) => `text ${index}`) }, { columns: 2 });
    expect(cells).toEqual(Array.from({ length: 30_000 }, (_, row) => [`${row}`, `text ${row % 1000}`]));
    expect(lines.at(-1)).toBe(30_000);
  });
});
