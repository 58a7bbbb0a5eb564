import { z } from 'zod';
import { scopeSchema } from './scope.ts';

/** What a project can be read as: order documents, their lines, customers with an order, and answers. */
export const TABLE_NAMES = ['orders', 'lines', 'customers', 'feedback'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** One SELECT over the tables, as of the day and within the filters of the scope; `limit` is the most rows that are answered. */
export const sqlQuerySchema = z.object({ scope: scopeSchema, sql: z.string().min(1).max(100_000), limit: z.int().min(1).max(1_000_000) });
export type SqlQuery = z.infer<typeof sqlQuerySchema>;

/** Parallel columns; days and moments are ISO texts, money is in major units. */
export interface SqlResult {
  columns: { name: string; values: (string | number | null)[] }[];
  rows: number;
  /** Whether there would be more rows. */
  isCut: boolean;
}
