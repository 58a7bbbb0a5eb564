import { Float64, Int16, Int32, Int8, makeData, Uint32, type Data } from 'apache-arrow';
import { NO_CODE, type LineBatch, type WholeColumn } from '../frame/line-batch.ts';
import { decodeArrow, encodeArrow, type ArrowBlob } from './arrow-blob.ts';

const ATTRIBUTE_PREFIX = 'attribute:';

/** A batch as one Arrow record batch: every column in the narrowest type that holds it exactly.
 *  Codes are signed, with −1 for NO_CODE. */
export function encodeLineBatch(batch: LineBatch): ArrowBlob {
  const columns = [
    { name: 'order', data: wholeData(asSigned(batch.order)) },
    { name: 'customer', data: wholeData(asSigned(batch.customer)) },
    { name: 'product', data: wholeData(asSigned(batch.product)) },
    { name: 'moment', data: makeData({ type: new Uint32(), length: batch.rows, nullCount: 0, data: batch.moment }) },
    { name: 'quantity', data: wholeData(batch.quantity) },
    { name: 'gross', data: wholeData(batch.gross) },
    { name: 'net', data: wholeData(batch.net) },
    { name: 'refund', data: wholeData(batch.refund) },
    { name: 'status', data: makeData({ type: new Int8(), length: batch.rows, nullCount: 0, data: Int8Array.from(batch.status) }) },
    { name: 'sourceLine', data: wholeData(asSigned(batch.sourceLine)) },
    { name: 'sourceFile', data: makeData({ type: new Int16(), length: batch.rows, nullCount: 0, data: Int16Array.from(batch.sourceFile) }) },
  ];
  if (batch.cost !== null) columns.push({ name: 'cost', data: wholeData(batch.cost) });
  for (const [name, codes] of Object.entries(batch.attributes)) columns.push({ name: ATTRIBUTE_PREFIX + name, data: wholeData(asSigned(codes)) });
  return encodeArrow(batch.rows, columns);
}

/** The batch again; `attributeNames` that it lacks become columns of NO_CODE. `null` if the blob is damaged. */
export function decodeLineBatch(blob: { data: Uint8Array; checksum: number }, attributeNames: readonly string[]): LineBatch | null {
  const decoded = decodeArrow(blob);
  if (decoded === null) return null;
  const { rows, columns } = decoded;
  // Buffers in the stream are padded to whole words.
  const values = (name: string): WholeColumn | Uint32Array => (columns.get(name) as Data).values.subarray(0, rows) as WholeColumn | Uint32Array;
  const column = (name: string): WholeColumn => values(name) as WholeColumn;
  const attributes: Record<string, Uint32Array> = {};
  for (const name of attributeNames) {
    const stored = ATTRIBUTE_PREFIX + name;
    attributes[name] = columns.has(stored) ? asCodes(column(stored)) : new Uint32Array(rows).fill(NO_CODE);
  }
  return {
    rows,
    order: asCodes(column('order')),
    customer: asCodes(column('customer')),
    product: asCodes(column('product')),
    moment: values('moment') as Uint32Array,
    quantity: Float64Array.from(column('quantity')),
    gross: column('gross'),
    net: column('net'),
    refund: column('refund'),
    cost: columns.has('cost') ? column('cost') : null,
    status: Uint8Array.from(column('status')),
    sourceLine: asCodes(column('sourceLine')),
    sourceFile: Uint16Array.from(column('sourceFile')),
    attributes,
  };
}

function asSigned(codes: Uint32Array): Int32Array {
  return new Int32Array(codes.buffer, codes.byteOffset, codes.length);
}

function asCodes(values: WholeColumn): Uint32Array {
  const signed = values instanceof Int32Array ? values : Int32Array.from(values);
  return new Uint32Array(signed.buffer, signed.byteOffset, signed.length);
}

/** Two loops, so that each sees one type of array. */
function wholeData(values: WholeColumn): Data {
  const range = values instanceof Float64Array ? rangeOfFloats(values) : rangeOfIntegers(values);
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
    range |= value < 0 ? ~value : value;
  }
  return range;
}

/** The same; Infinity where a value is no whole number of 32 bits. */
function rangeOfFloats(values: Float64Array): number {
  let range = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    const whole = value | 0;
    if (whole !== value) return Infinity;
    range |= whole < 0 ? ~whole : whole;
  }
  return range;
}

function narrowed<T extends WholeColumn>(values: WholeColumn, column: new (values: WholeColumn) => T): T {
  return values instanceof column ? values : new column(values);
}
