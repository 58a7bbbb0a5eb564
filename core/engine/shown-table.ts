import type { TableSaveQuery } from '../contract/tables.ts';
import type { OutputTable } from '../output/table.ts';

/** A table that the page shows, to be written: a column without a text is one of numbers. */
export function shownTable(columns: TableSaveQuery['columns']): OutputTable {
  const rows = columns[0]?.values.length ?? 0;
  const isNumber = columns.map(({ values }) => values.some((value) => typeof value === 'number') && !values.some((value) => typeof value === 'string'));
  return {
    columns: columns.map(({ name }, at) => ({ name, type: isNumber[at] === true ? 'number' : 'text' })),
    blocks: [
      {
        rows,
        columns: columns.map(({ values }, at) =>
          isNumber[at] === true ? Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN)) : values.map((value) => (value === null ? null : String(value))),
        ),
      },
    ],
    rows,
  };
}
