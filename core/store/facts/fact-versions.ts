import { FACT_COLUMNS, type FactKind, type FactValue } from '../../frame/fact-target.ts';
import type { Connection } from '../open-database.ts';
import { digestOf, FACT_TABLES, sqlName } from './fact-tables.ts';

type FactPatch = Record<string, FactValue>;

/** Keeps what one import says of each fact, so that it can be taken back. */
export function createVersionWriter(connection: Connection, importId: number): (kind: FactKind, key: readonly FactValue[], columns: readonly string[], values: readonly FactValue[]) => void {
  const insert = connection.prepare<[number, number, string, string, string]>('INSERT INTO fact_version VALUES (?, ?, ?, ?, ?)');
  let sequence = 0;
  return (kind, key, columns, values) => {
    const patch: FactPatch = Object.fromEntries(columns.map((column, index) => [column, values[index] ?? null]));
    insert.run(importId, sequence++, kind, JSON.stringify(key), JSON.stringify(patch));
  };
}

/** Takes back what an import said: facts go back to what the other imports make of them, or go. */
export function undoFacts(connection: Connection, importId: number): void {
  const touched = connection.prepare<[number], [FactKind, string]>('SELECT DISTINCT kind, fact_key FROM fact_version WHERE import_id = ?').raw().all(importId);
  const others = connection
    .prepare<[string, string, number], { importId: number; patch: string }>(
      'SELECT import_id AS importId, patch FROM fact_version WHERE kind = ? AND fact_key = ? AND import_id <> ? ORDER BY import_id, sequence',
    );
  const tables = new Map<FactKind, ReturnType<typeof createFactRow>>();
  for (const [kind, keyText] of touched) {
    const table = tables.get(kind) ?? createFactRow(connection, kind);
    tables.set(kind, table);
    const versions = others.all(kind, keyText, importId);
    const key = JSON.parse(keyText) as FactValue[];
    const last = versions.at(-1);
    if (last === undefined) table.remove(key);
    else table.put(key, merged(versions.map(({ patch }) => JSON.parse(patch) as FactPatch)), last.importId);
  }
  saveDigests(connection, tables.keys());
}

/** Brings the digests of these kinds up to date. */
export function saveDigests(connection: Connection, kinds: Iterable<FactKind>): void {
  const save = connection.prepare('INSERT INTO fact_digest VALUES (?, ?, ?) ON CONFLICT (kind) DO UPDATE SET rows = excluded.rows, digest = excluded.digest');
  for (const kind of kinds) {
    const { rows, digest } = digestOf(connection, kind);
    save.run(kind, rows, digest);
  }
}

function createFactRow(connection: Connection, kind: FactKind): { remove(key: FactValue[]): void; put(key: FactValue[], row: FactPatch, importId: number): void } {
  const table = FACT_TABLES[kind];
  const { key, values } = FACT_COLUMNS[kind];
  const names = values.map(sqlName);
  const keyNames = key.map(sqlName);
  const remove = connection.prepare(`DELETE FROM ${table} WHERE ${keyNames.map((name) => `${name} = ?`).join(' AND ')}`);
  const put = connection.prepare(
    `INSERT INTO ${table} (${[...keyNames, ...names, 'import_id'].join(', ')}) VALUES (${[...keyNames, ...names, ''].map(() => '?').join(', ')})
     ON CONFLICT (${keyNames.join(', ')}) DO UPDATE SET ${[...names, 'import_id'].map((name) => `${name} = excluded.${name}`).join(', ')}`,
  );
  return {
    remove: (keyValues) => void remove.run(...keyValues),
    put: (keyValues, row, importId) => void put.run(...keyValues, ...values.map((name) => row[name] ?? null), importId),
  };
}

/** Patch upon patch: columns that a patch has are set, others stay. Attributes are merged by name; `null` takes one away. */
function merged(patches: readonly FactPatch[]): FactPatch {
  const row: FactPatch = {};
  const attributes: Record<string, FactValue> = {};
  for (const patch of patches) {
    Object.assign(row, patch);
    if (typeof patch['attributes'] === 'string') Object.assign(attributes, JSON.parse(patch['attributes']) as Record<string, FactValue>);
  }
  return { ...row, attributes: JSON.stringify(Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null))) };
}
