import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EngineFailure, type FileFault } from '../contract/errors.ts';
import type { ByteSink } from './table.ts';

const FAULTS: Readonly<Record<string, FileFault>> = {
  ENOENT: 'no-folder',
  ENOTDIR: 'no-folder',
  EACCES: 'not-writable',
  EPERM: 'not-writable',
  EROFS: 'not-writable',
  EBUSY: 'not-writable',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EISDIR: 'is-directory',
};

/** Writes a file whole or not at all: into a neighbour that takes its name once everything is on the disk. Throws what `work` throws, and
 *  EngineFailure FILE: no-folder, not-writable, disk-full, is-directory. */
export async function writeWholeFile<T>(path: string, work: (sink: ByteSink) => Promise<T>): Promise<T> {
  const neighbour = join(dirname(path), `.${basename(path).slice(0, 60)}.${randomUUID().slice(0, 8)}`);
  try {
    await refuseTarget(path);
    const file = await open(neighbour, 'wx');
    let result: T;
    try {
      result = await work({
        async write(bytes) {
          // A disk that fills up takes a part.
          for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at, bytes.length - at)).bytesWritten;
        },
      });
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(neighbour, path);
    return result;
  } catch (thrown) {
    await rm(neighbour, { force: true }).catch(() => undefined);
    const fault = thrown instanceof Error && 'code' in thrown ? FAULTS[String(thrown.code)] : undefined;
    throw fault === undefined ? thrown : new EngineFailure({ code: 'FILE', file: basename(path), fault, line: null });
  }
}

/** A file that may not be written could still be replaced: its folder decides that, and not what the user wants. */
async function refuseTarget(path: string): Promise<void> {
  const target = await stat(path).catch(() => null);
  if (target === null) return;
  if (target.isDirectory()) throw new EngineFailure({ code: 'FILE', file: basename(path), fault: 'is-directory', line: null });
  await access(path, constants.W_OK);
}
