import { basename } from 'node:path';
import { EngineFailure, type FileFault } from '../contract/errors.ts';

/** A FILE failure under the file’s own name; paths stay inside the engine. */
export function fileFailure(path: string, fault: FileFault, line: number | null = null): EngineFailure {
  return new EngineFailure({ code: 'FILE', file: basename(path), fault, line });
}

/** FILE failure for an error of the file system or of zlib; anything else is handed back unchanged. */
export function asFileFailure(path: string, thrown: unknown): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown)) return thrown;
  switch (thrown.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return fileFailure(path, 'not-found');
    case 'EACCES':
    case 'EPERM':
      return fileFailure(path, 'no-permission');
    case 'EISDIR':
      return fileFailure(path, 'is-directory');
    case 'Z_BUF_ERROR':
      return fileFailure(path, 'truncated-gzip');
    case 'Z_DATA_ERROR':
    case 'Z_NEED_DICT':
      return fileFailure(path, 'bad-gzip');
    default:
      return thrown;
  }
}
