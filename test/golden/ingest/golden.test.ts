import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Dialect, ImportFacts, ImportPlan } from '../../../core/contract/imports.ts';
import type { Currency } from '../../../core/contract/provenance.ts';
import { inspectFile } from '../../../core/ingest/inspect-file.ts';
import { importInto, readLines, withProject, type LineInWords } from './import-lines.ts';

interface Expected {
  dialect: Dialect;
  profile: string;
  currency: Currency;
  mapping: ImportPlan['mapping'];
  lines: Partial<LineInWords>[];
  rejections: { line: number; column: string; reason: string; value: string }[];
  facts: ImportFacts;
}

const folder = import.meta.dirname;
const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));

test.each(names)('%s becomes the lines written beside it', async (name) => {
  const path = join(folder, name);
  const expected = JSON.parse(readFileSync(path.replace(/\.csv$/, '.expected.json'), 'utf8')) as Expected;
  const { plan } = await inspectFile(path, null);
  expect(plan.dialect).toEqual(expected.dialect);
  expect(plan.profile).toBe(expected.profile);
  expect(plan.currency).toEqual(expected.currency);
  expect(plan.mapping).toEqual(expected.mapping);

  await withProject(async (store) => {
    const report = await importInto(store, [path]);
    const lines = readLines(store);
    expect(lines).toHaveLength(expected.lines.length);
    // What the golden file leaves out is as in a plain line.
    for (const [index, line] of expected.lines.entries()) expect(lines[index]).toMatchObject({ refundMinor: 0, costMinor: 0, status: 'normal', currency: null, ...line });
    const { line, column, reason, value } = report.rejections;
    expect(line.map((_, index) => ({ line: line[index], column: column[index], reason: reason[index], value: value[index] }))).toEqual(expected.rejections);
    const [file] = report.files;
    expect(file?.facts).toEqual(expected.facts);
    expect(file?.rows).toBe(expected.lines.length + expected.rejections.length);
    expect(store.rejections({ importId: report.importId, offset: 0, limit: 500 })).toEqual(report.rejections);
  });
});
