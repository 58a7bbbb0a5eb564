import { beforeEach, describe, expect, it } from 'vitest';
import { useScope } from '../../../renderer/app/scope-store.ts';
import { scopeSchema, type Filter } from '../../../core/contract/scope.ts';
import { DEFAULT_RFM } from '../../../core/contract/segments.ts';

const scope = useScope.getState;
const channel: Filter = { field: 'channel', values: ['web'], applies: 'orders' };

beforeEach(() => scope().reset());

describe('the scope of every view', () => {
  it('begins with what the engine calls default', () => {
    expect(scope().scope).toEqual({ asOf: null, filters: [], refunds: 'original-order' });
    expect(scope().period).toBeNull();
    expect(scope().activityWindowDays).toBe(365);
    expect(scopeSchema.safeParse(scope().scope).success).toBe(true);
  });

  it('replaces a filter on the same field with the same effect and keeps the other effect apart', () => {
    scope().setFilter(channel);
    scope().setFilter({ ...channel, applies: 'first-order' });
    scope().setFilter({ ...channel, values: ['web', 'telegram'] });
    expect(scope().scope.filters).toEqual([
      { field: 'channel', values: ['web', 'telegram'], applies: 'orders' },
      { field: 'channel', values: ['web'], applies: 'first-order' },
    ]);
    scope().removeFilter('channel', 'orders');
    expect(scope().scope.filters).toEqual([{ field: 'channel', values: ['web'], applies: 'first-order' }]);
  });

  it('keeps segments until that filter or all are taken away, and each step can be undone', () => {
    scope().setSegment({ settings: DEFAULT_RFM, segments: ['champions'] });
    scope().setFilter(channel);
    expect(scopeSchema.safeParse(scope().scope).success).toBe(true);
    expect(scope().scope.segment?.segments).toEqual(['champions']);
    scope().clearFilters();
    expect(scope().scope).toEqual({ asOf: null, filters: [], refunds: 'original-order' });
    scope().undo();
    scope().setSegment(null);
    expect(scope().scope).toEqual({ asOf: null, filters: [channel], refunds: 'original-order' });
  });

  it('undoes and redoes each change, and a new change forgets what was undone', () => {
    scope().setAsOf('2025-06-30');
    scope().setFilter(channel);
    scope().setPeriod({ from: '2025-01-01', to: '2025-07-01' });
    scope().undo();
    expect(scope().period).toBeNull();
    expect(scope().scope.filters).toEqual([channel]);
    scope().undo();
    expect(scope().scope).toEqual({ asOf: '2025-06-30', filters: [], refunds: 'original-order' });
    scope().redo();
    expect(scope().scope.filters).toEqual([channel]);
    scope().setGranularity('week');
    scope().redo();
    expect(scope().granularity).toBe('week');
    expect(scope().period).toBeNull();
  });

  it('undoing with nothing to undo changes nothing', () => {
    scope().undo();
    scope().redo();
    expect(scope().scope.filters).toEqual([]);
  });

  it('keeps at most a hundred steps', () => {
    for (let step = 0; step < 250; step++) scope().setActivityWindow(step + 1);
    let undone = 0;
    while (scope().past.length > 0) {
      scope().undo();
      undone++;
    }
    expect(undone).toBe(100);
    expect(scope().activityWindowDays).toBe(150);
  });

  it('another project starts afresh', () => {
    scope().setFilter(channel);
    scope().reset();
    scope().undo();
    expect(scope().scope.filters).toEqual([]);
  });
});
