import { useTranslation } from 'react-i18next';
import type { FileReport } from '../../../core/contract/imports.ts';
import { useFormat } from '../../i18n/format.ts';
import { countsOf, sumFiles, unaccountedRows } from './accounting.ts';

const PARTS = ['imported', 'updated', 'duplicates', 'rejected', 'skipped'] as const;

/** Rows of each file = new + changed + the same + rejected + skipped, with the check on each line. */
export function AccountingTable({ files }: { files: readonly FileReport[] }) {
  const { t } = useTranslation('imports');
  return (
    <table className="ruled accounting">
      <caption className="visually-hidden">{t('result.accounting')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('result.file')}</th>
          <th scope="col">{t('list.rows')}</th>
          {PARTS.map((part) => (
            <th key={part} scope="col" data-operator={part === 'imported' ? '=' : '+'}>
              {t(`list.${part}`)}
            </th>
          ))}
          <th scope="col">{t('result.sum')}</th>
        </tr>
      </thead>
      <tbody>
        {files.map((file, index) => (
          <AccountingRow key={index} name={file.file} counts={countsOf(file)} />
        ))}
      </tbody>
      {files.length > 1 && (
        <tfoot>
          <AccountingRow name={t('result.total')} counts={sumFiles(files)} />
        </tfoot>
      )}
    </table>
  );
}

function AccountingRow({ name, counts }: { name: string; counts: ReturnType<typeof sumFiles> }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  const difference = unaccountedRows(counts);
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{format.integer(counts.rows)}</td>
      {PARTS.map((part) => (
        <td key={part} data-operator={part === 'imported' ? '=' : '+'} data-zero={counts[part] === 0 || undefined}>
          {format.integer(counts[part])}
        </td>
      ))}
      <td data-sum={difference === 0 ? 'right' : 'wrong'}>
        {difference === 0 ? t('result.addsUp') : t('result.doesNotAddUp', { difference: format.signed(difference, format.integer) })}
      </td>
    </tr>
  );
}
