import { closeSync, openSync, readSync } from 'node:fs';
import { EngineFailure, type ProjectFault } from '../contract/errors.ts';
import { APPLICATION_ID } from './schema.ts';

export function projectFailure(path: string, fault: ProjectFault): EngineFailure {
  return new EngineFailure({ code: 'PROJECT', file: path, fault });
}

/** Runs `work`; errors of SQLite become EngineFailure PROJECT, others pass. */
export function withProjectFaults<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const fault = sqliteFault(thrown, path);
    throw fault === null ? thrown : projectFailure(path, fault);
  }
}

function sqliteFault(thrown: unknown, path: string): ProjectFault | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return null;
  const code = thrown.code;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked';
  // The index of the write-ahead log needs room as well, even to read.
  if (code.startsWith('SQLITE_FULL') || code === 'SQLITE_IOERR_SHMSIZE') return 'disk-full';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ' || code === 'SQLITE_IOERR_READ') return 'damaged';
  if (code.startsWith('SQLITE_NOTADB')) return wasProject(path) ? 'damaged' : 'not-a-project';
  if (code === 'SQLITE_ERROR' && /^(unsupported file format|no such table|no such column|table \w+ already exists)/.test(thrown.message)) return 'damaged';
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code)) return 'no-permission';
  return null;
}

/** Of a file that is no database (any more): whether its header still has the mark of SQLite or of a project, or is all zeros, as after a power cut. */
function wasProject(path: string): boolean {
  const header = Buffer.alloc(100);
  try {
    const file = openSync(path, 'r');
    readSync(file, header, 0, header.length, 0);
    closeSync(file);
  } catch {
    return false;
  }
  return header.toString('latin1', 0, 15) === 'SQLite format 3' || header.readUInt32BE(68) === APPLICATION_ID || header.every((byte) => byte === 0);
}
