import { open } from 'node:fs/promises';
import { compressionRegistry, CompressionType, RecordBatchReader, type RecordBatch } from 'apache-arrow';
import { compressors } from 'hyparquet-compressors';
import { EngineFailure } from '../../contract/errors.ts';
import { MOST_COLUMNS } from '../dialect.ts';
import { asFileFailure, fileFailure } from '../file-faults.ts';
import { columnWriter, holdsRows } from './arrow-text.ts';
import { isSoundArrow } from './arrow-verify.ts';
import { createBlockWriter } from './block-writer.ts';
import { decompressLz4Frame } from './lz4-frame.ts';
import { hashUnchanged, stampOf, type Table } from './table.ts';

compressionRegistry.set(CompressionType.ZSTD, { decode: (bytes) => compressors.ZSTD?.(bytes, 0) ?? bytes });
compressionRegistry.set(CompressionType.LZ4_FRAME, { decode: decompressLz4Frame });

/** An Arrow IPC file (Feather version 2) or stream: a row for each of its rows, read record batch by record batch. Structs and lists are
 *  JSON text. Throws EngineFailure FILE. */
export async function openArrowTable(path: string): Promise<Table> {
  const stamp = await stampOf(path);
  const names = await guarded(path, async () => {
    const { reader, close } = await openReader(path);
    try {
      return reader.schema.fields.map(({ name }) => name);
    } finally {
      await close();
    }
  });
  if (names.length > MOST_COLUMNS) throw fileFailure(path, 'too-many-columns');
  if (names.length === 0) throw fileFailure(path, 'empty');
  let bytesRead = 0;
  return {
    format: 'arrow',
    bytes: stamp.size,
    sheets: [],
    names,
    aliases: null,
    lineColumns: null,
    bytesRead: () => Math.min(bytesRead, stamp.size),
    ignoredValues: () => 0,
    hash: () => hashUnchanged(path, stamp),
    async *rows({ columns, capacity, decimal }) {
      bytesRead = 0;
      const writer = createBlockWriter(columns, capacity);
      const { reader, close } = await guarded(path, () => openReader(path));
      try {
        let line = 0;
        for (;;) {
          const next = await guarded(path, async () => reader.next());
          if (next.done === true) break;
          const batch = next.value;
          if (!batch.data.children.every((data) => holdsRows(data, batch.numRows))) throw fileFailure(path, 'damaged');
          const write = await guarded(path, async () => batch.data.children.map((data, column) => columnWriter(data, column, writer, decimal)));
          bytesRead += bytesOf(batch);
          for (let row = 0; row < batch.numRows; row++) {
            writer.beginRow();
            try {
              for (const cell of write) cell(row);
            } catch {
              // A value that its column’s type does not allow.
              throw fileFailure(path, 'damaged');
            }
            writer.endRow(++line);
            if (!writer.isFull) continue;
            yield writer.block;
            writer.clear();
          }
        }
      } finally {
        await close();
      }
      if (writer.block.rows > 0) yield writer.block;
    },
    close: () => Promise.resolve(),
  };
}

type Reader = { schema: RecordBatchReader['schema']; next(): Promise<IteratorResult<RecordBatch, unknown>> };

/** The file is read through its footer where it has one, so that its batches come one by one. */
async function openReader(path: string): Promise<{ reader: Reader; close: () => Promise<void> }> {
  const file = await open(path);
  try {
    if (!(await isSoundArrow(file, (await file.stat()).size))) throw fileFailure(path, 'damaged');
    const opened = await RecordBatchReader.from(file);
    const reader = await opened.open();
    const batches = reader[Symbol.asyncIterator]() as AsyncIterator<RecordBatch, unknown>;
    return {
      reader: { schema: reader.schema, next: () => batches.next() },
      close: () => file.close().catch(() => undefined),
    };
  } catch (thrown) {
    await file.close().catch(() => undefined);
    throw thrown;
  }
}

function bytesOf(batch: RecordBatch): number {
  return batch.data.children.reduce((sum, data) => sum + data.byteLength, 0);
}

/** What the reader cannot make sense of is damage, unless it says that it lacks a way to unzip. */
async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    const known = asFileFailure(path, thrown);
    if (known instanceof EngineFailure) throw known;
    const isUnknownCodec = thrown instanceof Error && /codec not found/u.test(thrown.message);
    throw fileFailure(path, isUnknownCodec ? 'unsupported-compression' : 'damaged');
  }
}
