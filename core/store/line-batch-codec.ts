import { Float64, Int16, Int32, Int8, makeData, type Data } from 'apache-arrow';
import { whenAsked } from '../frame/columns-when-asked.ts';
import { NO_CODE, type LineBatch, type WholeColumn } from '../frame/line-batch.ts';
import { decodeArrow, encodeArrow, type ArrowBlob } from './arrow-blob.ts';

const ATTRIBUTE_PREFIX = 'attribute:';
/** Stands between a column’s name and its first value. */
const DIFFERENCES = ':differences from ';

/** A batch as one Arrow record batch: every column in the narrowest type that holds it exactly, columns of zeros left out.
 *  Codes are signed, with −1 for NO_CODE. Columns that grow from row to row are kept as differences where these are narrower. */
export function encodeLineBatch(batch: LineBatch): ArrowBlob {
  const columns = [
    growing('order', asSigned(batch.order)),
    whole('customer', asSigned(batch.customer)),
    whole('product', asSigned(batch.product)),
    growing('moment', asSigned(batch.moment)),
    whole('quantity', batch.quantity),
    whole('gross', batch.gross),
    whole('net', batch.net),
    ...(isZero(batch.refund) ? [] : [whole('refund', batch.refund)]),
    { name: 'status', data: makeData({ type: new Int8(), length: batch.rows, nullCount: 0, data: new Int8Array(batch.status.buffer, batch.status.byteOffset, batch.rows) }) },
    growing('sourceLine', asSigned(batch.sourceLine)),
    ...(isZero(batch.sourceFile) ? [] : [whole('sourceFile', new Int32Array(batch.sourceFile))]),
  ];
  if (batch.cost !== null) columns.push(whole('cost', batch.cost));
  for (const [name, codes] of Object.entries(batch.attributes)) columns.push(whole(ATTRIBUTE_PREFIX + name, asSigned(codes)));
  return encodeArrow(batch.rows, columns);
}

interface StoredColumn {
  name: string;
  data: Data;
}

/** Two loops, so that each sees one type of array. */
function whole(name: string, values: WholeColumn): StoredColumn {
  return storedColumn(name, values, values instanceof Float64Array ? rangeOfFloats(values) : rangeOfIntegers(values));
}

function isZero(values: WholeColumn | Uint16Array): boolean {
  for (let row = 0; row < values.length; row++) if (values[row] !== 0) return false;
  return true;
}

/** What a batch is narrowed in, by column and type: it is copied into the blob before the next one. */
const workspace = new Map<string, WholeColumn>();

function working<T extends WholeColumn>(name: string, column: new (length: number) => T, length: number): T {
  const key = `${column.name} ${name}`;
  const known = workspace.get(key);
  if (known !== undefined && known.length >= length) return known.subarray(0, length) as T;
  const fresh = new column(length);
  workspace.set(key, fresh);
  return fresh;
}

/** Differences are taken modulo 2³², so that any column comes back exactly. */
function growing(name: string, values: Int32Array): StoredColumn {
  const differences = working(`differences of ${name}`, Int32Array, values.length);
  // The first row is kept beside the others, because its difference is as large as itself.
  const first = values[0] ?? 0;
  let previous = first;
  let range = 0;
  let differenceRange = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const difference = (value - previous) | 0;
    differences[row] = difference;
    previous = value;
    range |= value ^ (value >> 31);
    differenceRange |= difference ^ (difference >> 31);
  }
  if (bitsOf(differenceRange) >= bitsOf(range)) return whole(name, values);
  return { ...storedColumn(name, differences, differenceRange), name: `${name}${DIFFERENCES}${first}` };
}

function bitsOf(range: number): number {
  return range < 0x80 ? 8 : range < 0x8000 ? 16 : 32;
}

/** Columns of a batch by name, as they are stored. */
export interface StoredColumns {
  rows: number;
  values: Map<string, StoredValues>;
}

type StoredValues = WholeColumn | Uint32Array;

/** Columns as views on the blob; `null` if it is damaged. */
export function storedColumns(blob: { data: Uint8Array; checksum: number }): StoredColumns | null {
  const decoded = decodeArrow(blob);
  if (decoded === null) return null;
  const { rows } = decoded;
  // Buffers in the stream are padded to whole words.
  return { rows, values: new Map(Array.from(decoded.columns, ([name, { values }]) => [name, values.subarray(0, rows) as StoredValues])) };
}

/** Copies of some columns, without the blob; attributes are not among them. */
export function keptColumns({ rows, values }: StoredColumns, names: readonly (keyof LineBatch)[]): StoredColumns {
  const isKept = (stored: string): boolean => names.some((name) => stored === name || stored.startsWith(name + DIFFERENCES));
  return { rows, values: new Map(Array.from(values).filter(([stored]) => isKept(stored)).map(([stored, column]) => [stored, column.slice()])) };
}

/** Memory that one batch after the other is decoded into, by the name of the column. */
export type Scratch = Map<string, Int32Array | Float64Array>;

/** The batch again; `attributeNames` that it lacks become columns of NO_CODE. With `scratch`, it is good until the next one. */
export function lineBatchOf({ rows, values: columns }: StoredColumns, attributeNames: readonly string[], scratch: Scratch | null = null): LineBatch {
  const room = <T extends Int32Array | Float64Array>(name: string, column: new (length: number) => T): T => {
    const known = scratch?.get(name);
    if (known !== undefined && known.length >= rows) return known.subarray(0, rows) as T;
    const fresh = new column(rows);
    scratch?.set(name, fresh);
    return fresh;
  };
  const widened = (name: string, values: StoredValues): Int32Array => {
    const into = room(name, Int32Array);
    into.set(values);
    return into;
  };
  const firstValues = new Map<string, { name: string; first: number }>();
  for (const name of columns.keys()) {
    const at = name.startsWith(ATTRIBUTE_PREFIX) ? -1 : name.indexOf(DIFFERENCES);
    if (at >= 0) firstValues.set(name.slice(0, at), { name, first: Number(name.slice(at + DIFFERENCES.length)) });
  }
  const column = (name: string): WholeColumn => {
    const differences = firstValues.get(name);
    return differences === undefined ? ((columns.get(name) ?? new Int8Array(rows)) as WholeColumn) : addedUp(widened(name, columns.get(differences.name) as WholeColumn), differences.first);
  };
  const codes = (name: string): Uint32Array => asCodes(name, column(name));
  const asCodes = (name: string, values: StoredValues): Uint32Array => {
    if (values instanceof Uint32Array) return values;
    const signed = values instanceof Int32Array ? values : widened(name, values);
    return new Uint32Array(signed.buffer, signed.byteOffset, signed.length);
  };
  return whenAsked<LineBatch>({
    rows: () => rows,
    order: () => codes('order'),
    customer: () => codes('customer'),
    product: () => codes('product'),
    moment: () => codes('moment'),
    quantity: () => {
      const into = room('quantity', Float64Array);
      into.set(column('quantity'));
      return into;
    },
    gross: () => column('gross'),
    net: () => column('net'),
    refund: () => column('refund'),
    cost: () => (columns.has('cost') ? column('cost') : null),
    status: () => new Uint8Array(column('status')),
    sourceLine: () => codes('sourceLine'),
    sourceFile: () => new Uint16Array(column('sourceFile')),
    attributes: () => {
      const attributes: Record<string, Uint32Array> = {};
      for (const name of attributeNames) {
        const values = columns.get(ATTRIBUTE_PREFIX + name);
        attributes[name] = values === undefined ? new Uint32Array(rows).fill(NO_CODE) : asCodes(ATTRIBUTE_PREFIX + name, values);
      }
      return attributes;
    },
  });
}

/** In place. */
function addedUp(values: Int32Array, first: number): Int32Array {
  let sum = first;
  for (let row = 0; row < values.length; row++) {
    sum = (sum + values[row]!) | 0;
    values[row] = sum;
  }
  return values;
}

function asSigned(codes: Uint32Array): Int32Array {
  return new Int32Array(codes.buffer, codes.byteOffset, codes.length);
}

/** `range` as by rangeOfIntegers. */
function storedColumn(name: string, values: WholeColumn, range: number): StoredColumn {
  const length = values.length;
  const narrowed = <T extends WholeColumn>(column: new (length: number) => T): T => {
    if (values instanceof column) return values;
    const into = working(name, column, length);
    into.set(values);
    return into;
  };
  if (range < 0x80) return { name, data: makeData({ type: new Int8(), length, nullCount: 0, data: narrowed(Int8Array) }) };
  if (range < 0x8000) return { name, data: makeData({ type: new Int16(), length, nullCount: 0, data: narrowed(Int16Array) }) };
  if (range < 0x8000_0000) return { name, data: makeData({ type: new Int32(), length, nullCount: 0, data: narrowed(Int32Array) }) };
  return { name, data: makeData({ type: new Float64(), length, nullCount: 0, data: narrowed(Float64Array) }) };
}

/** Largest of the values and the −1 − value of negative ones: below 2^(n − 1) if n bits hold them all. */
function rangeOfIntegers(values: Int32Array | Int16Array | Int8Array): number {
  let range = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    range |= value ^ (value >> 31);
  }
  return range;
}

/** The same; Infinity where a value is no whole number of 32 bits. */
function rangeOfFloats(values: Float64Array): number {
  let range = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    const integer = value | 0;
    if (integer !== value) return Infinity;
    range |= integer ^ (integer >> 31);
  }
  return range;
}
