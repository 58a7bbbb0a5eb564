import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isOrderFileName } from '../core/contract/imports.ts';

/** The paths, with a folder’s order files (not those of folders inside it) in its place, sorted by name. What may not be read stays: the import says so. */
export async function withFolderFiles(paths: readonly string[]): Promise<string[]> {
  const expanded = await Promise.all(
    paths.map(async (path) => {
      try {
        if (!(await stat(path)).isDirectory()) return [path];
        const entries = await readdir(path, { withFileTypes: true });
        return entries.filter((entry) => !entry.isDirectory() && isOrderFileName(entry.name)).map(({ name }) => name).sort().map((name) => join(path, name));
      } catch {
        return [path];
      }
    }),
  );
  return expanded.flat();
}
