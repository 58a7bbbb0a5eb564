import type { ImportPlan } from '../../contract/imports.ts';
import type { RowBlock } from '../tokenizer.ts';
import { openTable } from './open-table.ts';
import type { TableFormat } from './table.ts';

/** A table as an import reads it: once, from its first row of data to its end. */
export interface TableRows {
  blocks: AsyncGenerator<RowBlock>;
  bytesRead(): number;
  /** See Table.ignoredValues. */
  ignoredValues(): number;
  /** See ByteSource.hash; after the blocks have ended. Throws EngineFailure FILE. */
  hash(): Promise<string>;
  close(): Promise<void>;
}

/** Opens a table that is not delimited text to be read by a plan. Throws EngineFailure FILE. */
export async function readTable(path: string, format: TableFormat, plan: ImportPlan, columns: number): Promise<TableRows> {
  const table = await openTable(path, format);
  const { skipLines, header, decimal } = plan.dialect;
  return {
    blocks: table.rows({ columns, sheet: plan.sheet ?? null, skipLines, header, decimal }),
    bytesRead: () => table.bytesRead(),
    ignoredValues: () => table.ignoredValues(),
    hash: () => table.hash(),
    close: () => table.close(),
  };
}
