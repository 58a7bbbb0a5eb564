import { z } from 'zod';
import { fileTokenSchema } from './imports.ts';
import { scopeSchema } from './scope.ts';
import { TABLE_EXTENSIONS } from './shell.ts';

/** What a project can be read as: order documents, their lines, customers with an order, and answers. */
export const TABLE_NAMES = ['orders', 'lines', 'customers', 'feedback'] as const;
export type TableName = (typeof TABLE_NAMES)[number];

/** One SELECT over the tables, as of the day and within the filters of the scope; `limit` is the most rows that are answered. `masked`: the tables are,
 *  as in exports. */
export const sqlQuerySchema = z.object({ scope: scopeSchema, sql: z.string().min(1).max(100_000), limit: z.int().min(1).max(1_000_000), masked: z.boolean() });
export type SqlQuery = z.infer<typeof sqlQuerySchema>;

/** Parallel columns; days and moments are ISO texts, money is in major units. */
export interface SqlResult {
  columns: { name: string; values: (string | number | null)[] }[];
  rows: number;
  /** Whether there would be more rows. */
  isCut: boolean;
}

/** A whole table as a file, as of the day and within the filters of the scope. `masked`: ids, names, e-mails and phones as hashes (HMAC-SHA-256 under
 *  a key of the project, first 16 hex digits), no birth dates, no comments, nothing of records’ further columns. `byteOrderMark`: of CSV, for
 *  spreadsheets; when absent, there is one. */
export const tableExportSchema = z.object({ scope: scopeSchema, table: z.enum(TABLE_NAMES), masked: z.boolean(), byteOrderMark: z.boolean().optional(), format: z.enum(TABLE_EXTENSIONS), file: fileTokenSchema });
export type TableExportQuery = z.infer<typeof tableExportSchema>;

/** A table that the page shows as a file: parallel columns, all of one length. */
export const tableSaveSchema = z
  .object({
    columns: z.array(z.object({ name: z.string().max(1000), values: z.array(z.union([z.string().max(5000), z.number(), z.null()])).max(50_000) })).min(1).max(5000),
    format: z.enum(TABLE_EXTENSIONS),
    file: fileTokenSchema,
  })
  .refine(({ columns }) => columns.every(({ values }) => values.length === columns[0]?.values.length), { error: 'columns of different lengths' });
export type TableSaveQuery = z.infer<typeof tableSaveSchema>;

/** `sheets`: more than 1 where a workbook’s sheet could not hold all rows. */
export interface TableExport {
  rows: number;
  sheets: number;
}
