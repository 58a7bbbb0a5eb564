import { useTranslation } from 'react-i18next';
import type { RejectionPage } from '../../../core/contract/imports.ts';
import { HiddenText } from '../../app/hidden-text.tsx';
import { useSettings } from '../../app/settings-store.ts';
import { useFormat } from '../../i18n/format.ts';

/** One page of rejected rows. Everything from the file is shown as text and nothing else; while personal data are hidden not at all, because in a row
 *  that was shifted any column may hold them. */
export function RejectionTable({ page }: { page: RejectionPage }) {
  const { t } = useTranslation(['imports', 'errors']);
  const format = useFormat();
  const isHidden = useSettings((state) => state.hidesPersonalData === true);
  return (
    <table className="ruled rejections">
      <caption className="visually-hidden">{t('imports:rejected.caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('imports:rejected.file')}</th>
          <th scope="col">{t('imports:rejected.line')}</th>
          <th scope="col" className="text">
            {t('imports:rejected.column')}
          </th>
          <th scope="col" className="text">
            {t('imports:rejected.reason')}
          </th>
          <th scope="col" className="text">
            {t('imports:rejected.value')}
          </th>
        </tr>
      </thead>
      <tbody>
        {page.line.map((line, index) => {
          const reason = page.reason[index];
          return (
            <tr key={index}>
              <td>{page.file[index]}</td>
              <td>{format.integer(line)}</td>
              <td className="text">{page.column[index]}</td>
              <td className="text">{reason === undefined ? '' : t(`errors:row.${reason}`)}</td>
              <td className="text verbatim">
                <Verbatim text={page.value[index] ?? ''} isHidden={isHidden} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Text as it stands in a file; nothing is said in words. */
export function Verbatim({ text, isHidden }: { text: string; isHidden: boolean }) {
  const { t } = useTranslation('imports');
  if (text === '') return <span className="quiet">{t('rejected.emptyValue')}</span>;
  return isHidden ? <HiddenText /> : <bdi>{text}</bdi>;
}
