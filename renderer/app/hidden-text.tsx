import { useTranslation } from 'react-i18next';

/** Stands for a text that may say who somebody is, while personal data are hidden. */
export function HiddenText() {
  const { t } = useTranslation('app');
  return <span className="quiet">{t('personalData.text')}</span>;
}
