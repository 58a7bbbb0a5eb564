import type { Dialect } from '../contract/imports.ts';
import type { ByteSource } from './byte-source.ts';
import { createTranscoder } from './encoding.ts';
import { lineOfBadText } from './fault-line.ts';
import { fileFailure } from './file-faults.ts';
import { createRowBlock, tokenize, type CellSyntax, type RowBlock, type TokenizerState } from './tokenizer.ts';

export const LONGEST_ROW_BYTES = 64 << 20;
const LF = 10;
const CR = 13;

export interface RowReading {
  source: ByteSource;
  dialect: Dialect;
  /** Cells kept of each row. */
  columns: number;
  /** Rows in a block; by default as many as suit the processor’s cache. */
  capacity?: number;
}

export function cellSyntax(dialect: Pick<Dialect, 'delimiter' | 'quote'>): CellSyntax {
  return { delimiter: dialect.delimiter.charCodeAt(0), quote: dialect.quote.charCodeAt(0) };
}

/** UTF-8 chunks of a file without byte order mark, each good until the next one is asked for. Throws EngineFailure FILE. */
export async function* textChunks(source: ByteSource, encoding: Dialect['encoding']): AsyncGenerator<Uint8Array> {
  const transcoder = createTranscoder(encoding);
  const checked = async (text: Uint8Array | null): Promise<Uint8Array> => {
    if (text === null) throw fileFailure(source.name, 'bad-encoding', await lineOfBadText(source.path, encoding));
    // A Buffer searches several times faster.
    if (Buffer.from(text.buffer, text.byteOffset, text.length).includes(0)) throw fileFailure(source.name, 'zero-byte', await lineOfBadText(source.path, encoding));
    return text;
  };
  for await (const chunk of source.chunks('passing')) yield await checked(transcoder.write(chunk));
  yield await checked(transcoder.end());
}

/** Rows of a file, block by block (the block is used again for the next ones), the header row included, lines to skip not.
 *  Throws EngineFailure FILE. */
export async function* readRows(reading: RowReading): AsyncGenerator<RowBlock> {
  const { source, dialect } = reading;
  yield* rowsOf(textChunks(source, dialect.encoding), reading, source.name);
}

/** The same over chunks of UTF-8 that are at hand. */
export async function* rowsOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  reading: Omit<RowReading, 'source'>,
  name: string,
): AsyncGenerator<RowBlock> {
  const block = createRowBlock(reading.columns, reading.capacity);
  const syntax = cellSyntax(reading.dialect);
  const state: TokenizerState = { line: 1, openQuoteLine: null };
  const skip = createLineSkipper(reading.dialect.skipLines, state);
  let work = new Uint8Array(0);
  let filled = 0;
  // A row that goes on and on is tried again when there is twice as much of it, so that it is not read through for every chunk.
  let worthwhile = 0;

  for await (const chunk of chunks) {
    const text = skip(chunk);
    if (text.length === 0) continue;
    if (filled + text.length + 1 > work.length) {
      const larger = new Uint8Array(Math.max(filled + text.length + 1, Math.min(work.length * 2, LONGEST_ROW_BYTES)));
      larger.set(work.subarray(0, filled));
      work = larger;
    }
    work.set(text, filled);
    filled += text.length;
    if (filled < worthwhile && filled <= LONGEST_ROW_BYTES) continue;
    let from = 0;
    for (;;) {
      const next = tokenize(block, work, from, filled, false, syntax, state);
      if (block.rows > 0) yield block;
      if (next === from) break;
      from = next;
    }
    worthwhile = from === 0 ? filled * 2 : 0;
    work.copyWithin(0, from, filled);
    filled -= from;
    if (filled > LONGEST_ROW_BYTES) throw openEnd(name, state);
  }
  if (work.length === 0) return;
  for (let from = 0; from < filled; ) {
    const next = tokenize(block, work, from, filled, true, syntax, state);
    if (block.rows > 0) yield block;
    if (next === from) throw openEnd(name, state);
    from = next;
  }
}

function openEnd(name: string, state: TokenizerState): Error {
  return state.openQuoteLine === null ? fileFailure(name, 'line-too-long', state.line) : fileFailure(name, 'unclosed-quote', state.openQuoteLine);
}

/** Takes whole lines off the front of a stream of chunks, quotes or not. */
function createLineSkipper(lines: number, state: TokenizerState): (chunk: Uint8Array) => Uint8Array {
  let left = lines;
  let afterCr = false;
  return (chunk) => {
    let position = 0;
    while (position < chunk.length && (left > 0 || afterCr)) {
      const byte = chunk[position]!;
      if (afterCr) {
        afterCr = false;
        if (byte === LF) position++;
        continue;
      }
      position++;
      if (byte !== LF && byte !== CR) continue;
      left--;
      state.line++;
      afterCr = byte === CR;
    }
    return chunk.subarray(position);
  };
}
