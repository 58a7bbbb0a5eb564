import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { Filter } from '../../../core/contract/scope.ts';
import { provenanceOf } from '../../../core/frame/accounting.ts';
import { customerRanges } from '../../../core/frame/ranges.ts';
import { finishKpis, planKpis } from '../../../core/metrics/kpis.ts';
import { foldGapParts, foldKpiParts, mergeGapParts, mergeKpiParts } from '../../../core/metrics/parts.ts';
import { KPI_QUERY, runKpis } from '../../golden/metrics/run.ts';
import { scenarioOf } from '../../golden/metrics/line-table.ts';
import { naiveShop } from './naive.ts';
import { anyAsOf, randomShop, refundPlacement } from './random-shop.ts';

vi.setConfig({ testTimeout: 60_000 });

const CURRENCY = { code: 'EUR', minorUnitDigits: 2 };

/** Filters that the parts are within. */
const scopeFilters: fc.Arbitrary<Filter[]> = fc.constantFrom(
  [],
  [{ field: 'channel', values: ['web', ''], applies: 'orders' as const }],
  [{ field: 'channel', values: ['shop', 'web'], applies: 'first-order' as const }],
);

test('each part has the figures that a filter for it has, however the customers are split', () => {
  fc.assert(
    fc.property(randomShop, anyAsOf, refundPlacement, scopeFilters, fc.constantFrom('orders' as const, 'first-order' as const), fc.constantFrom(20, 'p90-gap' as const), fc.integer({ min: 1, max: 4 }), (lines, asOf, refunds, filters, basis, activityWindowDays, ranges) => {
      const { ordersOf, anonymous } = naiveShop(lines, asOf);
      fc.pre(ordersOf.size > 0 || anonymous.length > 0);
      const { view: viewOf, frame } = scenarioOf(lines);
      const partFilters: Filter[] = [
        { field: 'channel', values: ['web'], applies: basis },
        { field: 'channel', values: ['web', ''], applies: basis, except: true },
        { field: 'channel', values: [''], applies: basis },
      ];
      const filtered = partFilters.map((filter) => viewOf({ asOf, refunds, filters: [...filters, filter] }));
      const view = viewOf({ asOf, refunds, filters });
      const parts = { field: 'channel', basis, filters: filtered.map((part) => part.filters.at(-1)!) };
      const split = customerRanges(frame, ranges);
      const gaps = mergeGapParts(split.map(({ from, to }) => foldGapParts(view, parts, from, to)));
      const plans = partFilters.map((_, part) => planKpis(view, { ...KPI_QUERY, activityWindowDays }, gaps[part]!));
      const partials = mergeKpiParts(split.map(({ from, to }) => foldKpiParts(view, { parts, plans }, from, to)));
      const results = plans.map((plan, part) => ({ ...finishKpis(plan, partials[part]!, provenanceOf(view, [], CURRENCY)), provenance: null }));
      expect(results).toEqual(filtered.map((part) => ({ ...runKpis(part, { activityWindowDays }), provenance: null })));
    }),
    { numRuns: 300 },
  );
});
