import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { chooseOrderFiles } from './import-flow.ts';
import './drop.css';

/** What an empty project shows: where to begin. */
export function EmptyPage() {
  const { t } = useTranslation('app');
  return (
    <section className="drop-zone">
      <h1>{t('empty.title')}</h1>
      <p className="lede">{t('empty.lede')}</p>
      <Button className="button primary" onPress={() => void chooseOrderFiles()}>
        {t('empty.choose')}
      </Button>
      <Button className="link-button" onPress={() => void chooseOrderFiles('folder')}>
        {t('empty.chooseFolder')}
      </Button>
      <p className="sub">{t('empty.needs')}</p>
      <p className="sub">{t('empty.private')}</p>
    </section>
  );
}
