import type { FileFault } from '../../contract/errors.ts';
import type { ImportFacts, SkipRule } from '../../contract/imports.ts';
import type { DictionaryBatch, RejectedRow } from '../../frame/import-target.ts';
import type { SegmentColumns } from './segment-columns.ts';

/** Bytes behind the text of a segment that may be written and read as words. */
export const SPARE_BYTES = 16;

/** A piece of a file’s text that begins where a row begins and ends where one ends, so that it can be decoded by itself. */
export interface TextSegment {
  /** UTF-8 in a buffer of its own, which goes with the segment from thread to thread: text decoders refuse shared memory. */
  bytes: Uint8Array;
  /** Bytes of text; at least SPARE_BYTES follow. */
  length: number;
  /** Rows at the beginning that are not data. */
  headerRows: number;
  /** The text breaks off inside a row that is longer than any may be. */
  endless: boolean;
}

/** Order lines of a segment. Codes count from 0 in each segment and lines from 1; the merger turns them into those of project and file. */
export interface DecodedSegment {
  /** Rows read, rejected and skipped ones included. */
  rows: number;
  /** Line ends passed. */
  lines: number;
  columns: SegmentColumns;
  /** Texts of the codes, in order of appearance. */
  orders: DictionaryBatch;
  customers: DictionaryBatch;
  products: DictionaryBatch;
  /** First name of each product; empty where it has none. `null`: the file names no products. */
  productNames: DictionaryBatch | null;
  attributes: Record<string, DictionaryBatch>;
  rejections: Omit<RejectedRow, 'fileIndex'>[];
  skipped: Map<SkipRule, number>;
  facts: Omit<ImportFacts, 'lines' | 'orders' | 'customers'>;
  /** The file cannot be read on from a line of this segment. */
  fault: { fault: FileFault; line: number } | null;
}
