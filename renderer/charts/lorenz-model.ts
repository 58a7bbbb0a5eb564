import type { Concentration } from '../../core/contract/kpis.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';
import { baseAxis, directLabels, picture, valueAxis } from './frame-options.ts';

export interface LorenzWords {
  customers: string;
  revenue: string;
  /** The line on which all customers are worth the same. */
  equal: string;
  top: (share: string) => string;
}

const GRID = { left: 52, right: 20, top: 14, bottom: 30 };
const SCALE = { min: 0, max: 1, step: 0.25 };

/** Share of revenue from the best customers, against their share of all customers; Lorenz (1905), best first. */
export function lorenzModel(concentration: Concentration, format: ChartFormat, words: LorenzWords): ChartModel {
  const { customerShare, revenueShare, shares } = concentration;
  const points = Array.from(customerShare, (share, at): [number, number] => [share, revenueShare[at] ?? 0]);
  // Refunds can bring the curve above the whole.
  const scale = { ...SCALE, max: Math.max(1, ...points.map((point) => point[1])) };
  return {
    option: (_size, palette) =>
      picture(
        {
          grid: GRID,
          xAxis: {
            type: 'value',
            min: 0,
            max: 1,
            interval: 0.25,
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), formatter: (share: number) => format.axisShare(share) },
          },
          yAxis: valueAxis(scale, palette, format.axisShare),
          series: [
            {
              type: 'line',
              silent: true,
              symbol: 'none',
              data: [
                [0, 0],
                [1, 1],
              ],
              lineStyle: { color: palette.ink3, width: 1, type: [3, 3] },
              markPoint: directLabels([{ at: [0.75, 0.75], text: words.equal, color: palette.ink3, offset: [8, 10] }], palette),
            },
            {
              type: 'line',
              silent: true,
              symbol: 'none',
              data: points,
              lineStyle: { color: palette.scale[5] ?? palette.accent, width: 2 },
              markPoint: directLabels(
                shares.map(({ top, share }) => ({ at: [top, share], text: `● ${words.top(format.axisShare(top))}: ${format.share(share)}`, color: palette.ink, offset: [-4, 0] })),
                palette,
              ),
            },
          ],
        },
        palette,
      ),
    readings: points.map(([customers, revenue]) => ({ x: customers, title: `${words.customers}: ${format.share(customers)}`, rows: [{ label: words.revenue, value: format.share(revenue) }] })),
    table: {
      columns: [words.customers, words.revenue],
      rows: points.map(([customers, revenue]) => ({ texts: [format.share(customers), format.share(revenue)], values: [customers, revenue] })),
    },
  };
}
