import { accessSync, constants, existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { projectFailure, withProjectFaults } from './project-faults.ts';
import { APPLICATION_ID, MIGRATIONS, SCHEMA_VERSION } from './schema.ts';

export type Connection = Database.Database;

export interface OpenOptions {
  create: boolean;
  readonly?: boolean;
}

const BUSY_TIMEOUT_MS = 2000;
const LOG_BYTES_KEPT = 16 << 20;
// Large pages: a batch is a chain of overflow pages, and shorter chains read faster.
const PAGE_BYTES = 32_768;

/** Opens or creates the SQLite database of a project and brings it to SCHEMA_VERSION. What may only be read is opened for reading, unless it is
 *  to be created. An empty file by the name of a project, as a process that was killed early leaves it, is an empty project.
 *  Throws EngineFailure PROJECT. */
export function openDatabase(path: string, options: OpenOptions): Connection {
  const readonly = options.readonly === true;
  const bytes = existingBytes(path);
  if (bytes === null && (!options.create || readonly)) throw projectFailure(path, 'not-found');
  const isNew = bytes === null || (bytes === 0 && (options.create || path.endsWith('.tenure')));
  const isWritable = checkAccess(path, bytes !== null);
  if (!isWritable && options.create) throw projectFailure(path, 'no-permission');
  if (!isWritable || (isNew && readonly)) return withProjectFaults(path, () => openUnwritable(path, isNew));
  return withProjectFaults(path, () => {
    const connection = new Database(path, { readonly, timeout: BUSY_TIMEOUT_MS });
    try {
      if (isNew) createProject(connection);
      else {
        const version = checkProject(connection, path);
        if (version < SCHEMA_VERSION && readonly) throw projectFailure(path, 'no-permission');
        if (version < SCHEMA_VERSION) upgrade(connection, path, version);
      }
      configure(connection, readonly);
      return connection;
    } catch (thrown) {
      connection.close();
      throw thrown;
    }
  });
}

/** For reading. A project with a log can be read in place only where the log may be written too, so that in other places a copy in memory is
 *  opened, and may be brought to SCHEMA_VERSION; the file stays as it is. */
function openUnwritable(path: string, isNew: boolean): Connection {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  const hasLog = log !== undefined && log.size > 0;
  const connection = hasLog ? new Database(path, { readonly: true, timeout: BUSY_TIMEOUT_MS }) : new Database(isNew ? ':memory:' : withoutLog(path));
  try {
    if (isNew) createProject(connection);
    else {
      const version = checkProject(connection, path);
      if (version < SCHEMA_VERSION && hasLog) throw projectFailure(path, 'no-permission');
      if (version < SCHEMA_VERSION) connection.transaction(() => migrate(connection, version))();
    }
    connection.pragma('query_only = ON');
    return connection;
  } catch (thrown) {
    connection.close();
    throw thrown;
  }
}

/** The file, saying of itself that there is no log (bytes 18 and 19 of the header, https://www.sqlite.org/fileformat.html §1.3). */
function withoutLog(path: string): Buffer {
  const bytes = readFileSync(path);
  bytes.fill(1, 18, 20);
  return bytes;
}

/** A second connection to a project that is open already; it has its own transaction. */
export function openAnother(path: string): Connection {
  if (existingBytes(path) === null) throw projectFailure(path, 'not-found');
  return withProjectFaults(path, () => {
    const connection = new Database(path, { fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    configure(connection, false);
    return connection;
  });
}

function configure(connection: Connection, readonly: boolean): void {
  if (!readonly) chooseJournal(connection);
  // FULL costs a sync or two a commit and keeps a finished import through a power cut.
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  // After a large import the log shrinks again instead of lying beside the project until it is closed.
  connection.pragma(`journal_size_limit = ${LOG_BYTES_KEPT}`);
}

/** A project with imports keeps a write-ahead log, so that it can be read during the next one. The first import goes straight into the
 *  file: there is nothing to read yet, and by way of the log everything would be written twice. */
export function chooseJournal(connection: Connection): void {
  if (connection.prepare('SELECT 1 FROM import LIMIT 1').get() !== undefined) connection.pragma('journal_mode = WAL');
}

// The schema is committed before WAL is switched on, so that a process killed in between leaves an empty file or a whole project.
function createProject(connection: Connection): void {
  connection.pragma(`page_size = ${PAGE_BYTES}`);
  connection
    .transaction(() => {
      // Another process may have made it while this one waited for the lock.
      if (connection.pragma('user_version', { simple: true }) === 0) migrate(connection, 0);
    })
    .immediate();
}

function migrate(connection: Connection, from: number): void {
  for (const step of MIGRATIONS.slice(from)) connection.exec(step);
  connection.pragma(`application_id = ${APPLICATION_ID}`);
  connection.pragma(`user_version = ${SCHEMA_VERSION}`);
}

/** Brings an older project to this version, after a copy beside it: `shop.tenure` is kept as `shop.tenure.version-1`. */
function upgrade(connection: Connection, path: string, version: number): void {
  const copy = freeName(path, version);
  const unfinished = `${copy}.part`;
  rmSync(unfinished, { force: true });
  connection.prepare('VACUUM INTO ?').run(unfinished);
  renameSync(unfinished, copy);
  connection
    .transaction(() => {
      // Another process may have been faster.
      const now = Number(connection.pragma('user_version', { simple: true }));
      if (now < SCHEMA_VERSION) migrate(connection, now);
    })
    .immediate();
}

function freeName(path: string, version: number): string {
  for (let attempt = 1; ; attempt++) {
    const name = `${path}.version-${version}${attempt === 1 ? '' : `.${attempt}`}`;
    if (!existsSync(name)) return name;
  }
}

/** The project in its version. */
function checkProject(connection: Connection, path: string): number {
  if (connection.pragma('application_id', { simple: true }) !== APPLICATION_ID) throw projectFailure(path, 'not-a-project');
  const version = Number(connection.pragma('user_version', { simple: true }));
  if (version > SCHEMA_VERSION) throw projectFailure(path, 'newer-version');
  if (version < 1) throw projectFailure(path, 'damaged');
  // Makes SQLite read the schema, so that damage there shows now.
  connection.prepare('SELECT 1 FROM import LIMIT 1').get();
  return version;
}

function existingBytes(path: string): number | null {
  try {
    const stat = statSync(path);
    if (!stat.isFile()) throw projectFailure(path, 'not-a-project');
    return stat.size;
  } catch (thrown) {
    if (!isSystemError(thrown)) throw thrown;
    if (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR') return null;
    throw projectFailure(path, 'no-permission');
  }
}

/** Whether the project may be written; throws when it may not even be read. */
function checkAccess(path: string, exists: boolean): boolean {
  const folder = dirname(path);
  try {
    accessSync(folder, constants.R_OK | constants.X_OK);
  } catch (thrown) {
    throw projectFailure(path, isSystemError(thrown) && thrown.code === 'EACCES' ? 'no-permission' : 'not-found');
  }
  const may = (target: string, mode: number): boolean => {
    try {
      accessSync(target, mode);
      return true;
    } catch {
      return false;
    }
  };
  if (exists && !may(path, constants.R_OK)) throw projectFailure(path, 'no-permission');
  return (!exists || may(path, constants.W_OK)) && may(folder, constants.W_OK);
}

function isSystemError(thrown: unknown): thrown is NodeJS.ErrnoException {
  return thrown instanceof Error && 'code' in thrown && 'errno' in thrown;
}
