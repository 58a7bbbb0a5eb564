import type { ImportField, ImportPlan, ImportProposal, OrderField, ReadColumns } from '../contract/imports.ts';
import { MOMENT, parseMoment } from './date-parser.ts';
import { birthDayOf, monthDayOf } from './kinds/fact-cells.ts';
import { EMPTY_CELL, NUMBER, parseNumber } from './number-parser.ts';

const NUMBER_FIELDS = ['quantity', 'unitPrice', 'discount', 'amount', 'refund', 'cost', 'nps', 'csat', 'ces', 'stars'] as const satisfies readonly ImportField[];
const MOST_STATUSES = 50;
const MS_PER_DAY = 86_400_000;

const encoder = new TextEncoder();

/** What a plan makes of dates and numbers of some rows. Days are ISO days; moments have hours and minutes behind a `T`; numbers have a decimal point
 *  and as many decimals as the text. */
export function readColumns(plan: ImportPlan, rows: readonly string[][]): ReadColumns {
  const { mapping, dialect, decimals } = plan;
  const read: ReadColumns = {};
  const place = (field: ImportField, reading: (text: string) => string | null): void => {
    const column = mapping[field];
    if (column !== undefined) read[field] = rows.map((row) => ((row[column] ?? '').trim() === '' ? '' : reading(row[column] ?? '')));
  };
  place('date', (text) => momentText(text, dialect.dateOrder));
  place('month', (text) => dayText(monthDayOf(text.trim()))?.slice(0, 7) ?? null);
  place('birthDate', (text) => dayText(birthDayOf(text.trim(), dialect.dateOrder)));
  for (const field of NUMBER_FIELDS) {
    const decimal = (decimals?.[field as OrderField] ?? dialect.decimal).charCodeAt(0);
    place(field, (text) => numberText(text, decimal));
  }
  return read;
}

/** Words of the status column as the decoder compares them; see ImportProposal. */
export function statusWords({ kind, mapping }: ImportPlan, rows: readonly string[][]): ImportProposal['statuses'] {
  const column = mapping.status;
  if (kind !== 'orders' || column === undefined) return [];
  const counts = new Map<string, number>();
  for (const row of rows) {
    const word = (row[column] ?? '').trim().toLowerCase();
    if (word !== '') counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return Array.from(counts, ([word, count]) => ({ word, rows: count }))
    .toSorted((one, other) => other.rows - one.rows)
    .slice(0, MOST_STATUSES);
}

function momentText(text: string, order: ImportPlan['dialect']['dateOrder']): string | null {
  const bytes = encoder.encode(text);
  const moment = { seconds: 0, hasTime: false };
  if (parseMoment(bytes, 0, bytes.length, order, moment) !== MOMENT) return null;
  return new Date(moment.seconds * 1000).toISOString().slice(0, moment.hasTime ? 16 : 10);
}

function dayText(day: number | string | null): string | null {
  return typeof day === 'number' ? new Date(day * MS_PER_DAY).toISOString().slice(0, 10) : null;
}

function numberText(text: string, decimal: number): string | null {
  const bytes = encoder.encode(text);
  const number = { digits: 0, scale: 0 };
  const outcome = parseNumber(bytes, 0, bytes.length, decimal, number);
  if (outcome === EMPTY_CELL) return '';
  if (outcome !== NUMBER) return null;
  return (number.digits / 10 ** number.scale).toFixed(Math.min(20, Math.max(0, number.scale)));
}
