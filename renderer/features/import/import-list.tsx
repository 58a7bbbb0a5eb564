import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ImportEntry } from '../../../core/contract/imports.ts';
import { useFormat } from '../../i18n/format.ts';
import { sumFiles } from './accounting.ts';
import { chooseOrderFiles } from './import-flow.ts';
import { SavedMappings } from './saved-mappings.tsx';
import { UndoImport } from './undo-import.tsx';
import './imports-list.css';

export function ImportList({ entries }: { entries: readonly ImportEntry[] }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <section>
      <h1>{t('list.title', { count: entries.length, n: format.integer(entries.length) })}</h1>
      <p className="lede">{t('list.lede')}</p>
      <div className="scroll-x">
        <table className="ruled import-list">
          <caption className="visually-hidden">{t('list.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('list.when')}</th>
              <th scope="col" className="text">
                {t('list.files')}
              </th>
              <th scope="col" className="text">
                {t('list.kind')}
              </th>
              <th scope="col">{t('list.rows')}</th>
              <th scope="col">{t('list.imported')}</th>
              <th scope="col">{t('list.updated')}</th>
              <th scope="col">{t('list.duplicates')}</th>
              <th scope="col">{t('list.rejected')}</th>
              <th scope="col">{t('list.skipped')}</th>
              <th scope="col">
                <span className="visually-hidden">{t('undo.button')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => {
              const sum = sumFiles(entry.files);
              return (
                <tr key={entry.importId}>
                  <td>
                    <Link href={`/imports/${entry.importId}`}>{format.dateTime(entry.importedAt)}</Link>
                  </td>
                  <td className="text files" title={entry.files.map(({ file }) => file).join(', ')}>
                    <bdi>{entry.files.map(({ file }) => file).join(', ')}</bdi>
                  </td>
                  <td className="text kinds">
                    {format.list([...new Set(entry.files.map(({ kind = 'orders' }) => kind))].map((kind) => t(`kind.${kind}`)))}
                    {entry.profile !== 'generic' && <span className="quiet"> · {t(`profile.${entry.profile}`)}</span>}
                    {entry.currency !== null && <span className="quiet"> · {entry.currency.code}</span>}
                  </td>
                  <td>{format.integer(sum.rows)}</td>
                  {(['imported', 'updated', 'duplicates', 'rejected', 'skipped'] as const).map((part) => (
                    <td key={part} data-zero={sum[part] === 0 || undefined}>
                      {format.integer(sum[part])}
                    </td>
                  ))}
                  <td>
                    <UndoImport entry={entry} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p className="page-actions">
        <Button className="button primary" onPress={() => void chooseOrderFiles()}>
          {t('list.importMore')}
        </Button>
        <Button className="button" onPress={() => void chooseOrderFiles('folder')}>
          {t('list.importFolder')}
        </Button>
        <span className="sub">{t('list.dropHint')}</span>
      </p>
      <SavedMappings />
    </section>
  );
}
