import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspectFile } from '../../../core/ingest/inspect-file.ts';
import { importInto, readLines, withProject } from './import-lines.ts';

const path = join(import.meta.dirname, '../../../../shared/data/shopify/orders-249.csv');

// The literals come from the file itself, by awk over its cells (none is quoted) and again by Python's csv and decimal modules: 249 rows; 127
// distinct Name; 57 distinct lower-case Email; 7 rows of the 5 orders without one (#1020, #1043, #1075, #1085, #1100); the Total of each
// order's first row adds up to 15063.00 and its Refunded Amount to 423.75; the 122 rows behind first rows have no Total. All offsets are -0500.
test.skipIf(!existsSync(path))('a real Shopify export counts each order’s total once (skipped where ../shared/data is absent)', async () => {
  const { plan, warnings } = await inspectFile(path, null);
  expect(plan).toMatchObject({ profile: 'shopify', currency: { code: 'USD' }, rowRules: { once: ['amount', 'refund'] } });
  expect(warnings).toContainEqual({ code: 'order-figure-once', column: 'Total' });
  expect(warnings).toContainEqual({ code: 'no-customer', share: 7 / 249 });
  await withProject(async (store) => {
    const report = await importInto(store, [path]);
    expect(report.files[0]).toMatchObject({ rows: 249, imported: 249, rejected: 0, facts: { lines: 249, orders: 127, customers: 57, anonymousLines: 7 } });
    const lines = readLines(store);
    expect(lines.reduce((sum, line) => sum + line.netMinor, 0)).toBe(1_506_300);
    expect(lines.reduce((sum, line) => sum + line.refundMinor, 0)).toBe(42_375);
    expect(lines.filter((line) => line.netMinor === 0)).toHaveLength(122);
    expect(new Set(lines.filter((line) => line.customer === null).map((line) => line.order))).toEqual(new Set(['#1020', '#1043', '#1075', '#1085', '#1100']));
    // Rows 2 to 4 of the file are one order of three items.
    expect(lines.slice(0, 3).map(({ order, customer, moment, productName, netMinor }) => [order, customer, moment, productName, netMinor])).toEqual([
      ['#1001', 'customer1@example.com', '2025-01-15T17:41:00', 'Deluxe Bundle', 18_350],
      ['#1001', 'customer1@example.com', '2025-01-15T17:41:00', 'Blue Widget', 0],
      ['#1001', 'customer1@example.com', '2025-01-15T17:41:00', 'Red Gadget', 0],
    ]);
  });
});
