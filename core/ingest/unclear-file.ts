import { basename } from 'node:path';
import { EngineFailure } from '../contract/errors.ts';
import type { ImportField, ImportWarning } from '../contract/imports.ts';
import { fileFailure } from './file-faults.ts';

/** What the user has said of a file. */
interface SaidOfFile {
  fields: readonly ImportField[];
  encoding: boolean;
}

/** Refuses a file that may be read in several ways, of which nobody has chosen one. Throws EngineFailure FILE (mixed-encodings), AMBIGUOUS_COLUMNS. */
export function refuseUnclear(path: string, warnings: readonly ImportWarning[], said: SaidOfFile = { fields: [], encoding: false }): void {
  for (const warning of warnings) {
    if (warning.code === 'mixed-encodings' && !said.encoding) throw fileFailure(path, 'mixed-encodings', warning.line);
    if (warning.code !== 'duplicate-header' || warning.field === undefined || said.fields.includes(warning.field)) continue;
    throw new EngineFailure({ code: 'AMBIGUOUS_COLUMNS', file: basename(path), column: warning.column, field: warning.field });
  }
}
