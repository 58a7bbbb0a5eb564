import { createHash } from 'node:crypto';
import { FACT_COLUMNS, type FactKind } from '../../frame/fact-target.ts';
import type { Connection } from '../open-database.ts';

export const FACT_TABLES: Record<FactKind, string> = { customers: 'customer_record', feedback: 'feedback', spend: 'spend', products: 'product_record' };

/** `normalisedEmail` is the column normalised_email. */
export function sqlName(column: string): string {
  return column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Rows of a kind and the hash over them, whatever the order in which they came. Attributes are hashed in order of name. */
export function digestOf(connection: Connection, kind: FactKind): { rows: number; digest: string } {
  const { key, values } = FACT_COLUMNS[kind];
  const columns = [...key, ...values].map(sqlName).join(', ');
  const statement = connection.prepare<[], (string | number | null)[]>(`SELECT ${columns} FROM ${FACT_TABLES[kind]} ORDER BY ${key.map(sqlName).join(', ')}`).raw();
  const hash = createHash('sha256');
  let rows = 0;
  for (const row of statement.iterate()) {
    const attributes = row.at(-1);
    if (typeof attributes === 'string' && attributes !== '{}') row[row.length - 1] = inOrder(attributes);
    hash.update(JSON.stringify(row));
    rows++;
  }
  return { rows, digest: hash.digest('hex').slice(0, 16) };
}

function inOrder(attributes: string): string {
  const entries = Object.entries(JSON.parse(attributes) as Record<string, string>);
  return JSON.stringify(entries.sort(([one], [other]) => (one < other ? -1 : 1)));
}
