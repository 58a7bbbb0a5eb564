import { FACT_COLUMNS, type FactKind, type FactTable, type FactWriter } from '../../frame/fact-target.ts';
import type { Connection } from '../open-database.ts';
import { FACT_TABLES, sqlName } from './fact-tables.ts';
import { createVersionWriter, saveDigests } from './fact-versions.ts';

/** Facts of one import. `finish` brings the digests of what changed up to date; it comes last before the commit. */
export interface SqliteFactWriter extends FactWriter {
  finish(): void;
}

/** Writes on a connection whose transaction has begun. Errors of SQLite pass through `guarded`. */
export function createFactWriter(connection: Connection, importId: number, guarded: <T>(work: () => T) => T): SqliteFactWriter {
  const changed = new Set<FactKind>();
  const writeVersion = createVersionWriter(connection, importId);
  return {
    table(kind, columns) {
      const table = createTable(connection, kind, columns, importId);
      return {
        write(key, values) {
          const outcome = guarded(() => {
            writeVersion(kind, key, columns, values);
            return table.write(key, values);
          });
          if (outcome !== 'duplicates') changed.add(kind);
          return outcome;
        },
        holds: (key, values) => guarded(() => table.holds(key, values)),
      };
    },
    finish() {
      guarded(() => saveDigests(connection, changed));
    },
  };
}

function createTable(connection: Connection, kind: FactKind, columns: readonly string[], importId: number): FactTable {
  const table = FACT_TABLES[kind];
  const key = FACT_COLUMNS[kind].key.map(sqlName);
  const names = columns.map(sqlName);
  const isKey = key.map((name) => `${name} = ?`).join(' AND ');
  const inserted = names.map((name) => (name === 'attributes' ? "json_patch('{}', ?)" : '?'));
  const updated = names.map((name) => (name === 'attributes' ? 'json_patch(attributes, ?)' : '?'));
  const hasAttributes = names.includes('attributes');
  const insertColumns = [...key, ...names, ...(hasAttributes ? [] : ['attributes']), 'import_id'];
  const insertValues = [...key.map(() => '?'), ...inserted, ...(hasAttributes ? [] : ["'{}'"]), importId];
  const insert = connection.prepare(`INSERT INTO ${table} (${insertColumns.join(', ')}) VALUES (${insertValues.join(', ')}) ON CONFLICT DO NOTHING`);
  const isSame = names.length === 0 ? '1' : names.map((name, index) => `${name} IS ${updated[index]}`).join(' AND ');
  const same = connection.prepare(`SELECT 1 FROM ${table} WHERE ${isKey} AND ${isSame}`).pluck();
  const update =
    names.length === 0 ? null : connection.prepare(`UPDATE ${table} SET ${names.map((name, index) => `${name} = ${updated[index]}`).join(', ')}, import_id = ${importId} WHERE ${isKey}`);

  const holds: FactTable['holds'] = (keyValues, values) => same.get(...keyValues, ...values) === 1;
  return {
    holds,
    write(keyValues, values) {
      if (insert.run(...keyValues, ...values).changes === 1) return 'imported';
      if (update === null || holds(keyValues, values)) return 'duplicates';
      update.run(...values, ...keyValues);
      return 'updated';
    },
  };
}
