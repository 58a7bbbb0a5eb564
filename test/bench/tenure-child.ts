import type { CohortMatrix, CohortQuery } from '../../core/contract/cohorts.ts';
import { EngineFailure } from '../../core/contract/errors.ts';
import type { KpiQuery, KpiResult } from '../../core/contract/kpis.ts';
import type { LtvQuery } from '../../core/contract/ltv.ts';
import type { Progress } from '../../core/contract/rpc.ts';
import type { Scope } from '../../core/contract/scope.ts';
import { keepCompiledModules } from '../../core/engine/compile-cache.ts';
import { createEngine, type Engine } from '../../core/engine/engine.ts';
import { ltvQuery } from './ltv.ts';
import { rfmQuery, rfmRows } from './rfm.ts';
import { type Row, runTask, type Task, timed } from './measurement.ts';

/** Tenure’s part of the benchmark: the engine as the window and the command line use it. */

const scopeOf = (asOf: string | null, channel: string | null): Scope => ({
  asOf,
  refunds: 'original-order',
  filters: channel === null ? [] : [{ field: 'channel', values: [channel], applies: 'orders' }],
});

const cohortQuery = (scope: Scope): CohortQuery => ({ scope, key: 'month', age: 'month', measure: 'netRevenue', cumulative: false, retained: 'in-age', acquired: null });
const kpiQuery = (scope: Scope): KpiQuery => ({ scope, period: null, granularity: 'month', activityWindowDays: 365 });

keepCompiledModules();

await runTask(async (task) => {
  if (task.kind === 'cancel') return { milliseconds: [await withProject(task, (engine) => cancelHalfway(engine, task.csv))], rows: [] };
  if (task.kind === 'import') {
    const { milliseconds } = await timed(() =>
      withProject(task, async (engine) => {
        await engine.call('import.run', { files: [engine.grant(task.csv)], plan: null });
        return [];
      }),
    );
    return { milliseconds: [milliseconds], rows: [] };
  }
  if (task.kind === 'open') {
    // Without the end of the process, which nobody waits for.
    let milliseconds = Number.NaN;
    const start = performance.now();
    const rows = await withProject(task, async (engine) => {
      const result = await engine.call('kpis.figures', kpiQuery(scopeOf(null, null)));
      milliseconds = performance.now() - start;
      return seriesRows(result);
    });
    return { milliseconds: [milliseconds], rows };
  }
  if (task.kind === 'ltv') {
    return withProject(task, async (engine) => {
      const milliseconds = [];
      await engine.call('kpis.figures', kpiQuery(scopeOf(null, null)));
      for (const asOf of task.asOf) milliseconds.push((await timed(() => fitAndPredict(engine, ltvQuery(scopeOf(asOf, null), task.model)))).milliseconds);
      return { milliseconds, rows: [] };
    });
  }
  return withProject(task, async (engine) => {
    const ask = (asOf: string | null): Promise<Row[]> => {
      const scope = scopeOf(asOf, task.channel);
      if (task.query === 'rfm') return engine.call('rfm.table', rfmQuery(scope)).then(rfmRows);
      return task.query === 'cohorts' ? engine.call('cohorts.matrix', cohortQuery(scope)).then(cohortRows) : engine.call('kpis.figures', kpiQuery(scope)).then(seriesRows);
    };
    await ask(null);
    const answers = [];
    for (const asOf of task.asOf) answers.push(await timed(() => ask(asOf)));
    return { milliseconds: answers.map(({ milliseconds }) => milliseconds), rows: answers[0]?.result ?? [] };
  });
});

/** Both models, totals with intervals, and what is expected of every customer, sorted by it. */
async function fitAndPredict(engine: Engine, ltv: LtvQuery): Promise<void> {
  const { purchase, spend, customers } = await engine.call('ltv.fit', ltv);
  const { total } = await engine.call('ltv.customers', { ltv, which: 'all', sort: 'clv', descending: true, offset: 0, limit: 50, intervals: false, masked: false });
  if (purchase.fault !== null || spend?.fault !== null || total !== customers) throw new Error(`the fit does not stand: ${purchase.fault}, ${spend?.fault}`);
}

/** From the cancel of an import that has read half of its file to the answer, by which the project is as it was. */
async function cancelHalfway(engine: Engine, csv: string): Promise<number> {
  const controller = new AbortController();
  let cancelledAt = Number.NaN;
  const onProgress = ({ done, total }: Progress): void => {
    if (done * 2 < (total ?? Infinity) || controller.signal.aborted) return;
    cancelledAt = performance.now();
    controller.abort();
  };
  const outcome = await engine.call('import.run', { files: [engine.grant(csv)], plan: null }, { signal: controller.signal, onProgress }).catch((thrown: unknown) => thrown);
  const milliseconds = performance.now() - cancelledAt;
  const { lines } = await engine.call('project.info', null);
  if (!(outcome instanceof EngineFailure) || outcome.error.code !== 'CANCELLED' || lines > 0) throw new Error('the import was not cancelled');
  return milliseconds;
}

async function withProject<T>({ store, threads, kind }: Task, work: (engine: Engine) => Promise<T>): Promise<T> {
  const engine = createEngine({ computeThreads: threads });
  await engine.call('project.open', { file: engine.grant(store), create: kind === 'import' || kind === 'cancel' });
  const result = await work(engine);
  await engine.close();
  return result;
}

/** Month of the first order, age, customers retained, net revenue; cells in which nobody ordered are left out. */
function cohortRows({ cohorts, ages, retained, cells }: CohortMatrix): Row[] {
  return cohorts.flatMap((cohort, row) =>
    Array.from({ length: ages }, (_, age): Row => [cohort, age, retained[row * ages + age] ?? 0, cells[row * ages + age] ?? 0]).filter(([, , customers]) => (customers ?? 0) > 0),
  );
}

/** Month, new and returning customers, orders, revenue of first orders, later orders and orders without a customer. */
function seriesRows({ series }: KpiResult): Row[] {
  return series.start.map((month, index): Row => [
    month,
    ...[series.newCustomers, series.returningCustomers, series.orders, series.firstOrderNetMinor, series.laterOrderNetMinor, series.anonymousNetMinor].map(
      (column) => column[index] ?? 0,
    ),
  ]);
}
