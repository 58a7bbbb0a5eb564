import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildFrame } from '../../../../core/frame/build-frame.ts';
import { forecastImport } from '../../../../core/ingest/import-files.ts';
import type { ProjectStore } from '../../../../core/store/project-store.ts';
import { importInto, readLines, withProject } from '../../../golden/ingest/import-lines.ts';
import { createModel, type ModelLine } from './reimport-model.ts';

const lineArbitrary = fc.record({
  product: fc.constantFrom('tea', 'cup', 'pot'),
  quantity: fc.constantFrom(1, 1, 2, -1),
  price: fc.constantFrom(100, 250),
  channel: fc.constantFrom('web', 'shop', ''),
});
/** One order as one file has it: most of its lines are the same from file to file. */
const orderArbitrary = fc.record({
  order: fc.integer({ min: 1, max: 8 }),
  customer: fc.constantFrom('', 'same', 'same', 'same'),
  lines: fc.array(lineArbitrary, { minLength: 1, maxLength: 4 }),
  usual: fc.nat({ max: 3 }),
});
const fileArbitrary = fc.uniqueArray(orderArbitrary, { selector: ({ order }) => order, minLength: 1, maxLength: 8 });
const stepArbitrary = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('import' as const), files: fc.array(fileArbitrary, { minLength: 1, maxLength: 2 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), which: fc.nat() }) },
);

type OrderedFile = typeof fileArbitrary extends fc.Arbitrary<infer File> ? File : never;

const USUAL = ['tea', 'cup', 'cup', 'pot'];

function linesOf(file: OrderedFile): ModelLine[] {
  return file.flatMap(({ order, customer, lines, usual }) => [
    ...USUAL.slice(0, usual).map((product): ModelLine => ({ order: `A${order}`, date: '2024-01-05', customer: `c${order % 3}`, product, quantity: 1, price: 100, channel: 'web' })),
    ...lines.map((line): ModelLine => ({ order: `A${order}`, date: '2024-01-05', customer: customer === '' ? '' : `c${order % 3}`, ...line })),
  ]);
}

function csvOf(lines: readonly ModelLine[]): string {
  const rows = lines.map(({ order, date, customer, product, quantity, price, channel }) => `${order},${date},${customer},${product},${quantity},${(price / 100).toFixed(2)},${channel}\n`);
  return `order,date,customer,product,quantity,price,channel\n${rows.join('')}`;
}

const inWords = (line: ModelLine): string => [line.order, line.customer, line.product, line.quantity, line.quantity * line.price, line.channel].join('|');
const liveWords = (store: ProjectStore): string[] =>
  readLines(store)
    .map((line) => [line.order, line.customer ?? '', line.product, line.quantity, line.netMinor, line.attributes['channel'] ?? ''].join('|'))
    .sort();

describe('imports that overlap, and their undoing', () => {
  test('come to what brute force over plain objects comes to', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stepArbitrary, { minLength: 1, maxLength: 7 }), async (steps) => {
        await withProject(async (store, folder) => {
          const model = createModel();
          const before = new Map<number, ReturnType<ProjectStore['info']>>();
          for (const [at, step] of steps.entries()) {
            if (step.kind === 'undo') {
              const ids = model.importIds();
              const importId = ids[step.which % Math.max(1, ids.length)];
              if (importId === undefined) continue;
              model.undo(importId);
              store.undoImport(importId);
              const wasLast = importId === Math.max(...ids);
              if (wasLast && before.has(importId)) expect(store.info()).toEqual(before.get(importId));
              if (!wasLast) before.clear();
            } else {
              const files = step.files.map(linesOf);
              const paths = files.map((lines, index) => {
                const path = join(folder, `${at}-${index}.csv`);
                writeFileSync(path, csvOf(lines));
                return path;
              });
              const info = store.info();
              const forecast = await forecastImport({ paths, plan: null, store, cancelled: () => false, onProgress: () => undefined });
              expect(store.info()).toEqual(info);
              const report = await importInto(store, paths);
              const expected = model.import(files);
              expect(report.files.map(({ imported, updated, duplicates }) => ({ imported, updated, duplicates }))).toEqual(expected.counts);
              expect(forecast.files).toEqual(report.files);
              expect(report.importId).toBe(expected.importId);
              for (const { rows, imported, updated, duplicates, rejected } of report.files) expect(imported + updated + duplicates + rejected).toBe(rows);
              if (report.importId === null) expect(store.info()).toEqual(info);
              else before.set(report.importId, info);
            }
            const live = model.live();
            expect(liveWords(store)).toEqual(live.map(inWords).sort());
            expect(store.info()).toMatchObject({
              lines: live.length,
              orders: new Set(live.map(({ order }) => order)).size,
              anonymousLines: live.filter(({ customer }) => customer === '').length,
              imports: model.importIds().map((importId) => ({ importId })),
            });
            const frame = buildFrame(store.lineSource());
            expect([frame.lines, frame.orders]).toEqual([live.length, new Set(live.map(({ order }) => order)).size]);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});
