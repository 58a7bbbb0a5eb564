import { SKIP_RULES, type FileReport, type SkipRule } from '../../../core/contract/imports.ts';

type Counts = Pick<FileReport, 'rows' | 'imported' | 'rejected' | 'duplicates' | 'updated'> & { skipped: number };

/** Row counts of a file; rows skipped by any rule together. */
export function countsOf({ rows, imported, rejected, duplicates, updated, skipped = [] }: FileReport): Counts {
  return { rows, imported, rejected, duplicates, updated, skipped: skipped.reduce((sum, rule) => sum + rule.rows, 0) };
}

/** Sums of the row counts over files. */
export function sumFiles(files: readonly FileReport[]): Counts {
  const sum: Counts = { rows: 0, imported: 0, rejected: 0, duplicates: 0, updated: 0, skipped: 0 };
  for (const counts of files.map(countsOf)) {
    for (const key of Object.keys(sum) as (keyof Counts)[]) sum[key] += counts[key];
  }
  return sum;
}

/** Rows skipped by each rule over files, in the order of SKIP_RULES; rules that skipped none are left out. */
export function sumSkipped(files: readonly FileReport[]): { rule: SkipRule; rows: number }[] {
  const skipped = files.flatMap((file) => file.skipped ?? []);
  return SKIP_RULES.map((rule) => ({ rule, rows: skipped.filter((entry) => entry.rule === rule).reduce((sum, entry) => sum + entry.rows, 0) })).filter(({ rows }) => rows > 0);
}

/** Rows that are in none of the columns, or in several; zero when the accounting is right. */
export function unaccountedRows({ rows, imported, rejected, duplicates, updated, skipped }: Counts): number {
  return rows - (imported + rejected + duplicates + updated + skipped);
}
