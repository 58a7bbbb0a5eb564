import { ScrollRegion } from '../app/scroll-region.tsx';
import type { ChartTable } from './chart-model.ts';

/** The same data as a real table. */
export function DataTable({ table, caption }: { table: ChartTable; caption: string }) {
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
              {row.texts.map((text, place) =>
                place === 0 ? (
                  <th key={place} scope="row">
                    {text}
                  </th>
                ) : (
                  <td key={place}>{text}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
