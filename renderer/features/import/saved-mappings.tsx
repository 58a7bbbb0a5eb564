import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNotices } from '../../app/notice-store.ts';
import { callEngine, engineErrorOf, useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import type { SavedMapping } from '../../../core/contract/mappings.ts';

/** Corrections that the project remembers; nothing if there are none. */
export function SavedMappings() {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const words = useWords();
  const queries = useQueryClient();
  const { data = [] } = useEngine('import.mappings', null);
  const forget = async ({ key, file }: SavedMapping): Promise<void> => {
    const { notify } = useNotices.getState();
    try {
      await callEngine('import.forgetMapping', { key });
      notify('done', (say) => say('imports:saved.forgotten', { file }));
    } catch (thrown) {
      notify('failure', engineErrorOf(thrown));
    }
    await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[1] === 'import.mappings' });
  };
  if (data.length === 0) return null;
  return (
    <>
      <h2>{t('saved.title')}</h2>
      <p className="sub">{t('saved.sub')}</p>
      <table className="ruled saved-mappings">
        <caption className="visually-hidden">{t('saved.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('saved.savedAt')}</th>
            <th scope="col" className="text">
              {t('result.file')}
            </th>
            <th scope="col" className="text">
              {t('list.kind')}
            </th>
            <th scope="col" className="text">
              {t('saved.columnsHead')}
            </th>
            <th scope="col" className="text">
              {t('saved.fields')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('saved.forget')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.map((mapping) => (
            <tr key={mapping.key}>
              <td>{format.dateTime(mapping.savedAt)}</td>
              <th scope="row" className="text">
                <bdi>{mapping.file}</bdi>
              </th>
              <td className="text">{t(`kind.${mapping.kind}`)}</td>
              <td className="text" title={mapping.columns.join(', ')}>
                {t('saved.columns', { count: mapping.columns.length, n: format.integer(mapping.columns.length) })}
              </td>
              <td className="text saved-fields">
                {inFileOrder(mapping).map(([field, header], index) => (
                  <span key={field}>
                    {index > 0 && ', '}
                    <bdi>{header}</bdi> <span className="quiet">→ {words.field(field)}</span>
                  </span>
                ))}
              </td>
              <td>
                <Button className="text-button" aria-label={t('saved.forgetOf', { file: mapping.file })} onPress={() => void forget(mapping)}>
                  {t('saved.forget')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function inFileOrder({ mapping, columns }: SavedMapping): [field: string, header: string][] {
  return Object.entries(mapping).toSorted(([, one], [, other]) => columns.indexOf(one) - columns.indexOf(other));
}
