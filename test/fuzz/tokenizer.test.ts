import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { readCells } from '../unit/ingest/read-cells.ts';

const RUNS = 2000;
const cell = fc.oneof(
  fc.string({ maxLength: 6, unit: fc.constantFrom('a', '1', ' ', ',', ';', '"', '\n', '\r', '\t', 'ї', 'ł', '€', '😀') }),
  fc.constantFrom('', '0', '""', '\r\n', 'plain', '"'),
);
const table = fc.integer({ min: 1, max: 5 }).chain((columns) => fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 12 }));
const delimiters = fc.constantFrom(',', ';', '\t', '|');
const newlines = fc.constantFrom('\n', '\r\n', '\r');

test('reads back what was written, and what Papa Parse reads, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(table, delimiters, newlines, fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 40 }), async (rows, delimiter, newline, quotes, ended, chunkBytes) => {
      const text = Papa.unparse(rows, { delimiter, newline, quotes }) + (ended ? newline : '');
      const { cells } = await readCells(text, { chunkBytes, columns: 8, dialect: { delimiter } });
      // A row of one empty unquoted cell is an empty line, which both skip.
      const written = rows.filter((row) => quotes || row.length > 1 || row[0] !== '');
      expect(cells).toEqual(written);
      const papa = Papa.parse<string[]>(text, { delimiter, newline });
      // A line end behind the last row makes one more row of one empty cell in Papa Parse; quoted, such a row is data for us alone.
      const read = papa.data.slice(0, ended ? -1 : undefined).filter((row) => quotes || row.length > 1 || row[0] !== '');
      expect(cells).toEqual(read);
    }),
    { numRuns: RUNS },
  );
});

test('any bytes give the same rows in one chunk, in many, and in blocks of one row', async () => {
  const soup = fc.string({ maxLength: 60, unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'ж') });
  const attempt = (text: string, chunkBytes: number, capacity?: number): Promise<unknown> =>
    readCells(text, { chunkBytes, columns: 4, ...(capacity === undefined ? {} : { capacity }) }).catch((thrown: unknown) => (thrown as { error: unknown }).error);
  await fc.assert(
    fc.asyncProperty(soup, fc.integer({ min: 1, max: 10 }), async (text, chunkBytes) => {
      const whole = await attempt(text, 1000);
      expect(await attempt(text, chunkBytes)).toEqual(whole);
      expect(await attempt(text, chunkBytes, 1)).toEqual(whole);
    }),
    { numRuns: RUNS },
  );
});
