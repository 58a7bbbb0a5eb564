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
    ...unlessZero('refund', batch.refund),
    { name: 'status', data: makeData({ type: new Int8(), length: batch.rows, nullCount: 0, data: new Int8Array(batch.status) }) },
    growing('sourceLine', asSigned(batch.sourceLine)),
    ...unlessZero('sourceFile', new Int32Array(batch.sourceFile)),
  ];
  if (batch.cost !== null) columns.push(whole('cost', batch.cost));
  for (const [name, codes] of Object.entries(batch.attributes)) columns.push(whole(ATTRIBUTE_PREFIX + name, asSigned(codes)));
  return encodeArrow(batch.rows, columns);
}

interface StoredColumn {
  name: string;
  data: Data;
}

function whole(name: string, values: WholeColumn): StoredColumn {
  return { name, data: wholeData(values) };
}

function unlessZero(name: string, values: WholeColumn): StoredColumn[] {
  for (let row = 0; row < values.length; row++) if (values[row] !== 0) return [whole(name, values)];
  return [];
}

/** Differences are taken modulo 2³², so that any column comes back exactly. */
function growing(name: string, values: Int32Array): StoredColumn {
  const differences = new Int32Array(values.length);
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
  return { name: `${name}${DIFFERENCES}${first}`, data: dataOf(differences, differenceRange) };
}

function bitsOf(range: number): number {
  return range < 0x80 ? 8 : range < 0x8000 ? 16 : 32;
}

/** The batch again; `attributeNames` that it lacks become columns of NO_CODE. `null` if the blob is damaged. */
export function decodeLineBatch(blob: { data: Uint8Array; checksum: number }, attributeNames: readonly string[]): LineBatch | null {
  const decoded = decodeArrow(blob);
  if (decoded === null) return null;
  const { rows, columns } = decoded;
  // Buffers in the stream are padded to whole words.
  const stored = (name: string): WholeColumn | Uint32Array | undefined => columns.get(name)?.values.subarray(0, rows) as WholeColumn | Uint32Array | undefined;
  const firstValues = new Map<string, { name: string; first: number }>();
  for (const name of columns.keys()) {
    const at = name.startsWith(ATTRIBUTE_PREFIX) ? -1 : name.indexOf(DIFFERENCES);
    if (at >= 0) firstValues.set(name.slice(0, at), { name, first: Number(name.slice(at + DIFFERENCES.length)) });
  }
  const column = (name: string): WholeColumn => {
    const differences = firstValues.get(name);
    return differences === undefined ? ((stored(name) ?? new Int8Array(rows)) as WholeColumn) : addedUp(stored(differences.name) as WholeColumn, differences.first);
  };
  return whenAsked<LineBatch>({
    rows: () => rows,
    order: () => asCodes(column('order')),
    customer: () => asCodes(column('customer')),
    product: () => asCodes(column('product')),
    moment: () => asCodes(column('moment')),
    quantity: () => new Float64Array(column('quantity')),
    gross: () => column('gross'),
    net: () => column('net'),
    refund: () => column('refund'),
    cost: () => (columns.has('cost') ? column('cost') : null),
    status: () => new Uint8Array(column('status')),
    sourceLine: () => asCodes(column('sourceLine')),
    sourceFile: () => new Uint16Array(column('sourceFile')),
    attributes: () => {
      const attributes: Record<string, Uint32Array> = {};
      for (const name of attributeNames) {
        const values = stored(ATTRIBUTE_PREFIX + name);
        attributes[name] = values === undefined ? new Uint32Array(rows).fill(NO_CODE) : asCodes(values);
      }
      return attributes;
    },
  });
}

function addedUp(differences: WholeColumn, first: number): Int32Array {
  const values = new Int32Array(differences);
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

function asCodes(values: WholeColumn | Uint32Array): Uint32Array {
  if (values instanceof Uint32Array) return values;
  const signed = values instanceof Int32Array ? values : new Int32Array(values);
  return new Uint32Array(signed.buffer, signed.byteOffset, signed.length);
}

/** Two loops, so that each sees one type of array. */
function wholeData(values: WholeColumn): Data {
  return dataOf(values, values instanceof Float64Array ? rangeOfFloats(values) : rangeOfIntegers(values));
}

/** `range` as by rangeOfIntegers. */
function dataOf(values: WholeColumn, range: number): Data {
  const length = values.length;
  if (range < 0x80) return makeData({ type: new Int8(), length, nullCount: 0, data: narrowed(values, Int8Array) });
  if (range < 0x8000) return makeData({ type: new Int16(), length, nullCount: 0, data: narrowed(values, Int16Array) });
  if (range < 0x8000_0000) return makeData({ type: new Int32(), length, nullCount: 0, data: narrowed(values, Int32Array) });
  return makeData({ type: new Float64(), length, nullCount: 0, data: narrowed(values, Float64Array) });
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

function narrowed<T extends WholeColumn>(values: WholeColumn, column: new (values: WholeColumn) => T): T {
  return values instanceof column ? values : new column(values);
}
