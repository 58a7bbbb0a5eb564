import type { TFunction } from 'i18next';
import { IMPORT_FIELDS, type ImportField } from '../../core/contract/imports.ts';
import type { EngineError } from '../../core/contract/errors.ts';
import type { Format } from './format.ts';

/** Words for an error: what happened, where, and what to do. File names and values stay plain text. */
export function describeError(t: TFunction<['errors', 'imports']>, format: Format, error: EngineError): string {
  switch (error.code) {
    case 'FILE':
      return t(`errors:file.${error.fault}`, {
        file: error.file === '' ? t('errors:unnamed') : error.file,
        place: error.line === null ? '' : t('errors:atLine', { line: format.integer(error.line) }),
      });
    case 'PROJECT':
      return t(`errors:project.${error.fault}`, { file: error.file });
    case 'UNMAPPED_COLUMNS':
      return t('errors:code.UNMAPPED_COLUMNS', { file: error.file, missing: format.list(missingFields(t, format, error.missing)) });
    case 'UNKNOWN_FIELD': {
      if (error.known.length === 0) return t('errors:code.UNKNOWN_FIELD_NONE', { field: fieldName(t, error.field) });
      return t('errors:code.UNKNOWN_FIELD', { field: fieldName(t, error.field), known: format.list(error.known.map((field) => fieldName(t, field))) });
    }
    case 'AMBIGUOUS_DATES':
      return t('errors:code.AMBIGUOUS_DATES', { file: error.file, column: error.column, example: error.example });
    case 'AMBIGUOUS_COLUMNS':
      return t('errors:code.AMBIGUOUS_COLUMNS', { file: error.file, column: error.column });
    case 'NO_SUCH_IMPORT':
      return t('errors:code.NO_SUCH_IMPORT', { importId: String(error.importId) });
    case 'SQL':
      return t('errors:code.SQL', { detail: error.detail });
    case 'BAD_REQUEST':
      return t('errors:code.BAD_REQUEST', { method: error.method, detail: error.detail });
    case 'INTERNAL':
      return t('errors:code.INTERNAL', { detail: error.detail });
    case 'CANCELLED':
    case 'DISCONNECTED':
    case 'TOO_LARGE':
    case 'NO_ORDERS':
      return t(`errors:code.${error.code}`);
  }
}

/** Name of a field in the user's language; a column kept as an attribute goes by its own header. */
export function fieldName(t: TFunction<['errors', 'imports']>, field: string): string {
  const known = IMPORT_FIELDS.find((importField) => importField === field);
  return known === undefined ? field : t(`imports:field.${known}`);
}

/** Fields of which one is enough. */
const ALTERNATIVES: readonly (readonly ImportField[])[] = [
  ['order', 'customer'],
  ['amount', 'unitPrice'],
  ['customer', 'email', 'phone'],
  ['date', 'month'],
  ['nps', 'csat', 'ces', 'stars', 'text'],
];

/** Names of what an import still needs, an entry for each: “Order number or Customer” is one. */
export function missingFields(t: TFunction<['errors', 'imports']>, format: Format, missing: readonly ImportField[]): string[] {
  const groups = missing.map((field) => ALTERNATIVES.find((group) => group.includes(field) && group.every((other) => missing.includes(other))) ?? [field]);
  return [...new Set(groups.map((group) => format.either(group.map((field) => fieldName(t, field)))))];
}
