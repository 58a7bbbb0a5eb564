import type { KpiSeries } from '../../core/contract/kpis.ts';
import { niceScale, spread, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, valueAxis } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';
import type { Palette } from './palette.ts';
import { periodTicks } from './period-ticks.ts';

export interface CustomersWords {
  period: string;
  newCustomers: string;
  returning: string;
  running: string;
}

const GRID = { left: 48, top: 14, bottom: 40 };

/** Customers who ordered in each calendar period: those who came back, and those who came for the first time. The step into an unfinished period is dashed. */
export function customersModel(series: KpiSeries, format: ChartFormat, words: CustomersWords): ChartModel {
  const lines = [
    { name: words.returning, counts: series.returningCustomers, color: (palette: Palette) => palette.scale[5] ?? palette.accent, width: 2 },
    { name: words.newCustomers, counts: series.newCustomers, color: (palette: Palette) => palette.scale[3] ?? palette.accent, width: 2 },
  ];
  const periods = series.start.length;
  const scale = niceScale(0, Math.max(0, ...series.newCustomers, ...series.returningCustomers));
  const running = series.start.map((_, period) => series.state[period] === 'running');

  return {
    option: (size, palette) => {
      const right = Math.max(...lines.map((line) => textWidth(line.name))) + 12;
      const plot = { width: size.width - GRID.left - right, height: size.height - GRID.top - GRID.bottom };
      const wanted = lines.map((line) => -((line.counts[periods - 1] ?? 0) - scale.min) * (plot.height / (scale.max - scale.min)));
      const placed = spread(wanted, 16, -Infinity, 0);
      const labels = lines.map((line, index) => ({
        at: [periods - 1, line.counts[periods - 1] ?? 0] as [number, number],
        text: line.name,
        color: index === 0 ? line.color(palette) : palette.ink2,
        bold: true,
        offset: [9, (placed[index] ?? 0) - (wanted[index] ?? 0)] as [number, number],
      }));
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: {
            type: 'category',
            data: [...series.start],
            boundaryGap: periods < 2,
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), ...periodTicks(series, format, plot.width) },
          },
          yAxis: valueAxis(scale, palette, format.count),
          series: lines.flatMap((line, index) => {
            const shared = { type: 'line', silent: true, symbol: 'none', name: line.name };
            const style = { color: line.color(palette), width: line.width, join: 'round' };
            return [
              {
                ...shared,
                data: [...line.counts].map((count, period) => (running[period] === true ? null : count)),
                lineStyle: style,
                showSymbol: periods < 2,
                ...(index === 0 ? { markPoint: directLabels(labels, palette) } : {}),
              },
              {
                ...shared,
                data: [...line.counts].map((count, period) => (running[period] === true || running[period + 1] === true ? count : null)),
                lineStyle: { ...style, type: [3, 3], width: 1.6 },
              },
            ];
          }),
        },
        palette,
      );
    },
    readings: series.start.map((start, period) => ({
      x: period,
      title: format.period(start, series.granularity),
      rows: lines.map((line) => ({ label: line.name, value: format.count(line.counts[period] ?? 0) })),
      ...(running[period] === true ? { note: words.running } : {}),
    })),
    table: {
      columns: [words.period, ...lines.map((line) => line.name)],
      rows: series.start.map((start, period) => ({
        texts: [
          format.period(start, series.granularity) + (running[period] === true ? ` (${words.running})` : ''),
          ...lines.map((line) => format.count(line.counts[period] ?? 0)),
        ],
        values: [start, ...lines.map((line) => line.counts[period] ?? 0)],
      })),
    },
  };
}
