import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../app/scroll-region.tsx';
import type { ChartTable } from './chart-model.ts';

/** What a cell opens; `null` for those that open nothing. */
export type CellOpener = (row: number, column: number) => (() => void) | null;

/** The same data as a real table. */
export function DataTable({ table, caption, opener }: { table: ChartTable; caption: string; opener?: CellOpener }) {
  const { t } = useTranslation('overview');
  return (
    <ScrollRegion className="data-table-scroll" label={caption}>
      <table className="data-table">
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column, index) => (
              <th key={index} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.texts.map((text, place) => {
                const open = opener?.(index, place) ?? null;
                const content =
                  open === null ? (
                    text
                  ) : (
                    <button type="button" className="cell-link" title={t('chart.customers')} onClick={open}>
                      {text}
                    </button>
                  );
                return place === 0 ? (
                  <th key={place} scope="row">
                    {content}
                  </th>
                ) : (
                  <td key={place}>{content}</td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
