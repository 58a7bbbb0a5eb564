import type { RfmQuery, RfmResult } from '../../core/contract/rfm.ts';
import type { Scope } from '../../core/contract/scope.ts';
import { DEFAULT_GRID, DEFAULT_RFM } from '../../core/contract/segments.ts';
import type { Row } from './measurement.ts';

/** The row of the benchmark for RFM with scores and segments: METRICS §4, by this engine and by what an analyst would write in SQL. */

export const rfmQuery = (scope: Scope): RfmQuery => ({ scope, settings: DEFAULT_RFM });

/** Segment, customers, orders, net revenue; segments in order of their ids. */
export function rfmRows({ segments }: RfmResult): Row[] {
  return segments.segment
    .map((id, index): Row => [id, segments.customers[index] ?? 0, segments.orders[index] ?? 0, segments.netMinor[index] ?? 0])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
}

const SEGMENTS = DEFAULT_GRID.flatMap(({ id, cells }) => cells.map(({ recency, frequencyMonetary }) => `(${recency}, ${frequencyMonetary}, '${id}')`)).join(', ');
const score = (value: string, cuts: string, better: '<' | '>'): string => `1 + ${[1, 2, 3, 4].map((cut) => `(${value} ${better} ${cuts}[${cut}])::INTEGER`).join(' + ')}`;

/** `orders` has customer, moment and net; `$before` is the day after the as-of date. */
export const rfmSql = (orders: string): string => `WITH orders AS (${orders}),
    customers AS (SELECT customer, date_diff('day', max(moment)::DATE, $before::DATE) - 1 AS recency, count(*) AS orders, round(100 * sum(net)) AS money
      FROM orders WHERE customer IS NOT NULL AND ($channel IS NULL OR channel = $channel) GROUP BY customer),
    cuts AS (SELECT quantile_cont(recency, [0.2, 0.4, 0.6, 0.8]) AS r, quantile_cont(orders, [0.2, 0.4, 0.6, 0.8]) AS f, quantile_cont(money, [0.2, 0.4, 0.6, 0.8]) AS m FROM customers),
    scored AS (SELECT customers.*, ${score('recency', 'r', '<')} AS rs, ${score('orders', 'f', '>')} AS fs, ${score('money', 'm', '>')} AS ms FROM customers, cuts),
    segments(rs, fms, segment) AS (VALUES ${SEGMENTS})
  SELECT segment, count(*), sum(orders), sum(money) FROM scored JOIN segments ON scored.rs = segments.rs AND (fs + ms + 1) // 2 = fms GROUP BY segment ORDER BY segment`;
