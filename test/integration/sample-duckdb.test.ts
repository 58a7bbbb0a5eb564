import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CohortMatrix, CohortQuery } from '../../core/contract/cohorts.ts';
import type { KpiKey } from '../../core/contract/kpis.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { spendFacts } from '../../core/engine/spend-facts.ts';
import { buildFrame } from '../../core/frame/build-frame.ts';
import type { FrameView } from '../../core/frame/order-frame.ts';
import { viewFrame } from '../../core/frame/view.ts';
import { importFiles } from '../../core/ingest/import-files.ts';
import { dayOfIso } from '../../core/maths/calendar.ts';
import { acquisitionOf } from '../../core/metrics/acquisition.ts';
import { openProject, type ProjectStore } from '../../core/store/project-store.ts';
import { rowsOf, runCohorts, runConcentration, runGaps, runKpis, runSecondOrder } from '../golden/metrics/run.ts';

const sample = (name: string): string => fileURLToPath(new URL(`../../sample-data/${name}`, import.meta.url));
const FILE = sample('orders.csv.gz');
const SPEND = sample('spend.csv');
const missing = !existsSync(FILE);
if (missing) console.log('skipped: sample-data/orders.csv.gz has not been generated, nothing to compare with DuckDB');

/** METRICS §1 in SQL. A document a row, money in kopiykas; an order counts when it is completed and something is left of it. */
const DOCUMENTS = `
create table documents as
select order_id as id, any_value(nullif(customer_id, '')) as customer, min(cast(date as timestamp)) as moment, cast(min(cast(date as timestamp)) as date) as day,
       sum(round(quantity * unit_price * 100))::bigint as gross, sum(round(quantity * unit_price * 100) - round(discount * 100))::bigint as own,
       sum(round(refund * 100))::bigint as refund, sum(round(cost * 100))::bigint as cost, any_value(status) as status, any_value(channel) as channel,
       any_value(nullif(coupon, '')) as coupon, first(product_id order by line) as product
from (select row_number() over () as line, * from read_csv('${FILE}', header = true, types = {'quantity': 'decimal(12, 3)', 'unit_price': 'decimal(14, 4)', 'discount': 'decimal(14, 4)',
      'refund': 'decimal(14, 4)', 'cost': 'decimal(14, 4)', 'order_id': 'varchar', 'customer_id': 'varchar', 'coupon': 'varchar'}))
group by order_id;
-- Sold, also what was given back in full; and of these, the orders.
create table sold as select *, own - refund as net, own > refund as counts from documents where status = 'completed' and own > 0;
create view orders as select * from sold where counts;
create table firsts as select customer, moment as first_moment, id as first_id from orders where customer is not null
  qualify row_number() over (partition by customer order by moment, id) = 1;
create table placed as
select s.*, cast(first_moment as date) as first_day, o.channel as first_channel, o.product as first_product, o.gross > o.own as discounted
from sold s join firsts f on s.customer = f.customer and (s.moment > first_moment or (s.moment = first_moment and s.id >= first_id)) join orders o on o.id = first_id;`;

describe.skipIf(missing)('the sample, against SQL', () => {
  let folder: string;
  let store: ProjectStore;
  let duckdb: DuckDBConnection;
  let view: FrameView;

  const rows = async (sql: string): Promise<unknown[][]> => (await duckdb.runAndReadAll(sql)).getRowsJson();
  const numbers = async (sql: string): Promise<number[]> => (await rows(sql))[0]!.map(Number);
  const texts = (name: string): ((code: number) => string) => {
    const dictionary = store.dictionary(name);
    return (code) => dictionary.text(code);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tenure-sample-'));
    store = openProject(join(folder, 'sample.tenure'), { create: true });
    await importFiles({ paths: [FILE, SPEND], plan: null, store, cancelled: () => false, onProgress: () => undefined });
    view = viewFrame(buildFrame(store.lineSource()), { asOfDay: null, refunds: 'original-order', filters: [] });
    duckdb = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
    await duckdb.run(DOCUMENTS);
  }, 120_000);

  afterAll(() => {
    duckdb?.closeSync();
    store?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  /** Cells by cohort and age, 0 where the matrix has none yet. */
  const cellsOf = (matrix: CohortMatrix, column: Float64Array | Uint32Array): Map<string, number> =>
    new Map(rowsOf(matrix, column).flatMap((row, i) => row.map((value, age): [string, number] => [`${matrix.cohorts[i]!} ${age}`, Number.isNaN(value) ? 0 : value])));
  /** Every cell of the matrix is what SQL says, and SQL says of no other. */
  const expectCells = (made: Map<string, number>, expected: unknown[][]): void => {
    const wanted = new Map(expected.map(([cohort, age, value]) => [`${String(cohort)} ${String(age)}`, Number(value)]));
    for (const [place, value] of made) expect([place, value]).toEqual([place, wanted.get(place) ?? 0]);
    for (const place of wanted.keys()) expect(made.has(place), place).toBe(true);
  };

  const MEASURES: [CohortQuery['measure'], string][] = [
    ['orders', 'count(*) filter (counts)'],
    ['grossRevenue', 'sum(gross)'],
    ['netRevenue', 'sum(net)'],
    ['refunds', 'sum(refund)'],
    ['margin', 'sum(net) - coalesce(sum(cost) filter (counts), 0)'],
    ['retained', 'count(distinct customer) filter (counts)'],
  ];
  const UNITS = ['week', 'month', 'quarter', 'year'] as const;

  test.each(MEASURES)('%s of cohorts by week, month, quarter and year', async (measure, sql) => {
    for (const unit of UNITS) {
      const matrix = runCohorts(view, { key: unit, age: unit, measure });
      expectCells(
        cellsOf(matrix, matrix.cells),
        await rows(`select strftime(date_trunc('${unit}', first_day), '%Y-%m-%d'), date_diff('${unit}', date_trunc('${unit}', first_day), date_trunc('${unit}', day)), ${sql}
                    from placed group by 1, 2`),
      );
    }
  });

  test.each(MEASURES)('%s by first product and 90-day windows, of those observed throughout', async (measure, sql) => {
    const matrix = runCohorts(view, { key: 'product', age: { windowDays: 90 }, measure, top: 1000 }, texts('product'));
    const observed = new Map(
      (await rows(`select first_product, age, count(*) from (select distinct customer, first_product, first_day from placed), range(9) ages(age)
                   where date '2026-01-01' - first_day >= (age + 1) * 90 group by 1, 2`)).map(([product, age, count]) => [`${String(product)} ${String(age)}`, Number(count)]),
    );
    const eligible = cellsOf(matrix, matrix.eligible);
    for (const [place, count] of eligible) expect([place, count]).toEqual([place, observed.get(place) ?? 0]);
    const made = cellsOf(matrix, matrix.cells);
    const expected = await rows(`select first_product, (day - first_day) // 90 as age, ${sql} from placed where date '2026-01-01' - first_day >= (age + 1) * 90 group by 1, 2`);
    expectCells(new Map([...made].filter(([place]) => eligible.get(place)! > 0)), expected);
  });

  test('discounted or not, by number of the order', async () => {
    const matrix = runCohorts(view, { key: 'discounted', age: 'order', measure: 'retained' });
    expectCells(
      cellsOf(matrix, matrix.cells),
      await rows(`select if(discounted, 'discounted', 'full-price'), place - 1, count(*)
                  from (select *, row_number() over (partition by customer order by moment, id) as place from placed where counts) group by 1, 2`),
    );
  });

  test('the mean and its interval: revenue so far per customer of a channel, over those observed', async () => {
    const matrix = runCohorts(view, { key: 'attribute:channel', age: 'month', measure: 'revenuePerCustomer', cumulative: true }, texts('channel'));
    for (const age of [0, 3, 12]) {
      // Mean and standard error over customers, each a number of his own.
      const [mean, error, count] = await numbers(`
        with watched as (select distinct customer, first_day from placed where date_diff('month', date_trunc('month', first_day), date '2026-01-01') > ${age}),
             spent as (select w.customer, coalesce(sum(net) filter (date_diff('month', date_trunc('month', p.first_day), date_trunc('month', day)) <= ${age}), 0) as net
                       from watched w join placed p using (customer) group by 1)
        select avg(net), stddev_samp(net) / sqrt(count(*)), count(*) from spent`);
      expect(matrix.meanEligible[age]).toBe(count);
      expect(matrix.weightedMean[age]).toBeCloseTo(mean!, 6);
      // A hundred groups estimate the error to about 7 %.
      const half = (matrix.meanUpper[age]! - matrix.meanLower[age]!) / 2;
      expect(Math.abs(half / (1.984 * error!) - 1)).toBeLessThan(0.25);
    }
  });

  test('figures of 2025: customers at the end, profit and acquisition cost', async () => {
    const spend = spendFacts(store, null);
    const period = { from: '2025-01-01', to: '2026-01-01' };
    const { figures } = runKpis(view, { period, activityWindowDays: 180, retentionChannels: ['telegram'] }, undefined, spend);
    const terms = (key: KpiKey): unknown => {
      const { numerator, denominator } = figures.find((figure) => figure.key === key)!;
      return [numerator, denominator];
    };
    const [atEnd, profit, active, fresh, won, kept] = await numbers(`
      select (select count(distinct customer) from orders where day >= date '2026-01-01' - 180),
             (select sum(net) - sum(cost) filter (counts) from placed where day >= '2025-01-01'),
             (select count(distinct customer) from orders where day >= '2025-01-01'),
             (select count(*) from firsts where first_moment >= '2025-01-01'),
             (select round(sum(amount) filter (channel <> 'telegram') * 100) from read_csv('${SPEND}') where month >= '2025-01-01'),
             (select round(sum(amount) filter (channel = 'telegram') * 100) from read_csv('${SPEND}') where month >= '2025-01-01')`);
    expect(terms('customersAtEnd')).toEqual([atEnd, 1]);
    expect(terms('acquisitionCost')).toEqual([won, fresh]);
    expect(terms('netProfitPerCustomer')).toEqual([profit! - kept!, active]);
    const query = { scope: DEFAULT_SCOPE, period, field: 'channel' };
    const matrix = runCohorts(view, { key: 'attribute:channel', age: 'month', measure: 'marginPerCustomer', cumulative: true, acquired: period, top: 1000 }, texts('channel'));
    const { channels } = acquisitionOf(matrix, spend, query, dayOfIso('2025-12-31'));
    const expected = await rows(`
      select channel, round(sum(amount) * 100)::bigint, any_value(fresh)
      from read_csv('${SPEND}') join (select first_channel as channel, count(distinct customer) as fresh from placed where first_day >= '2025-01-01' group by 1) using (channel)
      where month >= '2025-01-01' group by 1 order by 2 desc`);
    expect(channels.map(({ channel, spendMinor, newCustomers }) => [channel, spendMinor, newCustomers])).toEqual(expected.map(([channel, amount, count]) => [channel, Number(amount), Number(count)]));
  });

  test('days between orders', async () => {
    const { gaps, counts, quantiles, byOrder } = runGaps(view);
    const GAPS = `(select day - lag(day) over (partition by customer order by moment, id) as days, row_number() over (partition by customer order by moment, id) as place
                  from orders where customer is not null)`;
    const histogram = await rows(`select days, count(*) from ${GAPS} where days is not null group by 1`);
    expect(Object.fromEntries(Array.from(counts.entries()).filter(([, count]) => count > 0))).toEqual(Object.fromEntries(histogram.map(([days, count]) => [Number(days), Number(count)])));
    const [all, ...cuts] = await numbers(`select count(days), ${[0.1, 0.25, 0.5, 0.75, 0.9].map((share) => `quantile_cont(days, ${share})`).join()} from ${GAPS}`);
    expect(gaps).toBe(all);
    quantiles.forEach(({ days }, at) => expect(days).toBeCloseTo(cuts[at]!, 9));
    const numbered = await rows(`select place, count(*), quantile_cont(days, 0.5), quantile_cont(days, 0.9) from ${GAPS} where place between 2 and 50 group by 1 order by 1`);
    const made = Array.from(byOrder.orderNumber, (number, at) => [number, byOrder.gaps[at], byOrder.median[at], Math.round(byOrder.p90[at]! * 1e6)]);
    expect(made).toEqual(numbered.map(([place, count, median, p90]) => [Number(place), Number(count), Number(median), Math.round(Number(p90) * 1e6)]));
  });

  test('revenue of the best customers, and Gini', async () => {
    const period = { from: '2025-01-01', to: '2026-01-01' };
    const { customers, netMinor, gini, shares } = runConcentration(view, { period });
    const SPENT = `(select customer, sum(net) as net, row_number() over (order by sum(net)) as place, count(*) over () as n
                    from sold where customer is not null and day >= '2025-01-01' group by customer having bool_or(counts))`;
    const [count, net, index] = await numbers(`select count(*), sum(net), 2 * sum(place * net) / (count(*) * sum(net)) - (count(*) + 1) / count(*) from ${SPENT}`);
    expect([customers, netMinor]).toEqual([count, net]);
    expect(gini.value).toBeCloseTo(index!, 12);
    for (const { top, share } of shares) {
      const [sql] = await numbers(`select sum(net * least(1, greatest(0, n * ${top} - (n - place)))) / sum(net) from ${SPENT}`);
      expect(share).toBeCloseTo(sql!, 12);
    }
  });

  test('customers at risk before their second order', async () => {
    const { table, customers, events } = runSecondOrder(view);
    const WAITS = `(select coalesce(second - first_day, date '2025-12-31' - first_day) as days, second is not null as came
                    from (select customer, min(day) as first_day, min(day) filter (place = 2) as second
                          from (select *, row_number() over (partition by customer order by moment, id) as place from orders where customer is not null) group by 1))`;
    expect([customers, events]).toEqual(await numbers(`select count(*), count(*) filter (came) from ${WAITS}`));
    for (const [at, day] of table.days.entries()) {
      expect([table.atRisk[at], table.events[at], table.censored[at]]).toEqual(
        await numbers(`select count(*) filter (days >= ${day}), count(*) filter (came and days <= ${day}), count(*) filter (not came and days < ${day}) from ${WAITS}`),
      );
    }
  });
});
