import { openByteSource, type ByteSource } from '../byte-source.ts';
import { fileFailure } from '../file-faults.ts';
import { MOST_COLUMNS } from '../dialect.ts';
import { detectEncoding } from '../encoding.ts';
import { createBlockWriter } from './block-writer.ts';
import { createJsonReader } from './json-reader.ts';
import { shapeOf, type JsonShape } from './json-shape.ts';
import { MORE_NEEDED, NO_MORE, openJsonRecords } from './json-source.ts';
import type { Table } from './table.ts';

const RECORDS_FOR_COLUMNS = 1000;
const BYTES_FOR_COLUMNS = 64 << 20;
const COMMA = 44;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;

/** Records of a JSON list or of JSON objects one after the other, as a table: a row for each record, or for each of its lines.
 *  Columns are the keys of the first 1,000 records. Throws EngineFailure FILE. */
export async function openJsonTable(path: string, layout: 'json' | 'ndjson'): Promise<Table> {
  const encoding = await markedEncoding(path);
  const shape = await readShape(path, encoding, layout);
  let source: ByteSource = await openByteSource(path);
  let isComplete = false;
  let ignored = 0;
  return {
    format: layout,
    bytes: source.bytes,
    sheets: [],
    names: shape.names,
    aliases: shape.aliases,
    lineColumns: shape.lines === null ? null : { from: shape.lines.firstColumn, to: shape.lines.lastColumn },
    bytesRead: () => source.bytesRead(),
    ignoredValues: () => ignored,
    async hash() {
      if (!isComplete) throw new Error('the table has not been read to its end');
      return source.hash();
    },
    async *rows({ columns, capacity, decimal }) {
      source = await openByteSource(path);
      const writer = createBlockWriter(columns, capacity);
      ignored = 0;
      const reader = createJsonReader(writer, decimal);
      const records = await openJsonRecords(source, encoding, layout, (json) => (position) => {
        writer.beginRow();
        return json.readObject(position, shape.keys);
      }, reader);
      try {
        for (;;) {
          if (writer.isFull) {
            yield writer.block;
            writer.clear();
          }
          const start = records.next();
          if (start === NO_MORE) break;
          if (start === MORE_NEEDED) {
            await records.fill();
            continue;
          }
          ignored += reader.ignoredValues();
          const line = layout === 'ndjson' ? records.line : records.record;
          let item = shape.lines === null || reader.linesAt() < 0 ? -1 : reader.skipSpace(reader.linesAt() + 1);
          if (shape.lines === null || item < 0 || records.bytes[item] === CLOSE_LIST) {
            writer.endRow(line);
            continue;
          }
          const { keys, firstColumn, lastColumn } = shape.lines;
          for (let isFirst = true; ; isFirst = false) {
            if (!isFirst) {
              let isFresh = false;
              if (writer.isFull) {
                yield writer.block;
                writer.clear();
                isFresh = true;
              }
              writer.beginRow();
              // The row above is gone: the record is read again.
              if (isFresh) reader.readObject(start, shape.keys);
              else for (let column = 0; column < columns; column++) if (column < firstColumn || column >= lastColumn) writer.repeat(column);
            }
            const isObject = records.bytes[item] === OPEN_OBJECT;
            item = reader.skipSpace(isObject ? reader.readObject(item, keys) : reader.skipValue(item));
            if (isObject) ignored += reader.ignoredValues();
            writer.endRow(line);
            if (records.bytes[item] !== COMMA) break;
            item = reader.skipSpace(item + 1);
          }
        }
        if (writer.block.rows > 0) yield writer.block;
        // The rest of the file is read for its hash.
        await records.finish();
        isComplete = true;
      } finally {
        await records.close();
      }
    },
    close: () => Promise.resolve(),
  };
}

async function readShape(path: string, encoding: 'utf-8' | 'utf-16le' | 'utf-16be', layout: 'json' | 'ndjson'): Promise<JsonShape> {
  const source = await openByteSource(path);
  const samples: Record<string, unknown>[] = [];
  const ends: number[] = [];
  const records = await openJsonRecords(source, encoding, layout, (json) => (position) => (ends[0] = json.skipValue(position)));
  let bytes = 0;
  try {
    while (samples.length < RECORDS_FOR_COLUMNS && bytes < BYTES_FOR_COLUMNS) {
      const start = records.next();
      if (start === NO_MORE) break;
      if (start === MORE_NEEDED) await records.fill();
      else {
        const text = Buffer.from(records.bytes.buffer, records.bytes.byteOffset + start, ends[0]! - start).toString();
        bytes += text.length;
        samples.push(JSON.parse(text) as Record<string, unknown>);
      }
    }
  } finally {
    await records.close();
  }
  const shape = shapeOf(samples);
  if (shape.names.length === 0) throw fileFailure(path, 'no-records');
  if (shape.names.length > MOST_COLUMNS) throw fileFailure(path, 'too-many-columns');
  return shape;
}

async function markedEncoding(path: string): Promise<'utf-8' | 'utf-16le' | 'utf-16be'> {
  for await (const chunk of (await openByteSource(path)).chunks()) {
    const encoding = detectEncoding(chunk.subarray(0, 4));
    return encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : 'utf-8';
  }
  return 'utf-8';
}
