import type { Dialect } from '../contract/imports.ts';
import { MOMENT, parseMoment, type DateOrder } from './date-parser.ts';
import { NUMBER, parseNumber } from './number-parser.ts';

const encoder = new TextEncoder();

export function isNumber(cell: string, decimal: Dialect['decimal']): boolean {
  const bytes = encoder.encode(cell);
  return parseNumber(bytes, 0, bytes.length, decimal.charCodeAt(0), { digits: 0, scale: 0 }) === NUMBER;
}

export function isDate(cell: string): boolean {
  return fitsOrder(cell, 'ymd') || fitsOrder(cell, 'dmy') || fitsOrder(cell, 'mdy');
}

export function fitsOrder(cell: string, order: DateOrder): boolean {
  const bytes = encoder.encode(cell);
  return parseMoment(bytes, 0, bytes.length, order, { seconds: 0, hasTime: false }) === MOMENT;
}
