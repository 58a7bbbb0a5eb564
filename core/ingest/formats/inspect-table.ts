import { basename } from 'node:path';
import { ORDER_FIGURES } from '../../contract/import-fields.ts';
import type { Dialect, ImportPlan, ProfileName } from '../../contract/imports.ts';
import { findDecidingDate } from '../date-order.ts';
import { detectTable, MOST_COLUMNS, type SampleRows } from '../dialect.ts';
import { fileFailure } from '../file-faults.ts';
import { withGuessedRules } from '../guess-plan.ts';
import { missingOf, recogniseFile } from '../kinds/recognise-file.ts';
import { headersOf, proposalOf, resolveDates, withoutEmptyEnd, type Inspection } from '../proposal.ts';
import { openTable } from './open-table.ts';
import type { Table, TableFormat, TableReading } from './table.ts';

const SAMPLE_ROWS = 1000;
const ROWS_IN_BLOCK = 16;

/** A sheet, or the one table of a file of another format. */
interface SampledTable {
  sheet: string | null;
  dialect: Dialect;
  headers: string[];
  data: SampleRows;
  /** The sample is all there is. */
  whole: boolean;
}

/** As `inspect`, for a table that is not delimited text. Throws EngineFailure FILE. */
export async function inspectTable(path: string, format: TableFormat, plan: ImportPlan | null, profile: ProfileName | null, step: () => void): Promise<Inspection> {
  const table = await openTable(path, format);
  try {
    const chosen = plan === null || Object.keys(plan.mapping).length === 0 ? null : plan;
    const { sampled, guess } = await choose(path, table, plan, chosen, profile);
    const { sheet, dialect, headers, data, whole } = sampled;
    const decide = whole ? null : (column: number) => findDecidingDate(table.rows(readingOf(sampled, column + 1)), column, step);
    const dates = chosen === null ? await resolveDates(guess.plan, headers, data.cells, decide) : { dateOrder: chosen.dialect.dateOrder, warnings: [] };
    const resolved: ImportPlan = { ...guess.plan, format, ...(sheet === null ? {} : { sheet }), dialect: { ...dialect, dateOrder: dates.dateOrder } };
    const proposal = proposalOf({
      fileName: basename(path),
      bytes: table.bytes,
      format,
      sheets: table.sheets.map(({ name }) => name),
      headers,
      data,
      plan: resolved,
      warnings: dates.warnings,
    });
    return { proposal, headers, currencyKnown: guess.currencyKnown };
  } finally {
    await table.close();
  }
}

interface Choice {
  sampled: SampledTable;
  guess: { plan: ImportPlan; currencyKnown: boolean };
}

/** The sheet that the plan names; or else the first one of the profile in which every field that an import needs is recognised; or else the first with a table. */
async function choose(path: string, table: Table, plan: ImportPlan | null, chosen: ImportPlan | null, profile: ProfileName | null): Promise<Choice> {
  if (table.names !== null) return guessed(table, await sampleNamed(path, table, table.names, plan), chosen, profile);
  const inOrder = [...table.sheets.filter(({ isHidden }) => !isHidden), ...table.sheets.filter(({ isHidden }) => isHidden)].map(({ name }) => name);
  const wanted = plan?.sheet === undefined ? inOrder : inOrder.filter((name) => name === plan.sheet);
  if (wanted.length === 0) throw fileFailure(path, 'no-such-sheet');
  let first: Choice | null = null;
  let hasRows = false;
  for (const sheet of wanted) {
    const sampled = await sampleSheet(path, table, sheet, plan);
    if (sampled === null) continue;
    hasRows = true;
    if (sampled.data.cells.length === 0) continue;
    const choice = guessed(table, sampled, chosen, profile);
    const ofProfile = profile === null || choice.guess.plan.profile === profile;
    if (chosen !== null || (ofProfile && missingOf(choice.guess.plan).length === 0)) return choice;
    first ??= choice;
  }
  if (first === null) throw fileFailure(path, hasRows ? 'header-only' : plan?.sheet === undefined ? 'empty' : 'no-such-sheet');
  return first;
}

function guessed(table: Table, sampled: SampledTable, chosen: ImportPlan | null, profile: ProfileName | null): Choice {
  const { headers, data, dialect } = sampled;
  if (chosen !== null) return { sampled, guess: { plan: chosen.rowRules === undefined ? withRecordFigures(table, withGuessedRules(chosen, headers, data.cells)) : chosen, currencyKnown: true } };
  const guess = recogniseFile(table.aliases ?? headers, data.cells, dialect, profile);
  return { sampled, guess: { ...guess, plan: withRecordFigures(table, guess.plan) } };
}

/** What a record holds beside its lines is the order’s, and repeats on each of their rows: its figures count once. */
function withRecordFigures(table: Table, plan: ImportPlan): ImportPlan {
  const { lineColumns } = table;
  if (lineColumns === null) return plan;
  const once = ORDER_FIGURES.filter((field) => {
    const column = plan.mapping[field];
    return column !== undefined && (column < lineColumns.from || column >= lineColumns.to);
  });
  if (once.length === 0) return plan;
  const rules = plan.rowRules ?? { fill: [], once: [], wholeIds: [] };
  return { ...plan, rowRules: { ...rules, once: [...new Set([...rules.once, ...once])] } };
}

async function sampleNamed(path: string, table: Table, names: readonly string[], plan: ImportPlan | null): Promise<SampledTable> {
  const reading = { columns: names.length, sheet: null, skipLines: 0, header: false };
  const decimal = plan?.dialect.decimal ?? (await detectDecimal(table, reading, [...names]));
  const { rows, whole } = await readSample(table, { ...reading, decimal });
  if (rows.cells.length === 0) throw fileFailure(path, 'header-only');
  return { sheet: null, dialect: plainDialect(plan, { skipLines: 0, header: true, decimal }), headers: names.map((name) => name.trim()), data: rows, whole };
}

/** `null`: the sheet is empty. */
async function sampleSheet(path: string, table: Table, sheet: string, plan: ImportPlan | null): Promise<SampledTable | null> {
  const reading = { columns: MOST_COLUMNS + 1, sheet, skipLines: plan?.dialect.skipLines ?? 0, header: false };
  const { rows, whole } = await readSample(table, { ...reading, decimal: plan?.dialect.decimal ?? '.' });
  if (rows.cells.length === 0) return null;
  // Another sheet is asked for without saying where its table begins: then it is recognised, as for a new file.
  const isNew = plan === null || (Object.keys(plan.mapping).length === 0 && plan.dialect.skipLines === 0 && plan.dialect.header);
  const found = isNew ? detectTable(rows) : plan.dialect;
  const decimal = plan?.dialect.decimal ?? (await detectDecimal(table, reading, null));
  const from = rows.line.findIndex((line) => line > found.skipLines);
  const all = decimal === '.' ? rows : (await readSample(table, { ...reading, decimal })).rows;
  const [first = []] = all.cells.slice(from);
  const named = withoutEmptyEnd(first, found.header);
  // A sheet without a header is as wide as its widest row.
  const width = found.header ? named.length : Math.max(...all.cells.slice(from).map((row) => row.length));
  if (width > MOST_COLUMNS) throw fileFailure(path, 'too-many-columns', all.line[from] ?? 1);
  const headers = headersOf(Array.from({ length: width }, (_, column) => named[column] ?? ''), found.header);
  const start = from + (found.header ? 1 : 0);
  const data = { line: all.line.slice(start), cells: all.cells.slice(start) };
  return { sheet, dialect: plainDialect(plan, { skipLines: found.skipLines, header: found.header, decimal }), headers, data, whole };
}

/** The decimal mark of numbers that are written as text: cells that are numbers have none. */
async function detectDecimal(table: Table, reading: Omit<TableReading, 'decimal'>, names: string[] | null): Promise<Dialect['decimal']> {
  const { rows } = await readSample(table, { ...reading, decimal: null });
  const cells = names === null ? rows.cells : [names, ...rows.cells];
  return detectTable({ line: cells.map((_, index) => index + 1), cells }).decimal;
}

/** The parts of a dialect that matter here; the others are those of the plainest text. */
function plainDialect(plan: ImportPlan | null, found: Pick<Dialect, 'skipLines' | 'header' | 'decimal'>): Dialect {
  return { encoding: 'utf-8', delimiter: ',', quote: '"', ...found, dateOrder: plan?.dialect.dateOrder ?? 'ymd' };
}

function readingOf({ sheet, dialect }: SampledTable, columns: number): TableReading {
  return { columns, sheet, skipLines: dialect.skipLines, header: dialect.header, decimal: dialect.decimal };
}

/** First rows as texts, without the empty cells at their end. */
async function readSample(table: Table, reading: TableReading): Promise<{ rows: SampleRows; whole: boolean }> {
  const rows: SampleRows = { line: [], cells: [] };
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const block of table.rows({ ...reading, capacity: ROWS_IN_BLOCK })) {
    for (let row = 0; row < block.rows; row++) {
      if (rows.cells.length === SAMPLE_ROWS) return { rows, whole: false };
      const base = row * block.columns;
      let width = block.columns;
      while (width > 0 && block.end[base + width - 1] === block.start[base + width - 1]) width--;
      rows.line.push(block.line[row]!);
      rows.cells.push(Array.from({ length: width }, (_, cell) => decoder.decode(block.bytes.subarray(block.start[base + cell], block.end[base + cell]))));
    }
  }
  return { rows, whole: true };
}
