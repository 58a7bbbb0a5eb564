import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, test } from 'vitest';
import { buildFrame } from '../../core/frame/build-frame.ts';
import { viewFrame } from '../../core/frame/view.ts';
import { importInto, withProject } from '../golden/ingest/import-lines.ts';
import { runCohorts, runGaps, runKpis, runSecondOrder } from '../golden/metrics/run.ts';

const path = join(import.meta.dirname, '../../../shared/data/cdnow/CDNOW_sample.txt');
const missing = !existsSync(path);
if (missing) console.log('skipped: ../shared/data/cdnow is absent');

/** A purchase day a row, money in cents: rows of one customer and day are one order where a file has no order ids. */
const DAYS = `(select customer, day, sum(cents) as cents, row_number() over (partition by customer order by day) as place
  from (select column1 as customer, cast(strptime(column3, '%Y%m%d') as date) as day, round(cast(column5 as decimal(10, 2)) * 100)::bigint as cents
        from (select string_split_regex(trim(line), '\\s+') as cells, cells[1] as column1, cells[3] as column3, cells[5] as column5
              from read_csv('${path}', header = false, columns = {'line': 'varchar'}, delim = '|')))
  group by 1, 2 having sum(cents) > 0)`;

test.skipIf(missing)('the CDNOW sample: 2,357 customers of the first quarter of 1997, and what SQL says of them', { timeout: 60_000 }, async () => {
  await withProject(async (store) => {
    const report = await importInto(store, [path]);
    expect(report.files).toMatchObject([{ rows: 6919, imported: 6919, rejected: 0, facts: { lines: 6919, customers: 2357 } }]);
    const frame = buildFrame(store.lineSource());
    const view = viewFrame(frame, { asOfDay: null, refunds: 'original-order', filters: [] });
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const numbers = async (sql: string): Promise<number[]> => (await connection.runAndReadAll(sql)).getRowsJson()[0]!.map(Number);
    try {
      // Some customers only ever received free orders: they have bought nothing.
      const [customers, orders, net, repeaters] = await numbers(`select count(distinct customer), count(*), sum(cents), count(*) filter (place = 2) from ${DAYS}`);
      expect([view.tally.customers, view.tally.orders[0], view.tally.netMinor[0]]).toEqual([customers, orders, net]);
      const quarters = runCohorts(view, { key: 'quarter', age: 'quarter', measure: 'retained' });
      expect(quarters.cohorts[0]).toBe('1997-01-01');
      expect(quarters.sizes.reduce((sum, size) => sum + size, 0)).toBe(customers);
      expect(quarters.sizes[0]).toBe((await numbers(`select count(*) from ${DAYS} where place = 1 and day < '1997-04-01'`))[0]);
      const { events } = runSecondOrder(view);
      expect(events).toBe(repeaters);
      const { gaps } = runGaps(view);
      expect(gaps).toBe(orders! - customers!);
      const { figures } = runKpis(view, { period: { from: '1997-01-01', to: '1998-07-01' } });
      expect(figures.find(({ key }) => key === 'repeatPurchaseRate')).toMatchObject({ numerator: repeaters, denominator: customers });
    } finally {
      connection.closeSync();
    }
  });
});
