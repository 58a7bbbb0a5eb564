import { randomUUID } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { FileToken } from '../core/contract/imports.ts';
import type { ChosenFile } from '../core/contract/shell.ts';

/** What a token is good for: opening the file, or saving to it and nothing else. */
export type FileUse = 'open' | 'save';
export type FileGrant = [token: FileToken, path: string, use: FileUse];

/** Paths that the user chose, each under a random name. The page sees the names, the engine is told the paths. */
export interface FileTokens {
  /** The same path keeps its token as long as the program runs. */
  add(path: string): ChosenFile;
  /** A token of its own for saving, each time. */
  addTarget(path: string): FileToken;
  /** Of a file to open. */
  pathOf(token: FileToken): string | undefined;
  all(): Iterable<FileGrant>;
}

export function createFileTokens(onGrant: (...grant: FileGrant) => void): FileTokens {
  const paths = new Map<FileToken, string>();
  const tokens = new Map<string, FileToken>();
  const targets: FileGrant[] = [];
  return {
    add(path) {
      const absolute = resolve(path);
      let token = tokens.get(absolute);
      if (token === undefined) {
        token = randomUUID();
        tokens.set(absolute, token);
        paths.set(token, absolute);
        onGrant(token, absolute, 'open');
      }
      return { token, name: basename(absolute) };
    },
    addTarget(path) {
      const grant: FileGrant = [randomUUID(), resolve(path), 'save'];
      targets.push(grant);
      onGrant(...grant);
      return grant[0];
    },
    pathOf: (token) => paths.get(token),
    all: () => [...Array.from(paths, ([token, path]): FileGrant => [token, path, 'open']), ...targets],
  };
}
