import type { KpiSeries } from '../../core/contract/kpis.ts';
import { moneyUnit, niceScale, spread, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, unfinished, valueAxis, type DirectLabel } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';
import type { Palette } from './palette.ts';
import { periodTicks } from './period-ticks.ts';

export interface RevenueWords {
  period: string;
  later: string;
  first: string;
  anonymous: string;
  total: string;
  running: string;
}

const GRID = { left: 48, top: 14, bottom: 40 };
const BAR_SHARE = 0.72;

/** Net revenue of each calendar period, stacked: later orders stand on the axis, first orders on them, orders without a customer on top, outlined. */
export function revenueModel(series: KpiSeries, format: ChartFormat, words: RevenueWords): ChartModel {
  const minorPerMajor = 10 ** format.minorUnitDigits;
  const parts = [
    { name: words.later, minor: series.laterOrderNetMinor, style: (palette: Palette) => ({ color: palette.scale[5] }), ink: (palette: Palette) => palette.scale[5] },
    { name: words.first, minor: series.firstOrderNetMinor, style: (palette: Palette) => ({ color: palette.scale[2] }), ink: (palette: Palette) => palette.ink2 },
    {
      name: words.anonymous,
      minor: series.anonymousNetMinor,
      style: (palette: Palette) => ({ color: palette.rule2, borderColor: palette.ink3, borderWidth: 0.5 }),
      ink: (palette: Palette) => palette.ink3,
    },
  ].filter((part, index) => index < 2 || part.minor.some((value) => value !== 0));
  const periods = series.start.length;
  const { high, low } = stackLimits(parts.map((part) => part.minor), periods);
  const { divisor } = moneyUnit(Math.max(high, -low) / minorPerMajor);
  const scaled = (minor: number): number => minor / minorPerMajor / divisor;
  const scale = niceScale(scaled(low), scaled(high));

  return {
    option: (size, palette) => {
      const right = Math.max(...parts.map((part) => textWidth(part.name))) + 14;
      const plot = { width: size.width - GRID.left - right, height: size.height - GRID.top - GRID.bottom };
      const labels = lastBarLabels(parts, periods - 1, scaled, plot.height / (scale.max - scale.min), palette);
      const barHalf = (plot.width / Math.max(1, periods)) * (BAR_SHARE / 2);
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: { type: 'category', data: [...series.start], ...baseAxis(palette), axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), ...periodTicks(series, format, plot.width) } },
          yAxis: valueAxis(scale, palette, format.number),
          series: parts.map((part, index) => ({
            type: 'bar',
            name: part.name,
            stack: 'revenue',
            barWidth: `${BAR_SHARE * 100}%`,
            silent: true,
            data: [...part.minor].map((minor, period) => ({
              value: scaled(minor),
              itemStyle: { ...part.style(palette), ...(series.state[period] === 'running' ? { decal: unfinished(palette) } : {}) },
            })),
            ...(index === 0 ? { markPoint: directLabels(labels.map((label) => ({ ...label, offset: [barHalf + 8, label.offset?.[1] ?? 0] })), palette) } : {}),
          })),
        },
        palette,
      );
    },
    readings: series.start.map((start, period) => ({
      x: period,
      title: format.period(start, series.granularity),
      rows: [
        ...parts.toReversed().map((part) => ({ label: part.name, value: format.money(part.minor[period] ?? 0) })),
        { label: words.total, value: format.money(parts.reduce((sum, part) => sum + (part.minor[period] ?? 0), 0)) },
      ],
      ...(series.state[period] === 'running' ? { note: words.running } : {}),
    })),
    table: {
      columns: [words.period, ...parts.map((part) => part.name), words.total],
      rows: series.start.map((start, period) => {
        const minor = parts.map((part) => part.minor[period] ?? 0);
        const all = [...minor, minor.reduce((sum, value) => sum + value, 0)];
        const running = series.state[period] === 'running';
        return {
          texts: [format.period(start, series.granularity) + (running ? ` (${words.running})` : ''), ...all.map(format.money)],
          values: [start, ...all.map((value) => value / minorPerMajor)],
        };
      }),
    },
  };
}

/** Refunds may pull a period below zero: positive and negative parts stack apart. */
function stackLimits(parts: readonly Float64Array[], periods: number): { high: number; low: number } {
  let high = 0;
  let low = 0;
  for (let period = 0; period < periods; period++) {
    let above = 0;
    let below = 0;
    for (const part of parts) {
      const value = part[period] ?? 0;
      if (value > 0) above += value;
      else below += value;
    }
    high = Math.max(high, above);
    low = Math.min(low, below);
  }
  return { high, low };
}

function lastBarLabels(
  parts: readonly { name: string; minor: Float64Array; ink: (palette: Palette) => string | undefined }[],
  last: number,
  scaled: (minor: number) => number,
  pixelsPerUnit: number,
  palette: Palette,
): DirectLabel[] {
  let base = 0;
  const middles = parts.map((part) => {
    const value = Math.max(0, scaled(part.minor[last] ?? 0));
    const middle = base + value / 2;
    base += value;
    return middle;
  });
  const wanted = middles.map((middle) => -middle * pixelsPerUnit);
  const placed = spread(wanted, 16, -Infinity, -7);
  return parts.map((part, index) => ({
    at: [last, middles[index] ?? 0],
    text: part.name,
    color: part.ink(palette) ?? palette.ink2,
    bold: index < 2,
    offset: [0, (placed[index] ?? 0) - (wanted[index] ?? 0)],
  }));
}

/** Which power of ten the axis counts money in, for the line under the title. */
export function revenueUnit(series: KpiSeries, minorUnitDigits: number): 'one' | 'thousand' | 'million' {
  const { high, low } = stackLimits([series.laterOrderNetMinor, series.firstOrderNetMinor, series.anonymousNetMinor], series.start.length);
  return moneyUnit(Math.max(high, -low) / 10 ** minorUnitDigits).unit;
}
