import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import type { Dialect } from '../../core/contract/imports.ts';
import { createDecodeThreads } from '../../core/engine/decode-threads.ts';
import { importFiles } from '../../core/ingest/import-files.ts';
import { inspect } from '../../core/ingest/inspect-file.ts';
import { CALLING_THREAD, type DecodePool } from '../../core/ingest/parallel/decode-pool.ts';
import { cutSegments } from '../../core/ingest/parallel/segment-cutter.ts';
import { createSegmentDecoder } from '../../core/ingest/parallel/segment-decoder.ts';
import { readCells } from '../unit/ingest/read-cells.ts';
import { readLines, withProject } from '../golden/ingest/import-lines.ts';

const threads = createDecodeThreads(2, () => new Worker(new URL('../../core/engine/decode-worker.ts', import.meta.url)));
afterAll(() => threads.end());

function chunked(bytes: Uint8Array, chunkBytes: number): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += chunkBytes) chunks.push(bytes.slice(from, from + chunkBytes));
  return chunks;
}

/** Rows of every segment read by itself, with the lines of the file. */
async function cellsOfSegments(bytes: Uint8Array, dialect: Dialect, chunkBytes: number, segmentBytes: number): Promise<unknown> {
  const cells: string[][] = [];
  const lines: number[] = [];
  let linesBefore = 0;
  const start = (line: number): void => void (linesBefore = line - 1);
  for await (const segment of cutSegments(chunked(bytes, chunkBytes), { dialect, segmentBytes }, start)) {
    const text = segment.bytes.slice(0, segment.length);
    const found = await readCells(text, { chunkBytes: 1000, columns: 4, dialect: { ...dialect, skipLines: 0 } });
    cells.push(...found.cells);
    lines.push(...found.lines.map((line) => linesBefore + line));
    linesBefore += Buffer.from(text).toString().match(/\r\n|\r|\n/gu)?.length ?? 0;
  }
  return { cells, lines };
}

test('text cut at any place gives the rows of the whole, with their lines', async () => {
  const soup = fc.string({ maxLength: 80, unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', 'ж') });
  await fc.assert(
    fc.asyncProperty(soup, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 3 }), async (text, chunkBytes, segmentBytes, skipLines) => {
      const dialect: Dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines, header: false, decimal: '.', dateOrder: 'ymd' };
      const bytes = new TextEncoder().encode(text);
      const attempt = (work: Promise<unknown>): Promise<unknown> => work.catch((thrown: unknown) => (thrown as { error?: { fault?: string } }).error?.fault);
      const whole = await attempt(readCells(bytes, { chunkBytes: 1000, columns: 4, dialect }));
      expect(await attempt(cellsOfSegments(bytes, dialect, chunkBytes, segmentBytes))).toEqual(whole);
    }),
    { numRuns: 3000 },
  );
});

/** Orders with quoted line ends, doubled and stray quotes, blank order numbers, rows that are rejected, and all kinds of line ends. */
const text = fc.constantFrom('a', 'b', 'plain', '"x\ny"', '"q""q"', 'stray"quote', '"a,b"', '"open\r\n\r\nend"', '', 'longer than eleven bytes', 'ї');
const row = fc.tuple(fc.constantFrom('', '1', '2', '3', '00004', 'C5', '"6"'), fc.constantFrom('2024-01-31', '2024-02-01 10:00:00', 'never', ''), text, text, fc.constantFrom('1', '-2', 'x'), fc.constantFrom('2.50', '0', '1e3', ''), text);
const newline = fc.constantFrom('\n', '\r\n', '\r', '\n\n');
const HEADER = 'order,date,customer,product,quantity,price,channel';

test('an import is the same however its text is cut, and on whichever threads', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(row, newline), { minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 256 }), async (rows, chunkBytes, segmentBytes) => {
      await withProject(async (whole, folder) => {
        const path = join(folder, 'orders.csv');
        writeFileSync(path, `${HEADER}\n1,2024-01-31,x,y,1,1.00,z\n`);
        // From a file without faults, which would change what its columns look like.
        const { plan } = (await inspect(path, null)).proposal;
        writeFileSync(path, `${HEADER}\n1,2024-01-31,x,y,1,1.00,z\n${rows.map(([cells, end]) => cells.join(',') + end).join('')}`);
        const cutting = { chunkBytes, segmentBytes, leastSharedBytes: 0, leastEncodedBytes: 0 };
        const run = async (store: typeof whole, pool: DecodePool, sizes?: typeof cutting): Promise<unknown> => {
          const report = await importFiles({ paths: [path], plan, store, cancelled: () => false, onProgress: () => undefined, pool, ...(sizes === undefined ? {} : { cutting: sizes }) });
          return { report, fingerprint: store.fingerprint(), lines: readLines(store), imports: store.imports().map(({ files }) => files) };
        };
        const expected = await run(whole, CALLING_THREAD);
        await withProject(async (store) => expect(await run(store, CALLING_THREAD, cutting)).toEqual(expected));
        await withProject(async (store) => expect(await run(store, threads, cutting)).toEqual(expected));
      });
    }),
    { numRuns: 30 },
  );
});

test('segments decoded out of a file add up to the file', async () => {
  const path = join(import.meta.dirname, '../golden/ingest/america.csv');
  const { proposal, headers } = await inspect(path, null);
  const { plan } = proposal;
  const decoder = createSegmentDecoder({ plan, headers, currency: plan.currency });
  let rows = 0;
  for await (const segment of cutSegments(chunked(readFileSync(path), 7), { dialect: plan.dialect, segmentBytes: 100 }, () => undefined)) rows += decoder.decode(segment, null).rows;
  const whole = await withProject((store) => importFiles({ paths: [path], plan: null, store, cancelled: () => false, onProgress: () => undefined }));
  expect(rows).toBe(whole.files[0]?.rows);
});
