import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { FileToken } from '../core/contract/imports.ts';
import type { ChosenFile } from '../core/contract/shell.ts';

/** Paths that the user chose, each under a random name. The page sees the names, the engine is told the paths. */
export interface FileTokens {
  /** The same path keeps its token as long as the program runs. */
  add(path: string): ChosenFile;
  pathOf(token: FileToken): string | undefined;
  all(): Iterable<[token: FileToken, path: string]>;
}

export function createFileTokens(onGrant: (token: FileToken, path: string) => void): FileTokens {
  const paths = new Map<FileToken, string>();
  const tokens = new Map<string, FileToken>();
  return {
    add(path) {
      const absolute = resolve(path);
      let token = tokens.get(absolute);
      if (token === undefined) {
        token = randomUUID();
        tokens.set(absolute, token);
        paths.set(token, absolute);
        onGrant(token, absolute);
      }
      return { token, name: basename(absolute) };
    },
    pathOf: (token) => paths.get(token),
    all: () => paths.entries(),
  };
}
