import type { Dialect } from '../../../core/contract/imports.ts';
import { rowsOf } from '../../../core/ingest/row-reader.ts';

const PLAIN: Dialect = { encoding: 'utf-8', delimiter: ',', quote: '"', skipLines: 0, header: false, decimal: '.', dateOrder: 'ymd' };

/** All rows of UTF-8 text cut into chunks of `chunkBytes`, as texts, with the line on which each begins. */
export async function readCells(
  text: string | Uint8Array,
  options: { chunkBytes: number; columns?: number; dialect?: Partial<Dialect>; capacity?: number },
): Promise<{ cells: string[][]; lines: number[] }> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < bytes.length; from += options.chunkBytes) chunks.push(bytes.subarray(from, from + options.chunkBytes));
  const decoder = new TextDecoder();
  const cells: string[][] = [];
  const lines: number[] = [];
  const reading = { dialect: { ...PLAIN, ...options.dialect }, columns: options.columns ?? 64, ...(options.capacity === undefined ? {} : { capacity: options.capacity }) };
  for await (const block of rowsOf(chunks, reading, 'test.csv')) {
    for (let row = 0; row < block.rows; row++) {
      const texts: string[] = [];
      for (let cell = 0; cell < Math.min(block.cells[row]!, block.columns); cell++) {
        const index = row * block.columns + cell;
        texts.push(decoder.decode(block.bytes.subarray(block.start[index], block.end[index])));
      }
      cells.push(texts);
      lines.push(block.line[row]!);
    }
  }
  return { cells, lines };
}
