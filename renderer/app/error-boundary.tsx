import { Component, type ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';

interface Props {
  children: ReactNode;
}

/** Keeps a failure of one view from taking the window down. React knows error boundaries only as classes.
 *  Another `key` gives the content another chance. */
export class ErrorBoundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(thrown: unknown): { error: Error } {
    return { error: thrown instanceof Error ? thrown : new Error(String(thrown)) };
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <Crash error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}

function Crash({ error, onRetry }: { error: Error; onRetry: () => void }) {
  const { t } = useTranslation('app');
  return (
    <section className="state-page" role="alert">
      <h1>{t('crash.title')}</h1>
      <p className="lede">{t('crash.lede')}</p>
      <p className="detail">{error.message}</p>
      <Button className="button primary" onPress={onRetry}>
        {t('action.retry')}
      </Button>
    </section>
  );
}
