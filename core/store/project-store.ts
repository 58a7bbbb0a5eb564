import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { RowFault } from '../contract/errors.ts';
import type { FileReport, ImportEntry, ImportKind, ProfileName, RejectionPage, RejectionPageQuery, SkipRule } from '../contract/imports.ts';
import type { ProjectInfo } from '../contract/project.ts';
import { withCatalogue } from '../frame/catalogue.ts';
import type { FactKind } from '../frame/fact-target.ts';
import type { DictionaryBatch, ImportTarget } from '../frame/import-target.ts';
import type { Dictionary } from '../frame/line-batch.ts';
import { liveLines } from '../frame/live-lines.ts';
import type { LineSource } from '../frame/line-source.ts';
import { createDictionary, decodeDictionary, storedDictionaryName } from './dictionary-codec.ts';
import { readCatalogue, readFactCounts, readFacts, readRecordAttributes, type FactColumns } from './facts/fact-readers.ts';
import { chooseJournal, openDatabase, type Connection, type OpenOptions } from './open-database.ts';
import { projectFailure, withProjectFaults } from './project-faults.ts';
import { readReplacedLines } from './replacements.ts';
import { readRejectedRows, type RejectedRows, type RejectedRowsQuery } from './rejected-rows.ts';
import { createImportWriter } from './sqlite-import-writer.ts';
import { ALL_BATCHES, type BatchRange, type KeptNames, numberedBatches, readBatchRanges, readLineSummary } from './stored-lines.ts';
import { undoImport } from './undo-import.ts';

/** ProjectInfo without what only the frame knows. */
export type StoredInfo = Omit<ProjectInfo, 'attributes'>;

/** An open project file. Every call may throw EngineFailure PROJECT. */
export interface ProjectStore extends ImportTarget {
  readonly path: string;
  /** Rolls back an unfinished import. */
  close(): void;
  /** Until the answer is called, the project is read as it is now, whatever other processes write meanwhile; nothing may be written. */
  hold(): () => void;
  info(): StoredInfo;
  imports(): ImportEntry[];
  rejections(query: RejectionPageQuery): RejectionPage;
  /** All rejected rows of a kind of file with what they hold, of one import or of all, in order. */
  rejectedRows(query: RejectedRowsQuery): RejectedRows;
  /** 16 hex digits over the imported batches, what they replace, dictionaries and facts; equal for equal data. */
  fingerprint(): string;
  /** Removes an import with all its rows; what it had replaced comes back. Throws NO_SUCH_IMPORT. */
  undoImport(importId: number): void;
  /** Order lines in force, `prepare`d if need be, then completed by the product catalogue: with its costs, unless they are not wanted.
   *  Columns to be `kept` need not be read again in a second pass. Of some batches only, where a range of them is given. */
  lineSource(options?: { prepare?: (lines: LineSource) => LineSource; catalogueCosts?: boolean; kept?: KeptNames; range?: BatchRange }): LineSource;
  /** Successive ranges of all stored batches, with about as many lines each. */
  batchRanges(parts: number): BatchRange[];
  /** `order`, `customer`, `product`, `productName` (numbered like `product`), or an attribute’s name. */
  dictionary(name: string): Dictionary;
  /** Customers, answers, outlays or products with all their columns. */
  facts<K extends FactKind>(kind: K): FactColumns<K>;
  /** The same of some customers, in the order of their codes. */
  factsOf<K extends 'customers' | 'feedback'>(kind: K, customers: readonly number[]): FactColumns<K>;
  recordAttributes(): string[];
  setting(name: string): string | null;
  saveSetting(name: string, value: string): void;
}

/** Opens a project file, or makes one when `create` is set and there is none. Throws EngineFailure PROJECT. */
export function openProject(path: string, options: OpenOptions): ProjectStore {
  const connection = openDatabase(path, options);
  const guarded = <T>(work: () => T): T => withProjectFaults(path, work);
  const dictionaries = new Map<string, Dictionary>();
  let rollBackImport: (() => void) | null = null;
  const file = fileNumber(path);
  /** What is written into a file that was removed is lost, and one put in its place is another project. Throws EngineFailure PROJECT not-found. */
  const checkPlace = (): void => {
    if (fileNumber(path) !== file) throw projectFailure(path, 'not-found');
  };

  const dictionaryBatches = (name: string): DictionaryBatch[] => guarded(() => readDictionary(connection, path, name));

  return {
    path,
    close() {
      rollBackImport?.();
      connection.close();
    },
    hold() {
      guarded(() => {
        connection.exec('BEGIN');
        // The first read is what is held.
        connection.pragma('user_version');
      });
      return () => {
        if (connection.inTransaction) guarded(() => connection.exec('COMMIT'));
      };
    },
    info: () => guarded(() => readInfo(connection, path)),
    imports: () => guarded(() => readImports(connection)),
    rejections: (query) => guarded(() => readRejections(connection, query)),
    rejectedRows: (query) => guarded(() => readRejectedRows(connection, path, query)),
    fingerprint: () => guarded(() => readFingerprint(connection)),
    lineSource: ({ prepare = (lines: LineSource) => lines, catalogueCosts = true, kept = [], range = ALL_BATCHES } = {}) =>
      guarded(() => withCatalogue(prepare(createLineSource(connection, path, kept, range)), readCatalogue(connection, dictionarySize(connection, 'product')), catalogueCosts)),
    batchRanges: (parts) => guarded(() => readBatchRanges(connection, parts)),
    dictionary(name) {
      let dictionary = dictionaries.get(name);
      if (dictionary === undefined) {
        dictionary = createDictionary(dictionaryBatches(name));
        dictionaries.set(name, dictionary);
      }
      return dictionary;
    },
    dictionaryBatches,
    currency: () => guarded(() => readCurrency(connection)),
    hasFile: (hash) => guarded(() => connection.prepare<[string]>('SELECT 1 FROM import_file WHERE hash = ?').get(hash) !== undefined),
    attributeNames: () => guarded(() => attributeNamesOf(connection)),
    undoImport(importId) {
      checkPlace();
      guarded(() => undoImport(connection, path, importId));
      dictionaries.clear();
    },
    facts: (kind) => guarded(() => readFacts(connection, kind)),
    factsOf: (kind, customers) => guarded(() => readFacts(connection, kind, customers)),
    recordAttributes: () => guarded(() => readRecordAttributes(connection)),
    setting: (name) => guarded(() => connection.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck().get(name) ?? null),
    saveSetting(name, value) {
      checkPlace();
      guarded(() => connection.prepare('INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value').run(name, value));
    },
    beginImport() {
      checkPlace();
      const writer = createImportWriter(path, () => {
        rollBackImport = null;
        dictionaries.clear();
        chooseJournal(connection);
      });
      rollBackImport = () => writer.rollback();
      return writer;
    },
  };
}

function fileNumber(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.ino ?? null;
}

function readDictionary(connection: Connection, path: string, name: string): DictionaryBatch[] {
  return connection
    .prepare<[string], { data: Uint8Array; checksum: number }>('SELECT data, checksum FROM dictionary_batch WHERE name = ? ORDER BY sequence')
    .all(storedDictionaryName(name))
    .map((blob) => {
      const batch = decodeDictionary(blob);
      if (batch === null) throw projectFailure(path, 'damaged');
      return batch;
    });
}

function dictionarySize(connection: Connection, name: string): number {
  return Number(connection.prepare<[string]>('SELECT coalesce(sum(size), 0) FROM dictionary_batch WHERE name = ?').pluck().get(name));
}

function readCurrency(connection: Connection): { code: string; minorUnitDigits: number } | null {
  return connection.prepare<[], { code: string; minorUnitDigits: number }>('SELECT currency AS code, minor_unit_digits AS minorUnitDigits FROM import WHERE currency_known = 1 ORDER BY import_id LIMIT 1').get() ?? null;
}

function readInfo(connection: Connection, path: string): StoredInfo {
  const lines = readLineSummary(connection);
  const rejected = Number(connection.prepare('SELECT coalesce(sum(rejected), 0) FROM import_file').pluck().get());
  const isoDay = (moment: number | null): string | null => (moment === null ? null : new Date(moment * 1000).toISOString().slice(0, 10));
  return {
    name: basename(path).replace(/\.tenure$/i, ''),
    lines: lines.lines,
    orders: lines.orders,
    customers: dictionarySize(connection, 'customer'),
    anonymousLines: lines.anonymousLines,
    rejected,
    from: isoDay(lines.firstMoment),
    to: isoDay(lines.lastMoment),
    currency: readCurrency(connection),
    fingerprint: readFingerprint(connection),
    ...(connection.pragma('query_only', { simple: true }) === 1 && { readOnly: true as const }),
    imports: readImports(connection),
    facts: readFactCounts(connection),
    lineFacts: { creditLines: lines.creditLines, negativeQuantityLines: lines.negativeQuantityLines, zeroPriceLines: lines.zeroPriceLines, grossMinor: lines.grossMinor },
  };
}

interface FileRow {
  importId: number;
  fileIndex: number;
  file: string;
  kind: ImportKind;
  rows: number;
  imported: number;
  rejected: number;
  duplicates: number;
  updated: number;
  lines: number;
  orders: number;
  customers: number;
  anonymousLines: number;
  creditLines: number;
  negativeQuantityLines: number;
  zeroPriceLines: number;
  grossMinor: number;
}

function readImports(connection: Connection): ImportEntry[] {
  const files = connection
    .prepare<[], FileRow>(
      `SELECT import_id AS importId, file_index AS fileIndex, file, kind, rows, imported, rejected, duplicates, updated, lines, orders, customers, anonymous_lines AS anonymousLines,
         credit_lines AS creditLines, negative_quantity_lines AS negativeQuantityLines, zero_price_lines AS zeroPriceLines, gross_minor AS grossMinor
       FROM import_file ORDER BY import_id, file_index`,
    )
    .all();
  const reports = new Map<number, FileReport[]>();
  const skippedRows = readSkipped(connection);
  for (const { importId, fileIndex, file, kind, rows, imported, rejected, duplicates, updated, ...facts } of files) {
    const skipped = skippedRows.filter((entry) => entry.importId === importId && entry.fileIndex === fileIndex).map(({ rule, rows: count }) => ({ rule, rows: count }));
    const report = { file, ...(kind !== 'orders' && { kind }), rows, imported, rejected, duplicates, updated, ...(skipped.length > 0 && { skipped }), facts };
    const list = reports.get(importId);
    if (list === undefined) reports.set(importId, [report]);
    else list.push(report);
  }
  return connection
    .prepare<[], { importId: number; importedAt: string; profile: ProfileName; code: string; minorUnitDigits: number; known: number }>(
      'SELECT import_id AS importId, imported_at AS importedAt, profile, currency AS code, minor_unit_digits AS minorUnitDigits, currency_known AS known FROM import ORDER BY import_id',
    )
    .all()
    .map(({ importId, importedAt, profile, code, minorUnitDigits, known }) => ({
      importId,
      importedAt,
      files: reports.get(importId) ?? [],
      profile,
      currency: known === 1 ? { code, minorUnitDigits } : null,
    }));
}

function readSkipped(connection: Connection): { importId: number; fileIndex: number; rule: SkipRule; rows: number }[] {
  return connection
    .prepare<[], { importId: number; fileIndex: number; rule: SkipRule; rows: number }>('SELECT import_id AS importId, file_index AS fileIndex, rule, rows FROM skipped_rows ORDER BY import_id, file_index, rule')
    .all();
}

function readRejections(connection: Connection, query: RejectionPageQuery): RejectionPage {
  const chosen = query.importId === null ? '' : 'WHERE import_id = @importId';
  const parameters = { importId: query.importId, limit: query.limit, offset: query.offset };
  const total = Number(connection.prepare(`SELECT count(*) FROM rejection ${chosen}`).pluck().get(parameters));
  const rows = connection
    .prepare<[typeof parameters], { file: string; line: number; column: string; reason: RowFault; value: string }>(
      `SELECT file, line, column_name AS "column", reason, value
       FROM (SELECT * FROM rejection ${chosen} ORDER BY import_id, sequence LIMIT @limit OFFSET @offset) JOIN import_file USING (import_id, file_index)
       ORDER BY import_id, sequence`,
    )
    .all(parameters);
  return {
    total,
    file: rows.map((row) => row.file),
    line: rows.map((row) => row.line),
    column: rows.map((row) => row.column),
    reason: rows.map((row) => row.reason),
    value: rows.map((row) => row.value),
  };
}

function readFingerprint(connection: Connection): string {
  const hash = createHash('sha256');
  const digests = connection
    .prepare<[], string>(
      `SELECT digest FROM (SELECT 0 AS part, '' AS name, import_id, sequence, digest FROM line_batch
         UNION ALL SELECT 1, name, 0, sequence, digest FROM dictionary_batch
         UNION ALL SELECT 2, kind, 0, 0, digest FROM fact_digest WHERE rows > 0
         UNION ALL SELECT 3, '', 0, first_line, digest FROM replacement) ORDER BY part, name, import_id, sequence`,
    )
    .pluck();
  for (const digest of digests.iterate()) hash.update(digest);
  return hash.digest('hex').slice(0, 16);
}

function createLineSource(connection: Connection, path: string, kept: KeptNames, { from, to }: BatchRange): LineSource {
  const attributeNames = attributeNamesOf(connection);
  const batches = numberedBatches(connection, path, attributeNames, kept).slice(from, to);
  const replaced = readReplacedLines(connection, path);
  return {
    lines: readLineSummary(connection).lines,
    orders: dictionarySize(connection, 'order'),
    customers: dictionarySize(connection, 'customer'),
    attributeNames,
    hasCost: connection.prepare('SELECT max(has_cost) FROM import').pluck().get() === 1,
    fingerprint: readFingerprint(connection),
    batches: () => liveLines(batches, replaced),
  };
}

function attributeNamesOf(connection: Connection): string[] {
  const names = new Set<string>();
  for (const list of connection.prepare<[], string>('SELECT attribute_names FROM import ORDER BY import_id').pluck().all()) {
    for (const name of JSON.parse(list) as string[]) names.add(name);
  }
  return [...names];
}
