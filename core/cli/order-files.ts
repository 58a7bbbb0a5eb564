import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UsageError } from './usage.ts';

const ORDER_FILE = /\.(?:csv|tsv|tab|txt|xlsx|xlsm|json|jsonl|ndjson|parquet|arrow|arrows|feather)(?:\.gz)?$/iu;

/** Absolute paths of the files named, with a folder’s order files (not those of folders inside it) in its place, sorted by name.
 *  Throws UsageError for a folder without any. */
export function orderFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const absolute = resolve(path);
    // What is not there is left to the import, which says so.
    if (statSync(absolute, { throwIfNoEntry: false })?.isDirectory() !== true) return [absolute];
    const names = readdirSync(absolute, { withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !/^(?:\.|~\$)/u.test(entry.name) && ORDER_FILE.test(entry.name))
      .map(({ name }) => name)
      .sort((one, other) => (one < other ? -1 : 1));
    if (names.length === 0) throw new UsageError(`the folder ${path} holds no order files`);
    return names.map((name) => join(absolute, name));
  });
}
