import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Field, makeData, RecordBatch, RecordBatchReader, RecordBatchStreamWriter, Schema, Struct, type Data } from 'apache-arrow';

const DIGEST_BLOCK_BYTES = 1 << 16;

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
  return { data, ...checksOf(data) };
}

/** The CRC-32, and as 16 hex digits SHA-256 over the CRC-32s of what there is up to each 64 KiB. SHA-256 over the bytes themselves would take a
 *  tenth of the time of an import, to guard against forgeries that nobody gains by. */
function checksOf(data: Uint8Array): { checksum: number; digest: string } {
  const checks = new Uint32Array(Math.ceil(data.length / DIGEST_BLOCK_BYTES));
  let checksum = 0;
  for (let block = 0; block < checks.length; block++) {
    checksum = crc32(data.subarray(block * DIGEST_BLOCK_BYTES, (block + 1) * DIGEST_BLOCK_BYTES), checksum);
    checks[block] = checksum;
  }
  return { checksum, digest: createHash('sha256').update(checks).digest('hex').slice(0, 16) };
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
