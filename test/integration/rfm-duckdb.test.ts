import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RfmResult } from '../../core/contract/rfm.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { DEFAULT_GRID, DEFAULT_RFM } from '../../core/contract/segments.ts';
import { createEngine, type Engine } from '../../core/engine/engine.ts';

/** METRICS §4 in SQL, over files in which nothing is given back by credit notes: the sample shop, and the sales of Online Retail. */

const SAMPLE = fileURLToPath(new URL('../../sample-data/orders.csv.gz', import.meta.url));
const RETAIL = fileURLToPath(new URL('../../../shared/data/online-retail/online-retail.csv.gz', import.meta.url));

const FILES = {
  'the sample shop': {
    file: SAMPLE,
    orders: `select order_id as id, any_value(customer_id) as customer, cast(min(date::timestamp) as date) as day,
             sum(round((quantity::decimal(14, 4) * unit_price::decimal(14, 4) - discount::decimal(14, 4)) * 100)::bigint - round(refund::decimal(14, 4) * 100)::bigint) as net
      from lines where status = 'completed' group by order_id having net > 0`,
  },
  'the sales of Online Retail': {
    file: RETAIL,
    orders: `select InvoiceNo as id, any_value(customer) as customer, cast(min(moment) as date) as day, sum(net) as net
      from (select InvoiceNo, nullif(CustomerID, '') as customer, InvoiceDate::timestamp as moment, round(Quantity::integer * UnitPrice::decimal(14, 4) * 100)::bigint as net
            from lines where not starts_with(InvoiceNo, 'C'))
      group by InvoiceNo having sum(net) > 0`,
  },
} as const;

/** Scores by quantile_cont and strict comparison, then the segment of each cell. */
const scored = (asOf: string, lookBackDays: number | null): string => `
with f as (select customer, date_diff('day', max(day), date '${asOf}') as recency, count(*) as orders, sum(net) as money from sales
           where customer is not null and day <= date '${asOf}' ${lookBackDays === null ? '' : `and day > date '${asOf}' - ${lookBackDays}`} group by customer),
  c as (select quantile_cont(recency, [0.2, 0.4, 0.6, 0.8]) as r, quantile_cont(orders, [0.2, 0.4, 0.6, 0.8]) as f, quantile_cont(money, [0.2, 0.4, 0.6, 0.8]) as m from f),
  s as (select f.*, 1 + len(list_filter(c.r, lambda cut: recency < cut)) as rs, 1 + len(list_filter(c.f, lambda cut: orders > cut)) as fs, 1 + len(list_filter(c.m, lambda cut: money > cut)) as ms from f, c)`;

const numbers = (values: unknown): number[] => (values as (string | number)[]).map(Number);

for (const [name, { file, orders }] of Object.entries(FILES)) {
  const missing = !existsSync(file);
  if (missing) console.log(`skipped: ${name} is absent, nothing to compare with DuckDB`);

  describe.skipIf(missing)(`RFM of ${name}, against SQL`, () => {
    let folder: string;
    let engine: Engine;
    let duckdb: DuckDBConnection;
    let lastDay: string;

    const rows = async (sql: string): Promise<unknown[][]> => (await duckdb.runAndReadAll(sql)).getRowsJson();

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'tenure-rfm-'));
      duckdb = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
      await duckdb.run(`create table lines as select * from read_csv('${file}', all_varchar = true, header = true); create table sales as ${orders}`);
      // Credit notes that DuckDB does not match with orders are taken out of the file for both.
      const sales = join(folder, 'sales.csv');
      await duckdb.run(name === 'the sample shop' ? `copy lines to '${sales}' (header)` : `copy (select * from lines where not starts_with(InvoiceNo, 'C')) to '${sales}' (header)`);
      engine = createEngine({ computeThreads: 2 });
      await engine.call('project.open', { file: engine.grant(join(folder, 'shop.tenure')), create: true });
      await engine.call('import.run', { files: [engine.grant(sales)], plan: null });
      lastDay = (await engine.call('project.info', null)).to!;
    }, 240_000);

    afterAll(async () => {
      duckdb?.closeSync();
      await engine?.close();
      if (folder !== undefined) rmSync(folder, { recursive: true });
    });

    const table = (asOf: string, lookBackDays: number | null): Promise<RfmResult> =>
      engine.call('rfm.table', { scope: { ...DEFAULT_SCOPE, asOf }, settings: { ...DEFAULT_RFM, lookBackDays } });

    const days = (): [string, number | null][] => [
      [lastDay, null],
      [lastDay, 200],
      [new Date(Date.parse(lastDay) - 100 * 86_400_000).toISOString().slice(0, 10), null],
    ];

    test('cut points', async () => {
      for (const [asOf, lookBackDays] of days()) {
        const { cutPoints } = await table(asOf, lookBackDays);
        const [[recency, frequency, monetary]] = (await rows(`${scored(asOf, lookBackDays)} select r, f, m from c`)) as [unknown[]];
        const close = (found: Float64Array, wanted: number[]): void => found.forEach((cut, at) => expect(cut).toBeCloseTo(wanted[at]!, 6));
        close(cutPoints.recencyDays, numbers(recency));
        close(cutPoints.frequency, numbers(frequency));
        close(cutPoints.monetaryMinor, numbers(monetary));
      }
    });

    test('customers, orders and revenue of each segment, to the last minor unit', async () => {
      const segmentOf = `case ${DEFAULT_GRID.flatMap(({ id, cells }) => cells.map(({ recency, frequencyMonetary }) => `when rs = ${recency} and floor((fs + ms) / 2 + 0.5) = ${frequencyMonetary} then '${id}'`)).join(' ')} end`;
      for (const [asOf, lookBackDays] of days()) {
        const { segments } = await table(asOf, lookBackDays);
        const expected = await rows(
          `${scored(asOf, lookBackDays)} select ${segmentOf} as segment, count(*), sum(orders), sum(money), median(recency) from s group by segment order by segment`,
        );
        const found = segments.segment
          .map((id, index) => [id, segments.customers[index], segments.orders[index], segments.netMinor[index], segments.medianRecencyDays[index]] as const)
          .filter(([, customers]) => customers! > 0)
          .toSorted(([one], [other]) => (one < other ? -1 : 1));
        expect(found).toEqual(expected.map(([id, ...values]) => [id, ...values.map(Number)]));
      }
    });

    test('the grid of R and F', async () => {
      const { recencyFrequency } = await table(lastDay, null);
      const expected = new Float64Array(25);
      for (const [recency, frequency, count] of await rows(`${scored(lastDay, null)} select rs, fs, count(*) from s group by all`)) expected[(Number(recency) - 1) * 5 + Number(frequency) - 1] = Number(count);
      expect(recencyFrequency.customers).toEqual(expected);
    });

    test('the file of customers says of each what SQL says', async () => {
      const path = join(folder, 'customers.csv');
      const { rows: written } = await engine.call('customers.export', {
        selection: { kind: 'rfm-cell', query: { scope: DEFAULT_SCOPE, settings: DEFAULT_RFM }, recency: null, frequency: null, monetary: null, frequencyMonetary: null },
        sort: 'customer',
        descending: false,
        rfm: DEFAULT_RFM,
        columns: ['customer', 'recency', 'frequency', 'monetary', 'recencyScore', 'frequencyScore', 'monetaryScore', 'frequencyMonetaryScore', 'segment'],
        names: {},
        format: 'csv',
        file: engine.grantTarget(path),
      });
      const differing = await rows(`${scored(lastDay, null)}, t as (select * from read_csv('${path}', types = {'customer': 'VARCHAR'}))
        select count(*) from s full join t using (customer)
        where t.recencyDays is distinct from s.recency or t.frequency is distinct from s.orders or round(t.monetary * 100) is distinct from s.money or t.r is distinct from rs or t.f is distinct from fs or t.m is distinct from ms
          or t.fm is distinct from floor((fs + ms) / 2 + 0.5)`);
      expect(differing).toEqual([['0']]);
      expect(readFileSync(path, 'utf8').trimEnd().split('\r\n')).toHaveLength(written + 1);
    });
  });
}
