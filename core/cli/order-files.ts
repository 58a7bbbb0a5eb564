import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isOrderFileName } from '../contract/imports.ts';
import { NothingDone } from './usage.ts';

/** Absolute paths of the files named, with a folder’s order files (not those of folders inside it) in its place, sorted by name.
 *  Throws NothingDone for a folder without any. */
export function orderFiles(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const absolute = resolve(path);
    const entries = entriesOf(absolute);
    if (entries === null) return [absolute];
    const names = entries
      .filter((entry) => !entry.isDirectory() && isOrderFileName(entry.name))
      .map(({ name }) => name)
      .sort((one, other) => (one < other ? -1 : 1));
    if (names.length === 0) throw new NothingDone(`the folder ${path} holds no order files`);
    return names.map((name) => join(absolute, name));
  });
}

/** What is in a folder; `null` for a file, and for what is not there or may not be read: the import says so. */
function entriesOf(absolute: string): Dirent[] | null {
  try {
    return statSync(absolute).isDirectory() ? readdirSync(absolute, { withFileTypes: true }) : null;
  } catch {
    return null;
  }
}
