import { describe, expect, it } from 'vitest';
import type { Concentration, Figure, GapDistribution, KpiBreakdown } from '../../../core/contract/kpis.ts';
import { DEFAULT_SCOPE } from '../../../core/contract/scope.ts';
import { chartFormat } from '../../../renderer/charts/chart-format.ts';
import { gapBars } from '../../../renderer/charts/gap-model.ts';
import { lorenzModel } from '../../../renderer/charts/lorenz-model.ts';
import { linesOf, multiplesTop } from '../../../renderer/charts/multiple-lines.ts';
import { recentCohorts, rowsAtOnce } from '../../../renderer/features/cohorts/cohort-pages.ts';
import { cohortControlsSchema, cohortQueryOf } from '../../../renderer/features/cohorts/cohort-controls.tsx';
import { breakdownTable } from '../../../renderer/features/overview/breakdown-table.ts';
import { breakdownFinding } from '../../../renderer/features/overview/breakdown-finding.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { kpiResult, PROVENANCE, value } from '../results.ts';

describe('bars of gaps', () => {
  const distribution = (counts: number[]): Pick<GapDistribution, 'counts' | 'gaps'> => ({ counts: Uint32Array.from(counts), gaps: counts.reduce((sum, count) => sum + count, 0) });

  it('hold every gap once, whatever their lengths', () => {
    const counts = Array.from({ length: 900 }, (_, day) => (day * 7919) % 13);
    const bars = gapBars(distribution(counts));
    expect(bars.reduce((sum, bar) => sum + bar.gaps, 0)).toBe(counts.reduce((sum, count) => sum + count, 0));
    expect(bars.length).toBeLessThanOrEqual(41);
    bars.slice(1).forEach((bar, at) => expect(bar.from).toBe(bars[at]!.to + 1));
  });

  it('are days where gaps are short, and the hundredth that is longest is one bar', () => {
    const bars = gapBars(distribution([...Array.from({ length: 10 }, () => 100), ...Array.from({ length: 500 }, () => 0), 5]));
    expect(bars.slice(0, 2)).toEqual([{ from: 0, to: 0, gaps: 100 }, { from: 1, to: 1, gaps: 100 }]);
    expect(bars.at(-1)).toEqual({ from: 10, to: Number.POSITIVE_INFINITY, gaps: 5 });
  });

  it('none without gaps beyond an empty one', () => {
    expect(gapBars(distribution([])).every((bar) => bar.gaps === 0)).toBe(true);
  });
});

it('the concentration curve is drawn to the top of revenue, above one where refunds bring it there', () => {
  const concentration: Concentration = {
    provenance: PROVENANCE,
    period: { from: '2025-01-01', to: '2026-01-01' },
    customers: 3,
    netMinor: 100,
    gini: { value: 0.4, interval: null },
    shares: [{ top: 0.1, share: 0.5, interval: null, leastMinor: 50 }],
    customerShare: Float64Array.of(0, 0.5, 1),
    revenueShare: Float64Array.of(0, 1.2, 1),
  };
  const words = { customers: 'customers', revenue: 'revenue', equal: 'equal', top: (share: string) => `top ${share}` };
  const model = lorenzModel(concentration, chartFormat(formatFor('en'), PROVENANCE.currency), words);
  expect(model.table.rows.map((row) => row.values)).toEqual([[0, 0], [0.5, 1.2], [1, 1]]);
  expect(JSON.stringify(model.option({ width: 600, height: 400 }, { scale: [] } as never))).toContain('1.2');
});

describe('small charts', () => {
  it('share one scale from zero, with gaps where there is no value', () => {
    expect(multiplesTop([{ values: [1, Number.NaN, 4] }], [2, 8])).toBe(8);
    expect(linesOf([0, 8, Number.NaN, 8, 4], 8)).toEqual([[[0, 40], [25, 2]], [[75, 2], [100, 21]]]);
    expect(linesOf([8, 8], 8, 3)).toEqual([[[0, 2], [50, 2]]]);
  });
});

describe('a figure by value', () => {
  const figures = (active: number, share: number, half: number): Figure[] =>
    kpiResult({ activeCustomers: { now: value(active) }, repeatPurchaseRate: { now: { ...value(share), interval: [share - half, share + half] } } }).figures;
  const of = (...values: Figure[][]): Pick<KpiBreakdown, 'figures' | 'kinds'> => ({ figures: values, kinds: values.map(() => 'value') });

  it('is set apart only where the intervals do not meet', () => {
    expect(breakdownFinding(of(figures(500, 0.4, 0.02), figures(300, 0.5, 0.03)), 'repeatPurchaseRate')).toEqual({ first: 0, second: 1, apart: true });
    expect(breakdownFinding(of(figures(500, 0.4, 0.06), figures(300, 0.5, 0.06)), 'repeatPurchaseRate')).toMatchObject({ apart: false });
  });

  it('leaves small values and counts alone', () => {
    expect(breakdownFinding(of(figures(500, 0.4, 0.02), figures(29, 0.9, 0.03), figures(40, 0.41, 0.1)), 'repeatPurchaseRate')).toEqual({ first: 0, second: 2, apart: false });
    expect(breakdownFinding(of(figures(500, 0.4, 0.02), figures(29, 0.9, 0.03)), 'repeatPurchaseRate')).toBeNull();
    expect(breakdownFinding(of(figures(500, 0.4, 0.02), figures(300, 0.9, 0.03)), 'activeCustomers')).toBeNull();
  });
});

it('a breakdown is written with money in major units, and nothing where there is no value', () => {
  const figures = kpiResult({ activeCustomers: { now: value(40) }, averageOrderValue: { now: { ...value(12_345), interval: [12_000, 13_000] } } }).figures;
  const breakdown = { values: ['=web'], kinds: ['value'], figures: [figures], start: ['2025-01-01', '2025-02-01'], series: [{ averageOrderValue: Float64Array.of(100, Number.NaN) }], provenance: PROVENANCE } as unknown as KpiBreakdown;
  const table = breakdownTable(breakdown, 'averageOrderValue', () => '=web', { value: 'Channel', customers: 'Active', figure: 'Average order', lower: 'from', upper: 'to' });
  expect(table.columns).toEqual(['Channel', 'Active', 'Average order', 'from', 'to', '2025-01-01', '2025-02-01']);
  expect(table.rows[0]?.values).toEqual(['=web', 40, 123.45, 120, 130, 1, null]);
});

describe('pages of cohorts', () => {
  const span = { from: '2015-01-01', to: '2024-12-31' };
  const query = (changes: object) => cohortQueryOf(cohortControlsSchema.parse(changes), cohortControlsSchema.parse(changes).key, DEFAULT_SCOPE, undefined);

  it('hold as many as the ages leave room for, and some always', () => {
    expect(rowsAtOnce(query({ key: 'month' }), span)).toBe(66);
    expect(rowsAtOnce(query({ key: 'day', age: 'day' }), span)).toBe(12);
    expect(rowsAtOnce(query({ key: 'year' }), span)).toBe(120);
  });

  it('beside another filter are the most recent, up to the as-of day, and all where they fit', () => {
    expect(recentCohorts(query({ key: 'year' }), span)).toBeNull();
    expect(recentCohorts(query({ key: 'product' }), span)).toBeNull();
    const recent = recentCohorts(query({ key: 'week' }), span);
    expect(recent?.to).toBe('2025-01-01');
    // Sixty weeks before 31 December 2024.
    expect(recent?.from).toBe('2023-11-07');
  });
});
