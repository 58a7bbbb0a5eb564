import Database from 'better-sqlite3';
import { EngineFailure } from '../contract/errors.ts';

/** A table that a query may read. Rows are asked for as often as the query goes through the table. */
export interface SqlTable {
  name: string;
  columns: readonly string[];
  rows(): Iterable<SqlValue[]>;
}

export type SqlValue = string | number | null;

export interface SqlRows {
  columns: string[];
  rows: SqlValue[][];
  /** Whether there are more rows than `limit`. */
  isCut: boolean;
}

/** Answers one SELECT over tables that exist only while it runs, in a database of its own in memory: nothing else can be read, nothing written.
 *  Throws EngineFailure SQL, and what the tables throw. */
export function querySql(tables: readonly SqlTable[], sql: string, limit: number): SqlRows {
  const database = new Database(':memory:');
  try {
    for (const { name, columns, rows } of tables) database.table(name, { columns: [...columns], rows: rows as () => Generator<SqlValue[]> });
    const statement = prepared(database, sql);
    const columns = statement.columns().map(({ name }) => name);
    const answered: SqlValue[][] = [];
    for (const row of statement.raw().iterate() as IterableIterator<unknown[]>) {
      if (answered.length === limit) return { columns, rows: answered, isCut: true };
      answered.push(row.map(plainValue));
    }
    return { columns, rows: answered, isCut: false };
  } catch (thrown) {
    throw thrown instanceof Database.SqliteError ? new EngineFailure({ code: 'SQL', detail: thrown.message }) : thrown;
  } finally {
    database.close();
  }
}

/** Statements that answer rows and change nothing; ATTACH, PRAGMA and the like may touch other files. */
function prepared(database: Database.Database, sql: string): Database.Statement {
  let statement: Database.Statement;
  try {
    statement = database.prepare(sql);
  } catch (thrown) {
    // Several statements at once, or none, are no SQL error to better-sqlite3.
    throw new EngineFailure({ code: 'SQL', detail: thrown instanceof Error ? thrown.message : String(thrown) });
  }
  const isSelect = /^(?:\s|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/)*(?:select|with|values)\b/iu.test(sql);
  if (!isSelect || !statement.reader || !statement.readonly) throw new EngineFailure({ code: 'SQL', detail: 'only one SELECT, WITH or VALUES statement is answered' });
  return statement;
}

/** SQLite’s own types; a blob is written as it is in SQL. */
function plainValue(value: unknown): SqlValue {
  if (typeof value === 'string' || typeof value === 'number') return value;
  return value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : null;
}
