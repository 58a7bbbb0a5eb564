import { basename } from 'node:path';
import type { ImportPlan, ImportWarning } from '../contract/imports.ts';
import type { Currency } from '../contract/provenance.ts';
import type { ImportedFile, RejectedRow } from '../frame/import-target.ts';
import type { BatchQueue } from './batch-queue.ts';
import { openByteSource } from './byte-source.ts';
import { readTable } from './formats/read-table.ts';
import type { TableFormat } from './formats/table.ts';
import type { ImportDictionaries } from './import-dictionaries.ts';
import type { LineMatcher } from './matching/line-matcher.ts';
import { segmentsOfBlocks } from './parallel/block-segments.ts';
import { CALLING_THREAD, type DecodePool, type ReturnedSegment } from './parallel/decode-pool.ts';
import { cutSegments } from './parallel/segment-cutter.ts';
import { createSegmentMerger, type SegmentMerger } from './parallel/segment-merger.ts';
import { textChunks } from './row-reader.ts';
import { dependsOnRowsAbove } from './rows/order-rows.ts';

/** Sizes that decide how fast a file is read, and nothing else. */
export interface Cutting {
  chunkBytes: number;
  /** Text that a thread decodes at a time: its dictionaries stay in the processor’s cache. */
  segmentBytes: number;
  /** Smaller files are read before other threads would have started. */
  leastSharedBytes: number;
  /** Batches of smaller files are encoded before other threads would know how. */
  leastEncodedBytes: number;
}

export const CUTTING: Cutting = { chunkBytes: 1 << 20, segmentBytes: 2 << 20, leastSharedBytes: 8 << 20, leastEncodedBytes: 96 << 20 };

/** Order files shrink to a tenth or less. */
const USUAL_UNZIPPED_PER_BYTE = 8;

/** A file and how it will be read. */
export interface PlannedFile {
  path: string;
  bytes: number;
  headers: string[];
  plan: ImportPlan;
  currencyKnown: boolean;
  warnings: ImportWarning[];
}

export interface OrdersContext {
  fileIndex: number;
  currency: Currency;
  dictionaries: ImportDictionaries;
  queue: BatchQueue;
  matcher: LineMatcher;
  reject: (row: RejectedRow) => void;
  pool: DecodePool;
  cutting: Cutting;
  onRead: (bytesRead: number, rows: number) => void;
}

/** Imports the order lines of one file. Throws EngineFailure FILE, CANCELLED, PROJECT. */
export async function importOrders(file: PlannedFile, context: OrdersContext): Promise<ImportedFile> {
  const { path, plan, bytes } = file;
  const merger = createSegmentMerger({ ...context, builder: context.queue, fileName: basename(path) });
  const format = plan.format ?? 'text';
  const { hash, ignoredValues } = format === 'text' ? { hash: await mergeText(file, context, merger), ignoredValues: 0 } : await mergeTable(file, format, context, merger);
  const { rows, rejected, skipped } = merger.counts();
  context.onRead(bytes, rows);
  const facts = merger.facts();
  if (context.matcher.isTouched()) {
    context.queue.finish();
    await context.queue.settle(0);
  }
  const { same, changed } = context.matcher.endFile();
  return { file: basename(path), bytes, hash, rows, imported: facts.lines - same - changed, rejected, duplicates: same, updated: changed, ...(ignoredValues > 0 && { ignoredValues }), ...(skipped.size > 0 && { skipped: [...skipped].map(([rule, count]) => ({ rule, rows: count })) }), facts };
}

/** Returns the file’s hash. */
async function mergeText(file: PlannedFile, context: OrdersContext, merger: SegmentMerger): Promise<string> {
  const { plan, headers } = file;
  const { cutting } = context;
  const source = await openByteSource(file.path, cutting.chunkBytes);
  const textBytes = file.bytes * (source.isZipped ? USUAL_UNZIPPED_PER_BYTE : 1);
  const pool = textBytes < cutting.leastSharedBytes || dependsOnRowsAbove(plan) ? CALLING_THREAD : context.pool;
  context.queue.beginFile(context.fileIndex, textBytes < cutting.leastEncodedBytes ? null : pool.encode);
  const decoding = pool.open({ plan, headers, currency: context.currency });
  const underWay: Promise<ReturnedSegment>[] = [];
  const buffers: Uint8Array[] = [];
  const mergeNext = async (): Promise<void> => {
    const next = underWay.shift();
    if (next === undefined) return;
    const { decoded, bytes } = await next;
    context.onRead(source.bytesRead(), merger.counts().rows);
    merger.merge(decoded);
    buffers.push(bytes);
    await context.queue.settle(pool.encode === null ? 0 : pool.depth);
  };
  try {
    const options = { dialect: plan.dialect, segmentBytes: cutting.segmentBytes, reuse: () => buffers.pop() };
    for await (const segment of cutSegments(textChunks(source, plan.dialect.encoding), options, merger.startAt)) {
      underWay.push(decoding.decode(segment, context.queue.freeColumns()));
      if (underWay.length >= pool.depth) await mergeNext();
    }
    while (underWay.length > 0) await mergeNext();
  } finally {
    // Nobody waits for what is still decoded after a failure or a cancel.
    void Promise.allSettled(underWay);
    decoding.close();
  }
  return source.hash();
}

async function mergeTable({ path, plan, headers }: PlannedFile, format: TableFormat, context: OrdersContext, merger: SegmentMerger): Promise<{ hash: string; ignoredValues: number }> {
  const table = await readTable(path, format, plan, headers.length);
  try {
    context.queue.beginFile(context.fileIndex, null);
    for await (const segment of segmentsOfBlocks(table.blocks, { plan, headers, currency: context.currency }, context.queue.freeColumns)) {
      context.onRead(table.bytesRead(), merger.counts().rows);
      merger.merge(segment);
      await context.queue.settle(0);
    }
    return { hash: await table.hash(), ignoredValues: table.ignoredValues() };
  } finally {
    await table.close();
  }
}
