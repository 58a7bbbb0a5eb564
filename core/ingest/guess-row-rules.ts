import type { Dialect, ImportPlan, OrderField, RowRules } from '../contract/imports.ts';
import { numberOf } from './column-numbers.ts';
import { normaliseHeader } from './field-names.ts';
import { ORDER_LEVEL_FIELDS } from './profiles/profile.ts';
import { namesTotal } from './rows/total-words.ts';

type Fields = ReadonlyMap<OrderField, number>;

/** Rows of a sample that belong to one order and follow each other. */
interface OrderGroup {
  first: readonly string[];
  /** The rows behind the first. */
  rest: readonly string[][];
}

export interface RowRuleSample {
  fields: Fields;
  headers: readonly string[];
  rows: readonly string[][];
  dialect: Dialect;
  decimals: NonNullable<ImportPlan['decimals']>;
  /** What the recognised profile says. */
  known: Pick<RowRules, 'fill' | 'once'> | null;
}

const LEAST_ORDERS = 5;
const LEAST_AMOUNTS = 3;

/** The row rules that a sample calls for; `undefined`: none. */
export function guessRowRules(sample: RowRuleSample): RowRules | undefined {
  const { fields, known } = sample;
  const fill = known === null ? guessFill(sample) : known.fill.filter((field) => fields.has(field));
  const once: RowRules['once'] = known?.once.filter((field) => fields.has(field)) ?? [];
  if (fields.has('amount') && !once.includes('amount') && repeatsOrderAmount(sample, fill.includes('order'))) once.push('amount');
  const wholeIds = (['order', 'customer', 'product'] as const).filter((field) => hasWholeIds(sample, field));
  const helpful = fields.has('order') && (fill.length > 0 || once.length > 0);
  if (!helpful && wholeIds.length === 0) return undefined;
  return { fill: helpful ? fill : [], once: helpful ? once : [], wholeIds };
}

function cell(row: readonly string[], column: number | undefined): string {
  return column === undefined ? '' : (row[column] ?? '').trim();
}

/** `blankContinues`: rows without an order id belong to the order above. */
export function orderGroups(fields: Fields, rows: readonly string[][], blankContinues: boolean): OrderGroup[] {
  const column = fields.get('order');
  const groups: { first: readonly string[]; rest: string[][] }[] = [];
  let order = '';
  for (const row of rows) {
    const id = cell(row, column);
    const filled = row.find((text) => text.trim() !== '');
    if (filled !== undefined && namesTotal(filled) && cell(row, fields.get('date')) === '') continue;
    const continues = id === '' ? blankContinues && filled !== undefined : id === order;
    const group = groups.at(-1);
    if (continues && group !== undefined) group.rest.push(row);
    else if (id !== '') groups.push({ first: row, rest: [] });
    if (id !== '') order = id;
  }
  return groups;
}

/** Fields of the order that no row but its first has. */
function guessFill({ fields, rows }: RowRuleSample): OrderField[] {
  if (!fields.has('order')) return [];
  const date = fields.get('date');
  const withoutId = rows.filter((row) => cell(row, fields.get('order')) === '' && row.some((text) => text.trim() !== '') && !namesTotal(row.find((text) => text.trim() !== '') ?? ''));
  const fillsOrder = withoutId.length > 1 && date !== undefined && withoutId.every((row) => cell(row, date) === '') && orderGroups(fields, rows, true).some(({ rest }) => rest.length > 0);
  const groups = orderGroups(fields, rows, fillsOrder);
  const fill: OrderField[] = ORDER_LEVEL_FIELDS.filter((field) => {
    const column = fields.get(field);
    if (column === undefined) return false;
    const told = groups.filter(({ first, rest }) => rest.length > 0 && cell(first, column) !== '');
    return told.length > 0 && told.every(({ rest }) => rest.every((row) => cell(row, column) === ''));
  });
  if (!fillsOrder && !fill.includes('date')) return [];
  return fillsOrder ? ['order', ...fill] : fill;
}

const ORDER_TOTAL_NAMES = /order|grand|замовлен|заказ|zamówieni|чек|paragon|receipt/u;
const LINE_TOTAL_NAMES = /line|item|position|позиц|рядк|строк|pozycj/u;

/** Whether the amount is the order’s, on its first row only or again on each: then it is blank behind the first row; or equal on all rows of every order
 *  while their lines come to it together, or its name says so, or many orders with different contents agree. */
function repeatsOrderAmount({ fields, headers, rows, dialect, decimals }: RowRuleSample, blankContinues: boolean): boolean {
  const column = fields.get('amount');
  const name = normaliseHeader(headers[column ?? -1] ?? '');
  const groups = orderGroups(fields, rows, blankContinues).filter(({ rest }) => rest.length > 0);
  if (groups.length === 0 || LINE_TOTAL_NAMES.test(name)) return false;
  const told = groups.filter(({ first }) => cell(first, column) !== '');
  if (told.length > 0 && told.every(({ rest }) => rest.every((row) => cell(row, column) === ''))) return true;
  if (told.length === 0 || !told.every(({ first, rest }) => rest.every((row) => cell(row, column) === cell(first, column)))) return false;
  const number = (row: readonly string[], field: OrderField): number | null => numberOf(cell(row, fields.get(field)), decimals[field] ?? dialect.decimal);
  if (fields.has('unitPrice') && fields.has('quantity')) {
    const lineSum = ({ first, rest }: OrderGroup): number => [first, ...rest].reduce((sum, row) => sum + (number(row, 'quantity') ?? 0) * (number(row, 'unitPrice') ?? 0), 0);
    const agreeing = told.filter((group) => {
      const amount = number(group.first, 'amount') ?? 0;
      return Math.abs(lineSum(group) - amount) <= Math.max(0.011, Math.abs(amount) * 0.001);
    });
    return agreeing.length * 2 > told.length;
  }
  if (ORDER_TOTAL_NAMES.test(name)) return true;
  const contents = told.filter(({ first, rest }) => rest.some((row) => ['product', 'productName', 'quantity'].some((field) => cell(row, fields.get(field as OrderField)) !== cell(first, fields.get(field as OrderField)))));
  return contents.length >= LEAST_ORDERS && new Set(contents.map(({ first }) => cell(first, column))).size >= LEAST_AMOUNTS;
}

/** A column of whole numbers that a spreadsheet has written with `.0`. */
function hasWholeIds({ fields, rows }: RowRuleSample, field: OrderField): boolean {
  const column = fields.get(field);
  if (column === undefined) return false;
  const values = rows.map((row) => cell(row, column)).filter((value) => value !== '');
  return values.some((value) => value.endsWith('.0')) && values.every((value) => /^\d+(?:\.0)?$/u.test(value));
}
