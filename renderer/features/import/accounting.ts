import type { FileReport } from '../../../core/contract/imports.ts';

type Counts = Pick<FileReport, 'rows' | 'imported' | 'rejected' | 'duplicates' | 'updated'>;

/** Sums of the row counts over files. */
export function sumFiles(files: readonly FileReport[]): Counts {
  const sum: Counts = { rows: 0, imported: 0, rejected: 0, duplicates: 0, updated: 0 };
  for (const file of files) {
    for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += file[key];
  }
  return sum;
}

/** Rows that are in none of the columns, or in several; zero when the accounting is right. */
export function unaccountedRows({ rows, imported, rejected, duplicates, updated }: Counts): number {
  return rows - (imported + rejected + duplicates + updated);
}
