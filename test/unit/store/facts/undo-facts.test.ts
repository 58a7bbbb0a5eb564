import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImportPlan } from '../../../../core/contract/imports.ts';
import { inspectFile } from '../../../../core/ingest/inspect-file.ts';
import type { ProjectStore } from '../../../../core/store/project-store.ts';
import { importInto, withProject } from '../../../golden/ingest/import-lines.ts';

// Files know some of the columns; an empty cell of a column that a file has takes the value away.
const COLUMNS = ['name', 'city', 'Loyalty tier'] as const;
const cell = fc.constantFrom('', 'a', 'b');
const fileArbitrary = fc.record({
  columns: fc.subarray([...COLUMNS], { minLength: 1 }),
  rows: fc.uniqueArray(fc.record({ customer: fc.integer({ min: 1, max: 4 }), cells: fc.tuple(cell, cell, cell) }), { selector: ({ customer }) => customer, minLength: 1, maxLength: 4 }),
});
const stepArbitrary = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('import' as const), file: fileArbitrary }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat() }) },
);
type Row = Record<string, string | null>;
type Patch = Map<number, Row>;

test('facts are what the imports that are left make of them, patch upon patch', { timeout: 300_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 8 }), async (steps) => {
      await withProject(async (store, folder) => {
        const patches = new Map<number, Patch>();
        const before = new Map<number, ReturnType<ProjectStore['info']>>();
        for (const [at, step] of steps.entries()) {
          if (step.kind === 'undo') {
            const ids = [...patches.keys()];
            const importId = ids[step.which % Math.max(1, ids.length)];
            if (importId === undefined) continue;
            store.undoImport(importId);
            patches.delete(importId);
            if (importId === Math.max(...ids) && before.has(importId)) expect(store.info()).toEqual(before.get(importId));
            else before.clear();
          } else {
            const { columns, rows } = step.file;
            const values = (cells: readonly string[]): Row => Object.fromEntries(columns.map((name) => [name, cells[COLUMNS.indexOf(name)] === '' ? null : (cells[COLUMNS.indexOf(name)] ?? null)]));
            const path = join(folder, `${at}.csv`);
            writeFileSync(path, `customer,email,${columns.join(',')}\n${rows.map(({ customer, cells }) => `c${customer},c${customer}@example.org,${columns.map((name) => cells[COLUMNS.indexOf(name)]).join(',')}\n`).join('')}`);
            const info = store.info();
            const { importId, files } = await importInto(store, [path], await planFor(path));
            const known = recordsOf(patches);
            const patch: Patch = new Map(rows.map(({ customer, cells }) => [customer, values(cells)]));
            const counts = { imported: 0, updated: 0, duplicates: 0 };
            for (const [customer, row] of patch) {
              const old = known.get(customer);
              if (old === undefined) counts.imported++;
              else if (Object.entries(row).some(([name, value]) => (old[name] ?? null) !== value)) counts.updated++;
              else counts.duplicates++;
            }
            expect(files[0]).toMatchObject({ rows: rows.length, rejected: 0, ...counts });
            if (importId === null) expect(store.info()).toEqual(info);
            else {
              patches.set(importId, patch);
              before.set(importId, info);
            }
          }
          expect(storedRecords(store)).toEqual(recordsOf(patches));
          expect(store.info().facts.customerRecords).toBe(recordsOf(patches).size);
        }
      });
    }),
    { numRuns: 40 },
  );
});

async function planFor(path: string): Promise<ImportPlan> {
  const { plan, columns } = await inspectFile(path, null);
  const tier = columns.findIndex(({ name }) => name === 'Loyalty tier');
  return { ...plan, kind: 'customers', attributes: tier < 0 ? [] : [tier] };
}

function recordsOf(patches: Map<number, Patch>): Map<number, Row> {
  const records = new Map<number, Row>();
  for (const importId of [...patches.keys()].sort((one, other) => one - other)) {
    for (const [customer, row] of patches.get(importId) ?? []) records.set(customer, { name: null, city: null, 'Loyalty tier': null, ...records.get(customer), ...row });
  }
  return new Map([...records].sort(([one], [other]) => one - other));
}

function storedRecords(store: ProjectStore): Map<number, Row> {
  const { rows, customer, name, city, attributes } = store.facts('customers');
  const names = store.dictionary('customer');
  const records = Array.from({ length: rows }, (_, row): [number, Row] => {
    const further = JSON.parse(String(attributes[row])) as Record<string, string>;
    return [Number(names.text(Number(customer[row])).slice(1)), { name: name[row] as string | null, city: city[row] as string | null, 'Loyalty tier': further['Loyalty tier'] ?? null }];
  });
  return new Map(records.sort(([one], [other]) => one - other));
}
