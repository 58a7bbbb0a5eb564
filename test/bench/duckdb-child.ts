import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { rfmSql } from './rfm.ts';
import { dayAfter, type Row, runTask, type Task, timed } from './measurement.ts';

/** DuckDB’s part of the benchmark: what an analyst would write, over a table as read_csv made it. */

/** Orders as METRICS §1 counts them: dated by the earliest line, cancelled ones left out, none after the as-of date. */
const ORDERS = `SELECT order_id, any_value(customer_id) AS customer, any_value(channel) AS channel, min(date) AS moment,
    sum(quantity * unit_price - coalesce(discount, 0)) AS net
  FROM lines WHERE status <> 'cancelled' AND date < $before::TIMESTAMP GROUP BY order_id`;

/** Month of the first order × months since: customers retained and net revenue. METRICS §3. */
const COHORTS = `WITH orders AS (${ORDERS}),
    first AS (SELECT customer, date_trunc('month', min(moment)) AS cohort FROM orders WHERE customer IS NOT NULL GROUP BY customer)
  SELECT strftime(cohort, '%Y-%m-%d'), datediff('month', cohort, date_trunc('month', moment)) AS age, count(DISTINCT customer), round(100 * sum(net))
  FROM orders JOIN first USING (customer) WHERE $channel IS NULL OR channel = $channel
  GROUP BY cohort, age ORDER BY cohort, age`;

/** By month: new and returning customers, orders, and revenue of first orders, later orders and orders without a customer. METRICS §2. */
const SERIES = `WITH orders AS (${ORDERS}),
    numbered AS (SELECT *, date_trunc('month', moment) AS month,
      customer IS NOT NULL AND row_number() OVER (PARTITION BY customer ORDER BY moment, order_id) = 1 AS is_first FROM orders)
  SELECT strftime(month, '%Y-%m-%d'), count(*) FILTER (is_first) AS new, count(DISTINCT customer) - new, count(*),
    round(100 * coalesce(sum(net) FILTER (is_first), 0)), round(100 * coalesce(sum(net) FILTER (customer IS NOT NULL AND NOT is_first), 0)),
    round(100 * coalesce(sum(net) FILTER (customer IS NULL), 0))
  FROM numbered WHERE $channel IS NULL OR channel = $channel GROUP BY month ORDER BY month`;

await runTask(async (task) => {
  if (task.kind === 'cancel' || task.kind === 'ltv') throw new RangeError('measured for Tenure alone');
  if (task.kind === 'import') {
    const { milliseconds } = await timed(() => withTable(task, (connection) => connection.run(`CREATE TABLE lines AS SELECT * FROM read_csv('${task.csv}')`)));
    return { milliseconds: [milliseconds], rows: [] };
  }
  if (task.kind === 'open') {
    const { milliseconds, result } = await timed(() => withTable(task, (connection) => ask(connection, SERIES, '9999-01-01', null)));
    return { milliseconds: [milliseconds], rows: result };
  }
  return withTable(task, async (connection) => {
    const sql = { cohorts: COHORTS, series: SERIES, rfm: rfmSql(ORDERS) }[task.query];
    await ask(connection, sql, '9999-01-01', task.channel);
    const answers = [];
    for (const asOf of task.asOf) answers.push(await timed(() => ask(connection, sql, dayAfter(asOf), task.channel)));
    return { milliseconds: answers.map(({ milliseconds }) => milliseconds), rows: answers[0]?.result ?? [] };
  });
});

async function withTable<T>({ store, threads }: Task, work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
  const instance = await DuckDBInstance.create(store, { threads: String(threads) });
  const connection = await instance.connect();
  const result = await work(connection);
  connection.closeSync();
  instance.closeSync();
  return result;
}

async function ask(connection: DuckDBConnection, sql: string, before: string, channel: string | null): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql, { before, channel });
  return reader.getRows().map(([month, ...numbers]) => [String(month), ...numbers.map(Number)]);
}
