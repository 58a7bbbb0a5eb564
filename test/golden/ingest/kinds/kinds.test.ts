import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ImportPlan } from '../../../../core/contract/imports.ts';
import type { FactKind } from '../../../../core/frame/fact-target.ts';
import { inspectFile } from '../../../../core/ingest/inspect-file.ts';
import { importInto, withProject } from '../import-lines.ts';
import { factsInWords } from './facts-in-words.ts';

interface Expected {
  kind: FactKind;
  mapping: ImportPlan['mapping'];
  /** Headers of the columns to keep as attributes. */
  attributes: string[];
  counts: Record<'rows' | 'imported' | 'updated' | 'duplicates' | 'rejected', number>;
  facts: Record<string, unknown>[];
  rejections: { line: number; column: string; reason: string; value: string }[];
}

const folder = import.meta.dirname;
const names = readdirSync(folder).filter((name) => name.endsWith('.csv'));

test.each(names)('%s is recognised and becomes the facts written beside it; a second time all is known', async (name) => {
  const path = join(folder, name);
  const expected = JSON.parse(readFileSync(path.replace(/\.csv$/, '.expected.json'), 'utf8')) as Expected;
  const proposal = await inspectFile(path, null);
  expect(proposal.plan.kind).toBe(expected.kind);
  expect(proposal.plan.mapping).toEqual(expected.mapping);
  expect(proposal.warnings).toEqual([]);
  const headers = proposal.columns.map((column) => column.name);
  const plan: ImportPlan = { ...proposal.plan, attributes: expected.attributes.map((attribute) => headers.indexOf(attribute)) };

  await withProject(async (store) => {
    const report = await importInto(store, [path], plan);
    expect(report.files).toMatchObject([{ kind: expected.kind, ...expected.counts }]);
    const { line, column, reason, value } = report.rejections;
    expect(line.map((_, index) => ({ line: line[index], column: column[index], reason: reason[index], value: value[index] }))).toEqual(expected.rejections);
    expect(factsInWords(store, expected.kind)).toEqual(expected.facts);

    const fingerprint = store.fingerprint();
    const again = await importInto(store, [path], plan);
    const { rows, rejected, imported, duplicates } = expected.counts;
    expect(again.files).toMatchObject([{ rows, imported: 0, updated: 0, duplicates: imported + duplicates, rejected }]);
    expect(factsInWords(store, expected.kind)).toEqual(expected.facts);
    expect(store.fingerprint()).toBe(fingerprint);
  });
});
