import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EngineError } from '../../../core/contract/errors.ts';
import { ViewState } from '../../app/view-state.tsx';

/** What a view shows before its first result, under the controls that lead elsewhere. */
export function LtvWaiting({ query, bar }: { query: { error: EngineError | null; refetch: () => void }; bar: ReactNode }) {
  const { t } = useTranslation('lifetimeValue');
  if (query.error !== null) {
    return (
      <>
        {bar}
        <ViewState query={query} />
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
