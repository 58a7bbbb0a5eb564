import type { SchemaElement, SchemaTree } from 'hyparquet';
import type { BlockWriter } from './block-writer.ts';
import { numberText, scaledText } from './number-text.ts';

type Decimal = '.' | ',' | null;

/** The schema with types taken off that hyparquet would turn into floating-point numbers, or refuse: their values come as stored. */
export function rawSchema(schema: readonly SchemaElement[]): SchemaElement[] {
  return schema.map((element) => {
    if (!isDecimal(element) && !isUnreadable(element)) return element;
    const { converted_type: _converted, logical_type: _logical, ...raw } = element;
    return raw;
  });
}

/** Writes the values of a column as text into its cells. */
export function columnText({ element, children }: SchemaTree, column: number, writer: BlockWriter, decimal: Decimal): (value: unknown) => void {
  if (children.length > 0 || element.repetition_type === 'REPEATED') return (value) => writer.writeText(column, nestedText(value));
  if (isUnreadable(element)) return () => undefined;
  if (isDecimal(element)) return decimalColumn(element, column, writer, decimal);
  const time = timeUnit(element);
  if (time !== null) return (value) => writer.writeText(column, timeText(Number(value), time));
  return (value) => {
    if (value instanceof Uint8Array) writer.write(column, value, 0, value.length);
    else if (typeof value === 'string') writer.writeText(column, value);
    else if (typeof value === 'boolean') writer.writeText(column, value ? 'true' : 'false');
    else if (decimal === null) return;
    else if (typeof value === 'number') writer.writeText(column, numberText(element.type === 'FLOAT' ? shortest(value) : value, decimal));
    else if (typeof value === 'bigint') writer.writeText(column, value.toString());
    else writer.writeText(column, nestedText(value));
  };
}

function isDecimal({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === 'DECIMAL' || logical?.type === 'DECIMAL';
}

function isUnreadable({ converted_type: converted, logical_type: logical }: SchemaElement): boolean {
  return converted === 'INTERVAL' || converted === 'BSON' || logical?.type === 'INTERVAL' || logical?.type === 'BSON';
}

function decimalColumn(element: SchemaElement, column: number, writer: BlockWriter, decimal: Decimal): (value: unknown) => void {
  const scale = element.logical_type?.type === 'DECIMAL' ? element.logical_type.scale : (element.scale ?? 0);
  return (value) => {
    if (decimal === null) return;
    const digits = value instanceof Uint8Array ? signedBigEndian(value) : BigInt(value as number | bigint);
    writer.writeText(column, scaledText(digits, scale, decimal));
  };
}

function signedBigEndian(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

/** Units of a time of day in a second. */
function timeUnit({ converted_type: converted, logical_type: logical }: SchemaElement): number | null {
  if (logical?.type === 'TIME') return logical.unit === 'MILLIS' ? 1e3 : logical.unit === 'MICROS' ? 1e6 : 1e9;
  return converted === 'TIME_MILLIS' ? 1e3 : converted === 'TIME_MICROS' ? 1e6 : null;
}

/** `14:05:09`; fractions of a second are dropped. */
export function timeText(value: number, unitsInSecond: number): string {
  const seconds = Math.floor(value / unitsInSecond);
  const pad = (part: number): string => String(part).padStart(2, '0');
  return `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
}

/** The shortest decimal that is the same single-precision number: 12.95, not 12.949999809265137. */
export function shortest(single: number): number {
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return short;
  }
  return single;
}

/** JSON of a nested value. */
export function nestedText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? part.toString() : part instanceof Uint8Array ? new TextDecoder().decode(part) : part)) ?? '';
}
