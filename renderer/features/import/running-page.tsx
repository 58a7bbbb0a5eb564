import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { WorkProgress } from '../../app/progress-bar.tsx';
import { useFormat } from '../../i18n/format.ts';
import { stopImport, useImportFlow } from './import-flow.ts';

export function RunningPage() {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const files = useImportFlow((state) => state.files);
  const progress = useImportFlow((state) => state.progress);
  const [first] = files;
  return (
    <section className="state-page">
      <h1>
        {files.length === 1 && first !== undefined
          ? t('running.titleOne', { file: first.name })
          : t('running.title', { count: files.length, n: format.integer(files.length) })}
      </h1>
      <p className="lede">{t('running.lede')}</p>
      <WorkProgress progress={progress} label={t('running.bar')} />
      <div className="state-actions">
        <Button className="button" onPress={stopImport}>
          {t('running.stop')}
        </Button>
      </div>
    </section>
  );
}
