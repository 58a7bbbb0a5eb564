import type { Survival } from '../../core/contract/ltv.ts';
import { niceScale, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, valueAxis } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';

export interface RenewalsWords {
  renewal: string;
  observed: string;
  model: string;
  lost: string;
  censored: string;
}

const GRID = { left: 52, top: 16, bottom: 28 };
/** Later renewals are in the table. */
const MOST_RENEWALS = 24;

/** Share of customers who come to each renewal: points as observed, the model as a line. */
export function ltvRenewalsModel({ survival, modelSurvival, lost, censored }: Survival, format: ChartFormat, words: RenewalsWords): ChartModel {
  const shown = Math.min(survival.length, MOST_RENEWALS + 1);
  const scale = niceScale(0, 1, 5);
  const points = (column: Float64Array): [number, number][] => Array.from(column.subarray(0, shown), (share, renewal) => [renewal, share]);

  return {
    option: (_size, palette) =>
      picture(
        {
          grid: { ...GRID, right: Math.max(textWidth(words.observed), textWidth(words.model)) + 14 },
          xAxis: { type: 'value', min: 0, max: Math.max(1, shown - 1), interval: shown > 13 ? 2 : 1, ...baseAxis(palette), axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), formatter: (renewal: number) => format.count(renewal) } },
          yAxis: valueAxis(scale, palette, format.axisShare),
          series: [
            {
              type: 'line',
              silent: true,
              symbol: 'none',
              data: points(modelSurvival),
              lineStyle: { color: palette.accent, width: 2 },
              markPoint: directLabels(
                [
                  { at: [shown - 1, modelSurvival[shown - 1] ?? 0], text: words.model, color: palette.accent, bold: true, offset: [8, 8] },
                  { at: [shown - 1, survival[shown - 1] ?? 0], text: words.observed, color: palette.ink, offset: [8, -10] },
                ],
                palette,
              ),
            },
            { type: 'line', silent: true, symbol: 'circle', symbolSize: 6, data: points(survival), lineStyle: { width: 0 }, itemStyle: { color: palette.ink } },
          ],
        },
        palette,
      ),
    readings: points(survival).map(([renewal, share]) => ({
      x: renewal,
      title: `${words.renewal} ${format.count(renewal)}`,
      rows: [
        { label: words.observed, value: format.share(share) },
        { label: words.model, value: format.share(modelSurvival[renewal] ?? Number.NaN) },
        { label: words.lost, value: format.count(lost[renewal] ?? 0) },
        { label: words.censored, value: format.count(censored[renewal] ?? 0) },
      ],
    })),
    table: {
      columns: [words.renewal, words.observed, words.model, words.lost, words.censored],
      rows: Array.from(survival, (share, renewal) => ({
        texts: [format.count(renewal), format.share(share), format.share(modelSurvival[renewal] ?? Number.NaN), format.count(lost[renewal] ?? 0), format.count(censored[renewal] ?? 0)],
        values: [renewal, share, modelSurvival[renewal] ?? null, lost[renewal] ?? null, censored[renewal] ?? null],
      })),
    },
  };
}
