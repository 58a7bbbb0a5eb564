import type { ImportField } from './imports.ts';

/** Why a row was not imported; the renderer and the command line word it. */
export const ROW_FAULTS = [
  'missing-date',
  'bad-date',
  'date-out-of-range',
  'bad-number',
  'missing-amount',
  'amount-too-large',
  'missing-order-and-customer',
  'too-few-cells',
  'too-many-cells',
  'other-currency',
  'missing-customer',
  'missing-product',
  'missing-answer',
  'score-out-of-range',
  'bad-consent',
  'repeated-key',
] as const;
export type RowFault = (typeof ROW_FAULTS)[number];

export const FILE_FAULTS = [
  'not-found',
  'no-permission',
  'disk-full',
  'is-directory',
  'empty',
  'header-only',
  'binary',
  'zero-byte',
  'truncated-gzip',
  'bad-gzip',
  'unzips-too-large',
  'unclosed-quote',
  'line-too-long',
  'too-many-columns',
  'bad-encoding',
  'mixed-encodings',
  'changed-while-reading',
  'unsupported-format',
  'old-excel',
  'encrypted',
  'damaged',
  'unsupported-compression',
  'bad-json',
  'no-records',
  'no-such-sheet',
  'no-folder',
  'not-writable',
  'text-too-long',
] as const;
export type FileFault = (typeof FILE_FAULTS)[number];

export const PROJECT_FAULTS = ['not-found', 'no-permission', 'not-a-project', 'newer-version', 'damaged', 'locked', 'disk-full', 'no-project-open'] as const;
export type ProjectFault = (typeof PROJECT_FAULTS)[number];

/** Errors are data: `code` and its parameters; words are the caller’s. */
export type EngineError =
  | { code: 'CANCELLED' }
  | { code: 'DISCONNECTED' }
  | { code: 'BAD_REQUEST'; method: string; detail: string }
  | { code: 'FILE'; file: string; fault: FileFault; line: number | null }
  | { code: 'PROJECT'; file: string; fault: ProjectFault }
  | { code: 'UNMAPPED_COLUMNS'; file: string; missing: ImportField[]; columns: string[] }
  | { code: 'UNKNOWN_FIELD'; field: string; known: string[] }
  | { code: 'AMBIGUOUS_DATES'; file: string; column: string; example: string }
  /** Several columns are called so, hold different things, and one of them is to be read. */
  | { code: 'AMBIGUOUS_COLUMNS'; file: string; column: string; field: ImportField }
  /** The project has no import of this number (any more). */
  | { code: 'NO_SUCH_IMPORT'; importId: number }
  /** More cohorts, ages of one, periods of a series or bytes of a result than there may be; `count` is at least so many. */
  | { code: 'TOO_LARGE'; what: 'cohorts' | 'ages' | 'periods' | 'bytes'; count: number; most: number }
  | { code: 'NO_ORDERS' }
  /** A query that is no SELECT, or that SQLite does not understand; `detail` is its own sentence. */
  | { code: 'SQL'; detail: string }
  | { code: 'INTERNAL'; detail: string };

/** Carries an EngineError through promises; never shown as such. */
export class EngineFailure extends Error {
  readonly error: EngineError;
  constructor(error: EngineError) {
    super(error.code);
    this.name = 'EngineFailure';
    this.error = error;
  }
}
