import { basename } from 'node:path';
import type { Dialect, ImportPlan, ImportProposal, ImportWarning } from '../contract/imports.ts';
import { openByteSource } from './byte-source.ts';
import { findDecidingDate, guessDateOrder } from './date-order.ts';
import { detectDialect, MOST_COLUMNS, sampleRows, type SampleRows } from './dialect.ts';
import { createTranscoder, detectEncoding } from './encoding.ts';
import { fileFailure } from './file-faults.ts';
import { guessPlan, planWarnings, valuesOf } from './guess-plan.ts';
import { readRows } from './row-reader.ts';

const SAMPLE_BYTES = 4 << 20;
const PREVIEW_ROWS = 50;
const SAMPLES_OF_COLUMN = 5;

/** Magic numbers of formats that are not text. */
const OTHER_FORMATS = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0', '%PDF', 'PAR1', 'ARROW1', 'SQLite format 3'];

/** A file as recognised, with what the import needs beyond the proposal. */
export interface Inspection {
  proposal: ImportProposal;
  headers: string[];
  currencyKnown: boolean;
}

/** Recognises what a file looks like, and how it would be read; with a `plan`, shows the file as that plan reads it
 *  (a plan without any mapping fixes the dialect alone).
 *  Throws EngineFailure FILE. */
export async function inspectFile(path: string, plan: ImportPlan | null): Promise<ImportProposal> {
  return (await inspect(path, plan)).proposal;
}

/** See inspectFile. */
export async function inspect(path: string, plan: ImportPlan | null): Promise<Inspection> {
  const { raw, whole, bytes } = await readSample(path);
  const encoding = plan?.dialect.encoding ?? detectEncoding(raw);
  if (encoding === null) throw fileFailure(path, 'binary');
  const text = transcode(path, raw, encoding, whole);
  const dialect: Dialect = plan?.dialect ?? { encoding, ...detectDialect(text, whole), dateOrder: 'ymd' };
  const sample = sampleRows(text, dialect, whole);
  const first = withoutEmptyEnd(sample.cells[0] ?? [], dialect.header);
  if (first.length > MOST_COLUMNS) throw fileFailure(path, 'too-many-columns', sample.line[0] ?? 1);
  if (sample.cells.length <= 1) await confirmRows(path, dialect);

  const headers = dialect.header ? first.map((header) => header.trim()) : first.map((_, column) => `Column ${column + 1}`);
  const data: SampleRows = dialect.header ? { line: sample.line.slice(1), cells: sample.cells.slice(1) } : sample;
  const chosen = plan === null || Object.keys(plan.mapping).length === 0 ? null : plan;
  const guess = chosen === null ? guessPlan(headers, data.cells, dialect) : { plan: chosen, currencyKnown: true };
  const dates = chosen === null ? await resolveDates(path, guess.plan, headers, data.cells, whole) : { dateOrder: chosen.dialect.dateOrder, warnings: [] };
  const resolved: ImportPlan = { ...guess.plan, dialect: { ...dialect, dateOrder: dates.dateOrder } };
  return {
    proposal: {
      fileName: basename(path),
      bytes,
      plan: resolved,
      columns: headers.map((name, column) => ({ name, field: fieldOf(resolved, column), samples: [...new Set(valuesOf(data.cells.slice(0, 200), column))].slice(0, SAMPLES_OF_COLUMN) })),
      rows: { line: data.line.slice(0, PREVIEW_ROWS), cells: data.cells.slice(0, PREVIEW_ROWS) },
      warnings: [...dates.warnings, ...planWarnings(resolved, headers, data.cells)],
    },
    headers,
    currencyKnown: guess.currencyKnown,
  };
}

async function readSample(path: string): Promise<{ raw: Uint8Array; whole: boolean; bytes: number }> {
  const source = await openByteSource(path);
  const chunks: Uint8Array[] = [];
  let length = 0;
  let whole = true;
  for await (const chunk of source.chunks()) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= SAMPLE_BYTES) {
      whole = false;
      break;
    }
  }
  const raw = Buffer.concat(chunks);
  if (raw.length === 0) throw fileFailure(path, 'empty');
  const start = raw.toString('latin1', 0, 16);
  if (OTHER_FORMATS.some((magic) => start.startsWith(magic)) || /^\s*(?:\{|\[\s*[{[])/u.test(start)) throw fileFailure(path, 'unsupported-format');
  return { raw, whole, bytes: source.bytes };
}

function transcode(path: string, raw: Uint8Array, encoding: Dialect['encoding'], whole: boolean): Uint8Array {
  const transcoder = createTranscoder(encoding);
  const text = transcoder.write(raw);
  const end = whole ? transcoder.end() : new Uint8Array(0);
  if (text === null || end === null) throw fileFailure(path, 'bad-encoding');
  if (text.includes(0)) throw fileFailure(path, 'binary');
  return Buffer.concat([text, end]);
}

/** Where the sample shows no data row, reads on: to the first one, or to the fault that hides it. */
async function confirmRows(path: string, dialect: Dialect): Promise<void> {
  let rows = 0;
  for await (const block of readRows({ source: await openByteSource(path), dialect, columns: 1 })) {
    rows += block.rows;
    if (rows > 1) return;
  }
  if (rows === 0) throw fileFailure(path, 'empty');
  if (dialect.header) throw fileFailure(path, 'header-only');
}

async function resolveDates(
  path: string,
  plan: ImportPlan,
  headers: readonly string[],
  rows: readonly string[][],
  whole: boolean,
): Promise<{ dateOrder: Dialect['dateOrder']; warnings: ImportWarning[] }> {
  const column = plan.mapping.date;
  if (column === undefined) return { dateOrder: 'ymd', warnings: [] };
  const guess = guessDateOrder(valuesOf(rows, column));
  if (guess.ambiguous === null) return { dateOrder: guess.order, warnings: [] };
  const sampled = whole && rows.length < 900;
  const decided = sampled ? null : await findDecidingDate(await openByteSource(path), plan.dialect, column);
  if (decided !== null) return { dateOrder: decided, warnings: [] };
  return { dateOrder: guess.order, warnings: [{ code: 'ambiguous-dates', column: headers[column] ?? '', example: guess.ambiguous }] };
}

/** A delimiter at the end of the header names no column. */
function withoutEmptyEnd(cells: readonly string[], header: boolean): string[] {
  let length = cells.length;
  while (header && length > 1 && cells[length - 1]?.trim() === '') length--;
  return cells.slice(0, length);
}

function fieldOf(plan: ImportPlan, column: number): ImportProposal['columns'][number]['field'] {
  const entry = Object.entries(plan.mapping).find(([, index]) => index === column);
  return (entry?.[0] ?? null) as ImportProposal['columns'][number]['field'];
}
