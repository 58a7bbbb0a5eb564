import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CohortQuery } from '../../core/contract/cohorts.ts';
import type { KpiQuery } from '../../core/contract/kpis.ts';
import type { Progress } from '../../core/contract/rpc.ts';
import { DEFAULT_SCOPE, type Scope } from '../../core/contract/scope.ts';
import { type Bench, createBench, errorOf, manyOrders, SMALL_SHOP } from './engine-harness.ts';

let bench: Bench;
beforeEach(() => {
  bench = createBench();
});
afterEach(() => bench.end());

const kpis = (scope: Partial<Scope> = {}): KpiQuery => ({ scope: { ...DEFAULT_SCOPE, ...scope }, period: null, granularity: 'month', activityWindowDays: 365 });
const cohorts = (query: Partial<CohortQuery> = {}): CohortQuery => ({
  scope: DEFAULT_SCOPE,
  key: 'month',
  age: 'month',
  measure: 'netRevenue',
  cumulative: false,
  retained: 'in-age',
  acquired: null,
  ...query,
});
const asOf = (day: number): string => new Date(Date.UTC(2024, 5, day)).toISOString().slice(0, 10);

describe('many calls at once', () => {
  test('answer what they answer one by one, on any number of threads', async () => {
    await bench.openProject();
    await bench.importText(manyOrders(30_000));
    const queries = Array.from({ length: 8 }, (_, index) => asOf(index + 1));
    const together = await Promise.all(queries.map(async (day) => [await bench.engine.call('kpis.figures', kpis({ asOf: day })), await bench.engine.call('cohorts.matrix', cohorts({ scope: { ...DEFAULT_SCOPE, asOf: day } }))]));

    const single = createBench(1);
    try {
      await single.openProject();
      await single.importText(manyOrders(30_000));
      for (const [index, day] of queries.entries()) {
        const alone = [await single.engine.call('kpis.figures', kpis({ asOf: day })), await single.engine.call('cohorts.matrix', cohorts({ scope: { ...DEFAULT_SCOPE, asOf: day } }))];
        expect(together[index]).toEqual(alone);
      }
    } finally {
      await single.end();
    }
  });

  test('that are cancelled give up, and the others do not notice', async () => {
    await bench.openProject();
    await bench.importText(manyOrders(30_000));
    const controllers = Array.from({ length: 12 }, () => new AbortController());
    const calls = controllers.map(({ signal }, index) => errorOf(bench.engine.call('kpis.figures', kpis({ asOf: asOf(index + 1) }), { signal })));
    for (const controller of controllers.slice(0, 11)) controller.abort();
    const outcomes = await Promise.all(calls);
    expect(outcomes.slice(0, 11)).toEqual(Array.from({ length: 11 }, () => ({ code: 'CANCELLED' })));
    expect(outcomes[11]).toBe('no error');
  });
});

describe('a thread that dies', () => {
  test('under a computation fails that call only', async () => {
    await bench.openProject();
    await bench.importText(manyOrders(30_000));
    const before = await bench.engine.call('kpis.figures', kpis());
    const running = errorOf(bench.engine.call('kpis.figures', kpis({ asOf: asOf(1) })));
    await bench.threads.find(({ kind }) => kind === 'compute')?.worker.terminate();
    expect([{ code: 'INTERNAL', detail: expect.stringContaining('compute') as string }, 'no error']).toContainEqual(await running);
    const after = await bench.engine.call('kpis.figures', kpis({ asOf: before.provenance.asOf }));
    expect(after).toEqual(before);
    expect(bench.threads.filter(({ kind }) => kind === 'compute').length).toBeGreaterThanOrEqual(2);
  });

  test('under an import leaves the project as it was, and it can be imported again', async () => {
    await bench.openProject();
    await bench.importText(SMALL_SHOP);
    const before = await bench.engine.call('project.info', null);
    const file = bench.engine.grant(bench.write('large.csv', manyOrders(100_000)));
    let heard: (progress: Progress) => void = () => undefined;
    const started = new Promise<Progress>((resolve) => (heard = resolve));
    const running = errorOf(bench.engine.call('import.run', { files: [file], plan: null }, { onProgress: (progress) => progress.done > 0 && heard(progress) }));
    await started;
    await bench.threads.find(({ kind }) => kind === 'data')?.worker.terminate();
    expect(await running).toMatchObject({ code: 'INTERNAL' });
    expect(await bench.engine.call('import.rejections', { importId: null, offset: 0, limit: 1 })).toMatchObject({ total: 0 });
    expect(await bench.engine.call('project.info', null)).toEqual(before);
    await bench.engine.call('import.run', { files: [file], plan: null });
    expect(await bench.engine.call('project.info', null)).toMatchObject({ lines: 300_008 });
  });
});

describe('two ports', () => {
  test('see the same project; one may close while the other works on', async () => {
    const [page, printed] = [bench.connect(), bench.connect()];
    await bench.openProject();
    await page.client.call('import.run', { files: [bench.engine.grant(bench.write('orders.csv', SMALL_SHOP))], plan: null });
    const [left, right] = await Promise.all([page.client.call('kpis.figures', kpis()), printed.client.call('kpis.figures', kpis())]);
    expect(left).toEqual(right);
    const pending = errorOf(page.client.call('cohorts.matrix', cohorts()));
    page.close();
    expect(await pending).toEqual({ code: 'DISCONNECTED' });
    expect(await printed.client.call('cohorts.matrix', cohorts())).toMatchObject({ cohorts: ['2024-01-01', '2024-02-01'] });
  });

  test('never learn where files lie', async () => {
    const { client } = bench.connect();
    const file = bench.engine.grant(`${bench.folder}/no/such.tenure`);
    const error = await errorOf(client.call('project.open', { file, create: false }));
    expect(error).toMatchObject({ code: 'PROJECT', file: 'such.tenure' });
    const orders = bench.engine.grant(`${bench.folder}/secret/orders.csv`);
    expect(await errorOf(client.call('import.inspect', { file: orders, plan: null }))).toMatchObject({ code: 'FILE', file: 'orders.csv' });
  });

  test('are refused what does not fit the contract', async () => {
    const { client } = bench.connect();
    await bench.openProject();
    expect(await errorOf(client.call('kpis.figures', { ...kpis(), granularity: 'decade' } as never))).toMatchObject({ code: 'BAD_REQUEST', method: 'kpis.figures' });
    expect(await errorOf(client.call('sql.run' as never, 'drop table import' as never))).toMatchObject({ code: 'BAD_REQUEST', method: 'sql.run' });
  });
});
