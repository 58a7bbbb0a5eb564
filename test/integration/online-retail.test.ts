import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { importInto, withProject } from '../golden/ingest/import-lines.ts';

const path = join(import.meta.dirname, '../../../shared/data/online-retail/online-retail.csv.gz');

// Figures of the file counted with other tools; the CSV is that of the UCI repository, CC0.
test.skipIf(!existsSync(path))('Online Retail (skipped where ../shared/data is absent)', async () => {
  await withProject(async (store) => {
    const report = await importInto(store, [path]);
    expect(report.files).toEqual([
      {
        file: 'online-retail.csv.gz', rows: 541_909, imported: 541_909, rejected: 0, duplicates: 0, updated: 0,
        facts: {
          lines: 541_909, orders: 25_900, customers: 4372, anonymousLines: 135_080, creditLines: 9288, negativeQuantityLines: 10_624,
          zeroPriceLines: 2515, grossMinor: 974_774_793,
        },
      },
    ]);
    expect(store.info()).toMatchObject({ lines: 541_909, orders: 25_900, customers: 4372, from: '2010-12-01', to: '2011-12-09', currency: { code: 'GBP' } });

    // The stored lines say the same again.
    let lines = 0;
    let gross = 0;
    let anonymous = 0;
    const orders = new Set<number>();
    const countries = store.dictionary('country');
    for (const batch of store.lineSource().batches()) {
      lines += batch.rows;
      for (let row = 0; row < batch.rows; row++) {
        gross += batch.gross[row]!;
        orders.add(batch.order[row]!);
        if (batch.customer[row] === 0xffff_ffff) anonymous++;
      }
    }
    expect({ lines, gross, anonymous, orders: orders.size, countries: countries.size }).toEqual({ lines: 541_909, gross: 974_774_793, anonymous: 135_080, orders: 25_900, countries: 38 });
    expect((await importInto(store, [path])).files).toMatchObject([{ rows: 541_909, imported: 0, updated: 0, duplicates: 541_909 }]);
  });
});

describe.skipIf(!existsSync(path))('Online Retail in pieces (skipped where ../shared/data is absent)', () => {
  /** Pieces [from, to) of the file’s rows. */
  const writePieces = (folder: string, pieces: readonly (readonly [number, number])[]): string[] => {
    const [header = '', ...rows] = gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n');
    return pieces.map(([from, to], index) => {
      const piece = join(folder, `piece-${index}.csv`);
      writeFileSync(piece, `${[header, ...rows.slice(from, to)].join('\n')}\n`);
      return piece;
    });
  };
  const WHOLE = { lines: 541_909, orders: 25_900, customers: 4372, anonymousLines: 135_080, lineFacts: { grossMinor: 974_774_793 } };

  // 1,021 is a prime: the cuts fall inside invoices.
  test('that are cut in the middle of invoices is whole', { timeout: 300_000 }, async () => {
    await withProject(async (store, folder) => {
      const cuts = Array.from({ length: 27 }, (_, index) => Math.min(541_909, index * 1021 * 20));
      const { files } = await importInto(store, writePieces(folder, cuts.slice(0, -1).map((cut, index) => [cut, index === 25 ? 541_909 : cuts[index + 1]!] as const)));
      expect(files.reduce((sum, file) => sum + file.imported, 0)).toBe(541_909);
      expect(store.info()).toMatchObject(WHOLE);
    });
  });

  test('that overlap is whole, and each row of an overlap is the same', { timeout: 300_000 }, async () => {
    await withProject(async (store, folder) => {
      const pieces = [0, 1, 2, 3].map((index) => [index * 130_001, Math.min(541_909, index * 130_001 + 160_003)] as const);
      const { files } = await importInto(store, writePieces(folder, pieces));
      const rows = pieces.reduce((sum, [from, to]) => sum + to - from, 0);
      expect(files.reduce((sum, file) => sum + file.duplicates, 0)).toBe(rows - 541_909);
      expect(files.reduce((sum, file) => sum + file.updated, 0)).toBe(0);
      expect(store.info()).toMatchObject(WHOLE);
    });
  });
});
