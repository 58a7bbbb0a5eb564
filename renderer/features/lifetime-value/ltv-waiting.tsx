import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineError } from '../../../core/contract/errors.ts';
import { ViewState } from '../../app/view-state.tsx';

interface Asked {
  error: EngineError | null;
  refetch: () => void;
}

/** What a view shows before its first result, under the controls that lead elsewhere. Work that was stopped fails every query that waited for it:
 *  all of these are asked again at once. */
export function LtvWaiting({ queries, bar }: { queries: readonly Asked[]; bar: ReactNode }) {
  const { t } = useTranslation('lifetimeValue');
  const failed = queries.filter(({ error }) => error !== null);
  const [first] = failed;
  if (first !== undefined) {
    const refetch = (): void => {
      for (const query of failed) query.refetch();
    };
    return (
      <>
        {bar}
        <ViewState query={{ error: first.error, refetch }} />
      </>
    );
  }
  return (
    <div aria-busy="true">
      <h1 className="finding">{t('waiting.title')} …</h1>
      <p className="lede" role="status">
        {t('waiting.text')}
      </p>
      {bar}
    </div>
  );
}

/** Whether one of the queries has failed. */
export function hasFailed(queries: readonly Asked[]): boolean {
  return queries.some(({ error }) => error !== null);
}
