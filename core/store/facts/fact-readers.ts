import type { FactCounts } from '../../contract/project.ts';
import type { Catalogue } from '../../frame/catalogue.ts';
import { FACT_COLUMNS, type FactKind, type FactValue } from '../../frame/fact-target.ts';
import type { Connection } from '../open-database.ts';
import { FACT_TABLES, sqlName } from './fact-tables.ts';

/** Stored facts of a kind as parallel columns, in order of key. */
export type FactColumns<K extends FactKind> = { rows: number } & Record<(typeof FACT_COLUMNS)[K]['key' | 'values'][number], FactValue[]>;

/** `customers`: only those of the customers with these codes. */
export function readFacts<K extends FactKind>(connection: Connection, kind: K, customers: readonly number[] | null = null): FactColumns<K> {
  const { key, values } = FACT_COLUMNS[kind];
  const names = [...key, ...values];
  const chosen = customers === null ? '' : 'WHERE customer IN (SELECT value FROM json_each(?))';
  const statement = connection.prepare<string[], FactValue[]>(`SELECT ${names.map(sqlName).join(', ')} FROM ${FACT_TABLES[kind]} ${chosen} ORDER BY ${key.map(sqlName).join(', ')}`).raw();
  const columns = names.map((): FactValue[] => []);
  for (const row of statement.iterate(...(customers === null ? [] : [JSON.stringify(customers)]))) for (const [index, column] of columns.entries()) column.push(row[index] ?? null);
  return { rows: columns[0]?.length ?? 0, ...Object.fromEntries(names.map((name, index) => [name, columns[index]])) } as FactColumns<K>;
}

/** Names of the further columns that records of customers have, in order. */
export function readRecordAttributes(connection: Connection): string[] {
  return connection.prepare<[], string>("SELECT DISTINCT entry.key FROM customer_record, json_each(customer_record.attributes) AS entry WHERE customer_record.attributes <> '{}' ORDER BY entry.key").pluck().all();
}

export function readFactCounts(connection: Connection): FactCounts {
  const rows = Object.fromEntries(connection.prepare<[], [string, number]>('SELECT kind, rows FROM fact_digest').raw().all()) as Partial<Record<FactKind, number>>;
  const totalMinor = Number(connection.prepare('SELECT coalesce(sum(amount_minor), 0) FROM spend').pluck().get());
  return { customerRecords: rows.customers ?? 0, feedback: rows.feedback ?? 0, products: rows.products ?? 0, spend: { rows: rows.spend ?? 0, totalMinor } };
}

/** What the product catalogue says of order lines; `null` without one. `products` is the size of the product dictionary. */
export function readCatalogue(connection: Connection, products: number): Catalogue | null {
  const unitCostMinor = new Float64Array(products).fill(Number.NaN);
  const category = new Int32Array(products).fill(-1);
  const rows = connection.prepare<[], [number, number | null, number | null]>('SELECT product, category, unit_cost_minor FROM product_record').raw().all();
  if (rows.length === 0) return null;
  for (const [product, code, cost] of rows) {
    if (code !== null) category[product] = code;
    if (cost !== null) unitCostMinor[product] = cost;
  }
  return { category: new Uint32Array(category.buffer), unitCostMinor };
}
