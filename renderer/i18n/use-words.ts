import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineError } from '../../core/contract/errors.ts';
import type { ImportField } from '../../core/contract/imports.ts';
import { describeError, fieldName, missingFields } from './describe-error.ts';
import { useFormat } from './format.ts';

/** Words for errors and fields in the language that the window shows. */
export function useWords(): { error: (error: EngineError) => string; field: (field: string) => string; missing: (fields: readonly ImportField[]) => string[] } {
  const { t } = useTranslation(['errors', 'imports']);
  const format = useFormat();
  return useMemo(
    () => ({
      error: (error) => describeError(t, format, error),
      field: (field) => fieldName(t, field),
      missing: (fields) => missingFields(t, format, fields),
    }),
    [t, format],
  );
}
