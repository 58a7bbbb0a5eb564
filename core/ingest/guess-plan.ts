import { ATTRIBUTE_FIELDS, IMPORT_FIELDS, type OrderField } from '../contract/import-fields.ts';
import type { Dialect, ImportPlan, ImportWarning, ProfileName } from '../contract/imports.ts';
import { LINE_EMAIL, LINE_PHONE } from '../frame/line-batch.ts';
import { currencyCode, currencyOf } from './currency.ts';
import { columnDecimals, decimalOf } from './column-numbers.ts';
import { isDate, isNumber } from './cell-kinds.ts';
import { fieldsByName } from './field-names.ts';
import { fieldsByContent } from './fields-by-content.ts';
import { guessRowRules, orderGroups } from './guess-row-rules.ts';
import { CANCELLED_STATUSES, recogniseProfile, TEST_STATUSES } from './profiles.ts';

const NUMBER_FIELDS: readonly OrderField[] = ['quantity', 'unitPrice', 'discount', 'amount', 'refund', 'cost'];
const MONEY_FIELDS: readonly OrderField[] = ['amount', 'unitPrice', 'refund', 'discount', 'cost'];
const FALLBACK_CURRENCY = 'EUR';

export interface GuessedPlan {
  plan: ImportPlan;
  /** The file itself, or its profile, says what the currency is. */
  currencyKnown: boolean;
}

/** Which column is which, by profile (the `wanted` one, where the file has its columns), names and values. `rows` are data rows without the header. */
export function guessPlan(headers: readonly string[], rows: readonly string[][], dialect: Dialect, wanted: ProfileName | null = null): GuessedPlan {
  const recognised = recogniseProfile(headers, wanted);
  const fields = recognised === null ? fieldsByValues(fieldsByName(headers), headers, rows, dialect) : withoutEmptyProduct(recognised.fields, rows);
  const code = currencyFromFile(fields, headers, rows, recognised?.profile.currency ?? null);
  const currencyInAmounts = currenciesInAmounts(fields, rows)[0];
  const decimals = columnDecimals(fields, NUMBER_FIELDS, rows, dialect);
  const rowRules = guessRowRules({ fields, headers, rows, dialect, decimals, known: recognised?.profile.rowRules ?? null });
  return {
    plan: {
      kind: 'orders',
      profile: recognised?.profile.name ?? 'generic',
      dialect,
      mapping: Object.fromEntries(fields),
      attributes: recognised?.attributes ?? [],
      currency: currencyOf(code ?? FALLBACK_CURRENCY),
      creditPrefix: recognised?.profile.creditPrefix ?? null,
      cancelledStatuses: [...CANCELLED_STATUSES, ...(recognised?.profile.cancelled ?? [])],
      testStatuses: [...TEST_STATUSES],
      ...(Object.keys(decimals).length > 0 && { decimals }),
      ...(rowRules !== undefined && { rowRules }),
      ...(currencyInAmounts !== undefined && { currencyInAmounts }),
    },
    currencyKnown: code !== null,
  };
}

/** A corrected plan with the row rules, decimal marks and currency signs that its columns call for, unless it brings its own. */
export function withGuessedRules(plan: ImportPlan, headers: readonly string[], rows: readonly string[][]): ImportPlan {
  if (plan.kind !== 'orders') return plan;
  const fields = new Map(Object.entries(plan.mapping)) as Map<OrderField, number>;
  const decimals = plan.decimals ?? columnDecimals(fields, NUMBER_FIELDS, rows, plan.dialect);
  const known = recogniseProfile(headers, plan.profile)?.profile.rowRules ?? null;
  const rowRules = plan.rowRules ?? guessRowRules({ fields, headers, rows, dialect: plan.dialect, decimals, known });
  const { currencyInAmounts: _signs, ...bare } = plan;
  const [currencyInAmounts] = currenciesInAmounts(fields, rows);
  return { ...bare, ...(Object.keys(decimals).length > 0 && { decimals }), ...(rowRules !== undefined && { rowRules }), ...(currencyInAmounts !== undefined && { currencyInAmounts }) };
}

/** Products go by their names where most lines have no code. */
function withoutEmptyProduct(fields: Map<OrderField, number>, rows: readonly string[][]): Map<OrderField, number> {
  const code = fields.get('product');
  if (code === undefined || !fields.has('productName') || valuesOf(rows, code).length * 2 >= rows.length) return fields;
  return new Map([...fields].filter(([field]) => field !== 'product'));
}

/** Drops fields whose values are of the wrong kind, and finds columns that their names do not give away. */
function fieldsByValues(named: Map<OrderField, number>, headers: readonly string[], rows: readonly string[][], dialect: Dialect): Map<OrderField, number> {
  const share = (column: number, test: (value: string) => boolean): number => {
    const values = valuesOf(rows, column);
    return values.length === 0 ? 0 : values.filter(test).length / values.length;
  };
  const fields = new Map(named);
  for (const [field, column] of named) {
    const empty = valuesOf(rows, column).length === 0;
    // Once for the column: the mark is found by looking at all of its values.
    const decimal = NUMBER_FIELDS.includes(field) ? (decimalOf(valuesOf(rows, column)).mark ?? dialect.decimal) : null;
    const fits = decimal !== null ? share(column, (value) => isNumber(value, decimal)) : field === 'date' ? share(column, isDate) : 1;
    if (!empty && fits < 0.5) fields.delete(field);
  }
  return withNeededNames(fieldsByContent(fields, headers, rows, dialect), named);
}

/** Where no column has the values of a date, a price or, beside prices, a quantity, the one with that name is it: then its rows are rejected one
 *  by one, and the user sees why. */
function withNeededNames(fields: Map<OrderField, number>, named: ReadonlyMap<OrderField, number>): Map<OrderField, number> {
  const taken = new Set(fields.values());
  const take = (field: OrderField): void => {
    const column = named.get(field);
    if (column === undefined || fields.has(field) || taken.has(column)) return;
    fields.set(field, column);
    taken.add(column);
  };
  take('date');
  if (!fields.has('amount') && !fields.has('unitPrice')) take('amount');
  if (!fields.has('amount')) for (const field of ['unitPrice', 'quantity'] as const) take(field);
  return fields;
}

/** From the currency column, else from a sign or code in amounts, else in the header of an amount, else what the profile’s shops sell in. */
function currencyFromFile(fields: ReadonlyMap<OrderField, number>, headers: readonly string[], rows: readonly string[][], usual: string | null): string | null {
  const column = fields.get('currency');
  if (column !== undefined) return codesByFrequency(valuesOf(rows, column))[0] ?? usual;
  const money = MONEY_FIELDS.map((field) => fields.get(field)).filter((index) => index !== undefined);
  return currenciesInAmounts(fields, rows)[0] ?? money.map((index) => currencyCode(headers[index] ?? '')).find((code) => code !== null) ?? usual;
}

/** Codes of the currencies whose signs or codes stand beside amounts, most frequent first; none where a column names them. */
function currenciesInAmounts(fields: ReadonlyMap<OrderField, number>, rows: readonly string[][]): string[] {
  if (fields.has('currency')) return [];
  const money = MONEY_FIELDS.map((field) => fields.get(field)).filter((index) => index !== undefined);
  const amounts = money.flatMap((index) => valuesOf(rows, index)).filter((value) => /\d/u.test(value) && !/^[\d\s.,-]*$/u.test(value));
  return codesByFrequency(amounts);
}

function codesByFrequency(texts: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const text of texts) {
    const code = currencyCode(text);
    if (code !== null) counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return [...counts].sort((one, other) => other[1] - one[1]).map(([code]) => code);
}

export function valuesOf(rows: readonly string[][], column: number): string[] {
  return rows.map((row) => row[column] ?? '').filter((value) => value.trim() !== '');
}

/** Fields that must still be named before the file can be imported: a date; an order or a customer; an amount or a price. */
export function missingFields(mapping: ImportPlan['mapping']): OrderField[] {
  const missing: OrderField[] = [];
  if (mapping.date === undefined) missing.push('date');
  if (mapping.order === undefined && mapping.customer === undefined && mapping.email === undefined && mapping.phone === undefined) missing.push('order', 'customer');
  if (mapping.amount === undefined && mapping.unitPrice === undefined) missing.push('amount', 'unitPrice');
  return missing;
}

/** What is worth a look before the import, except dates. */
export function planWarnings(plan: ImportPlan, headers: readonly string[], rows: readonly string[][]): ImportWarning[] {
  const warnings: ImportWarning[] = [];
  const missing = missingFields(plan.mapping);
  if (missing.length > 0) warnings.push({ code: 'unmapped', missing });
  warnings.push(...repeatedHeaders(plan, headers, rows));
  const { currency, customer, email, phone, order } = plan.mapping;
  if (currency !== undefined) {
    const values = [...new Set(valuesOf(rows, currency))];
    if (values.length > 1) warnings.push({ code: 'mixed-currencies', values });
  } else if (plan.currencyInAmounts !== undefined) {
    const [, ...others] = currenciesInAmounts(new Map(Object.entries(plan.mapping)) as ReadonlyMap<OrderField, number>, rows);
    if (others.length > 0) warnings.push({ code: 'mixed-currencies', values: [plan.currency.code, ...others] });
  }
  const who = [customer, email, phone].filter((column) => column !== undefined);
  const fields = new Map(Object.entries(plan.mapping)) as ReadonlyMap<OrderField, number>;
  const fill = plan.rowRules?.fill ?? [];
  const groups = orderGroups(fields, rows, fill.includes('order'));
  const filled = fill.some((field) => field === 'customer' || field === 'email' || field === 'phone');
  const nameless = (row: readonly string[]): boolean => row.some((text) => text.trim() !== '') && who.every((column) => (row[column] ?? '').trim() === '');
  const anonymous = filled ? groups.filter(({ first }) => nameless(first)).reduce((sum, { rest }) => sum + 1 + rest.length, 0) : rows.filter(nameless).length;
  if (anonymous > 0) warnings.push({ code: 'no-customer', share: anonymous / rows.length });
  if (order === undefined) warnings.push({ code: 'no-order-id' });
  const nameOf = (field: OrderField): string => headers[fields.get(field) ?? -1] ?? '';
  const behind = groups.flatMap(({ rest }) => rest);
  const blankBehind = fill.filter((field) => behind.some((row) => (row[fields.get(field) ?? -1] ?? '').trim() === '')).filter((field) => valuesOf(rows, fields.get(field) ?? -1).length > 0);
  if (blankBehind.length > 0) warnings.push({ code: 'continued-orders', columns: blankBehind.map(nameOf) });
  for (const field of plan.rowRules?.once ?? []) if (behind.length > 0 && fields.has(field)) warnings.push({ code: 'order-figure-once', column: nameOf(field) });
  return warnings;
}

/** Names that several columns have. */
export function repeatedHeaders({ mapping }: ImportPlan, headers: readonly string[], rows: readonly string[][]): ImportWarning[] {
  const named = headers.filter((header) => header.trim() !== '');
  return Array.from(new Set(named.filter((header, index) => named.indexOf(header) !== index)), (column) => {
    const alike = headers.flatMap((header, index) => (header === column ? [index] : []));
    const [field] = IMPORT_FIELDS.filter((known) => alike.includes(mapping[known] ?? -1));
    const differ = rows.some((row) => alike.some((index) => row[index] !== row[alike[0] ?? -1]));
    return { code: 'duplicate-header', column, ...(field !== undefined && differ && { field }) };
  });
}

/** Attribute names and their columns: mapped attribute fields under their field, further columns under their header; and what customers may be
 *  merged by, unless it is what they are known by. */
export function attributeColumns(plan: ImportPlan, headers: readonly string[]): Map<string, number> {
  const columns = new Map<string, number>();
  for (const field of ATTRIBUTE_FIELDS) {
    const column = plan.mapping[field];
    if (column !== undefined) columns.set(field, column);
  }
  for (const column of plan.attributes) {
    const header = headers[column];
    if (header !== undefined && !columns.has(header)) columns.set(header, column);
  }
  const { customer, email, phone } = plan.mapping;
  if (email !== undefined && customer !== undefined) columns.set(LINE_EMAIL, email);
  if (phone !== undefined) columns.set(LINE_PHONE, phone);
  return columns;
}
