import { ATTRIBUTE_FIELDS, type Dialect, type ImportPlan, type ImportWarning, type OrderField } from '../contract/imports.ts';
import { currencyCode, currencyOf } from './currency.ts';
import { isDate, isNumber } from './dialect.ts';
import { fieldsByName } from './field-names.ts';
import { CANCELLED_STATUSES, recogniseProfile, TEST_STATUSES } from './profiles.ts';

const NUMBER_FIELDS: readonly OrderField[] = ['quantity', 'unitPrice', 'discount', 'amount', 'refund', 'cost'];
const MONEY_FIELDS: readonly OrderField[] = ['amount', 'unitPrice', 'refund', 'discount', 'cost'];
const FALLBACK_CURRENCY = 'EUR';

export interface GuessedPlan {
  plan: ImportPlan;
  /** The file itself, or its profile, says what the currency is. */
  currencyKnown: boolean;
}

/** Which column is which, by profile, names and values. `rows` are data rows without the header. */
export function guessPlan(headers: readonly string[], rows: readonly string[][], dialect: Dialect): GuessedPlan {
  const recognised = recogniseProfile(headers);
  const fields = recognised?.fields ?? fieldsByValues(fieldsByName(headers), headers, rows, dialect);
  const code = recognised?.profile.currency ?? currencyFromFile(fields, headers, rows);
  return {
    plan: {
      kind: 'orders',
      profile: recognised?.profile.name ?? 'generic',
      dialect,
      mapping: Object.fromEntries(fields),
      attributes: attributesOf(recognised?.profile.attributes ?? [], headers),
      currency: currencyOf(code ?? FALLBACK_CURRENCY),
      creditPrefix: recognised?.profile.creditPrefix ?? null,
      cancelledStatuses: [...CANCELLED_STATUSES],
      testStatuses: [...TEST_STATUSES],
    },
    currencyKnown: code !== null,
  };
}

function attributesOf(names: readonly string[], headers: readonly string[]): number[] {
  return names.map((name) => headers.indexOf(name)).filter((column) => column >= 0);
}

/** Drops fields whose values are of the wrong kind, and finds a date or e-mail column that its name does not give away. */
function fieldsByValues(named: Map<OrderField, number>, headers: readonly string[], rows: readonly string[][], dialect: Dialect): Map<OrderField, number> {
  const share = (column: number, test: (value: string) => boolean): number => {
    const values = valuesOf(rows, column);
    return values.length === 0 ? 0 : values.filter(test).length / values.length;
  };
  const fields = new Map(named);
  for (const [field, column] of named) {
    const empty = valuesOf(rows, column).length === 0;
    const fits = NUMBER_FIELDS.includes(field) ? share(column, (value) => isNumber(value, dialect.decimal)) : field === 'date' ? share(column, isDate) : 1;
    if (!empty && fits < 0.5) fields.delete(field);
  }
  const free = headers.map((_, column) => column).filter((column) => ![...fields.values()].includes(column));
  if (!fields.has('date')) {
    const date = free.find((column) => share(column, (value) => isDate(value) && !isNumber(value, dialect.decimal)) >= 0.9);
    if (date !== undefined) fields.set('date', date);
  }
  if (!fields.has('customer') && !fields.has('email')) {
    const email = free.find((column) => share(column, (value) => /^\S+@\S+\.\S+$/u.test(value)) >= 0.5);
    if (email !== undefined) fields.set('email', email);
  }
  return fields;
}

/** From the currency column, else from a sign or code in amounts, else in the header of an amount. */
function currencyFromFile(fields: ReadonlyMap<OrderField, number>, headers: readonly string[], rows: readonly string[][]): string | null {
  const column = fields.get('currency');
  if (column !== undefined) return valuesOf(rows, column).map(currencyCode).find((code) => code !== null) ?? null;
  const money = MONEY_FIELDS.map((field) => fields.get(field)).filter((index) => index !== undefined);
  const inValues = money.flatMap((index) => valuesOf(rows, index).filter((value) => /\d/u.test(value)).slice(0, 100)).map(currencyCode).find((code) => code !== null);
  return inValues ?? money.map((index) => currencyCode(headers[index] ?? '')).find((code) => code !== null) ?? null;
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
  const filled = headers.filter((header) => header.trim() !== '');
  for (const column of new Set(filled.filter((header, index) => filled.indexOf(header) !== index))) warnings.push({ code: 'duplicate-header', column });
  const { currency, customer, email, phone, order } = plan.mapping;
  if (currency !== undefined) {
    const values = [...new Set(valuesOf(rows, currency))];
    if (values.length > 1) warnings.push({ code: 'mixed-currencies', values });
  }
  const who = [customer, email, phone].filter((column) => column !== undefined);
  const anonymous = rows.filter((row) => who.every((column) => (row[column] ?? '').trim() === '')).length;
  if (anonymous > 0) warnings.push({ code: 'no-customer', share: anonymous / rows.length });
  if (order === undefined) warnings.push({ code: 'no-order-id' });
  return warnings;
}

/** Attribute names and their columns: mapped attribute fields under their field, further columns under their header. */
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
  return columns;
}
