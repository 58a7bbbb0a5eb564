import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Dialect, OrderField } from '../../../core/contract/imports.ts';
import { inspectFile } from '../../../core/ingest/inspect-file.ts';
import { importInto, readLines, withProject, type LineInWords } from './import-lines.ts';

interface Expected {
  profile: string;
  dialect: Partial<Dialect>;
  currency: string;
  /** Header of each field. */
  mapping: Partial<Record<OrderField, string>>;
  rejections: { line: number; column: string; reason: string; value: string }[];
  skipped: Record<string, number>;
  /** Of the lines, where the platform tells it. */
  costMinor?: number[];
  columns: (keyof LineInWords)[];
  lines: unknown[][];
}

const folder = join(import.meta.dirname, 'profiles');
const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));

test.each(names)('%s is recognised and becomes the lines written beside it', async (name) => {
  const path = join(folder, name);
  const expected = JSON.parse(readFileSync(path.replace(/\.csv$/, '.expected.json'), 'utf8')) as Expected;
  const { plan, columns } = await inspectFile(path, null);
  expect(plan.profile).toBe(expected.profile);
  expect(plan.dialect).toMatchObject(expected.dialect);
  expect(plan.currency.code).toBe(expected.currency);
  expect(Object.fromEntries(Object.entries(plan.mapping).map(([field, column]) => [field, columns[column]?.name]))).toEqual(expected.mapping);

  await withProject(async (store) => {
    const report = await importInto(store, [path]);
    const lines = readLines(store);
    expect(lines.map((line) => expected.columns.map((column) => line[column]))).toEqual(expected.lines);
    if (expected.costMinor !== undefined) expect(lines.map((line) => line.costMinor)).toEqual(expected.costMinor);
    const { line, column, reason, value } = report.rejections;
    expect(line.map((_, index) => ({ line: line[index], column: column[index], reason: reason[index], value: value[index] }))).toEqual(expected.rejections);
    const [file] = report.files;
    expect(Object.fromEntries((file?.skipped ?? []).map(({ rule, rows }) => [rule, rows]))).toEqual(expected.skipped);
    const skipped = Object.values(expected.skipped).reduce((sum, rows) => sum + rows, 0);
    expect(file).toMatchObject({ rows: expected.lines.length + expected.rejections.length + skipped, imported: expected.lines.length, rejected: expected.rejections.length });
    // What the project keeps of the import is what was reported; rules may stand in another order.
    const stored = store.imports().at(-1)?.files[0];
    expect(stored?.skipped?.toSorted((one, other) => one.rule.localeCompare(other.rule))).toEqual(file?.skipped?.toSorted((one, other) => one.rule.localeCompare(other.rule)));
  });
});
