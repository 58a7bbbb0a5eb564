import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProjectInfo } from '../../core/contract/project.ts';
import type { Scope } from '../../core/contract/scope.ts';
import { type Bench, createBench, errorOf, manyOrders, SMALL_SHOP } from './engine-harness.ts';

let bench: Bench;
beforeEach(() => {
  bench = createBench();
});
afterEach(() => bench.end());

const HEADER = 'order_id,date,customer_id,product_id,quantity,unit_price,channel,status\n';
const EVERYTHING: Scope = { asOf: null, filters: [], refunds: 'original-order' };

test('a forecast says what the import then does, and keeps nothing', async () => {
  await bench.openProject();
  await bench.importText(SMALL_SHOP);
  const before = await bench.engine.call('project.info', null);
  const files = [bench.engine.grant(bench.write('next.csv', `${HEADER}1,2024-01-10,A,p,3,10.00,online,paid\n2,2024-02-05,A,p,2,10.00,store,paid\n8,2024-04-01,D,p,1,1.00,phone,paid\n8,soon,D,p,1,1.00,phone,paid\n`))];
  const forecast = await bench.engine.call('import.forecast', { files, plan: null });
  expect(forecast.files).toMatchObject([{ rows: 4, imported: 1, updated: 1, duplicates: 1, rejected: 1 }]);
  expect(forecast).toMatchObject({ rejections: { total: 1, line: [5] }, currency: before.currency });
  expect(await bench.engine.call('project.info', null)).toEqual(before);
  expect(await bench.engine.call('import.run', { files, plan: null })).toEqual({ ...forecast, importId: 2 });
});

test('a forecast can be cancelled', async () => {
  await bench.openProject();
  const file = bench.engine.grant(bench.write('many.csv', manyOrders(60_000)));
  const controller = new AbortController();
  const forecast = bench.engine.call('import.forecast', { files: [file], plan: null }, { signal: controller.signal, onProgress: () => controller.abort() });
  expect(await errorOf(forecast)).toEqual({ code: 'CANCELLED' });
  expect(await bench.engine.call('import.run', { files: [file], plan: null })).toMatchObject({ importId: 1 });
});

test('customers, values and products of an undone import are in no list and no count; a new import may bring them back', async () => {
  await bench.openProject();
  const states: ProjectInfo[] = [await bench.engine.call('project.info', null)];
  const texts = [SMALL_SHOP, `${HEADER}8,2024-04-01,D,r,1,1.00,phone,paid\n1,2024-01-10,A,p,5,10.00,online,paid\n`, `${HEADER}9,2024-05-01,E,s,1,1.00,post,paid\n`];
  for (const text of texts) {
    await bench.importText(text);
    states.push(await bench.engine.call('project.info', null));
  }
  expect(states.map(({ customers }) => customers)).toEqual([0, 3, 4, 5]);

  const undone = await bench.engine.call('import.undo', { importId: 2 });
  expect(undone).toMatchObject({ lines: 9, orders: 8, customers: 4, imports: [{ importId: 1 }, { importId: 3 }] });
  expect(undone.attributes).toMatchObject([{ field: 'channel', distinct: 3, values: ['online', 'store', 'post'] }]);
  expect(undone.fingerprint).not.toBe(states[3]?.fingerprint);
  const list = await bench.engine.call('customers.list', { selection: { kind: 'all', scope: EVERYTHING }, sort: 'customer', descending: false, offset: 0, limit: 10 });
  expect(list.customer).toEqual(['A', 'B', 'C', 'E']);
  expect(await errorOf(bench.engine.call('import.undo', { importId: 2 }))).toEqual({ code: 'NO_SUCH_IMPORT', importId: 2 });

  // The last import goes, and with it what only the second one had needed.
  expect(await bench.engine.call('import.undo', { importId: 3 })).toEqual(states[1]);
  await bench.importText(texts[1] ?? '');
  const again = await bench.engine.call('project.info', null);
  expect({ ...again, imports: [] }).toEqual({ ...states[2], imports: [] });
  await bench.engine.call('import.undo', { importId: 2 });
  expect(await bench.engine.call('import.undo', { importId: 1 })).toEqual(states[0]);
});
