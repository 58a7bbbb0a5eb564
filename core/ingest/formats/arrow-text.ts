import { DataType, Precision, TimeUnit, Vector, type Data } from 'apache-arrow';
import type { BlockWriter } from './block-writer.ts';
import { momentText, numberText, scaledText } from './number-text.ts';
import { nestedText, shortest, timeText } from './parquet-text.ts';

const UNITS_IN_SECOND: Readonly<Record<TimeUnit, number>> = {
  [TimeUnit.SECOND]: 1,
  [TimeUnit.MILLISECOND]: 1e3,
  [TimeUnit.MICROSECOND]: 1e6,
  [TimeUnit.NANOSECOND]: 1e9,
};

/** Of a column that stores nothing for its rows. */
const MOST_NULL_ROWS = 1 << 24;

/** Writes the value in a row of a column as text into its cell. Nulls leave it empty. */
export function columnWriter(data: Data, column: number, writer: BlockWriter, decimal: '.' | ',' | null): (row: number) => void {
  const write = valueWriter(data, column, writer, decimal);
  const { nullBitmap, offset } = data;
  if (data.nullCount === 0 || nullBitmap.length === 0) return write;
  return (row) => {
    const bit = offset + row;
    if (((nullBitmap[bit >> 3]! >> (bit & 7)) & 1) === 1) write(row);
  };
}

/** Whether the buffers of a column are as long as its rows need: Apache Arrow does not look. */
export function holdsRows(data: Data, rows: number): boolean {
  const { type, values, valueOffsets, nullBitmap, nullCount } = data;
  const end = data.offset + rows;
  if (data.length < rows || (nullCount > 0 && nullBitmap.length > 0 && nullBitmap.length * 8 < end)) return false;
  if (DataType.isNull(type)) return rows <= MOST_NULL_ROWS;
  const offsets = valueOffsets as ArrayLike<number | bigint> | undefined;
  if (offsets !== undefined && offsets.length > 0) return areAscending(offsets, rows, Math.max((values as Uint8Array | undefined)?.length ?? 0, data.children[0]?.length ?? 0));
  if (DataType.isBool(type)) return (values as Uint8Array).length * 8 >= end;
  if (values !== undefined && (values as Uint8Array).length > 0) return (values as Uint8Array).length >= rows;
  return rows === 0 || data.children.length > 0;
}

function areAscending(offsets: ArrayLike<number | bigint>, rows: number, most: number): boolean {
  if (offsets.length <= rows || Number(offsets[0]) < 0 || Number(offsets[rows]) > most) return false;
  for (let row = 0; row < rows; row++) if (offsets[row]! > offsets[row + 1]!) return false;
  return true;
}

/** Apache Arrow’s types cannot be told apart by its own declarations without knowing the table; the checks here tell. */
function valueWriter(data: Data, column: number, writer: BlockWriter, decimal: '.' | ',' | null): (row: number) => void {
  const { type } = data;
  if (DataType.isUtf8(type) || DataType.isBinary(type)) {
    const values = data.values as Uint8Array;
    const offsets = data.valueOffsets as Int32Array;
    return (row) => writer.write(column, values, offsets[row]!, offsets[row + 1]!);
  }
  if (DataType.isLargeUtf8(type) || DataType.isLargeBinary(type)) {
    const values = data.values as Uint8Array;
    const offsets = data.valueOffsets as unknown as BigInt64Array;
    return (row) => writer.write(column, values, Number(offsets[row]), Number(offsets[row + 1]));
  }
  if (DataType.isDictionary(type)) {
    const texts = dictionaryTexts(data, decimal);
    const indices = data.values as ArrayLike<number | bigint>;
    return (row) => {
      const text = texts[Number(indices[row])];
      if (text !== undefined) writer.write(column, text, 0, text.length);
    };
  }
  if (DataType.isBool(type)) {
    const bits = data.values as Uint8Array;
    return (row) => {
      const bit = data.offset + row;
      writer.writeText(column, ((bits[bit >> 3]! >> (bit & 7)) & 1) === 1 ? 'true' : 'false');
    };
  }
  if (DataType.isInt(type) && decimal !== null) {
    const values = data.values as ArrayLike<number | bigint>;
    return (row) => writer.writeText(column, String(values[row]));
  }
  if (DataType.isFloat(type) && decimal !== null && type.precision !== Precision.HALF) {
    const values = data.values as Float32Array | Float64Array;
    const isSingle = type.precision === Precision.SINGLE;
    return (row) => writer.writeText(column, numberText(isSingle ? shortest(values[row]!) : values[row]!, decimal));
  }
  if (DataType.isDecimal(type) && decimal !== null) {
    const words = data.values as Uint32Array;
    const width = type.bitWidth / 32;
    return (row) => writer.writeText(column, scaledText(signedWords(words, row * width, width), type.scale, decimal));
  }
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isDecimal(type)) {
    if (decimal === null) return () => undefined;
  }
  if (DataType.isTimestamp(type)) {
    const values = data.values as BigInt64Array;
    const unit = UNITS_IN_SECOND[type.unit];
    return (row) => writer.writeText(column, momentText(unit === 1 ? Number(values[row]) * 1000 : Number(values[row]! / BigInt(unit / 1000))));
  }
  if (DataType.isTime(type)) {
    const values = data.values as ArrayLike<number | bigint>;
    const unit = UNITS_IN_SECOND[type.unit];
    return (row) => writer.writeText(column, timeText(Number(values[row]), unit));
  }
  const vector = new Vector([data]);
  if (DataType.isDate(type)) return (row) => writer.writeText(column, momentText(Number(vector.get(row))));
  return (row) => {
    const value: unknown = vector.get(row);
    if (typeof value === 'string') writer.writeText(column, value);
    else if (typeof value === 'number') writer.writeText(column, numberText(value, decimal ?? '.'));
    else if (value !== null && value !== undefined) writer.writeText(column, nestedText(value));
  };
}

/** Texts of a dictionary’s values; of nulls, nothing. */
function dictionaryTexts(data: Data, decimal: '.' | ',' | null): (Uint8Array | undefined)[] {
  const encoder = new TextEncoder();
  const texts: (Uint8Array | undefined)[] = [];
  for (const value of data.dictionary ?? []) {
    const known: unknown = value;
    if (known === null || known === undefined) texts.push(undefined);
    else if (typeof known === 'number' || typeof known === 'bigint') texts.push(decimal === null ? undefined : encoder.encode(typeof known === 'bigint' ? `${known}` : numberText(known, decimal)));
    else texts.push(encoder.encode(typeof known === 'string' ? known : nestedText(known)));
  }
  return texts;
}

/** A two’s complement number in little-endian words of 32 bits. */
function signedWords(words: Uint32Array, from: number, width: number): bigint {
  let value = 0n;
  for (let word = width - 1; word >= 0; word--) value = (value << 32n) | BigInt(words[from + word]!);
  return BigInt.asIntN(width * 32, value);
}
