import type { Table, TableFormat } from './table.ts';

/** Opens a table of a format other than delimited text. The readers of columns are loaded when a file needs them. Throws EngineFailure FILE. */
export async function openTable(path: string, format: TableFormat): Promise<Table> {
  switch (format) {
    case 'xlsx':
      return (await import('./xlsx-table.ts')).openXlsxTable(path);
    case 'json':
    case 'ndjson':
      return (await import('./json-table.ts')).openJsonTable(path, format);
    case 'parquet':
      return (await import('./parquet-table.ts')).openParquetTable(path);
    case 'arrow':
      return (await import('./arrow-table.ts')).openArrowTable(path);
  }
}
