import type { RenewalHoldout } from '../../core/contract/ltv.ts';
import { niceScale, spread, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, valueAxis } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';

export interface SurvivorsWords {
  renewal: string;
  actual: string;
  model: string;
  lastRate: string;
  observedRates: string;
  eligible: string;
}

const GRID = { left: 52, top: 16, bottom: 28 };
const LINE_HEIGHT = 15;

/** Share of the customers who were not lost at the end of the observation and are still there after each of the next renewals: as it happened, by the
 *  model, and by two simpler rules. */
export function ltvSurvivorsModel({ survivors }: Pick<RenewalHoldout, 'survivors'>, format: ChartFormat, words: SurvivorsWords): ChartModel {
  const { period, eligible } = survivors;
  const shareOf = (column: Float64Array, at: number): number => (column[at] ?? Number.NaN) / (eligible[at] ?? Number.NaN);
  const lines = (['actual', 'model', 'observedRates', 'lastRate'] as const).map((name) => ({ name, shares: period.map((_, at) => shareOf(survivors[name], at)) }));
  const scale = niceScale(0, 1, 5);
  const last = period.at(-1) ?? 1;

  return {
    option: (size, palette) => {
      const right = Math.max(...lines.map(({ name }) => textWidth(words[name]))) + 14;
      const perUnit = (size.height - GRID.top - GRID.bottom) / (scale.max - scale.min);
      const wanted = lines.map(({ shares }) => -(shares.at(-1) ?? 0) * perUnit);
      const placed = spread(wanted, LINE_HEIGHT, -Infinity, 0);
      const colorOf = { actual: palette.ink, model: palette.accent, observedRates: palette.ink3, lastRate: palette.ink3 };
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: { type: 'value', min: 0, max: last, interval: last > 13 ? 2 : 1, ...baseAxis(palette), axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), formatter: (renewal: number) => format.count(renewal) } },
          yAxis: valueAxis(scale, palette, format.axisShare),
          series: lines.map(({ name, shares }, index) => ({
            type: 'line',
            silent: true,
            z: name === 'actual' ? 4 : name === 'model' ? 3 : 2,
            symbol: name === 'actual' ? 'circle' : 'none',
            symbolSize: 6,
            data: [[0, 1], ...period.map((renewal, at) => [renewal, shares[at] ?? null])],
            itemStyle: { color: colorOf[name] },
            lineStyle: { color: colorOf[name], width: name === 'actual' ? 0 : name === 'model' ? 2.2 : 1.2, type: name === 'lastRate' ? [2, 3] : name === 'observedRates' ? [6, 4] : 'solid' },
            markPoint: directLabels([{ at: [last, shares.at(-1) ?? 0], text: words[name], color: name === 'actual' || name === 'model' ? colorOf[name] : palette.ink2, bold: name === 'model', offset: [8, (placed[index] ?? 0) - (wanted[index] ?? 0)] }], palette),
          })),
        },
        palette,
      );
    },
    readings: period.map((renewal, at) => ({
      x: renewal,
      title: `${words.renewal} ${format.count(renewal)}`,
      rows: [...lines.map(({ name, shares }) => ({ label: words[name], value: format.share(shares[at] ?? Number.NaN) })), { label: words.eligible, value: format.count(eligible[at] ?? 0) }],
    })),
    table: {
      columns: [words.renewal, words.eligible, ...lines.map(({ name }) => words[name])],
      rows: period.map((renewal, at) => ({
        texts: [format.count(renewal), format.count(eligible[at] ?? 0), ...lines.map(({ shares }) => format.share(shares[at] ?? Number.NaN))],
        values: [renewal, eligible[at] ?? null, ...lines.map(({ shares }) => shares[at] ?? null)],
      })),
    },
  };
}
