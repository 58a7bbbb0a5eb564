import { EngineFailure, type ProjectFault } from '../contract/errors.ts';

export function projectFailure(path: string, fault: ProjectFault): EngineFailure {
  return new EngineFailure({ code: 'PROJECT', file: path, fault });
}

/** Runs `work`; errors of SQLite become EngineFailure PROJECT, others pass. */
export function withProjectFaults<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    const fault = sqliteFault(thrown);
    throw fault === null ? thrown : projectFailure(path, fault);
  }
}

function sqliteFault(thrown: unknown): ProjectFault | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return null;
  const code = thrown.code;
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'locked';
  if (code.startsWith('SQLITE_FULL')) return 'disk-full';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_IOERR_SHORT_READ' || code === 'SQLITE_IOERR_READ') return 'damaged';
  if (code.startsWith('SQLITE_NOTADB')) return 'not-a-project';
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code)) return 'no-permission';
  return null;
}
