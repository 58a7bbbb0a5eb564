import { basename } from 'node:path';
import { EngineFailure } from '../contract/errors.ts';
import type { FileReport, ImportForecast, ImportPlan, ImportProposal, ImportReport, RejectionPage } from '../contract/imports.ts';
import type { Currency } from '../contract/provenance.ts';
import type { Progress } from '../contract/rpc.ts';
import type { ImportedFile, ImportTarget, ImportWriter, RejectedRow } from '../frame/import-target.ts';
import { LINE_CURRENCY } from '../frame/line-batch.ts';
import { detectFormat } from './formats/file-format.ts';
import { refuseUnclear } from './unclear-file.ts';
import { type BatchQueue, createBatchQueue } from './batch-queue.ts';
import { createImportDictionaries } from './import-dictionaries.ts';
import { CUTTING, type Cutting, importOrders, type PlannedFile } from './import-orders.ts';
import { createImportProgress } from './import-progress.ts';
import { inspect } from './inspect-file.ts';
import { importFacts } from './kinds/import-facts.ts';
import { lineAttributes, missingOf } from './kinds/recognise-file.ts';
import { namesCurrencies } from './line-currency.ts';
import { createLineMatcher } from './matching/line-matcher.ts';
import { CALLING_THREAD, type DecodePool } from './parallel/decode-pool.ts';

const REJECTIONS_IN_REPORT = 100;

export interface ImportInput {
  paths: string[];
  /** For the first file; others are read by it too, their columns found by header, and by their own dialect where they have another. `null`: each file is recognised by itself. */
  plan: ImportPlan | null;
  store: ImportTarget;
  /** Polled for every chunk of a file. */
  cancelled: () => boolean;
  onProgress: (progress: Progress) => void;
  /** Where large files are decoded; by default on the calling thread. */
  pool?: DecodePool;
  cutting?: Cutting;
}

/** Imports files in one transaction: all of it lands, or nothing. Order lines are known by their order and place in it (see matchLines), rows
 *  of other kinds by their keys: what is known is updated, and nothing is doubled. An import that brings nothing at all is not kept.
 *  Throws EngineFailure FILE, UNMAPPED_COLUMNS, AMBIGUOUS_DATES, AMBIGUOUS_COLUMNS, CANCELLED, PROJECT. */
export async function importFiles(input: ImportInput): Promise<ImportReport> {
  const { currency: _currency, ...report } = await readFiles(input, true);
  return report;
}

/** What importFiles would answer. Reads the files in the same way, and keeps nothing. */
export async function forecastImport(input: ImportInput): Promise<ImportForecast> {
  const { files, rejections, currency } = await readFiles(input, false);
  return { files, rejections, currency };
}

async function readFiles(input: ImportInput, isKept: boolean): Promise<ImportReport & { currency: Currency | null }> {
  const { store, cancelled } = input;
  const step = (): void => {
    if (cancelled()) throw new EngineFailure({ code: 'CANCELLED' });
  };
  const files = await planFiles(input, step);
  step();

  // Asked before the import begins: while the first one is written, nothing can be read.
  const known = store.currency();
  const currency = known ?? files.find((file) => file.currencyKnown)?.plan.currency ?? files[0]!.plan.currency;
  const attributeNames = [...new Set(files.flatMap((file) => [...lineAttributes(file.plan, file.headers).keys()]))];
  if (files.some((file) => isOrders(file) && namesCurrencies(file.plan, currency))) attributeNames.push(LINE_CURRENCY);
  const dictionaries = createImportDictionaries(store, attributeNames, step);
  const storedAttributes = store.attributeNames();
  const writer = store.beginImport();
  let queue: BatchQueue | null = null;
  try {
    const rejections = createRejections(writer, files);
    const hasCost = files.some((file) => isOrders(file) && file.plan.mapping.cost !== undefined);
    const matcher = createLineMatcher(writer, [...new Set([...storedAttributes, ...attributeNames])], step);
    // The lines of one file alone need not be stored to be forecast.
    queue = createBatchQueue({ layout: { attributeNames, hasCost }, writer, matcher, isStored: isKept || files.length > 1 });
    const progress = createImportProgress(files.reduce((sum, file) => sum + file.bytes, 0), input.onProgress);
    const imported: ImportedFile[] = [];
    let bytesBefore = 0;
    for (const [fileIndex, file] of files.entries()) {
      const onRead = (bytes: number, rows: number): void => {
        step();
        progress.read(bytesBefore + bytes, imported.reduce((sum, other) => sum + other.rows, rows));
      };
      const context = { fileIndex, currency, dictionaries, reject: rejections.add, onRead };
      matcher.beginFile(writer.firstLine + imported.reduce((sum, { facts }) => sum + facts.lines, 0), dictionaries.orders.size);
      imported.push(
        isOrders(file)
          ? await importOrders(file, { ...context, queue, matcher, pool: input.pool ?? CALLING_THREAD, cutting: input.cutting ?? CUTTING })
          : await importFacts(file, { ...context, facts: writer.facts }),
      );
      bytesBefore += file.bytes;
    }
    const warnings = files.flatMap((file) => file.warnings.map((warning) => ({ file: basename(file.path), warning })));
    const report = { files: imported.map(reportOf), rejections: rejections.page(), ...(warnings.length > 0 && { warnings }) };
    if (!isKept || !imported.some((file) => bringsAnything(file, store))) {
      queue.abandon();
      writer.rollback();
      return { ...report, importId: null, currency: known ?? (files.some(setsCurrency) ? currency : null) };
    }
    queue.finish();
    await queue.settle(0);
    writer.replace(matcher.runs());
    dictionaries.write(writer, step);
    step();
    input.onProgress({ stage: 'writing', unit: 'rows', done: 0, total: imported.reduce((sum, file) => sum + file.imported, 0) });
    // In most files all lines turn out to be in the project’s currency.
    const kept = attributeNames.filter((name) => name !== LINE_CURRENCY || dictionaries.attributes.get(name)?.size !== 0);
    writer.commit({ files: imported, plan: { ...files[0]!.plan, currency }, attributeNames: kept, currencyKnown: known !== null ? files.some(hasAmounts) : files.some(setsCurrency), step });
    return { ...report, importId: writer.importId, currency: store.currency() };
  } catch (thrown) {
    queue?.abandon();
    writer.rollback();
    throw thrown;
  }
}

async function planFiles(input: ImportInput, step: () => void): Promise<PlannedFile[]> {
  const files: PlannedFile[] = [];
  let namedMapping: { headers: string[]; plan: ImportPlan } | null = null;
  for (const path of input.paths) {
    // What a plan says of CSV is nothing to a workbook, and what it says of semicolons nothing to a file with commas: such a file is recognised
    // by itself, and its columns are read by their names.
    const isPlanned: boolean = input.plan === null || ((input.plan.format ?? 'text') === (await detectFormat(path)) && (namedMapping === null || (await hasColumns(path, input.plan, namedMapping.headers, step))));
    const { proposal, headers, currencyKnown } = await inspect(path, isPlanned ? input.plan : null, null, step);
    const plan: ImportPlan = namedMapping === null ? proposal.plan : remapped(namedMapping, headers, isPlanned ? null : proposal);
    if (input.plan !== null && namedMapping === null) namedMapping = { headers, plan };
    const isOrderSaid = !isPlanned && namedMapping !== null && namedMapping.plan.dialect.dateOrder !== 'ymd';
    const ambiguous = isOrderSaid ? undefined : proposal.warnings.find((warning) => warning.code === 'ambiguous-dates');
    if (ambiguous !== undefined) throw new EngineFailure({ code: 'AMBIGUOUS_DATES', file: proposal.fileName, column: ambiguous.column, example: ambiguous.example });
    if (input.plan === null) refuseUnclear(path, proposal.warnings);
    const mapping = Object.fromEntries(Object.entries(plan.mapping).filter(([, column]) => column < headers.length));
    const missing = missingOf({ ...plan, mapping });
    if (missing.length > 0) throw new EngineFailure({ code: 'UNMAPPED_COLUMNS', file: proposal.fileName, missing, columns: headers });
    files.push({ path, bytes: proposal.bytes, headers, plan: { ...plan, mapping }, currencyKnown: currencyKnown || namedMapping !== null, warnings: proposal.warnings });
  }
  const known = input.store.currency();
  // A file that does not say its currency is taken to be in the project’s, or in that of the files beside it.
  const assumed = known ?? files.find((file) => file.currencyKnown)?.plan.currency;
  return files.map((file) => (file.currencyKnown || assumed === undefined ? file : { ...file, plan: { ...file.plan, currency: assumed } }));
}

function isOrders({ plan }: PlannedFile): boolean {
  return plan.kind === 'orders';
}

function hasAmounts({ plan }: PlannedFile): boolean {
  return plan.kind === 'orders' || plan.kind === 'spend' || (plan.kind === 'products' && plan.mapping.cost !== undefined);
}

/** Orders settle the currency of a project, even where it is only assumed; other amounts do where the file says it. */
function setsCurrency(file: PlannedFile): boolean {
  return isOrders(file) || (hasAmounts(file) && file.currencyKnown);
}

/** Whether a further text file has, in the dialect of the first one, all columns that the plan reads. */
async function hasColumns(path: string, plan: ImportPlan, names: readonly string[], step: () => void): Promise<boolean> {
  if (plan.format !== undefined && plan.format !== 'text') return true;
  try {
    const { headers } = await inspect(path, plan, null, step);
    return !plan.dialect.header || [...Object.values(plan.mapping), ...plan.attributes].every((column) => headers.includes(names[column] ?? ''));
  } catch (thrown) {
    if (thrown instanceof EngineFailure && thrown.error.code === 'FILE') return false;
    throw thrown;
  }
}

/** The plan for a file whose columns stand in another order; `proposal` where it is written in another way too. Days and months stand as the user
 *  said where its own dates leave that open. */
function remapped({ plan: named, headers }: { plan: ImportPlan; headers: readonly string[] }, others: readonly string[], proposal: ImportProposal | null): ImportPlan {
  const { format: _format, sheet: _sheet, decimals: _decimals, ...further } = named;
  const own = proposal?.plan ?? null;
  const dateOrder = own === null || proposal?.warnings.some(({ code }) => code === 'ambiguous-dates') === true ? named.dialect.dateOrder : own.dialect.dateOrder;
  const plan: ImportPlan = own === null ? named : { ...further, dialect: { ...own.dialect, dateOrder }, ...(own.decimals !== undefined && { decimals: own.decimals }), ...(own.format !== undefined && { format: own.format }), ...(own.sheet !== undefined && { sheet: own.sheet }) };
  if (!named.dialect.header) return plan;
  const place = (column: number): number => others.indexOf(headers[column] ?? '');
  const mapping = Object.fromEntries(Object.entries(plan.mapping).map(([field, column]) => [field, place(column)] as const).filter(([, column]) => column >= 0));
  return { ...plan, mapping, attributes: plan.attributes.map(place).filter((column) => column >= 0) };
}

/** Rows that are new or changed; or rejected, unless it is a file again whose rejected rows are on record. */
function bringsAnything(file: ImportedFile, store: ImportTarget): boolean {
  return file.imported > 0 || file.updated > 0 || (file.rejected > 0 && !store.hasFile(file.hash));
}

/** All rejections go to the writer; the first ones also into the report. */
function createRejections(writer: ImportWriter, files: readonly PlannedFile[]): { add: (row: RejectedRow) => void; page(): RejectionPage } {
  const page: RejectionPage = { total: 0, file: [], line: [], column: [], reason: [], value: [] };
  const named = new Set<number>();
  return {
    add(row) {
      if (!named.has(row.fileIndex)) writer.writeRejectedColumns(row.fileIndex, files[row.fileIndex]?.headers ?? []);
      named.add(row.fileIndex);
      writer.writeRejection(row);
      if (page.total++ >= REJECTIONS_IN_REPORT) return;
      page.file.push(basename(files[row.fileIndex]?.path ?? ''));
      page.line.push(row.line);
      page.column.push(row.column);
      page.reason.push(row.reason);
      page.value.push(row.value);
    },
    page: () => page,
  };
}

function reportOf({ bytes: _bytes, hash: _hash, ...report }: ImportedFile): FileReport {
  return report;
}
