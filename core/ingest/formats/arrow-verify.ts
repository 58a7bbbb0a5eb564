import type { FileHandle } from 'node:fs/promises';

const MAGIC = 'ARROW1';
const CONTINUATION = 0xffff_ffff;
const LARGEST_METADATA = 64 << 20;
const DEEPEST_FIELD = 64;
const SCHEMA = 1;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;
const BLOCK_BYTES = 24;
const NODE_BYTES = 16;
const REFERENCE_BYTES = 4;

/** Whether the lists in the metadata of an Arrow file or stream (Message.fbs, Schema.fbs, File.fbs) fit into the metadata that hold them, and
 *  whether the blocks that a footer lists are of the kind it says. Apache Arrow’s reader trusts both: a damaged length makes it count for
 *  hours, and a batch that is none is read again for ever. */
export async function isSoundArrow(file: FileHandle, size: number): Promise<boolean> {
  try {
    const head = await readAt(file, 0, Math.min(8, size));
    if (head.toString('latin1', 0, 6) !== MAGIC) return await isSoundStream(file, size);
    const tail = await readAt(file, size - 10, 10);
    const length = tail.readInt32LE(0);
    if (tail.toString('latin1', 4) !== MAGIC || length <= 0 || length > Math.min(size, LARGEST_METADATA)) return false;
    return await isSoundFile(file, size, await readAt(file, size - 10 - length, length));
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}

async function isSoundFile(file: FileHandle, size: number, footer: Buffer): Promise<boolean> {
  const root = footer.readUInt32LE(0);
  checkSchema(footer, tableAt(footer, root, 1));
  vectorAt(footer, root, 4, REFERENCE_BYTES);
  for (const [slot, kind] of [[2, DICTIONARY_BATCH], [3, RECORD_BATCH]] as const) {
    const { from, length } = vectorAt(footer, root, slot, BLOCK_BYTES);
    for (let block = 0; block < length; block++) {
      const at = from + block * BLOCK_BYTES;
      const offset = Number(footer.readBigInt64LE(at));
      const body = Number(footer.readBigInt64LE(at + 16));
      if (!(offset >= 0 && body >= 0 && offset + body <= size)) return false;
      if ((await messageAt(file, offset, size, kind)) === null) return false;
    }
  }
  return true;
}

async function isSoundStream(file: FileHandle, size: number): Promise<boolean> {
  for (let position = 0; position < size; ) {
    const next = await messageAt(file, position, size);
    if (next === null) return false;
    if (next === position) return true;
    position = next;
  }
  return true;
}

/** Checks a message and returns the place behind its body; the same place for the end of a stream; `null` for one that is damaged, or of
 *  another kind than `expected`. */
async function messageAt(file: FileHandle, position: number, size: number, expected?: number): Promise<number | null> {
  const prefix = await readAt(file, position, Math.min(8, size - position));
  const isNew = prefix.readUInt32LE(0) === CONTINUATION;
  const length = prefix.readInt32LE(isNew ? 4 : 0);
  if (length === 0) return position;
  const from = position + (isNew ? 8 : 4);
  if (length < 0 || length > LARGEST_METADATA || from + length > size) return null;
  const bytes = await readAt(file, from, length);
  const root = bytes.readUInt32LE(0);
  const kindAt = fieldAt(bytes, root, 1);
  const kind = kindAt === 0 ? 0 : bytes.readUInt8(kindAt);
  if (expected !== undefined && kind !== expected) return null;
  const header = tableAt(bytes, root, 2);
  vectorAt(bytes, root, 4, REFERENCE_BYTES);
  if (kind === SCHEMA) checkSchema(bytes, header);
  else checkBatch(bytes, kind === DICTIONARY_BATCH ? tableAt(bytes, header, 1) : header);
  const bodyAt = fieldAt(bytes, root, 3);
  const body = bodyAt === 0 ? 0 : Number(bytes.readBigInt64LE(bodyAt));
  const end = from + length + body;
  return body < 0 || end > size ? null : end;
}

function checkSchema(bytes: Buffer, schema: number): void {
  if (schema === 0) throw new RangeError('no schema');
  checkFields(bytes, schema, 1, 0, { left: bytes.length });
  vectorAt(bytes, schema, 2, REFERENCE_BYTES);
  vectorAt(bytes, schema, 3, 8);
}

/** `budget`: fields that may still be seen; damaged references could make a few bytes look like very many. */
function checkFields(bytes: Buffer, table: number, slot: number, depth: number, budget: { left: number }): void {
  if (depth > DEEPEST_FIELD) throw new RangeError('too deep');
  const { from, length } = vectorAt(bytes, table, slot, REFERENCE_BYTES);
  for (let index = 0; index < length; index++) {
    if (--budget.left < 0) throw new RangeError('too many fields');
    const at = from + index * REFERENCE_BYTES;
    const field = at + bytes.readUInt32LE(at);
    vectorAt(bytes, field, 0, 1);
    vectorAt(bytes, field, 6, REFERENCE_BYTES);
    checkFields(bytes, field, 5, depth + 1, budget);
  }
}

function checkBatch(bytes: Buffer, batch: number): void {
  if (batch === 0) throw new RangeError('no batch');
  vectorAt(bytes, batch, 1, NODE_BYTES);
  vectorAt(bytes, batch, 2, NODE_BYTES);
  vectorAt(bytes, batch, 4, 8);
}

/** Place of a field of a table; 0: it is not there. */
function fieldAt(bytes: Buffer, table: number, slot: number): number {
  const layout = table - bytes.readInt32LE(table);
  const entry = 4 + slot * 2;
  if (entry >= bytes.readUInt16LE(layout)) return 0;
  const offset = bytes.readUInt16LE(layout + entry);
  return offset === 0 ? 0 : table + offset;
}

function tableAt(bytes: Buffer, table: number, slot: number): number {
  const at = fieldAt(bytes, table, slot);
  return at === 0 ? 0 : at + bytes.readUInt32LE(at);
}

/** Throws RangeError for a vector that is longer than the bytes behind it. */
function vectorAt(bytes: Buffer, table: number, slot: number, elementBytes: number): { from: number; length: number } {
  const at = tableAt(bytes, table, slot);
  if (at === 0) return { from: 0, length: 0 };
  const length = bytes.readUInt32LE(at);
  if (at + 4 + length * elementBytes > bytes.length) throw new RangeError('a list beyond its end');
  return { from: at + 4, length };
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  if (position < 0 || length <= 0) throw new RangeError('before the beginning');
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw new RangeError('the file ends early');
  return buffer;
}
