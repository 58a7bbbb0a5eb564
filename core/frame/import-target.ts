import type { FileReport, ImportPlan } from '../contract/imports.ts';
import type { RowFault } from '../contract/errors.ts';
import type { Currency } from '../contract/provenance.ts';
import type { FactWriter } from './fact-target.ts';
import type { LineBatch } from './line-batch.ts';
import type { LineRuns, LineSet } from './line-runs.ts';
import type { NumberedBatch } from './live-lines.ts';

/** Distinct texts as UTF-8: text i is bytes[offsets[i] … offsets[i + 1]). */
export interface DictionaryBatch {
  size: number;
  offsets: Int32Array;
  bytes: Uint8Array;
}

/** A row that was not imported; `line` is the file’s line on which it begins. */
export interface RejectedRow {
  fileIndex: number;
  line: number;
  column: string;
  reason: RowFault;
  value: string;
  content?: RejectedCells;
}

/** What a rejected row holds: its cells in the columns of the file, and those beyond. */
export interface RejectedCells {
  cells: string[];
  further: string[];
  /** The row was too long to be kept whole. */
  isCut: boolean;
}

/** An imported file; `hash` identifies its bytes. */
export interface ImportedFile extends FileReport {
  bytes: number;
  hash: string;
}

/** A batch of lines as it is stored. */
export interface EncodedBatch {
  rows: number;
  firstMoment: number;
  lastMoment: number;
  hasCost: boolean;
  data: Uint8Array;
  /** CRC-32 of the data. */
  checksum: number;
  /** Enters the project’s fingerprint. */
  digest: string;
}

/** One import, one transaction: nothing is visible or kept before `commit`. */
export interface ImportWriter {
  readonly importId: number;
  readonly importedAt: string;
  /** Number of its first line. */
  readonly firstLine: number;
  writeBatch(batch: LineBatch): void;
  /** The same, of a batch that another thread has encoded. */
  writeEncoded(batch: EncodedBatch): void;
  /** What is stored so far: the batches of other imports, then those of this one, with the columns of these attributes. */
  storedBatches(attributeNames: readonly string[]): NumberedBatch[];
  /** Which lines other imports replace, in order of line, and the lines that are out of force by it. */
  replacements(): { runs: LineRuns[]; replaced: LineSet | null };
  /** Lets lines of this import replace older ones. Called once, with all of them. */
  replace(runs: LineRuns): void;
  /** Appends texts to a dictionary; their codes follow the ones stored so far. */
  writeDictionary(name: string, batch: DictionaryBatch): void;
  writeRejection(row: RejectedRow): void;
  /** Names of the columns of a file with rejected rows. */
  writeRejectedColumns(fileIndex: number, names: readonly string[]): void;
  readonly facts: FactWriter;
  /** `currencyKnown`: whether the plan’s currency is to be the project’s; when left out, it is. `step` is called now and then, and may throw
   *  as long as nothing is final. */
  commit(summary: { files: ImportedFile[]; plan: ImportPlan; attributeNames: string[]; currencyKnown?: boolean; step?: () => void }): void;
  rollback(): void;
}

/** Where imported lines go; the project store is one. */
export interface ImportTarget {
  currency(): Currency | null;
  /** Whether a file with these bytes was imported and is still there. */
  hasFile(hash: string): boolean;
  /** Names of the attributes that stored lines have. */
  attributeNames(): string[];
  /** Stored texts of a dictionary (see ProjectStore.dictionary), in order of code. */
  dictionaryBatches(name: string): Iterable<DictionaryBatch>;
  beginImport(): ImportWriter;
}
