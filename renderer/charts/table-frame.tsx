import type { ReactNode } from 'react';
import type { ChartTable } from './chart-model.ts';
import { DataTable, type CellOpener } from './chart-table.tsx';
import { ExportMenu } from './export-menu.tsx';

/** A table with its heading and its exports. */
export function TableFrame({ title, table, opener, tools }: { title: string; table: ChartTable; opener?: CellOpener; tools?: ReactNode }) {
  return (
    <section className="table-frame">
      <div className="table-head">
        <h3>{title}</h3>
        <div className="chart-tools">
          {tools}
          <ExportMenu title={title} table={table} />
        </div>
      </div>
      <DataTable table={table} caption={title} {...(opener === undefined ? {} : { opener })} />
    </section>
  );
}
