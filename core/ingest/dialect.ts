import type { Dialect } from '../contract/imports.ts';
import { isDate, isNumber } from './cell-kinds.ts';
import { decimalOf } from './column-numbers.ts';
import { cellSyntax } from './row-reader.ts';
import { createRowBlock, tokenize } from './tokenizer.ts';

const DELIMITERS = [',', ';', '\t', '|'];
const RARE_DELIMITERS = [':', '^', '~', '#', '!', '*', '&', '\u0001', '\u001e', '\u001f'];
/** Fewer words in each line are a sentence, or a moment. */
const LEAST_PADDED_COLUMNS = 4;
/** Cells asked for the decimal mark. */
const MOST_VOTES = 100_000;
const DELIMITER_BYTES = 1 << 18;
/** A first line by which some programs tell spreadsheets the delimiter. */
const SEPARATOR_LINE = /^"?sep=([^\r\nA-Za-z0-9"'])"?(?:\r|\n|$)/iu;
const SAMPLE_ROWS = 1000;
/** Room for thousands takes longer to go through than the sample itself. */
const USUAL_COLUMNS = 64;
/** More columns than any order file has; more is a sign of a wrong delimiter or a broken file. */
export const MOST_COLUMNS = 5000;

/** Rows of a sample as text. */
export interface SampleRows {
  line: number[];
  cells: string[][];
}

/** First rows of UTF-8 text, at most `limit`; the sample may be cut anywhere unless `whole`. */
export function sampleRows(text: Uint8Array, dialect: SampleSyntax, whole: boolean, limit = SAMPLE_ROWS): SampleRows {
  return rowsWithin(USUAL_COLUMNS, text, dialect, whole, limit) ?? rowsWithin(MOST_COLUMNS + 1, text, dialect, whole, limit)!;
}

type SampleSyntax = Pick<Dialect, 'delimiter' | 'quote' | 'skipLines'>;

/** The same with at most so many cells of each row; `null` where that is few, and there could be more. */
function rowsWithin(columns: number, text: Uint8Array, dialect: SampleSyntax, whole: boolean, limit: number): SampleRows | null {
  const { position, line } = afterLines(text, dialect.skipLines);
  const bytes = new Uint8Array(text.length + 1);
  bytes.set(text);
  const state = { line, openQuoteLine: null };
  const rows: SampleRows = { line: [], cells: [] };
  const block = createRowBlock(columns, 16);
  const decoder = new TextDecoder();
  for (let from = position; from < text.length && rows.cells.length < limit; ) {
    const next = tokenize(block, bytes, from, text.length, whole, cellSyntax(dialect), state);
    if (next === from) break;
    from = next;
    for (let row = 0; row < block.rows && rows.cells.length < limit; row++) {
      if (block.cells[row]! > columns && columns <= MOST_COLUMNS) return null;
      const base = row * columns;
      const cells: string[] = [];
      for (let cell = 0; cell < Math.min(block.cells[row]!, columns); cell++) cells.push(decoder.decode(bytes.subarray(block.start[base + cell], block.end[base + cell])));
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
  const separator = SEPARATOR_LINE.exec(new TextDecoder().decode(text.subarray(0, 16)))?.[1];
  const delimiter = separator ?? detectDelimiter(text, whole);
  let rows = sampleRows(text, { delimiter, quote: '"', skipLines: 0 }, whole);
  const quote = usesApostrophes(rows.cells) ? "'" : '"';
  if (quote === "'") rows = sampleRows(text, { delimiter, quote, skipLines: 0 }, whole);
  if (separator === undefined) return { delimiter, quote, ...detectTable(rows) };
  const table = detectTable({ line: rows.line.slice(1), cells: rows.cells.slice(1) });
  return { delimiter, quote, ...table, skipLines: Math.max(1, table.skipLines) };
}

/** Finds lines above the header, header and decimal mark of rows that are cut into cells. */
export function detectTable(rows: SampleRows): Pick<Dialect, 'skipLines' | 'header' | 'decimal'> {
  const first = firstTableRow(rows.cells);
  const skipLines = first === 0 ? 0 : (rows.line[first] ?? 1) - 1;
  const table = rows.cells.slice(first);
  return { skipLines: Math.min(skipLines, 1000), header: hasHeader(table[0] ?? []), decimal: decimalOf(table.slice(1).flat().slice(0, MOST_VOTES)).mark ?? '.' };
}

/** The delimiter that cuts most rows, the first one among them, into equally many cells. Rare ones only count where they cut all rows alike and
 *  no common one does: the colons of times are in no header. */
function detectDelimiter(text: Uint8Array, whole: boolean): Dialect['delimiter'] {
  const sample = text.subarray(0, DELIMITER_BYTES);
  const cuts = (delimiters: readonly string[]): DelimiterCut[] =>
    delimiters.map((delimiter) => cutBy(delimiter, sample, whole && sample.length === text.length)).filter(({ count }) => count > 1);
  const [best] = cuts(DELIMITERS).toSorted((one, other) => other.score - one.score);
  if (best !== undefined && best.first && best.share > 0.5) return best.delimiter;
  const rare = cuts(RARE_DELIMITERS).find(({ first, share }) => first && share > 0.95);
  if (rare !== undefined) return rare.delimiter;
  const padded = cuts([' ']).find(({ first, share, count }) => first && share > 0.95 && count >= LEAST_PADDED_COLUMNS);
  return padded?.delimiter ?? best?.delimiter ?? ',';
}

interface DelimiterCut {
  delimiter: string;
  /** Cells in most rows, and the share of rows that have so many. */
  count: number;
  share: number;
  /** The first row has so many too. */
  first: boolean;
  score: number;
}

function cutBy(delimiter: string, text: Uint8Array, whole: boolean): DelimiterCut {
  const block = createRowBlock(1, SAMPLE_ROWS);
  const bytes = new Uint8Array(text.length + 16);
  bytes.set(text);
  tokenize(block, bytes, 0, text.length, whole, cellSyntax({ delimiter, quote: '"' }), { line: 1, openQuoteLine: null });
  const { count, rows } = commonest(block.cells.subarray(0, block.rows));
  const share = block.rows === 0 ? 0 : rows / block.rows;
  const first = block.cells[0] === count;
  // How many rows agree decides; with equal agreement, more columns. Decimal commas cut every row but the header.
  return { delimiter, count, share, first, score: share + Math.min(count, 100) / 1000 - (first ? 0 : 0.05) };
}

function commonest(counts: ArrayLike<number>): { count: number; rows: number } {
  const rows = new Map<number, number>();
  for (const count of Array.from(counts)) rows.set(count, (rows.get(count) ?? 0) + 1);
  const [count = 0, most = 0] = [...rows].sort((one, other) => other[1] - one[1] || other[0] - one[0])[0] ?? [];
  return { count, rows: most };
}

/** Index of the header row: the first as wide as most rows are, or one narrower where every row ends with a delimiter. Titles in tables saved from
 *  spreadsheets are as wide, but hold little: a header fills more than half as many cells as most rows do, or at least half right above data. */
function firstTableRow(rows: readonly string[][]): number {
  const { count } = commonest(rows.map((row) => row.length));
  const wide = rows.filter((row) => row.length === count);
  const closing = wide.length > 0 && wide.every((row) => row[count - 1] === '');
  const isWide = (row: readonly string[]): boolean => row.length >= count || (closing && row.length === count - 1);
  const filled = (row: readonly string[]): number => row.filter((cell) => cell.trim() !== '').length;
  const usual = commonest(wide.map(filled)).count;
  const full = Math.max(0, rows.findIndex((row) => isWide(row) && filled(row) * 2 > usual));
  const above = rows[full - 1];
  return above !== undefined && isWide(above) && filled(above) * 2 >= usual && hasHeader(above) && !hasHeader(rows[full] ?? []) ? full - 1 : full;
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
