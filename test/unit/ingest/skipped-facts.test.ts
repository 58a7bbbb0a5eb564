import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importInto, withProject } from '../../golden/ingest/import-lines.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-skipped-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['customers', 'customer_id,email,birth_date,marketing_consent\nC1,ann@example.com,1990-01-02,yes\n,,,\ncustomer_id,email,birth_date,marketing_consent\nC2,bob@example.com,1991-02-03,no\nC3,cid@example.com,1991-02-30,no\n'],
  ['spend', 'date,channel,spend\n2025-01-01,google,100\n,,\ndate,channel,spend\n2025-01-02,google,200\nnever,google,1\nTotal,,300\n'],
] as const)('in %s, blank rows, the header again and totals are skipped by name, and all rows are accounted for', async (kind, text) => {
  const path = join(folder, `${kind}.csv`);
  writeFileSync(path, text);
  await withProject(async (store) => {
    const [file] = (await importInto(store, [path])).files;
    const skipped = [{ rule: 'blank', rows: 1 }, { rule: 'repeated-header', rows: 1 }, ...(kind === 'spend' ? [{ rule: 'total', rows: 1 }] : [])];
    expect(file).toMatchObject({ kind, imported: 2, updated: 0, duplicates: 0, rejected: 1, skipped });
    expect(file?.rows).toBe(2 + 1 + skipped.length);
    expect(store.imports().at(-1)?.files[0]?.skipped?.toSorted((one, other) => (one.rule < other.rule ? -1 : 1))).toEqual(skipped);
  });
});
