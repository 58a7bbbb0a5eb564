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
    { name: 'status', data: wholeData(batch.status) },
    { name: 'sourceLine', data: wholeData(batch.sourceLine) },
    { name: 'sourceFile', data: wholeData(batch.sourceFile) },
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
  const column = (name: string): WholeColumn => columns.get(name)?.values as WholeColumn;
  const attributes: Record<string, Uint32Array> = {};
  for (const name of attributeNames) {
    const stored = columns.get(ATTRIBUTE_PREFIX + name);
    attributes[name] = stored === undefined ? new Uint32Array(rows).fill(NO_CODE) : asCodes(stored.values as WholeColumn);
  }
  return {
    rows,
    order: asCodes(column('order')),
    customer: asCodes(column('customer')),
    product: asCodes(column('product')),
    moment: columns.get('moment')?.values as Uint32Array,
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

type NumberColumn = WholeColumn | Uint8Array | Uint16Array | Uint32Array;

function wholeData(values: NumberColumn): Data {
  const length = values.length;
  let whole = true;
  let lowest = 0;
  let highest = 0;
  for (let index = 0; index < length; index++) {
    const value = values[index]!;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    if (Math.trunc(value) !== value) whole = false;
  }
  const bits = whole ? Math.max(lowest < 0 ? -lowest - 1 : 0, highest) : Infinity;
  if (bits < 0x80) return makeData({ type: new Int8(), length, nullCount: 0, data: narrowed(values, Int8Array) });
  if (bits < 0x8000) return makeData({ type: new Int16(), length, nullCount: 0, data: narrowed(values, Int16Array) });
  if (bits < 0x8000_0000) return makeData({ type: new Int32(), length, nullCount: 0, data: narrowed(values, Int32Array) });
  return makeData({ type: new Float64(), length, nullCount: 0, data: narrowed(values, Float64Array) });
}

function narrowed<T extends WholeColumn>(values: NumberColumn, column: new (values: NumberColumn) => T): T {
  return values instanceof column ? values : new column(values);
}
