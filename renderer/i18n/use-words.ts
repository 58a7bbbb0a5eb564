import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineError } from '../../core/contract/errors.ts';
import type { ImportField } from '../../core/contract/imports.ts';
import { PRODUCT_FIELD } from '../../core/contract/scope.ts';
import { describeError, fieldName, missingFields } from './describe-error.ts';
import { useFormat } from './format.ts';

export interface Words {
  error: (error: EngineError) => string;
  /** A column of files. */
  field: (field: string) => string;
  /** What a filter goes by: a product is known by its code in files, and by its name here. */
  filterField: (field: string) => string;
  missing: (fields: readonly ImportField[]) => string[];
}

/** Words for errors and fields in the language that the window shows. */
export function useWords(): Words {
  const { t } = useTranslation(['errors', 'imports', 'app']);
  const format = useFormat();
  return useMemo(
    () => ({
      error: (error) => describeError(t, format, error),
      field: (field) => fieldName(t, field),
      filterField: (field) => (field === PRODUCT_FIELD ? t('app:filter.product') : fieldName(t, field)),
      missing: (fields) => missingFields(t, format, fields),
    }),
    [t, format],
  );
}
