import type { Dialect, ImportPlan, OrderField } from '../contract/imports.ts';
import { isDate, isNumber } from './cell-kinds.ts';
import { NUMBER, parseNumber } from './number-parser.ts';

type Decimal = Dialect['decimal'];

const encoder = new TextEncoder();

/** The decimal mark that values speak for, when they do: "1,5" and "1.234,50" for the comma; "1,234" for none, as it may be thousands. */
export function decimalOf(values: readonly string[]): { mark: Decimal | null; point: number; comma: number } {
  let comma = 0;
  let point = 0;
  for (const value of values) {
    // Without the words around it: the point of "грн." marks nothing.
    const number = /[.,]?\d(?:.*\d)?/su.exec(value)?.[0] ?? '';
    const last = Math.max(number.lastIndexOf(','), number.lastIndexOf('.'));
    // A day number with a fraction is a number here.
    if (last < 0 || (isDate(value) && !/^\d+[.,]\d+$/u.test(value.trim()))) continue;
    const mark = number[last] === ',' ? ',' : '.';
    const tail = /^\d+/u.exec(number.slice(last + 1))?.[0].length ?? 0;
    const decided = tail !== 3 || number.includes(mark === ',' ? '.' : ',');
    if (!decided || !isNumber(value, mark)) continue;
    if (mark === ',') comma++;
    else point++;
  }
  return { mark: comma === point ? null : comma > point ? ',' : '.', point, comma };
}

/** Decimal marks of the columns that are written otherwise than most of the file. */
export function columnDecimals(fields: ReadonlyMap<OrderField, number>, numberFields: readonly OrderField[], rows: readonly string[][], dialect: Dialect): NonNullable<ImportPlan['decimals']> {
  const decimals: NonNullable<ImportPlan['decimals']> = {};
  for (const field of numberFields) {
    const column = fields.get(field);
    if (column === undefined) continue;
    const { mark } = decimalOf(rows.map((row) => row[column] ?? ''));
    if (mark !== null && mark !== dialect.decimal) decimals[field] = mark;
  }
  return decimals;
}

/** `null`: the text is no number. */
export function numberOf(text: string, decimal: Decimal): number | null {
  const bytes = encoder.encode(text);
  const number = { digits: 0, scale: 0 };
  return parseNumber(bytes, 0, bytes.length, decimal.charCodeAt(0), number) === NUMBER ? number.digits / 10 ** number.scale : null;
}
