import type { Dialect } from '../contract/imports.ts';
import { parseMoment, MOMENT, type DateOrder } from './date-parser.ts';
import { NUMBER, parseNumber } from './number-parser.ts';
import { cellSyntax } from './row-reader.ts';
import { createRowBlock, tokenize } from './tokenizer.ts';

const DELIMITERS = [',', ';', '\t', '|'] as const;
const SAMPLE_ROWS = 1000;
/** More columns than any order file has; more is a sign of a wrong delimiter or a broken file. */
export const MOST_COLUMNS = 4096;

/** Rows of a sample as text. */
export interface SampleRows {
  line: number[];
  cells: string[][];
}

/** First rows of UTF-8 text, at most `limit`; the sample may be cut anywhere unless `whole`. */
export function sampleRows(text: Uint8Array, dialect: Pick<Dialect, 'delimiter' | 'quote' | 'skipLines'>, whole: boolean, limit = SAMPLE_ROWS): SampleRows {
  const { position, line } = afterLines(text, dialect.skipLines);
  const bytes = new Uint8Array(text.length + 1);
  bytes.set(text);
  const state = { line, openQuoteLine: null };
  const rows: SampleRows = { line: [], cells: [] };
  const block = createRowBlock(MOST_COLUMNS + 1, 16);
  const decoder = new TextDecoder();
  for (let from = position; from < text.length && rows.cells.length < limit; ) {
    const next = tokenize(block, bytes, from, text.length, whole, cellSyntax(dialect), state);
    if (next === from) break;
    from = next;
    for (let row = 0; row < block.rows && rows.cells.length < limit; row++) {
      const base = row * block.columns;
      const cells: string[] = [];
      for (let cell = 0; cell < Math.min(block.cells[row]!, block.columns); cell++) cells.push(decoder.decode(bytes.subarray(block.start[base + cell], block.end[base + cell])));
      rows.line.push(block.line[row]!);
      rows.cells.push(cells);
    }
  }
  return rows;
}

function afterLines(text: Uint8Array, lines: number): { position: number; line: number } {
  let position = 0;
  for (let skipped = 0; skipped < lines && position < text.length; skipped++) {
    while (position < text.length && text[position] !== 10 && text[position] !== 13) position++;
    position += text[position] === 13 && text[position + 1] === 10 ? 2 : 1;
  }
  return { position: Math.min(position, text.length), line: lines + 1 };
}

/** Finds delimiter, quote, lines above the header, header and decimal mark of UTF-8 text. */
export function detectDialect(text: Uint8Array, whole: boolean): Pick<Dialect, 'delimiter' | 'quote' | 'skipLines' | 'header' | 'decimal'> {
  const delimiter = detectDelimiter(text, whole);
  let rows = sampleRows(text, { delimiter, quote: '"', skipLines: 0 }, whole);
  const quote = usesApostrophes(rows.cells) ? "'" : '"';
  if (quote === "'") rows = sampleRows(text, { delimiter, quote, skipLines: 0 }, whole);
  return { delimiter, quote, ...detectTable(rows) };
}

/** Finds lines above the header, header and decimal mark of rows that are cut into cells. */
export function detectTable(rows: SampleRows): Pick<Dialect, 'skipLines' | 'header' | 'decimal'> {
  const first = firstTableRow(rows.cells);
  const skipLines = first === 0 ? 0 : (rows.line[first] ?? 1) - 1;
  const table = rows.cells.slice(first);
  return { skipLines: Math.min(skipLines, 1000), header: hasHeader(table[0] ?? []), decimal: detectDecimal(table) };
}

function detectDelimiter(text: Uint8Array, whole: boolean): Dialect['delimiter'] {
  let best: Dialect['delimiter'] = ',';
  let bestScore = 0;
  const block = createRowBlock(1, SAMPLE_ROWS);
  for (const delimiter of DELIMITERS) {
    const bytes = new Uint8Array(text.length + 1);
    bytes.set(text);
    tokenize(block, bytes, 0, text.length, whole, cellSyntax({ delimiter, quote: '"' }), { line: 1, openQuoteLine: null });
    const { count, rows } = commonest(block.cells.subarray(0, block.rows));
    if (count < 2) continue;
    // How many rows agree decides; with equal agreement, more columns.
    const score = rows / block.rows + Math.min(count, 100) / 1000;
    if (score > bestScore) {
      bestScore = score;
      best = delimiter;
    }
  }
  return best;
}

function commonest(counts: ArrayLike<number>): { count: number; rows: number } {
  const rows = new Map<number, number>();
  for (const count of Array.from(counts)) rows.set(count, (rows.get(count) ?? 0) + 1);
  const [count = 0, most = 0] = [...rows].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0] ?? [];
  return { count, rows: most };
}

/** Index of the header row: the first as wide as most rows are, or one narrower where every row ends with a delimiter. */
function firstTableRow(rows: readonly string[][]): number {
  const { count } = commonest(rows.map((row) => row.length));
  const wide = rows.filter((row) => row.length === count);
  const closing = wide.length > 0 && wide.every((row) => row[count - 1] === '');
  const first = rows.findIndex((row) => row.length >= count || (closing && row.length === count - 1));
  return Math.max(0, first);
}

function usesApostrophes(rows: readonly string[][]): boolean {
  let quoted = 0;
  let cells = 0;
  for (const row of rows) {
    for (const cell of row) {
      if (cell === '') continue;
      cells++;
      if (cell.length > 1 && cell.startsWith("'") && cell.endsWith("'")) quoted++;
    }
  }
  return quoted > cells * 0.2;
}

/** A header names columns: it holds no number and no date. */
function hasHeader(first: readonly string[]): boolean {
  const filled = first.filter((cell) => cell.trim() !== '');
  return filled.length > 0 && !filled.some((cell) => isNumber(cell, '.') || isNumber(cell, ',') || isDate(cell));
}

function detectDecimal(rows: readonly string[][]): Dialect['decimal'] {
  let comma = 0;
  let point = 0;
  for (const row of rows.slice(1)) {
    for (const cell of row) {
      const last = Math.max(cell.lastIndexOf(','), cell.lastIndexOf('.'));
      if (last < 0 || !/\d/u.test(cell) || isDate(cell)) continue;
      const tail = /^\d+/u.exec(cell.slice(last + 1))?.[0].length ?? 0;
      // Three digits behind the only mark may be thousands: no vote.
      const decided = tail > 0 && (tail !== 3 || cell.includes(cell[last] === ',' ? '.' : ','));
      if (!decided || !isNumber(cell, cell[last] === ',' ? ',' : '.')) continue;
      if (cell[last] === ',') comma++;
      else point++;
    }
  }
  return comma > point ? ',' : '.';
}

const encoder = new TextEncoder();

export function isNumber(cell: string, decimal: Dialect['decimal']): boolean {
  const bytes = encoder.encode(cell);
  return parseNumber(bytes, 0, bytes.length, decimal.charCodeAt(0), { digits: 0, scale: 0 }) === NUMBER;
}

export function isDate(cell: string): boolean {
  return fitsOrder(cell, 'ymd') || fitsOrder(cell, 'dmy') || fitsOrder(cell, 'mdy');
}

export function fitsOrder(cell: string, order: DateOrder): boolean {
  const bytes = encoder.encode(cell);
  return parseMoment(bytes, 0, bytes.length, order, { seconds: 0, hasTime: false }) === MOMENT;
}
