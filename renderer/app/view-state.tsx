import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { EngineError } from '../../core/contract/errors.ts';
import { useWords } from '../i18n/use-words.ts';

interface Waiting {
  error: EngineError | null;
  refetch: () => void;
}

/** What a view shows before its first result: that it is being calculated, that there is nothing to calculate, or why it failed. */
export function ViewState({ query }: { query: Waiting }) {
  const { t } = useTranslation('overview');
  const words = useWords();
  if (query.error?.code === 'NO_ORDERS') {
    return (
      <article className="page view-state">
        <h1 className="finding">{t('state.emptyTitle')}</h1>
        <p className="lede">{t('state.empty')}</p>
      </article>
    );
  }
  if (query.error !== null) {
    return (
      <article className="page view-state" role="alert">
        <h1 className="finding">{t('state.error')}</h1>
        <p className="lede">{words.error(query.error)}</p>
        <Button className="action action-primary" onPress={query.refetch}>
          {t('state.again')}
        </Button>
      </article>
    );
  }
  return (
    <article className="page view-state" aria-busy="true">
      <p className="lede" role="status">
        {t('state.loading')}
      </p>
    </article>
  );
}
