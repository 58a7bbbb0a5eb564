import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance, type DuckDBConnection } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KpiKey, KpiResult } from '../../core/contract/kpis.ts';
import { buildFrame } from '../../core/frame/build-frame.ts';
import type { LineBatch } from '../../core/frame/line-batch.ts';
import type { LineSource } from '../../core/frame/line-source.ts';
import { ORDER_KIND, type FrameView, type OrderFrame } from '../../core/frame/order-frame.ts';
import { viewFrame } from '../../core/frame/view.ts';
import { importFiles } from '../../core/ingest/import-files.ts';
import { openProject, type ProjectStore } from '../../core/store/project-store.ts';
import { rowsOf, runCohorts, runConcentration, runGaps, runKpis, runSecondOrder } from '../golden/metrics/run.ts';

const FILE = fileURLToPath(new URL('../../../shared/data/online-retail/online-retail.csv.gz', import.meta.url));
const missing = !existsSync(FILE);
if (missing) console.log('skipped: ../shared/data/online-retail is absent, nothing to compare with DuckDB');

const PERIOD = { from: '2011-06-01', to: '2011-12-01' };
const WINDOW_DAYS = 90;

/** METRICS §1 in SQL: a document a row, money in pence. */
const DOCUMENTS = `
create table documents as
select InvoiceNo as id, any_value(CustomerID) as customer, cast(min(InvoiceDate) as date) as day, min(InvoiceDate) as moment, any_value(Country) as country,
       sum(net) as net, starts_with(InvoiceNo, 'C') as credit
from (select InvoiceNo, Country, nullif(CustomerID, '') as CustomerID, cast(InvoiceDate as timestamp) as InvoiceDate,
             round(cast(Quantity as integer) * cast(UnitPrice as decimal(14, 4)) * 100)::bigint as net
      from read_csv('${FILE}', all_varchar = true, header = true))
group by InvoiceNo;
create view sales as select * from documents where net > 0 and not credit;
create view firsts as select customer, min(day) as first_day from sales where customer is not null group by customer;`;

/** The file as if nothing had ever been given back: what SQL can count without matching credit notes to orders. */
function withoutCreditNotes(source: LineSource, frame: OrderFrame): LineSource {
  const sale = new Uint8Array(source.orders);
  for (let order = 0; order < frame.orders; order++) sale[frame.orderCode[order]!] = frame.kind[order] === ORDER_KIND.creditNote ? 0 : 1;
  const keep = (batch: LineBatch): LineBatch => {
    const rows = Uint32Array.from({ length: batch.rows }, (_, row) => row).filter((row) => sale[batch.order[row]!] === 1);
    const pick = <T extends LineBatch['net'] | Uint32Array | Uint8Array | Uint16Array>(column: T): T => {
      const kept = column.slice(0, rows.length) as T;
      rows.forEach((row, i) => {
        kept[i] = column[row]!;
      });
      return kept;
    };
    const { order, customer, product, moment, quantity, gross, net, refund, status, sourceLine, sourceFile } = batch;
    return {
      rows: rows.length,
      order: pick(order),
      customer: pick(customer),
      product: pick(product),
      moment: pick(moment),
      quantity: pick(quantity),
      gross: pick(gross),
      net: pick(net),
      refund: pick(refund),
      cost: null,
      status: pick(status),
      sourceLine: pick(sourceLine),
      sourceFile: pick(sourceFile),
      attributes: Object.fromEntries(Object.entries(batch.attributes).map(([name, codes]) => [name, pick(codes)])),
    };
  };
  return {
    ...source,
    hasCost: false,
    *batches() {
      for (const batch of source.batches()) yield keep(batch);
    },
  };
}

describe.skipIf(missing)('Online Retail, against SQL', () => {
  let folder: string;
  let store: ProjectStore;
  let duckdb: DuckDBConnection;
  let whole: OrderFrame;
  let salesOnly: FrameView;

  const rows = async (sql: string): Promise<unknown[][]> => (await duckdb.runAndReadAll(sql)).getRowsJson();
  const numbers = async (sql: string): Promise<number[]> => (await rows(sql))[0]!.map(Number);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tenure-duckdb-'));
    store = openProject(join(folder, 'retail.tenure'), { create: true });
    await importFiles({ paths: [FILE], plan: null, store, cancelled: () => false, onProgress: () => undefined });
    whole = buildFrame(store.lineSource());
    salesOnly = viewFrame(buildFrame(withoutCreditNotes(store.lineSource(), whole)), { asOfDay: null, refunds: 'original-order', filters: [] });
    duckdb = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
    await duckdb.run(DOCUMENTS);
  }, 120_000);

  afterAll(() => {
    duckdb?.closeSync();
    store?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  test('documents of each kind, with their money', async () => {
    const { tally } = viewFrame(whole, { asOfDay: null, refunds: 'refund-day', filters: [] });
    const [sales, saleNet, credits, creditNet, zero, documents] = await numbers(`
      select count(*) filter (net > 0 and not credit), sum(net) filter (net > 0 and not credit),
             count(*) filter (net < 0 or (credit and net <> 0)), sum(net) filter (net < 0 or (credit and net <> 0)),
             count(*) filter (net = 0), count(*) from documents`);
    expect(tally.orders[ORDER_KIND.counted]! + tally.orders[ORDER_KIND.refundedInFull]!).toBe(sales);
    expect(tally.netMinor[ORDER_KIND.counted]! + tally.netMinor[ORDER_KIND.refundedInFull]!).toBe(saleNet);
    expect([tally.orders[ORDER_KIND.creditNote], tally.netMinor[ORDER_KIND.creditNote]]).toEqual([credits, creditNet]);
    expect(tally.orders[ORDER_KIND.zeroValue]).toBe(zero);
    expect(documents).toBe(25_900);
    expect(tally.credits.matchedMinor + tally.credits.unmatchedMinor).toBe(-creditNet!);
  });

  test('revenue by month, refunds on their own day', async () => {
    const { series } = runKpis(viewFrame(whole, { asOfDay: null, refunds: 'refund-day', filters: [] }));
    const expected = await rows(`select strftime(date_trunc('month', day), '%Y-%m-%d'), sum(net)::double from documents group by 1 order by 1`);
    expect(series.start).toEqual(expected.map(([month]) => month));
    expect(Array.from(series.figures.netRevenue)).toEqual(expected.map(([, net]) => Number(net)));
  });

  test('the same revenue in all, refunds with their orders', async () => {
    const { series } = runKpis(viewFrame(whole, { asOfDay: null, refunds: 'original-order', filters: [] }));
    expect(series.figures.netRevenue.reduce((sum, net) => sum + net)).toBe((await numbers('select sum(net) from documents'))[0]);
  });

  test('figures of half a year', async () => {
    const result: KpiResult = runKpis(salesOnly, { period: PERIOD, activityWindowDays: WINDOW_DAYS });
    const terms = (key: KpiKey): (number | null)[] => {
      const { numerator, denominator } = result.figures.find((figure) => figure.key === key)!;
      return [numerator, denominator];
    };
    const [active, fresh, orders, known, net, laterNet, repeat, previously, both, atStart, atEnd] = await numbers(`
      with p as (select sales.*, first_day from sales left join firsts using (customer)),
           c as (select customer, count(*) filter (day >= '${PERIOD.from}' and day < '${PERIOD.to}') as orders,
                        bool_or(day >= '2010-12-01' and day < '${PERIOD.from}') as before,
                        bool_or(day >= date '${PERIOD.from}' - ${WINDOW_DAYS} and day < '${PERIOD.from}') as at_start,
                        bool_or(day >= date '${PERIOD.to}' - ${WINDOW_DAYS} and day < '${PERIOD.to}') as at_end
                 from sales where customer is not null group by customer),
           i as (select * from p where day >= '${PERIOD.from}' and day < '${PERIOD.to}'),
           ranked as (select net, day, row_number() over (partition by customer order by day, id) as place from sales where customer is not null)
      select (select count(distinct customer) from i), (select count(*) from firsts where first_day >= '${PERIOD.from}' and first_day < '${PERIOD.to}'),
             (select count(*) from i), (select count(customer) from i), (select sum(net) from i),
             (select sum(net) from ranked where place > 1 and day >= '${PERIOD.from}' and day < '${PERIOD.to}'),
             (select count(*) from c where orders > 1), (select count(*) from c where before), (select count(*) from c where before and orders > 0),
             (select count(*) from c where at_start), (select count(*) from c where at_end)`);
    expect(terms('activeCustomers')[0]).toBe(active);
    expect(terms('newCustomers')[0]).toBe(fresh);
    expect(terms('orders')[0]).toBe(orders);
    expect(terms('netRevenue')[0]).toBe(net);
    expect(terms('averageOrderValue')).toEqual([net, orders]);
    expect(terms('purchaseFrequency')).toEqual([known, active]);
    expect(terms('repeatPurchaseRate')).toEqual([repeat, active]);
    expect(terms('periodRepurchaseRate')).toEqual([both, previously]);
    expect(terms('customerRetentionRate')).toEqual([atEnd! - fresh!, atStart]);
    expect(terms('repeatRevenueShare')).toEqual([laterNet, net]);
  });

  test('monthly cohorts: customers retained, orders and revenue', async () => {
    const expected = await rows(`
      select strftime(date_trunc('month', first_day), '%Y-%m-%d') as cohort, date_diff('month', date_trunc('month', first_day), date_trunc('month', day)) as age,
             count(distinct customer)::double, count(*)::double, sum(net)::double
      from sales join firsts using (customer) group by 1, 2`);
    const retained = runCohorts(salesOnly, { measure: 'retained' });
    const orders = runCohorts(salesOnly, { measure: 'orders' });
    const revenue = runCohorts(salesOnly, { measure: 'netRevenue' });
    expect([retained.cohorts.length, retained.ages]).toEqual([13, 13]);
    const cell = new Map(expected.map(([cohort, age, ...values]) => [`${String(cohort)} ${String(age)}`, values.map(Number)]));
    const column = (matrix: typeof retained): Map<string, number> =>
      new Map(rowsOf(matrix, matrix.cells).flatMap((row, i) => row.map((value, age): [string, number] => [`${matrix.cohorts[i]!} ${age}`, value])));
    for (const [place, value] of column(retained)) expect([place, Number.isNaN(value) ? 0 : value]).toEqual([place, cell.get(place)?.[0] ?? 0]);
    for (const [place, value] of column(orders)) expect([place, Number.isNaN(value) ? 0 : value]).toEqual([place, cell.get(place)?.[1] ?? 0]);
    for (const [place, value] of column(revenue)) expect([place, Number.isNaN(value) ? 0 : value]).toEqual([place, cell.get(place)?.[2] ?? 0]);
    expect(column(retained).size).toBeGreaterThanOrEqual(cell.size);
  });

  const RANKED = `(select sales.*, first_day, row_number() over (partition by customer order by moment, id) as place from sales join firsts using (customer))`;
  const places = (matrix: ReturnType<typeof runCohorts>, column: Float64Array | Uint32Array): Map<string, number> =>
    new Map(rowsOf(matrix, column).flatMap((row, i) => row.map((value, age): [string, number] => [`${matrix.cohorts[i]!} ${age}`, Number.isNaN(value) ? 0 : value])));
  const expectPlaces = (made: Map<string, number>, expected: unknown[][]): void => {
    const wanted = new Map(expected.map(([cohort, age, value]) => [`${String(cohort)} ${String(age)}`, Number(value)]));
    for (const [place, value] of made) expect([place, value]).toEqual([place, wanted.get(place) ?? 0]);
    for (const place of wanted.keys()) expect(made.has(place), place).toBe(true);
  };

  test('weekly cohorts by week: orders in the age or later, and in every age up to it', async () => {
    const later = runCohorts(salesOnly, { key: 'week', age: 'week', measure: 'retained', retained: 'in-age-or-later' });
    const AGES = `(select distinct customer, date_trunc('week', first_day) as cohort, date_diff('week', date_trunc('week', first_day), date_trunc('week', day)) as age from ${RANKED})`;
    const maxAge = `(select customer, any_value(cohort) as cohort, max(age) as last from ${AGES} group by 1)`;
    expectPlaces(places(later, later.cells), await rows(`select strftime(cohort, '%Y-%m-%d'), age, count(*) from ${maxAge}, range(60) ages(age) where age <= last group by 1, 2`));
    const every = runCohorts(salesOnly, { key: 'week', age: 'week', measure: 'retained', retained: 'every-age' });
    const unbroken = `(select *, row_number() over (partition by customer order by age) - 1 = age as unbroken from ${AGES})`;
    expectPlaces(places(every, every.cells), await rows(`select strftime(cohort, '%Y-%m-%d'), age, count(*) filter (unbroken) from ${unbroken} group by 1, 2 having count(*) filter (unbroken) > 0`));
  });

  test('countries: orders by their number, the ten most frequent and the others', async () => {
    const countries = store.dictionary('country');
    const matrix = runCohorts(salesOnly, { key: 'attribute:country', age: 'order', measure: 'orders', top: 10 }, (code) => countries.text(code));
    const sizes = await rows(`select country, count(*) as n from ${RANKED} where place = 1 group by 1 order by n desc, country`);
    expect(Array.from(matrix.sizes).slice(0, 10)).toEqual(sizes.slice(0, 10).map(([, n]) => Number(n)));
    expect([matrix.kinds[10], matrix.sizes[10], matrix.otherValues]).toEqual(['other', sizes.slice(10).reduce((sum, [, n]) => sum + Number(n), 0), sizes.length - 10]);
    const expected = await rows(`with first as (select customer, country from ${RANKED} where place = 1)
      select first.country, place - 1, count(*) from ${RANKED} join first using (customer) where place <= 600 group by 1, 2`);
    const named = new Set(matrix.cohorts.slice(0, 10));
    const wanted = new Map<string, number>();
    for (const [country, age, count] of expected) {
      const place = `${named.has(String(country)) ? String(country) : matrix.cohorts[10]!} ${String(age)}`;
      wanted.set(place, (wanted.get(place) ?? 0) + Number(count));
    }
    for (const [place, value] of places(matrix, matrix.cells)) expect([place, value]).toEqual([place, wanted.get(place) ?? 0]);
  });

  test('gaps, concentration and waiting for the third order', async () => {
    const GAPS = `(select day - lag(day) over (partition by customer order by moment, id) as days, place from ${RANKED})`;
    const { gaps, quantiles, byOrder } = runGaps(salesOnly);
    const [count, ...cuts] = await numbers(`select count(days), ${[0.1, 0.25, 0.5, 0.75, 0.9].map((share) => `quantile_cont(days, ${share})`).join()} from ${GAPS}`);
    expect(gaps).toBe(count);
    quantiles.forEach(({ days }, at) => expect(days).toBeCloseTo(cuts[at]!, 9));
    expect(Array.from(byOrder.median)).toEqual((await rows(`select quantile_cont(days, 0.5)::double from ${GAPS} where place between 2 and 50 group by place order by place`)).map(([median]) => Number(median)));

    const { customers, gini, shares } = runConcentration(salesOnly, { period: PERIOD });
    const SPENT = `(select sum(net) as net, row_number() over (order by sum(net)) as place, count(*) over () as n
                    from sales where customer is not null and day >= '${PERIOD.from}' and day < '${PERIOD.to}' group by customer)`;
    const [buyers, index] = await numbers(`select count(*), 2 * sum(place * net) / (count(*) * sum(net)) - (count(*) + 1) / count(*) from ${SPENT}`);
    expect(customers).toBe(buyers);
    expect(gini.value).toBeCloseTo(index!, 12);
    for (const { top, share } of shares) expect(share).toBeCloseTo((await numbers(`select sum(net * least(1, greatest(0, n * ${top} - (n - place)))) / sum(net) from ${SPENT}`))[0]!, 12);

    const third = runSecondOrder(salesOnly, { orderNumber: 3, tableDays: [7, 90, 180] });
    const WAITS = `(select coalesce(third, (select max(day) from sales)) - second as days, third is not null as came
                    from (select min(day) filter (place = 2) as second, min(day) filter (place = 3) as third from ${RANKED} group by customer) where second is not null)`;
    expect([third.customers, third.events]).toEqual(await numbers(`select count(*), count(*) filter (came) from ${WAITS}`));
    expect(Array.from(third.table.atRisk)).toEqual(await numbers(`select ${[7, 90, 180].map((day) => `count(*) filter (days >= ${day})`).join()} from ${WAITS}`));
  });
});
