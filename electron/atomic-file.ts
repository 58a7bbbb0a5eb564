import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { EngineError, FileFault } from '../core/contract/errors.ts';

/** Writes the file whole or not at all: into a neighbour that then takes its name. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const neighbour = join(dirname(path), `.${basename(path)}.${randomUUID().slice(0, 8)}`);
  try {
    const file = await open(neighbour, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(neighbour, path);
  } catch (failure) {
    await rm(neighbour, { force: true });
    throw failure;
  }
}

const FAULTS: Readonly<Record<string, FileFault>> = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  EROFS: 'no-permission',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EISDIR: 'is-directory',
};

/** What a failure of the file system is called in the contract. */
export function fileError(path: string, failure: unknown): EngineError {
  const code = failure instanceof Error && 'code' in failure ? String(failure.code) : '';
  const fault = FAULTS[code];
  if (fault === undefined) return { code: 'INTERNAL', detail: failure instanceof Error ? failure.message : String(failure) };
  return { code: 'FILE', file: basename(path), fault, line: null };
}
