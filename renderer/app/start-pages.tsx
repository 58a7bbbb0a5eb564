import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { EngineError } from '../../core/contract/errors.ts';
import { useActivity } from '../engine/activity-store.ts';
import { useProjectState } from '../engine/project-state.ts';
import { useWords } from '../i18n/use-words.ts';
import { runCommand } from './commands.ts';
import { WorkProgress } from './progress-bar.tsx';
import { openProject } from './session.ts';

const PATIENCE_MS = 300;

/** While a project opens; silent at first, because most open at once. */
export function OpeningPage() {
  const { t } = useTranslation('app');
  const file = useProjectState((state) => state.file);
  const progress = useActivity((state) => state.running.find(({ method }) => method === 'project.open')?.progress ?? null);
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!slow || file === null) return null;
  const title = t('start.opening', { name: file.name });
  return (
    <section className="state-page">
      <h1>{title}</h1>
      <WorkProgress progress={progress} label={title} />
    </section>
  );
}

export function SamplePage() {
  const { t } = useTranslation('app');
  const progress = useProjectState((state) => state.progress);
  return (
    <section className="state-page">
      <h1>{t('start.sampleTitle')}</h1>
      <p className="lede">{t('start.sampleLede')}</p>
      <WorkProgress progress={progress} label={t('start.sampleTitle')} />
    </section>
  );
}

export function FailedPage({ error }: { error: EngineError }) {
  const { t } = useTranslation('app');
  const words = useWords();
  const file = useProjectState((state) => state.file);
  return (
    <section className="state-page">
      <h1>{t('start.failedTitle')}</h1>
      <p className="lede" role="alert">
        {words.error(error)}
      </p>
      <div className="state-actions">
        <Button className="button primary" onPress={() => runCommand('open-project')}>
          {t('start.openOther')}
        </Button>
        <Button className="button" onPress={() => runCommand('new-project')}>
          {t('start.newProject')}
        </Button>
        {file !== null && (
          <Button className="button" onPress={() => void openProject(file, { create: false })}>
            {t('action.retry')}
          </Button>
        )}
      </div>
    </section>
  );
}
