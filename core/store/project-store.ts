import type { ImportEntry, ImportPlan, RejectionPage, RejectionPageQuery, FileReport } from '../contract/imports.ts';
import type { RowFault } from '../contract/errors.ts';
import type { ProjectInfo } from '../contract/project.ts';
import type { Dictionary, LineBatch } from '../frame/line-batch.ts';
import type { LineSource } from '../frame/line-source.ts';

/** ProjectInfo without what only the frame knows. */
export type StoredInfo = Omit<ProjectInfo, 'attributes'>;

/** Distinct texts as UTF-8: text i is bytes[offsets[i] … offsets[i + 1]). */
export interface DictionaryBatch {
  size: number;
  offsets: Int32Array;
  bytes: Uint8Array;
}

export interface RejectedRow {
  fileIndex: number;
  line: number;
  column: string;
  reason: RowFault;
  value: string;
}

/** An imported file; `hash` identifies its bytes. */
export interface StoredFile extends FileReport {
  bytes: number;
  hash: string;
}

/** One import, one SQLite transaction: nothing is visible or kept before `commit`. */
export interface ImportWriter {
  readonly importId: number;
  readonly importedAt: string;
  writeBatch(batch: LineBatch): void;
  /** Appends texts to a dictionary; their codes follow the ones stored so far. */
  writeDictionary(name: string, batch: DictionaryBatch): void;
  writeRejection(row: RejectedRow): void;
  commit(summary: { files: StoredFile[]; plan: ImportPlan }): void;
  rollback(): void;
}

/** An open project file. */
export interface ProjectStore {
  readonly path: string;
  close(): void;
  info(): StoredInfo;
  imports(): ImportEntry[];
  rejections(query: RejectionPageQuery): RejectionPage;
  /** 16 hex digits over the imported batches and dictionaries; equal for equal data. */
  fingerprint(): string;
  lineSource(): LineSource;
  /** `order`, `customer`, `product`, `productName` (numbered like `product`), or an attribute’s name. */
  dictionary(name: string): Dictionary;
  dictionaryBatches(name: string): Iterable<DictionaryBatch>;
  /** Files of this many bytes imported before, by content hash. */
  importedFiles(bytes: number): { hash: string; importedAt: string }[];
  setting(name: string): string | null;
  saveSetting(name: string, value: string): void;
  beginImport(): ImportWriter;
}

/** Opens a project file, or makes one when `create` is set and there is none. Throws EngineFailure PROJECT. */
export function openProject(path: string, options: { create: boolean; readonly?: boolean }): ProjectStore {
  throw new Error(`not built yet: ${path} ${String(options.create)}`);
}
