import { isUtf8 } from 'node:buffer';
import { basename } from 'node:path';
import type { Dialect, ImportPlan, ImportProposal, ImportWarning, ProfileName } from '../contract/imports.ts';
import { openByteSource } from './byte-source.ts';
import { findDecidingDate } from './date-order.ts';
import { detectDialect, MOST_COLUMNS, sampleRows, type SampleRows } from './dialect.ts';
import { completeUtf8, createTranscoder, detectEncoding } from './encoding.ts';
import { firstUtf8Line } from './encoding-mixture.ts';
import { lineOfBadText } from './fault-line.ts';
import { fileFailure } from './file-faults.ts';
import { detectFormat } from './formats/file-format.ts';
import { inspectTable } from './formats/inspect-table.ts';
import { withGuessedRules } from './guess-plan.ts';
import { recogniseFile } from './kinds/recognise-file.ts';
import { headersOf, proposalOf, resolveDates, withoutEmptyEnd, type Inspection } from './proposal.ts';
import { readRows } from './row-reader.ts';

const SAMPLE_BYTES = 4 << 20;

/** Recognises what a file looks like, and how it would be read; with a `plan`, shows the file as that plan reads it
 *  (a plan without any mapping fixes the dialect alone). Columns are recognised by the layouts of the `wanted` profile where the file has
 *  what they require, else by all of them.
 *  Throws EngineFailure FILE. */
export async function inspectFile(path: string, plan: ImportPlan | null, wanted: ProfileName | null = null): Promise<ImportProposal> {
  return (await inspect(path, plan, wanted)).proposal;
}

/** See inspectFile; `step` is called between its parts, and may throw. */
export async function inspect(path: string, plan: ImportPlan | null, wanted: ProfileName | null = null, step: () => void = () => undefined): Promise<Inspection> {
  const format = await detectFormat(path);
  return format === 'text' ? inspectText(path, plan, wanted, step) : inspectTable(path, format, plan, wanted, step);
}

async function inspectText(path: string, plan: ImportPlan | null, wanted: ProfileName | null, step: () => void): Promise<Inspection> {
  const { raw, whole, bytes } = await readSample(path);
  step();
  const encoding = plan?.dialect.encoding ?? detectEncoding(raw);
  if (encoding === null) throw isText(raw) ? fileFailure(path, 'zero-byte', await lineOfBadText(path, 'utf-8')) : fileFailure(path, 'binary');
  const text = await transcode(path, raw, encoding, whole);
  const dialect: Dialect = plan?.dialect ?? { encoding, ...detectDialect(text, whole), dateOrder: 'ymd' };
  step();
  const sample = sampleRows(text, dialect, whole);
  if (whole && sample.cells.every((row) => row.every((cell) => cell.trim() === ''))) throw fileFailure(path, 'empty');
  const first = withoutEmptyEnd(sample.cells[0] ?? [], dialect.header);
  if (first.length > MOST_COLUMNS) throw fileFailure(path, 'too-many-columns', sample.line[0] ?? 1);
  if (sample.cells.length <= 1) await confirmRows(path, dialect);

  const headers = headersOf(first, dialect.header);
  const data: SampleRows = dialect.header ? { line: sample.line.slice(1), cells: sample.cells.slice(1) } : sample;
  const chosen = plan === null || Object.keys(plan.mapping).length === 0 ? null : plan;
  const guess = chosen === null ? recogniseFile(headers, data.cells, dialect, wanted) : { plan: withGuessedRules(chosen, headers, data.cells), currencyKnown: true };
  const decide = async (column: number): Promise<Dialect['dateOrder'] | null> => findDecidingDate(readRows({ source: await openByteSource(path), dialect, columns: column + 1 }), column, step);
  step();
  const isSampled = whole && data.cells.length < 900;
  const dates =
    chosen === null ? await resolveDates(guess.plan, headers, data.cells, isSampled ? null : decide) : { dateOrder: chosen.dialect.dateOrder, warnings: [] };
  const resolved: ImportPlan = { ...guess.plan, dialect: { ...dialect, dateOrder: dates.dateOrder } };
  const otherLine = encoding.startsWith('utf-') ? null : firstUtf8Line(raw);
  const mixed: ImportWarning[] = otherLine === null ? [] : [{ code: 'mixed-encodings', encoding, line: otherLine }];
  return {
    proposal: proposalOf({ fileName: basename(path), bytes, format: 'text', sheets: [], headers, data, plan: resolved, warnings: [...dates.warnings, ...mixed] }),
    headers,
    currencyKnown: guess.currencyKnown,
  };
}

/** Nothing speaks against text but the zeros in it. */
function isText(raw: Uint8Array): boolean {
  const sample = raw.subarray(0, completeUtf8(raw));
  if (!isUtf8(sample)) return false;
  let controls = 0;
  for (const byte of sample) if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) controls++;
  return controls * 100 <= sample.length;
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
  return { raw, whole, bytes: source.bytes };
}

async function transcode(path: string, raw: Uint8Array, encoding: Dialect['encoding'], whole: boolean): Promise<Uint8Array> {
  const transcoder = createTranscoder(encoding);
  const text = transcoder.write(raw);
  const end = whole ? transcoder.end() : new Uint8Array(0);
  if (text === null || end === null) throw fileFailure(path, 'bad-encoding', await lineOfBadText(path, encoding));
  if (text.includes(0)) throw fileFailure(path, 'zero-byte', await lineOfBadText(path, encoding));
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
