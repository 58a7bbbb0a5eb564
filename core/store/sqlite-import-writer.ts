import { statSync } from 'node:fs';
import type { EncodedBatch, ImportedFile, ImportWriter } from '../frame/import-target.ts';
import { encodeDictionary, storedDictionaryName } from './dictionary-codec.ts';
import { encodeBatch } from './encoded-batch.ts';
import { createFactWriter } from './facts/fact-writer.ts';
import { openAnother } from './open-database.ts';
import { projectFailure, withProjectFaults } from './project-faults.ts';
import { nextLineNumber, readReplacedLines, readReplacements, writeReplacements } from './replacements.ts';
import { batchReader, numberedBatches, settleLineSummary } from './stored-lines.ts';

/** Begins an import on a connection of its own, so that readers of the store go on seeing the state before it. */
export function createImportWriter(path: string, onFinished: () => void): ImportWriter {
  const connection = openAnother(path);
  const identity = fileAt(path);
  let open = true;
  const finish = (statement: 'COMMIT' | 'ROLLBACK'): void => {
    open = false;
    try {
      if (connection.inTransaction) connection.exec(statement);
    } finally {
      connection.close();
      onFinished();
    }
  };
  const guarded = <T>(work: () => T): T => withProjectFaults(path, work);

  try {
    guarded(() => connection.exec('BEGIN IMMEDIATE'));
  } catch (thrown) {
    finish('ROLLBACK');
    throw thrown;
  }
  const importId = Number(connection.prepare('SELECT coalesce(max(import_id), 0) + 1 FROM import').pluck().get());
  const importedAt = new Date().toISOString();
  const firstLine = nextLineNumber(connection);
  const insertBatch = connection.prepare('INSERT INTO line_batch VALUES (?, ?, ?, ?, ?, ?, ?, ?)');
  const insertDictionary = connection.prepare('INSERT INTO dictionary_batch VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertRejection = connection.prepare('INSERT INTO rejection VALUES (?, ?, ?, ?, ?, ?, ?)');
  const insertContent = connection.prepare('INSERT INTO rejected_cells VALUES (?, ?, ?, ?, ?)');
  const insertColumns = connection.prepare('INSERT INTO rejected_columns VALUES (?, ?, ?)');
  const nextDictionary = connection.prepare<[string]>('SELECT coalesce(max(sequence), -1) + 1 FROM dictionary_batch WHERE name = ?').pluck();
  const facts = createFactWriter(connection, importId, guarded);
  const ownBatches: { firstLine: number; rows: number }[] = [];
  let nextLine = firstLine;
  let rejections = 0;
  let hasCost = false;

  const writeEncoded = (batch: EncodedBatch): void => {
    guarded(() => insertBatch.run(importId, ownBatches.length, batch.rows, batch.firstMoment, batch.lastMoment, batch.checksum, batch.digest, batch.data));
    ownBatches.push({ firstLine: nextLine, rows: batch.rows });
    nextLine += batch.rows;
    hasCost ||= batch.hasCost;
  };

  return {
    importId,
    importedAt,
    firstLine,
    writeBatch: (batch) => writeEncoded(encodeBatch(batch)),
    writeEncoded,
    storedBatches: (attributeNames) =>
      guarded(() => {
        const read = batchReader(connection, path, attributeNames);
        return [...numberedBatches(connection, path, attributeNames), ...ownBatches.map((batch, sequence) => ({ ...batch, read: () => read(importId, sequence) }))];
      }),
    replacements: () => guarded(() => ({ runs: readReplacements(connection, path), replaced: readReplacedLines(connection, path) })),
    replace: (runs) => guarded(() => writeReplacements(connection, importId, runs)),
    writeDictionary(name, batch) {
      guarded(() => {
        const blob = encodeDictionary(batch);
        const stored = storedDictionaryName(name);
        insertDictionary.run(stored, Number(nextDictionary.get(stored)), importId, batch.size, blob.checksum, blob.digest, blob.data);
      });
    },
    writeRejection(row) {
      guarded(() => {
        const { content } = row;
        insertRejection.run(importId, rejections, row.fileIndex, row.line, row.column, row.reason, row.value);
        if (content !== undefined) insertContent.run(importId, rejections, JSON.stringify(content.cells), content.further.length === 0 ? null : JSON.stringify(content.further), Number(content.isCut));
        rejections++;
      });
    },
    writeRejectedColumns(fileIndex, names) {
      guarded(() => insertColumns.run(importId, fileIndex, JSON.stringify(names)));
    },
    facts,
    commit({ files, plan, attributeNames, currencyKnown = true, step = () => undefined }) {
      facts.finish();
      guarded(() => {
        connection
          .prepare('INSERT INTO import VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
          .run(importId, importedAt, plan.profile, plan.currency.code, plan.currency.minorUnitDigits, JSON.stringify(plan), Number(hasCost), JSON.stringify(attributeNames), Number(currencyKnown), firstLine);
        const insertFile = connection.prepare('INSERT INTO import_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)');
        const insertSkipped = connection.prepare('INSERT INTO skipped_rows VALUES (?, ?, ?, ?)');
        for (const [index, file] of files.entries()) {
          insertFile.run(importId, index, ...fileValues(file));
          for (const { rule, rows } of file.skipped ?? []) insertSkipped.run(importId, index, rule, rows);
        }
        const isSumOfFiles = connection.prepare('SELECT 1 WHERE EXISTS (SELECT 1 FROM line_summary) OR EXISTS (SELECT 1 FROM replacement)').get() === undefined;
        if (!isSumOfFiles) settleLineSummary(connection, path, step);
        // What is written to a file that was deleted or moved away meanwhile is lost, and SQLite does not notice in every journal mode.
        if (identity === null || fileAt(path) !== identity) throw projectFailure(path, 'not-found');
        finish('COMMIT');
      });
    },
    rollback() {
      try {
        if (open) finish('ROLLBACK');
      } catch {
        // Closing rolls back as well, and what matters to the caller is why there is a rollback.
      }
    },
  };
}

/** Tells the file at this path from another that takes its place; `null` when there is none. */
function fileAt(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat === undefined ? null : `${stat.dev}:${stat.ino}`;
}

function fileValues(file: ImportedFile): (string | number)[] {
  const { facts } = file;
  return [
    file.file, file.bytes, file.hash, file.rows, file.imported, file.rejected, file.duplicates, file.updated,
    facts.lines, facts.orders, facts.customers, facts.anonymousLines, facts.creditLines, facts.negativeQuantityLines, facts.zeroPriceLines, facts.grossMinor, file.kind ?? 'orders',
  ];
}
