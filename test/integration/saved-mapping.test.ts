import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ImportPlan } from '../../core/contract/imports.ts';
import { createBench, type Bench } from './engine-harness.ts';

/** Headers that mean nothing; 03.04. is the third of April or the fourth of March. */
const FIRST = 'k1;k2;k3;k4;k5\nA-1;03/04/2025;Anna;10,50;web\nA-2;05/04/2025;Olha;20,25;web\n';
const OTHER_ORDER = 'k4;k5;k1;k3;k2\n7,00;shop;A-3;Anna;07/05/2025\n';

let bench: Bench;
beforeEach(() => {
  bench = createBench(1);
});
afterEach(() => bench.end());

async function corrected(): Promise<{ recognised: ImportPlan; plan: ImportPlan; file: string }> {
  const file = bench.engine.grant(bench.write('first.csv', FIRST));
  const { plan: recognised } = await bench.engine.call('import.inspect', { file, plan: null });
  const plan: ImportPlan = {
    ...recognised,
    kind: 'orders',
    dialect: { ...recognised.dialect, decimal: ',', dateOrder: 'mdy' },
    mapping: { order: 0, date: 1, customer: 2, amount: 3 },
    attributes: [4],
    currency: { code: 'UAH', minorUnitDigits: 2 },
  };
  return { recognised, plan, file };
}

/** A project that remembers the correction of first.csv. */
async function remembering(): Promise<{ recognised: ImportPlan; plan: ImportPlan }> {
  await bench.openProject();
  const { recognised, plan, file } = await corrected();
  await bench.engine.call('import.run', { files: [file], plan, corrects: recognised });
  return { recognised, plan };
}

test('a correction is followed by files with the same columns in any order, and the way back is open', async () => {
  await remembering();
  const [saved] = await bench.engine.call('import.mappings', null);
  expect(saved).toMatchObject({ file: 'first.csv', mapping: { order: 'k1', date: 'k2', customer: 'k3', amount: 'k4' }, attributes: ['k5'], dialect: { dateOrder: 'mdy' } });

  const second = bench.engine.grant(bench.write('second.csv', OTHER_ORDER));
  const proposal = await bench.engine.call('import.inspect', { file: second, plan: null });
  expect(proposal.saved).toMatchObject({ file: 'first.csv' });
  expect(proposal.plan.mapping).toEqual({ order: 2, date: 4, customer: 3, amount: 0 });
  expect(proposal.plan.attributes).toEqual([1]);
  expect(proposal.plan.currency.code).toBe('UAH');
  // The month comes first, as in the corrected file, and the comma is the decimal mark.
  expect(proposal.rows.read).toMatchObject({ date: ['2025-07-05'], amount: ['7.00'] });
  expect(proposal.warnings.some(({ code }) => code === 'ambiguous-dates')).toBe(false);

  const asRecognised = await bench.engine.call('import.inspect', { file: second, plan: null, saved: false });
  expect(asRecognised.saved).toBeNull();
  expect(asRecognised.plan.mapping).not.toEqual(proposal.plan.mapping);

  const info = await bench.engine.call('import.run', { files: [second], plan: proposal.plan });
  expect(info.files[0]).toMatchObject({ rows: 1, imported: 1, rejected: 0 });
});

test('a correction is kept with the project, replaced by a later one and can be forgotten', async () => {
  const { recognised, plan } = await remembering();
  const again = bench.engine.grant(bench.write('again.csv', FIRST.replace('A-1', 'B-1').replace('A-2', 'B-2')));
  await bench.engine.call('import.run', { files: [again], plan: { ...plan, attributes: [] }, corrects: recognised });
  await bench.engine.call('project.close', null);
  await bench.openProject('shop.tenure', false);
  const kept = await bench.engine.call('import.mappings', null);
  expect(kept.map(({ file: name, attributes }) => [name, attributes])).toEqual([['again.csv', []]]);
  expect(await bench.engine.call('import.forgetMapping', { key: kept[0]?.key ?? '' })).toEqual([]);
  const third = bench.engine.grant(bench.write('third.csv', OTHER_ORDER));
  expect((await bench.engine.call('import.inspect', { file: third, plan: null })).saved).toBeNull();
});

test('what was recognised, other columns, and columns without names of their own are not remembered', async () => {
  await bench.openProject();
  const { recognised, plan, file } = await corrected();
  const other = bench.engine.grant(bench.write('other.csv', 'order,date,customer,amount\n1,2025-01-05,Anna,10.00\n'));
  const { plan: asIs } = await bench.engine.call('import.inspect', { file: other, plan: null });
  await bench.engine.call('import.run', { files: [other], plan: asIs, corrects: asIs });
  expect(await bench.engine.call('import.mappings', null)).toEqual([]);

  const nameless = bench.engine.grant(bench.write('nameless.csv', '1;03/04/2025;Anna;10,50;web\n2;05/04/2025;Olha;20,25;web\n'));
  const headerless: ImportPlan = { ...plan, dialect: { ...plan.dialect, header: false } };
  await bench.engine.call('import.run', { files: [nameless], plan: headerless, corrects: { ...recognised, dialect: headerless.dialect } });
  expect(await bench.engine.call('import.mappings', null)).toEqual([]);

  await bench.engine.call('import.run', { files: [file], plan, corrects: recognised });
  const more = bench.engine.grant(bench.write('more.csv', FIRST.replace('k5', 'k6')));
  expect((await bench.engine.call('import.inspect', { file: more, plan: null })).saved).toBeNull();
});

test('another column of dates has an order of its own, which is found, or asked where it is open', async () => {
  await bench.openProject();
  const file = bench.engine.grant(bench.write('dates.csv', 'k1;k2;k3;k4;k5\nA;2025-01-05;31.01.2025;03/04/2025;5\nB;2025-01-06;01.02.2025;05/04/2025;6\n'));
  const { plan } = await bench.engine.call('import.inspect', { file, plan: null });
  const by = async (date: number) => {
    const proposal = await bench.engine.call('import.inspect', { file, plan: { ...plan, kind: 'orders', dialect: { ...plan.dialect, dateOrder: 'ymd' }, mapping: { order: 0, date, amount: 4 } }, findDates: true });
    return { order: proposal.plan.dialect.dateOrder, read: proposal.rows.read.date, asked: proposal.warnings.filter(({ code }) => code === 'ambiguous-dates') };
  };
  expect(await by(2)).toEqual({ order: 'dmy', read: ['2025-01-31', '2025-02-01'], asked: [] });
  expect((await by(1)).order).toBe('ymd');
  expect((await by(3)).asked).toEqual([{ code: 'ambiguous-dates', column: 'k4', example: '03/04/2025' }]);
});
