import { useTranslation } from 'react-i18next';
import type { FileReport, ImportFacts } from '../../../core/contract/imports.ts';
import type { Currency } from '../../../core/contract/provenance.ts';
import { useFormat } from '../../i18n/format.ts';

const COUNTS = ['lines', 'orders', 'customers', 'anonymousLines', 'creditLines', 'negativeQuantityLines', 'zeroPriceLines'] as const satisfies readonly (keyof ImportFacts)[];

/** What the imported rows hold, one column a file: orders and customers of several files can be the same ones, so nothing is added up. */
export function FactsTable({ files, currency }: { files: readonly FileReport[]; currency: Currency | null }) {
  const { t } = useTranslation('imports');
  const format = useFormat();
  return (
    <>
      <h2>{t('result.facts')}</h2>
      <p className="sub">{t('result.factsSub')}</p>
      <div className="scroll-x">
        <table className="ruled facts-table">
          <caption className="visually-hidden">{t('result.facts')}</caption>
          {files.length > 1 && (
            <thead>
              <tr>
                <td />
                {files.map((file, index) => (
                  <th key={index} scope="col">
                    {file.file}
                  </th>
                ))}
              </tr>
            </thead>
          )}
          <tbody>
            {COUNTS.map((key) => (
              <tr key={key}>
                <th scope="row">{t(`result.${key}`)}</th>
                {files.map((file, index) => (
                  <td key={index}>{format.integer(file.facts[key])}</td>
                ))}
              </tr>
            ))}
            {currency !== null && (
              <tr>
                <th scope="row">{t('result.gross')}</th>
                {files.map((file, index) => (
                  <td key={index}>{format.money(file.facts.grossMinor, currency)}</td>
                ))}
              </tr>
            )}
          </tbody>
        </table>
      </div>
    </>
  );
}
