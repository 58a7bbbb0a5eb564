import { afterAll, beforeAll, expect, test } from 'vitest';
import { DEFAULT_SCOPE } from '../../core/contract/scope.ts';
import type { SavedView } from '../../core/contract/views.ts';
import { type Bench, createBench, errorOf } from './engine-harness.ts';

const VIEWS: SavedView[] = [
  { kind: 'filters', name: 'Online', scope: { filters: [{ field: 'channel', values: ['online'], applies: 'first-order', except: true }] } },
  {
    kind: 'view',
    name: 'Online',
    section: 'cohorts',
    controls: { measure: 'orders', windowDays: 45, compared: null },
    scope: { ...DEFAULT_SCOPE, asOf: '2024-07-01' },
    period: { from: '2024-01-01', to: '2024-07-01' },
    granularity: 'quarter',
    activityWindowDays: 'p90-gap',
  },
];

let bench: Bench;
beforeAll(() => {
  bench = createBench();
});
afterAll(() => bench.end());

test('views are kept in the project, and come back as they were saved', async () => {
  expect(await errorOf(bench.engine.call('views.read', null))).toMatchObject({ code: 'PROJECT' });
  await bench.openProject();
  expect(await bench.engine.call('views.read', null)).toEqual([]);
  expect(await bench.engine.call('views.save', VIEWS)).toEqual(VIEWS);
  expect(await bench.engine.call('views.read', null)).toEqual(VIEWS);
  expect(await bench.engine.call('views.save', [])).toEqual([]);
  expect(await bench.engine.call('views.read', null)).toEqual([]);
});

test('two views of one name are refused, and nothing is changed', async () => {
  await bench.engine.call('views.save', VIEWS);
  const [filters] = VIEWS;
  expect(await errorOf(bench.engine.call('views.save', [filters!, filters!]))).toMatchObject({ code: 'BAD_REQUEST', detail: expect.stringContaining('two of a kind have one name') });
  expect(await errorOf(bench.engine.call('views.save', [{ ...filters!, name: '  ' }]))).toMatchObject({ code: 'BAD_REQUEST' });
  expect(await bench.engine.call('views.read', null)).toEqual(VIEWS);
});
