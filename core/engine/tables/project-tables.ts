import type { TableName } from '../../contract/tables.ts';
import { customerTable } from './customer-table.ts';
import { feedbackTable } from './feedback-table.ts';
import { lineTable } from './line-table.ts';
import { orderTable } from './order-table.ts';
import type { SyncTable, TableSource } from './table-source.ts';

/** The tables that can be exported and asked in SQL. */
export const PROJECT_TABLES = { orders: orderTable, lines: lineTable, customers: customerTable, feedback: feedbackTable } as const satisfies Record<TableName, (source: TableSource) => SyncTable>;
