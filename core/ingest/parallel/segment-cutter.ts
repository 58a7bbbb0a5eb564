import type { Dialect } from '../../contract/imports.ts';
import { cellSyntax, LONGEST_ROW_BYTES } from '../row-reader.ts';
import type { CellSyntax } from '../tokenizer.ts';
import { SPARE_BYTES, type TextSegment } from './segment.ts';

const LF = 10;
const CR = 13;
/** A quote so near is found before a search has begun. */
const NEAR_BYTES = 48;

export interface CutterOptions {
  dialect: Pick<Dialect, 'delimiter' | 'quote' | 'skipLines' | 'header'>;
  /** Segments are at least as long as this, unless the text ends. */
  segmentBytes: number;
  /** A buffer that is no longer in use, if there is one. */
  reuse?: () => Uint8Array | undefined;
}

/** Cuts UTF-8 text at row ends, by the tokenizer’s rule: a quote opens only at the beginning of a cell, and what it encloses may hold
 *  line ends. Lines to skip and empty lines at the beginning are left out, so that a header is in the first segment;
 *  `onStart` is told the line of the file on which that begins. */
export async function* cutSegments(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  { dialect, segmentBytes, reuse }: CutterOptions,
  onStart: (line: number) => void,
): AsyncGenerator<TextSegment> {
  const skip = createLineSkipper(dialect.skipLines);
  const finder = createRowEndFinder(cellSyntax(dialect));
  const buffer = (room: number): Uint8Array => {
    const kept = reuse?.();
    return kept !== undefined && kept.length >= room ? kept : new Uint8Array(Math.max(room, segmentBytes + (segmentBytes >> 1)));
  };
  let bytes: Uint8Array = new Uint8Array(0);
  let filled = 0;
  let headerRows = dialect.header ? 1 : 0;
  let begun = false;
  const segment = (length: number, endless: boolean): TextSegment => {
    const cut = { bytes, length, headerRows, endless };
    headerRows = 0;
    return cut;
  };

  for await (const chunk of chunks) {
    const text = skip.rest(chunk);
    if (text.length === 0) continue;
    if (!begun) onStart(skip.line());
    begun = true;
    if (filled + text.length + SPARE_BYTES > bytes.length) {
      const larger = buffer(filled === 0 ? text.length + SPARE_BYTES : Math.max(filled + text.length + SPARE_BYTES, filled * 2));
      larger.set(bytes.subarray(0, filled));
      bytes = larger;
    }
    bytes.set(text, filled);
    filled += text.length;
    const end = finder.lastRowEnd(bytes, filled);
    if (filled - end > LONGEST_ROW_BYTES) {
      yield segment(filled, true);
      return;
    }
    if (end === 0 || filled < segmentBytes) continue;
    const next = buffer(filled - end + segmentBytes + SPARE_BYTES);
    next.set(bytes.subarray(end, filled));
    yield segment(end, false);
    bytes = next;
    filled -= end;
    finder.cutAt(end);
  }
  if (filled > 0) yield segment(filled, false);
}

/** Finds row ends in text that grows at its end. */
interface RowEndFinder {
  /** Place behind the last complete row of bytes[0 … filled), which begin where a row begins; 0: there is none. */
  lastRowEnd(bytes: Uint8Array, filled: number): number;
  /** The bytes before this row end are gone. */
  cutAt(end: number): void;
}

function createRowEndFinder({ delimiter, quote }: CellSyntax): RowEndFinder {
  let scanned = 0;
  let rowEnd = 0;
  let quoted = false;

  /** From quote to quote. Stops before a last byte whose meaning depends on the next one. */
  const scan = (bytes: Uint8Array, filled: number): void => {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, filled);
    let position = scanned;
    while (position < filled) {
      const from = position;
      const near = Math.min(filled, position + NEAR_BYTES);
      while (position < near && bytes[position] !== quote) position++;
      if (position === near && near < filled) {
        const found = text.indexOf(quote, near);
        position = found < 0 ? filled : found;
      }
      if (quoted) {
        // Whether a quote closes is only known with the next byte in sight.
        if (position + 1 >= filled) break;
        if (bytes[position + 1] === quote) position += 2;
        else {
          quoted = false;
          position++;
        }
        continue;
      }
      rowEnd = Math.max(rowEnd, lastRowEndIn(bytes, from, position, filled));
      if (position === filled) break;
      const before = position === 0 ? LF : bytes[position - 1]!;
      quoted = before === delimiter || before === LF || before === CR;
      position++;
    }
    // A CR may be the first half of a line end.
    scanned = position === filled && !quoted && filled > 0 && bytes[filled - 1] === CR ? filled - 1 : position;
  };

  /** Place behind the last line end in bytes[from … to), 0: there is none. A CR as the very last byte may be half of one. */
  const lastRowEndIn = (bytes: Uint8Array, from: number, to: number, filled: number): number => {
    for (let position = to - 1; position >= from; position--) {
      if (bytes[position] === LF || (bytes[position] === CR && position + 1 < filled)) return position + 1;
    }
    return 0;
  };

  return {
    lastRowEnd(bytes, filled) {
      // A Buffer searches several times faster.
      const text = Buffer.from(bytes.buffer, bytes.byteOffset + scanned, filled - scanned);
      if (text.includes(quote)) scan(bytes, filled);
      else if (quoted) scanned = filled;
      else {
        const lineEnd = text.lastIndexOf(LF);
        if (lineEnd >= 0) {
          rowEnd = scanned + lineEnd + 1;
          scanned = filled - (text[text.length - 1] === CR ? 1 : 0);
        } else scan(bytes, filled);
      }
      return rowEnd;
    },
    cutAt(end) {
      scanned -= end;
      rowEnd = 0;
    },
  };
}

/** Takes lines off the front of a stream of chunks, quotes or not: as many as asked for, and empty ones behind them. */
function createLineSkipper(lines: number): { rest(chunk: Uint8Array): Uint8Array; line(): number } {
  let left = lines;
  let line = 1;
  let afterCr = false;
  let done = false;
  return {
    rest(chunk) {
      if (done) return chunk;
      for (let position = 0; position < chunk.length; position++) {
        const byte = chunk[position]!;
        const secondOfPair = afterCr && byte === LF;
        afterCr = byte === CR;
        if (secondOfPair) continue;
        if (byte === LF || byte === CR) {
          if (left > 0) left--;
          line++;
        } else if (left === 0) {
          done = true;
          return chunk.subarray(position);
        }
      }
      return chunk.subarray(chunk.length);
    },
    line: () => line,
  };
}
