import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Field, makeData, RecordBatch, RecordBatchReader, RecordBatchStreamWriter, Schema, Struct, type Data } from 'apache-arrow';

/** An Arrow stream of one record batch, with what protects it. */
export interface ArrowBlob {
  data: Uint8Array;
  checksum: number;
  digest: string;
}

/** Encodes columns of one length as an Arrow IPC stream, uncompressed. */
export function encodeArrow(rows: number, columns: { name: string; data: Data }[]): ArrowBlob {
  const fields = columns.map((column) => new Field(column.name, column.data.type, false));
  const schema = new Schema(fields);
  const struct = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children: columns.map((column) => column.data) });
  const writer = new RecordBatchStreamWriter();
  writer.write(new RecordBatch(schema, struct));
  writer.finish();
  const data = writer.toUint8Array(true);
  return { data, checksum: crc32(data), digest: createHash('sha256').update(data).digest('hex').slice(0, 16) };
}

/** Columns of an Arrow stream by name, as views on `blob.data`; `null` if the checksum differs or it is no such stream. */
export function decodeArrow(blob: { data: Uint8Array; checksum: number }): { rows: number; columns: Map<string, Data> } | null {
  if (crc32(blob.data) !== blob.checksum) return null;
  const batch = RecordBatchReader.from(blob.data).next().value as RecordBatch | null;
  if (batch === null) return null;
  const columns = new Map<string, Data>();
  for (const [index, field] of batch.schema.fields.entries()) {
    const child = batch.data.children[index];
    if (child !== undefined) columns.set(field.name, child);
  }
  return { rows: batch.numRows, columns };
}
