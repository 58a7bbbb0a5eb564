import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectFile } from '../../../core/ingest/inspect-file.ts';
import { importInto, readLines, withProject } from '../../golden/ingest/import-lines.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenure-cancelled-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function statusesOf(name: string, text: string): Promise<{ profile: string; statuses: string[][] }> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const { plan } = await inspectFile(path, null);
  return withProject(async (store) => {
    await importInto(store, [path]);
    return { profile: plan.profile, statuses: readLines(store).map(({ order, status }) => [order, status]) };
  });
}

test('Shopify: an order with a day of cancellation is cancelled with all its items, though it was paid', async () => {
  const text = `Name,Email,Financial Status,Currency,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Cancelled at
#1,ann@example.com,paid,USD,30.00,0.00,2024-01-15 17:41:00 -0500,2,Mug,10.00,2024-01-16 08:00:00 -0500
#1,,,,,,,1,Tea,10.00,
#2,bob@example.com,paid,USD,10.00,0.00,2024-01-15 17:41:00 -0500,1,Mug,10.00,
#3,bob@example.com,voided,USD,10.00,0.00,2024-01-15 17:41:00 -0500,1,Mug,10.00,
`;
  expect(await statusesOf('shopify.csv', text)).toEqual({ profile: 'shopify', statuses: [['#1', 'cancelled'], ['#1', 'cancelled'], ['#2', 'normal'], ['#3', 'cancelled']] });
});

test('elsewhere by the name of the column; a day of noughts is none', async () => {
  const text = `order,date,customer,amount,Cancelled on\n1,2024-01-15,a,1.00,2024-01-16\n2,2024-01-15,a,1.00,0000-00-00 00:00:00\n3,2024-01-15,a,1.00,\n`;
  expect(await statusesOf('other.csv', text)).toEqual({ profile: 'generic', statuses: [['1', 'cancelled'], ['2', 'normal'], ['3', 'normal']] });
});
