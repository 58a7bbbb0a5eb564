import { describe, expect, it } from 'vitest';
import { DEFAULT_SCOPE, type Filter } from '../../../core/contract/scope.ts';
import { savedViewsSchema, type SavedView } from '../../../core/contract/views.ts';
import { withoutView, withView } from '../../../renderer/app/saved-views.ts';
import { withFilter, withoutFilter } from '../../../renderer/app/scope-store.ts';
import { cohortControlsSchema } from '../../../renderer/features/cohorts/cohort-controls.tsx';

const channel: Filter = { field: 'channel', values: ['web'], applies: 'orders', except: true };
const filters: SavedView = { kind: 'filters', name: 'Web', scope: { filters: [channel] } };
const view: SavedView = { kind: 'view', name: 'Web', section: 'cohorts', controls: {}, scope: DEFAULT_SCOPE, period: null, granularity: 'month', activityWindowDays: 365 };

describe('saved filters and views', () => {
  it('stand by name; the same kind and name is replaced, the other kind stays', () => {
    const both = withView([filters], view);
    expect(both).toHaveLength(2);
    expect(withView(both, { ...view, section: 'overview' }).map((saved) => (saved.kind === 'view' ? saved.section : saved.kind))).toEqual(['filters', 'overview']);
    expect(withView(both, { ...view, name: 'All' }).map(({ name }) => name)).toEqual(['All', 'Web', 'Web']);
    expect(withoutView(both, filters)).toEqual([view]);
    expect(savedViewsSchema.safeParse(both).success).toBe(true);
  });

  it('bring back what the section knows, and its defaults for what it does not', () => {
    const controls = cohortControlsSchema.parse({ measure: 'margin', key: 'attribute:channel', age: 'own', windowDays: 14, retained: 'never', beside: [channel] });
    expect(controls).toMatchObject({ measure: 'margin', key: 'attribute:channel', age: 'own', windowDays: 14, retained: 'in-age', view: 'map', beside: [channel] });
    expect(cohortControlsSchema.parse({}).key).toBe('month');
  });
});

it('a list of filters has one for each field and effect', () => {
  const first: Filter = { ...channel, applies: 'first-order' };
  expect(withFilter(withFilter([channel], first), { ...channel, values: ['shop'] })).toEqual([{ ...channel, values: ['shop'] }, first]);
  expect(withoutFilter([channel, first], 'channel', 'orders')).toEqual([first]);
});
