import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { replacedLines, type LineRuns, type LineSet } from '../frame/line-runs.ts';
import type { Connection } from './open-database.ts';
import { projectFailure } from './project-faults.ts';

const RUN_WORDS = 3;
/** 12 MB of them in a row. */
const RUNS_IN_ROW = 1 << 20;

/** Stores which lines of an import replace which older ones. */
export function writeReplacements(connection: Connection, importId: number, runs: LineRuns): void {
  const insert = connection.prepare('INSERT INTO replacement VALUES (?, ?, ?, ?, ?, ?)');
  for (let from = 0; from < runs.runs; from += RUNS_IN_ROW) {
    const to = Math.min(runs.runs, from + RUNS_IN_ROW);
    const words = new Uint32Array((to - from) * RUN_WORDS);
    for (let run = from; run < to; run++) words.set([runs.first[run]!, runs.replaced[run]!, runs.lines[run]!], (run - from) * RUN_WORDS);
    const data = new Uint8Array(words.buffer);
    insert.run(runs.first[from]!, runs.first[to - 1]! + runs.lines[to - 1]!, importId, crc32(data), createHash('sha256').update(data).digest('hex').slice(0, 16), data);
  }
}

/** All runs in order of line. */
export function readReplacements(connection: Connection, path: string): LineRuns[] {
  return connection
    .prepare<[], { data: Uint8Array; checksum: number }>('SELECT data, checksum FROM replacement ORDER BY first_line')
    .all()
    .map(({ data, checksum }) => {
      if (crc32(data) !== checksum) throw projectFailure(path, 'damaged');
      const words = new Uint32Array(data.slice().buffer);
      const runs = words.length / RUN_WORDS;
      const column = (word: number): Uint32Array => Uint32Array.from({ length: runs }, (_, run) => words[run * RUN_WORDS + word]!);
      return { runs, first: column(0), replaced: column(1), lines: column(2) };
    });
}

/** Number that the next line will have. Numbers are not given twice as long as anything refers to them. */
export function nextLineNumber(connection: Connection): number {
  return Number(
    connection
      .prepare(
        `SELECT max(coalesce((SELECT max(end_line) FROM replacement), 0),
           coalesce((SELECT max(first_line + (SELECT coalesce(sum(rows), 0) FROM line_batch WHERE line_batch.import_id = import.import_id)) FROM import), 0))`,
      )
      .pluck()
      .get(),
  );
}

/** The lines that are out of force; `null` where nothing was ever replaced. */
export function readReplacedLines(connection: Connection, path: string): LineSet | null {
  const parts = readReplacements(connection, path);
  if (parts.length === 0) return null;
  const imports = connection
    .prepare<[], { first: number; lines: number }>(
      'SELECT first_line AS first, (SELECT coalesce(sum(rows), 0) FROM line_batch WHERE line_batch.import_id = import.import_id) AS lines FROM import',
    )
    .all();
  const isStored = (line: number): boolean => imports.some(({ first, lines }) => line >= first && line < first + lines);
  return replacedLines(parts.map((runs) => ({ runs, isStored: isStored(runs.first[0]!) })), nextLineNumber(connection));
}
