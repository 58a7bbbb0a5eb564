import { EngineFailure } from '../contract/errors.ts';
import { undoFacts } from './facts/fact-versions.ts';
import type { Connection } from './open-database.ts';
import { settleLineSummary } from './stored-lines.ts';

/** Removes one import in a transaction. What later imports may refer to stays until they go: its texts, and its word on which lines replace
 *  which, so that a line that was replaced twice does not come back. Undoing the last import leaves the project as it was before.
 *  Throws NO_SUCH_IMPORT. */
export function undoImport(connection: Connection, path: string, importId: number): void {
  connection
    .transaction(() => {
      if (connection.prepare('SELECT 1 FROM import WHERE import_id = ?').get(importId) === undefined) throw new EngineFailure({ code: 'NO_SUCH_IMPORT', importId });
      undoFacts(connection, importId);
      const next = connection.prepare<[number], number | null>('SELECT min(import_id) FROM import WHERE import_id > ?').pluck().get(importId) ?? null;
      if (next === null) connection.prepare('DELETE FROM dictionary_batch WHERE import_id = ?').run(importId);
      else for (const table of ['dictionary_batch', 'replacement']) connection.prepare(`UPDATE ${table} SET import_id = ? WHERE import_id = ?`).run(next, importId);
      connection.prepare('DELETE FROM import WHERE import_id = ?').run(importId);
      settleLineSummary(connection, path, () => undefined);
    })
    .immediate();
}
