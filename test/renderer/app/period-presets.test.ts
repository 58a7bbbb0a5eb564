import { describe, expect, it } from 'vitest';
import { dayAfter, dayBefore, defaultPeriod, periodPresets } from '../../../renderer/app/period-presets.ts';

describe('the default period', () => {
  it('is twelve calendar months, cut at the as-of date', () => {
    expect(defaultPeriod('2025-12-31')).toEqual({ from: '2025-01-01', to: '2026-01-01' });
    expect(defaultPeriod('2011-12-09')).toEqual({ from: '2011-01-01', to: '2011-12-10' });
    expect(defaultPeriod('2024-02-29')).toEqual({ from: '2023-03-01', to: '2024-03-01' });
  });
});

describe('presets', () => {
  const kinds = (first: string, asOf: string): string[] => periodPresets(first, asOf).map((preset) => ('year' in preset ? `${preset.kind} ${preset.year}` : preset.kind));

  it('offer the running year apart from the finished ones', () => {
    expect(kinds('2024-01-03', '2025-12-31')).toEqual(['lastTwelveMonths', 'lastSixMonths', 'lastThreeMonths', 'calendarYear 2025', 'calendarYear 2024', 'allOrders']);
    expect(kinds('2010-12-01', '2011-12-09')).toEqual(['lastTwelveMonths', 'lastSixMonths', 'lastThreeMonths', 'yearToDate 2011', 'calendarYear 2010', 'allOrders']);
  });

  it('are half open and never empty', () => {
    for (const { period } of periodPresets('2009-05-06', '2025-03-31')) {
      if (period !== null) expect(period.from < period.to).toBe(true);
    }
    expect(periodPresets('2009-05-06', '2025-03-31').find(({ kind }) => kind === 'lastThreeMonths')?.period).toEqual({ from: '2025-01-01', to: '2025-04-01' });
    expect(periodPresets('2009-05-06', '2025-03-31').find(({ kind }) => kind === 'allOrders')?.period).toEqual({ from: '2009-05-06', to: '2025-04-01' });
  });

  it('count over ends of months, years and leap days', () => {
    expect(dayAfter('2024-02-28')).toBe('2024-02-29');
    expect(dayAfter('2023-02-28')).toBe('2023-03-01');
    expect(dayAfter('2025-12-31')).toBe('2026-01-01');
    expect(dayBefore('2024-03-01')).toBe('2024-02-29');
  });
});
