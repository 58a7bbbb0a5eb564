import { useTranslation } from 'react-i18next';
import { useProjectState } from '../engine/project-state.ts';
import { useFormat } from '../i18n/format.ts';
import { PersonalDataSwitch } from './settings-controls.tsx';
import { shortFingerprint } from './provenance-rows.tsx';

/** Which file this is, how much is in it, and the fingerprint that results rest on. */
export function Footer() {
  const { t } = useTranslation('app');
  const format = useFormat();
  const info = useProjectState((state) => state.info);
  const file = useProjectState((state) => state.file);
  if (info === null) return <footer className="facts">{file !== null && <span className="facts-file">{file.name}</span>}</footer>;
  const counts = (['lines', 'orders', 'customers'] as const).map((what) => t(`footer.${what}`, { count: info[what], n: format.integer(info[what]) }));
  return (
    <footer className="facts">
      <span className="facts-file">{file?.name ?? info.name}</span>
      {info.readOnly === true && <span title={t('footer.readOnlyExplain')}>{t('footer.readOnly')}</span>}
      <span>{counts.join(' · ')}</span>
      {info.rejected > 0 && <span>{t('footer.rejected', { count: info.rejected, n: format.integer(info.rejected) })}</span>}
      <span className="spacer" />
      <PersonalDataSwitch />
      <span title={t('footer.fingerprintExplain')}>{t('footer.fingerprint', { value: shortFingerprint(info.fingerprint) })}</span>
    </footer>
  );
}
