import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Progress } from '../../core/contract/rpc.ts';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import { type Bench, createBench, errorOf, manyOrders, SMALL_SHOP } from './engine-harness.ts';

let bench: Bench;
beforeEach(() => {
  bench = createBench();
});
afterEach(() => bench.end());

const KPIS = { scope: DEFAULT_SCOPE, period: null, granularity: 'month', activityWindowDays: 365 } as const;

describe('a project', () => {
  test('that is new is empty and has nothing to compute', async () => {
    const info = await bench.openProject();
    expect(info).toMatchObject({ name: 'shop', lines: 0, orders: 0, customers: 0, from: null, to: null, currency: null, imports: [], attributes: [] });
    expect(await errorOf(bench.engine.call('kpis.figures', KPIS))).toEqual({ code: 'NO_ORDERS' });
  });

  test('holds what was imported, also after it was closed and opened again', async () => {
    await bench.openProject();
    const report = await bench.importText(SMALL_SHOP);
    expect(report.files).toMatchObject([{ rows: 8, imported: 8, rejected: 0, facts: { lines: 8, orders: 7, customers: 3, anonymousLines: 1, creditLines: 0, grossMinor: 14_900 } }]);
    const info = await bench.engine.call('project.info', null);
    expect(info).toMatchObject({ lines: 8, orders: 7, customers: 3, anonymousLines: 1, from: '2024-01-10', to: '2024-03-12' });
    // Six counted orders: four online (1, 3, 5, 6), two in the store (2, 4).
    expect(info.attributes).toEqual([{ field: 'channel', distinct: 2, values: ['online', 'store'], orders: [4, 2] }]);

    await bench.engine.call('project.close', null);
    expect(await errorOf(bench.engine.call('project.info', null))).toEqual({ code: 'PROJECT', file: '', fault: 'no-project-open' });
    expect(await bench.openProject('shop.tenure', false)).toEqual(info);
  });

  test('with the same data has the same fingerprint, and another with others', async () => {
    await bench.openProject('a.tenure');
    await bench.importText(SMALL_SHOP);
    const first = await bench.engine.call('project.info', null);
    await bench.openProject('b.tenure');
    await bench.importText(SMALL_SHOP);
    const second = await bench.engine.call('project.info', null);
    await bench.openProject('c.tenure');
    await bench.importText(SMALL_SHOP.replace('10.00', '10.01'));
    const third = await bench.engine.call('project.info', null);
    expect(second.fingerprint).toBe(first.fingerprint);
    expect(third.fingerprint).not.toBe(first.fingerprint);
  });

  test('with the same data in another currency shows its own', async () => {
    const file = bench.engine.grant(bench.write('orders.csv', SMALL_SHOP));
    const { plan } = await bench.engine.call('import.inspect', { file, plan: null });
    for (const code of ['EUR', 'PLN']) {
      await bench.openProject(`${code}.tenure`);
      await bench.engine.call('import.run', { files: [file], plan: { ...plan, currency: { code, minorUnitDigits: 2 } } });
      expect((await bench.engine.call('kpis.figures', KPIS)).provenance.currency.code).toBe(code);
    }
  });

  test('that does not exist, or is something else, is an error and leaves the open one open', async () => {
    await bench.openProject();
    await bench.importText(SMALL_SHOP);
    const missing = bench.openProject('nowhere.tenure', false);
    expect(await errorOf(missing)).toMatchObject({ code: 'PROJECT', fault: 'not-found' });
    bench.write('letter.tenure', 'Dear customer, this is no project but it is long enough to look like a file of some sort.'.repeat(100));
    expect(await errorOf(bench.openProject('letter.tenure', false))).toMatchObject({ code: 'PROJECT', fault: 'not-a-project' });
    expect(await bench.engine.call('project.info', null)).toMatchObject({ name: 'shop', lines: 8 });
  });

  test('is needed for everything but looking at a file', async () => {
    const file = bench.engine.grant(bench.write('orders.csv', SMALL_SHOP));
    const closed = { code: 'PROJECT', file: '', fault: 'no-project-open' };
    expect(await errorOf(bench.engine.call('project.info', null))).toEqual(closed);
    expect(await errorOf(bench.engine.call('import.run', { files: [file], plan: null }))).toEqual(closed);
    expect(await errorOf(bench.engine.call('import.rejections', { importId: null, offset: 0, limit: 10 }))).toEqual(closed);
    expect(await errorOf(bench.engine.call('kpis.figures', KPIS))).toEqual(closed);
    const proposal = await bench.engine.call('import.inspect', { file, plan: null });
    expect(proposal.plan.mapping).toMatchObject({ order: 0, date: 1, customer: 2, product: 3, quantity: 4, unitPrice: 5, channel: 6, status: 7 });
  });
});

describe('files', () => {
  test('are known by token only', async () => {
    await bench.openProject();
    const unknown = await errorOf(bench.engine.call('import.inspect', { file: 'never-granted-token', plan: null }));
    expect(unknown).toEqual({ code: 'FILE', file: 'never-granted-token', fault: 'not-found', line: null });
    expect(() => bench.engine.grantAs('../etc/passwd', '/etc/passwd')).toThrow(RangeError);
    bench.engine.grantAs('chosen-by-the-shell', bench.write('orders.csv', SMALL_SHOP));
    expect((await bench.engine.call('import.inspect', { file: 'chosen-by-the-shell', plan: null })).fileName).toBe('orders.csv');
  });
});

describe('an import', () => {
  test('rejects what it cannot read, row by row, and keeps the reasons', async () => {
    await bench.openProject();
    const report = await bench.importText(`${SMALL_SHOP}8,2024-02-30,A,p,1,1.00,online,paid\n9,2024-03-11,B,q,one,1.00,online,paid\n`);
    expect(report.files[0]).toMatchObject({ rows: 10, imported: 8, rejected: 2 });
    const page = await bench.engine.call('import.rejections', { importId: null, offset: 0, limit: 10 });
    expect(page).toMatchObject({ total: 2, line: [10, 11], column: ['date', 'quantity'], reason: ['bad-date', 'bad-number'], value: ['2024-02-30', 'one'] });
    expect(await bench.engine.call('import.rejections', { importId: null, offset: 1, limit: 10 })).toMatchObject({ total: 2, line: [11] });
  });

  test('of several files lands whole or not at all', async () => {
    await bench.openProject();
    const good = bench.engine.grant(bench.write('good.csv', SMALL_SHOP));
    const bad = bench.engine.grant(join(bench.folder, 'absent.csv'));
    expect(await errorOf(bench.engine.call('import.run', { files: [good, bad], plan: null }))).toMatchObject({ code: 'FILE', fault: 'not-found' });
    expect(await bench.engine.call('project.info', null)).toMatchObject({ lines: 0, imports: [] });
  });

  test('that is cancelled leaves the project as it was', async () => {
    await bench.openProject();
    await bench.importText(SMALL_SHOP);
    const before = await bench.engine.call('project.info', null);
    const figures = await bench.engine.call('kpis.figures', KPIS);
    const file = bench.engine.grant(bench.write('large.csv', manyOrders(150_000)));
    const controller = new AbortController();
    const heard: Progress[] = [];
    const run = bench.engine.call(
      'import.run',
      { files: [file], plan: null },
      {
        signal: controller.signal,
        onProgress: (progress) => {
          heard.push(progress);
          if (progress.done > 0) controller.abort();
        },
      },
    );
    expect(await errorOf(run)).toEqual({ code: 'CANCELLED' });
    expect(heard.at(-1)?.done).toBeLessThan(heard.at(-1)?.total ?? 0);
    expect(await bench.engine.call('project.info', null)).toEqual(before);
    expect(await bench.engine.call('kpis.figures', KPIS)).toEqual(figures);
    const again = await bench.engine.call('import.run', { files: [file], plan: null });
    expect(again.files[0]?.imported).toBe(450_000);
  });

  test('does not stop figures from being asked for, and they are new when it has landed', async () => {
    await bench.openProject();
    await bench.importText(SMALL_SHOP);
    const before = await bench.engine.call('kpis.figures', KPIS);
    const running = bench.importText(manyOrders(30_000));
    expect(await bench.engine.call('kpis.figures', KPIS)).toEqual(before);
    await running;
    const after = await bench.engine.call('kpis.figures', KPIS);
    expect(after.provenance.eligible.customers).toBe(30_003);
    expect(after.provenance.fingerprint).not.toBe(before.provenance.fingerprint);
  });

  test('answers who asks before anything was loaded with what has landed', async () => {
    await bench.openProject();
    await bench.importText(SMALL_SHOP);
    const running = bench.importText(manyOrders(30_000));
    const asked = bench.engine.call('kpis.figures', KPIS);
    await running;
    expect((await asked).provenance.eligible.customers).toBe(30_003);
  });

  test('of the same file twice brings nothing', async () => {
    await bench.openProject();
    const file = bench.engine.grant(bench.write('orders.csv', SMALL_SHOP));
    await bench.engine.call('import.run', { files: [file], plan: null });
    expect(await bench.engine.call('import.run', { files: [file], plan: null })).toMatchObject({ importId: null, files: [{ imported: 0, duplicates: 8 }] });
    expect(await bench.engine.call('project.info', null)).toMatchObject({ lines: 8 });
  });
});

test('a closed engine leaves one file behind and answers no more', async () => {
  await bench.openProject();
  await bench.importText(SMALL_SHOP);
  await bench.engine.close();
  expect(readdirSync(bench.folder).filter((name) => name.startsWith('shop'))).toEqual(['shop.tenure']);
  expect(existsSync(join(bench.folder, 'shop.tenure-wal'))).toBe(false);
  expect(await errorOf(bench.engine.call('project.info', null))).toEqual({ code: 'DISCONNECTED' });
});
