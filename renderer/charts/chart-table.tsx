import type { ChartTable } from './chart-model.ts';

/** The same data as a real table. */
export function DataTable({ table, caption }: { table: ChartTable; caption: string }) {
  return (
    // Scrolled by keyboard too, so it takes focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="data-table-scroll" role="region" aria-label={caption} tabIndex={0}>
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
    </div>
  );
}
