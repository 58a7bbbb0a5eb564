import type { LtvHoldout } from '../../core/contract/ltv.ts';
import { niceScale, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, valueAxis } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';

export interface CalibrationWords {
  frequency: string;
  customers: string;
  actual: string;
  expected: string;
}

const GRID = { left: 48, top: 16, bottom: 44 };

/** Mean purchases in the days held back, by repeat purchases before: what happened as bars, what was foreseen as points. */
export function ltvCalibrationModel({ frequency, customers, actual, expected }: LtvHoldout['calibration'], format: ChartFormat, words: CalibrationWords): ChartModel {
  const last = frequency.length - 1;
  const name = (index: number): string => `${format.count(frequency[index] ?? 0)}${index === last ? '+' : ''}`;
  const known = frequency.map((_, index) => index).filter((index) => (customers[index] ?? 0) > 0);
  const scale = niceScale(0, Math.max(0.1, ...known.flatMap((index) => [actual[index] ?? 0, expected[index] ?? 0])));
  const end = known.at(-1) ?? 0;

  return {
    option: (size, palette) => {
      const right = Math.max(textWidth(words.actual), textWidth(words.expected)) + 10;
      const slot = (size.width - GRID.left - right) / Math.max(1, frequency.length);
      const counted = frequency.every((_, index) => textWidth(format.count(customers[index] ?? 0)) + 4 < slot);
      const beside = (last - end + 0.5) * slot + 6;
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: {
            type: 'category',
            data: frequency.map((_, index) => (counted ? `${name(index)}\n${format.count(customers[index] ?? 0)}` : name(index))),
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), interval: 0 },
          },
          yAxis: valueAxis(scale, palette, format.number),
          series: [
            {
              type: 'bar',
              silent: true,
              barCategoryGap: '42%',
              itemStyle: { color: palette.scale[2] ?? palette.rule },
              data: frequency.map((_, index) => (known.includes(index) ? (actual[index] ?? 0) : null)),
              markPoint: directLabels(
                [
                  { at: [end, (actual[end] ?? 0) / 2], text: words.actual, color: palette.ink2, offset: [beside, 0] },
                  { at: [end, expected[end] ?? 0], text: words.expected, color: palette.accent, bold: true, offset: [beside, 0] },
                ],
                palette,
              ),
            },
            {
              type: 'line',
              silent: true,
              symbol: 'circle',
              symbolSize: 8,
              lineStyle: { color: palette.accent, width: 1.4 },
              itemStyle: { color: palette.accent, borderColor: palette.paper, borderWidth: 1.5 },
              data: frequency.map((_, index) => (known.includes(index) ? (expected[index] ?? 0) : null)),
            },
          ],
        },
        palette,
      );
    },
    readings: known.map((index) => ({
      x: index,
      title: `${words.frequency}: ${name(index)}`,
      rows: [
        { label: words.actual, value: format.number(actual[index] ?? 0) },
        { label: words.expected, value: format.number(expected[index] ?? 0) },
        { label: words.customers, value: format.count(customers[index] ?? 0) },
      ],
    })),
    table: {
      columns: [words.frequency, words.customers, words.actual, words.expected],
      rows: known.map((index) => ({
        texts: [name(index), format.count(customers[index] ?? 0), format.number(actual[index] ?? 0), format.number(expected[index] ?? 0)],
        values: [frequency[index] ?? null, customers[index] ?? null, actual[index] ?? null, expected[index] ?? null],
      })),
    },
  };
}
