import { LineChart, BarChart, CustomChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { describe, expect, it } from 'vitest';
import { registerPainter } from 'zrender';
import { chartFormat } from '../../../renderer/charts/chart-format.ts';
import type { ChartModel } from '../../../renderer/charts/chart-model.ts';
import { curvesModel } from '../../../renderer/charts/curves-model.ts';
import { customersModel } from '../../../renderer/charts/customers-model.ts';
import { fontAttributes, StyleFreePainter } from '../../../renderer/charts/painter.ts';
import type { Palette } from '../../../renderer/charts/palette.ts';
import { revenueModel, revenueUnit } from '../../../renderer/charts/revenue-model.ts';
import { survivalModel } from '../../../renderer/charts/survival-model.ts';
import { sparkRuns } from '../../../renderer/charts/sparkline.tsx';
import { formatFor } from '../../../renderer/i18n/format.ts';
import { kpiSeries, PROVENANCE, retentionMatrix, survivalCurve } from '../results.ts';

use([BarChart, LineChart, CustomChart, GridComponent, MarkLineComponent, MarkPointComponent]);
registerPainter('svg', StyleFreePainter);

const PALETTE: Palette = {
  paper: '#ffffff',
  panel: '#fefefe',
  ink: '#010101',
  ink2: '#020202',
  ink3: '#030303',
  rule: '#040404',
  rule2: '#050505',
  accent: '#060606',
  good: '#0a0b0c',
  bad: '#0d0e0f',
  scale: ['#a0a0a0', '#a1a1a1', '#a2a2a2', '#a3a3a3', '#a4a4a4', '#a5a5a5', '#a6a6a6'],
  face: 'Inter',
};
const SIZE = { width: 640, height: 264 };
const FORMAT = chartFormat(formatFor('en'), PROVENANCE.currency);
const HOSTILE = '<img src=x onerror=alert(1)>&"';

function draw(model: ChartModel): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  chart.setOption({ ...model.option(SIZE, PALETTE), animation: false });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}

interface Option {
  yAxis: { min: number; max: number; interval: number };
  series: { name?: string; type: string; data: unknown[]; lineStyle?: { type?: unknown } }[];
}
const optionOf = (model: ChartModel): Option => model.option(SIZE, PALETTE) as unknown as Option;

const REVENUE_WORDS = { period: 'Period', later: 'later orders', first: 'first orders', anonymous: 'no customer', total: 'total', running: 'not over yet' };

describe('revenue', () => {
  const series = kpiSeries({
    laterOrderNetMinor: Float64Array.of(30_000_00, 40_000_00, 10_000_00),
    firstOrderNetMinor: Float64Array.of(20_000_00, 20_000_00, 5_000_00),
    anonymousNetMinor: Float64Array.of(1_000_00, 0, 500_00),
    state: ['complete', 'complete', 'running'],
  });
  const model = revenueModel(series, FORMAT, REVENUE_WORDS);

  it('stacks later orders on a zero line, first orders on them, anonymous ones on top', () => {
    const option = optionOf(model);
    expect(option.series.map((part) => part.name)).toEqual(['later orders', 'first orders', 'no customer']);
    expect(option.yAxis.min).toBe(0);
    expect(option.yAxis.max).toBeGreaterThanOrEqual(60);
    expect(revenueUnit(series, 2)).toBe('thousand');
  });

  it('hatches only the period that is not over', () => {
    const [later] = optionOf(model).series;
    const hatched = later!.data.map((bar) => 'decal' in (bar as { itemStyle: object }).itemStyle);
    expect(hatched).toEqual([false, false, true]);
    expect(model.readings.map((reading) => reading.note)).toEqual([undefined, undefined, 'not over yet']);
  });

  it('reads and tabulates every part and their sum in major units', () => {
    expect(model.readings[0]).toEqual({
      x: 0,
      title: 'Oct 2025',
      rows: [
        { label: 'no customer', value: '₴1,000' },
        { label: 'first orders', value: '₴20,000' },
        { label: 'later orders', value: '₴30,000' },
        { label: 'total', value: '₴51,000' },
      ],
    });
    expect(model.table.rows[1]?.values).toEqual(['2025-11-01', 40_000, 20_000, 0, 60_000]);
  });

  it('leaves the anonymous part out where there is none, and goes below zero where refunds do', () => {
    const refunded = kpiSeries({ laterOrderNetMinor: Float64Array.of(-5_000_00, 0, 0), firstOrderNetMinor: Float64Array.of(9_000_00, 1, 1) });
    const option = optionOf(revenueModel(refunded, FORMAT, REVENUE_WORDS));
    expect(option.series).toHaveLength(2);
    expect(option.yAxis.min).toBeLessThan(0);
  });
});

it('customers: the step into a running period is dashed, the rest is not', () => {
  const series = kpiSeries({ newCustomers: Float64Array.of(5, 6, 1), returningCustomers: Float64Array.of(8, 9, 2), state: ['complete', 'complete', 'running'] });
  const option = optionOf(customersModel(series, FORMAT, { period: 'Period', newCustomers: 'new', returning: 'returning', running: 'not over yet' }));
  const [solid, dashed] = option.series;
  expect(solid?.data).toEqual([8, 9, null]);
  expect(dashed?.data).toEqual([null, 9, 2]);
  expect(dashed?.lineStyle?.type).toEqual([3, 3]);
  expect(option.yAxis.min).toBe(0);
});

describe('survival', () => {
  const words = { day: 'Days', now: 'this period', before: 'year before', interval: '95% interval', atRisk: 'still waiting', days: (count: number) => `${count} days`, half: (days: string) => `half: ${days}` };
  const now = survivalCurve([
    { day: 10, share: 0.2, atRisk: 900 },
    { day: 47, share: 0.5, atRisk: 500 },
    { day: 200, share: 0.6, atRisk: 100 },
  ]);

  it('is a step function that begins at zero', () => {
    const model = survivalModel(now, null, FORMAT, words);
    const at = (day: number): string | undefined => model.readings.find((reading) => reading.x === day)?.rows[0]?.value;
    expect(at(40)).toBe('20.0%');
    expect(at(60)).toBe('50.0%');
    expect(at(180)).toBe('50.0%');
    expect(at(200)).toBe('60.0%');
  });

  it('draws the band, the median and the year before', () => {
    const svg = draw(survivalModel(now, survivalCurve([{ day: 30, share: 0.4, atRisk: 100 }]), FORMAT, words));
    expect(svg).toContain('47 days');
    expect(svg).toContain('year before');
    expect(svg).toContain('#a1a1a1');
    expect(draw(survivalModel(survivalCurve([{ day: 9, share: 0.3, atRisk: 50 }]), null, FORMAT, words))).not.toContain('year before');
  });
});

describe('cohort curves', () => {
  const words = { cohort: 'first order', customers: 'customers', mean: 'mean', running: 'not over yet', age: (age: number) => `month ${age}`, column: String, meanLower: 'mean, from', meanUpper: 'mean, to' };
  const matrix = retentionMatrix(
    [
      { size: 100, retained: [100, 30, 20, 10] },
      { size: 200, retained: [200, 40, 30] },
      { size: 20, retained: [20, 10] },
    ],
    { running: true },
  );
  const model = curvesModel(matrix, FORMAT, words);

  it('omits age 0, which is 100 % by definition, and cohorts of fewer than 30', () => {
    const option = optionOf(model);
    expect(option.yAxis.max).toBeLessThan(1);
    // Two lines for each of two cohorts, and the mean.
    expect(option.series).toHaveLength(5);
    expect(option.series[0]?.data).toEqual([
      [1, 0.3],
      [2, 0.2],
    ]);
    expect(option.series[1]?.data).toEqual([
      [2, 0.2],
      [3, 0.1],
    ]);
    expect(option.series[1]?.lineStyle?.type).toEqual([3, 3]);
  });

  it('tabulates every cohort with the weighted mean over complete cells', () => {
    expect(model.table.rows.at(-1)?.values).toEqual(['mean', null, 1, (30 + 40) / 300, 0.2, null]);
    expect(model.table.rows[1]?.texts).toEqual(['Feb 2025', '200', '100.0%', '20.0%', '15.0% (not over yet)', '']);
  });

  it('shows a cohort’s hostile name as text', () => {
    const hostile = { ...retentionMatrix([{ size: 100, retained: [100, 30, 20] }], { query: { key: 'attribute:channel' } }), cohorts: [HOSTILE], names: [HOSTILE] };
    const svg = draw(curvesModel(hostile, FORMAT, words));
    expect(svg).not.toContain('<img');
    expect(svg).toContain('&lt;img src=x');
  });
});

describe('the painter', () => {
  it('writes no style attribute, which the content security policy would drop', () => {
    const svg = draw(revenueModel(kpiSeries({ laterOrderNetMinor: Float64Array.of(1, 2, 3), state: ['complete', 'complete', 'running'] }), FORMAT, REVENUE_WORDS));
    expect(svg).toContain('<text');
    expect(svg).toContain('font-size="11.5px"');
    expect(svg).toMatch(/font-weight="600"/);
    expect(svg).not.toMatch(/\sstyle=/);
  });

  it('reads both ways in which a font is written', () => {
    expect(fontAttributes('font: italic 600 11.5px "Inter Variable", sans-serif')).toEqual({
      'font-size': '11.5px',
      'font-family': '"Inter Variable", sans-serif',
      'font-style': 'italic',
      'font-weight': '600',
    });
    expect(fontAttributes('font-size:12px;font-family:Inter;font-weight:600;')).toEqual({ 'font-size': '12px', 'font-family': 'Inter', 'font-weight': '600' });
  });
});

describe('sparkline', () => {
  it('breaks where a value is missing and fills the box from least to most', () => {
    const runs = sparkRuns(Float64Array.of(Number.NaN, 10, 20, Number.NaN, 30));
    expect(runs.map((run) => run.length)).toEqual([2, 1]);
    expect(runs[0]?.[0]).toEqual({ x: 25, y: 20 });
    expect(runs[1]?.[0]).toEqual({ x: 100, y: 2 });
  });

  it('is a level line where nothing changes', () => {
    expect(sparkRuns([5, 5, 5])[0]?.map((point) => point.y)).toEqual([11, 11, 11]);
  });
});
