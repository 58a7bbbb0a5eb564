import type { Dialect, OrderField } from '../contract/imports.ts';
import { decimalOf, numberOf } from './column-numbers.ts';
import { fitsOrder, isDate } from './cell-kinds.ts';

const LOOKED_AT_ROWS = 300;
const LOOKED_AT_COLUMNS = 200;

const EMAIL = /^\S+@\S+\.\S+$/u;
const PHONE = /^(?:\+|00|0|380|48|7|8)[\s().-]*\d[\d\s().-]{7,15}$/u;
const ID = /^\p{L}{0,4}[-_#№/]?\d{2,}$/u;
const MONEY_SIGN = /[$€£₴₽]|zł|грн|руб|[.,]\d{2}(?:\D*)$/u;

/** What a column’s values look like; shares are of the filled cells. */
interface Look {
  column: number;
  filled: number;
  /** Share of distinct values. */
  distinct: number;
  date: number;
  /** Dates of eight digits, year first. */
  compactDate: number;
  email: number;
  phone: number;
  number: number;
  /** Share that looks like money: decimals of two digits, or a currency. */
  money: number;
  /** Whole numbers from 1 to 100. */
  count: number;
  id: number;
  /** Whether ids grow down the file, as those of orders do. */
  growing: boolean;
}

/** Adds the fields that no header gave away, by their values; without a date, an order or a customer, and an amount nothing can be imported, so
 *  these are looked for. A column that serves a field already is left alone. */
export function fieldsByContent(named: ReadonlyMap<OrderField, number>, headers: readonly string[], rows: readonly string[][], dialect: Dialect): Map<OrderField, number> {
  const fields = new Map(named);
  const has = (...wanted: OrderField[]): boolean => wanted.some((field) => fields.has(field));
  if (has('date') && has('customer', 'email') && has('amount', 'unitPrice') && has('order') && has('quantity')) return fields;
  const sample = rows.slice(0, LOOKED_AT_ROWS);
  const looks = headers.slice(0, LOOKED_AT_COLUMNS).map((_, column) => lookOf(sample, column, dialect)).filter(({ filled }) => filled > 0);
  const take = (field: OrderField, fits: (look: Look) => boolean): void => {
    const taken = new Set(fields.values());
    const found = looks.find((look) => !taken.has(look.column) && fits(look));
    if (found !== undefined) fields.set(field, found.column);
  };
  if (!has('date')) take('date', (look) => look.date >= 0.9 && look.number < 0.1);
  if (!has('date')) take('date', (look) => look.compactDate >= 0.99);
  if (!has('customer', 'email')) take('email', (look) => look.email >= 0.5);
  if (!has('customer', 'email', 'phone')) take('phone', (look) => look.phone >= 0.7 && look.date < 0.5);
  if (!has('amount', 'unitPrice')) take('amount', (look) => look.number >= 0.9 && look.money >= 0.5);
  if (!has('order')) take('order', (look) => look.id >= 0.95 && look.growing && look.distinct > 0.2 && look.count < 0.5 && look.date < 0.5 && isOneDateEach(sample, look.column, fields.get('date')));
  if (!has('customer', 'email', 'phone')) take('customer', (look) => look.id >= 0.95 && look.distinct > 0.02 && look.distinct < 0.95 && look.count < 0.5 && look.money < 0.5 && look.date < 0.5);
  if (!has('quantity')) take('quantity', (look) => look.count >= 0.95 && look.distinct < 0.5 && !/id|code|код|nr|no|номер/iu.test(headers[look.column] ?? ''));
  return fields;
}

/** An order has one date; a customer who came back has several. */
function isOneDateEach(rows: readonly string[][], column: number, date: number | undefined): boolean {
  if (date === undefined) return true;
  const dates = new Map<string, Set<string>>();
  for (const row of rows) {
    const known = dates.get(row[column] ?? '') ?? new Set();
    dates.set(row[column] ?? '', known.add((row[date] ?? '').slice(0, 10)));
  }
  return [...dates.values()].filter(({ size }) => size > 1).length <= dates.size * 0.05;
}

function lookOf(rows: readonly string[][], column: number, dialect: Dialect): Look {
  const values = rows.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '');
  const share = (test: (value: string) => boolean): number => (values.length === 0 ? 0 : values.filter(test).length / values.length);
  const decimal = decimalOf(values).mark ?? dialect.decimal;
  const numbers = values.map((value) => Number(/\d+/u.exec(value)?.[0] ?? NaN));
  const grown = numbers.filter((number, index) => index > 0 && number >= (numbers[index - 1] ?? Infinity)).length;
  return {
    column,
    filled: values.length,
    distinct: values.length === 0 ? 0 : new Set(values).size / values.length,
    date: share(isDate),
    compactDate: share((value) => /^(?:19|20)\d{6}$/u.test(value) && fitsOrder(value, 'ymd')),
    email: share((value) => EMAIL.test(value)),
    phone: share((value) => PHONE.test(value) && value.replace(/\D/gu, '').length >= 9),
    number: share((value) => numberOf(value, decimal) !== null),
    money: share((value) => MONEY_SIGN.test(value) && numberOf(value, decimal) !== null),
    count: share((value) => /^\d{1,3}$/u.test(value) && Number(value) >= 1 && Number(value) <= 100),
    id: share((value) => ID.test(value)),
    growing: values.length > 1 && grown >= (values.length - 1) * 0.95 && (numbers.at(-1) ?? 0) > (numbers[0] ?? 0),
  };
}
