import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ImportEntry } from '../../../core/contract/imports.ts';
import { useFormat } from '../../i18n/format.ts';
import { sumFiles } from './accounting.ts';
import { chooseOrderFiles } from './import-flow.ts';
import { SavedMappings } from './saved-mappings.tsx';
import { UndoImport } from './undo-import.tsx';

export function ImportList({ entries }: { entries: readonly ImportEntry[] }) {
  const { t } = useTranslation(['imports', 'app']);
  const format = useFormat();
  return (
    <section>
      <h1>{t('imports:list.title', { count: entries.length, n: format.integer(entries.length) })}</h1>
      <p className="lede">{t('imports:list.lede')}</p>
      <table className="ruled import-list">
        <caption className="visually-hidden">{t('imports:list.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('imports:list.when')}</th>
            <th scope="col" className="text">
              {t('imports:list.files')}
            </th>
            <th scope="col" className="text">
              {t('imports:list.kind')}
            </th>
            <th scope="col" className="text">
              {t('imports:result.profile')}
            </th>
            <th scope="col">{t('imports:list.rows')}</th>
            <th scope="col">{t('imports:list.imported')}</th>
            <th scope="col">{t('imports:list.updated')}</th>
            <th scope="col">{t('imports:list.duplicates')}</th>
            <th scope="col">{t('imports:list.rejected')}</th>
            <th scope="col">{t('imports:list.skipped')}</th>
            <th scope="col">{t('imports:list.currency')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('imports:undo.button')}</span>
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
                <td className="text">{format.list([...new Set(entry.files.map(({ kind = 'orders' }) => kind))].map((kind) => t(`imports:kind.${kind}`)))}</td>
                <td className="text">{entry.files.some(({ kind = 'orders' }) => kind === 'orders') && t(`imports:profile.${entry.profile}`)}</td>
                <td>{format.integer(sum.rows)}</td>
                {(['imported', 'updated', 'duplicates', 'rejected', 'skipped'] as const).map((part) => (
                  <td key={part} data-zero={sum[part] === 0 || undefined}>
                    {format.integer(sum[part])}
                  </td>
                ))}
                <td>{entry.currency?.code}</td>
                <td>
                  <UndoImport entry={entry} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="page-actions">
        <Button className="button primary" onPress={() => void chooseOrderFiles()}>
          {t('imports:list.importMore')}
        </Button>
        <span className="sub">{t('imports:list.dropHint')}</span>
      </p>
      <SavedMappings />
    </section>
  );
}
