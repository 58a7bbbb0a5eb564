import { open, type FileHandle } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parquetMetadataAsync, parquetScan, parquetSchema, type AsyncBuffer, type Compressors, type FileMetaData, type ParquetParsers } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { EngineFailure } from '../../contract/errors.ts';
import { MOST_COLUMNS } from '../dialect.ts';
import { asFileFailure, fileFailure } from '../file-faults.ts';
import { createBlockWriter } from './block-writer.ts';
import { momentText } from './number-text.ts';
import { columnText, rawSchema } from './parquet-text.ts';
import { hashUnchanged, stampOf, type Table } from './table.ts';

/** Rows of a large row group that are read at a time, where the file tells where its pages are. */
const ROWS_AT_A_TIME = 131_072;
const UNZIPPED_FREE_BYTES = 256 << 20;
const MOST_UNZIPPED_PER_BYTE = 200;

/** Texts stay bytes; dates and moments become ISO text with every digit they have. */
const PARSERS: Partial<ParquetParsers> = {
  stringFromBytes: (bytes) => bytes,
  jsonFromBytes: (bytes) => bytes,
  geometryFromBytes: () => null,
  geographyFromBytes: () => null,
  dateFromDays: (days) => momentText(days * 86_400_000),
  timestampFromMilliseconds: (value) => momentText(Number(value)),
  timestampFromMicroseconds: (value) => momentText(Number(value / 1000n)),
  timestampFromNanoseconds: (value) => momentText(Number(value / 1_000_000n)),
};

const COMPRESSORS: Compressors = {
  ...compressors,
  GZIP: (input) => gunzipSync(input),
  BROTLI: (input) => brotliDecompressSync(input),
};

/** A Parquet file: a row for each of its rows, read column by column, a row group (or a part of it) at a time. Structs and lists are JSON text.
 *  Throws EngineFailure FILE. */
export async function openParquetTable(path: string): Promise<Table> {
  const stamp = await stampOf(path);
  const file = await openOr(path);
  let bytesRead = 0;
  let isCut = false;
  const buffer: AsyncBuffer = {
    byteLength: stamp.size,
    async slice(start, end = stamp.size) {
      // Never rejects: hyparquet does not wait for all of its reads, and an error nobody waits for ends the process.
      const isInside = start >= 0 && end <= stamp.size && start <= end;
      const bytes = new Uint8Array(isInside ? end - start : 0);
      const read = isInside ? await file.read(bytes, 0, bytes.length, start).catch(() => null) : null;
      if (read === null || read.bytesRead < bytes.length) isCut = true;
      bytesRead += bytes.length;
      return bytes.buffer;
    },
  };
  try {
    const metadata = await guarded(path, () => parquetMetadataAsync(buffer, { parsers: PARSERS, geoparquet: false }));
    const columns = await guarded(path, async () => parquetSchema(metadata).children);
    if (isCut || !hasItsChunks(metadata, stamp.size)) throw fileFailure(path, 'damaged');
    if (columns.length > MOST_COLUMNS) throw fileFailure(path, 'too-many-columns');
    if (columns.length === 0) throw fileFailure(path, 'empty');
    const names = columns.map(({ element }) => element.name);
    const raw: FileMetaData = { ...metadata, schema: rawSchema(metadata.schema) };
    return {
      format: 'parquet',
      bytes: stamp.size,
      sheets: [],
      names,
      aliases: null,
      lineColumns: null,
      bytesRead: () => Math.min(bytesRead, stamp.size),
      ignoredValues: () => 0,
      hash: () => hashUnchanged(path, stamp),
      async *rows({ columns: kept, capacity, decimal }) {
        bytesRead = 0;
        const writer = createBlockWriter(kept, capacity);
        const write = columns.map((column, index) => columnText(column, index, writer, decimal));
        const scan = await guarded(path, () => parquetScan({ file: buffer, metadata: raw, compressors: COMPRESSORS, parsers: PARSERS, utf8: false, geoparquet: false }));
        for (const { from, to } of windows(path, raw, stamp.size)) {
          const data = await guarded(path, async () => {
            const read = [];
            for (const column of names) read.push(await scan.readColumn({ column, rowStart: from, rowEnd: to }));
            return read;
          });
          if (isCut || data.some((column) => column.length < to - from)) throw fileFailure(path, 'damaged');
          for (let row = 0; row < to - from; row++) {
            writer.beginRow();
            try {
              for (let column = 0; column < data.length; column++) {
                const value: unknown = data[column]![row];
                if (value !== null && value !== undefined) write[column]!(value);
              }
            } catch {
              // A value that its column’s type does not allow.
              throw fileFailure(path, 'damaged');
            }
            writer.endRow(from + row + 1);
            if (!writer.isFull) continue;
            yield writer.block;
            writer.clear();
          }
        }
        if (writer.block.rows > 0) yield writer.block;
      },
      close: () => file.close(),
    };
  } catch (thrown) {
    await file.close();
    throw thrown;
  }
}

async function openOr(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (thrown) {
    throw asFileFailure(path, thrown);
  }
}

/** Whether all that the footer speaks of lies inside the file. */
function hasItsChunks({ row_groups: groups }: FileMetaData, bytes: number): boolean {
  const isInside = (from: bigint | number | undefined, length: bigint | number | undefined): boolean => from === undefined || (Number(from) >= 0 && Number(length) >= 0 && Number(from) + Number(length) <= bytes);
  return groups.every(({ columns }) =>
    columns.every(({ meta_data: chunk, ...column }) => {
      if (chunk === undefined) return false;
      const start = chunk.dictionary_page_offset === undefined || chunk.dictionary_page_offset === 0n ? chunk.data_page_offset : chunk.dictionary_page_offset;
      return isInside(start, chunk.total_compressed_size) && isInside(chunk.data_page_offset, 0) && isInside(column.offset_index_offset, column.offset_index_length ?? 0) && isInside(column.column_index_offset, column.column_index_length ?? 0);
    }),
  );
}

/** Ranges of rows to be read at a time. */
function* windows(path: string, metadata: FileMetaData, bytes: number): Generator<{ from: number; to: number }> {
  let start = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    const unzipped = Number(group.total_byte_size);
    if (!(rows >= 0) || start + rows > Number(metadata.num_rows)) throw fileFailure(path, 'damaged');
    if (unzipped > UNZIPPED_FREE_BYTES && unzipped > bytes * MOST_UNZIPPED_PER_BYTE) throw fileFailure(path, 'unzips-too-large');
    const isIndexed = group.columns.every((column) => column.offset_index_offset !== undefined);
    const step = isIndexed ? ROWS_AT_A_TIME : Math.max(1, rows);
    for (let from = start; from < start + rows; from += step) yield { from, to: Math.min(start + rows, from + step) };
    start += rows;
  }
}

/** What the reader cannot make sense of is damage, unless it says that it lacks a way to unzip. */
async function guarded<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (thrown) {
    if (thrown instanceof EngineFailure) throw thrown;
    const isUnknownCodec = thrown instanceof Error && /unsupported compression/iu.test(thrown.message);
    throw fileFailure(path, isUnknownCodec ? 'unsupported-compression' : 'damaged');
  }
}
