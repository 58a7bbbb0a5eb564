import type { GapDistribution } from '../../core/contract/kpis.ts';
import { niceScale } from './axis.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';
import { baseAxis, directLabels, picture, valueAxis } from './frame-options.ts';

export interface GapWords {
  days: string;
  gaps: string;
  share: string;
  /** “median: 42 days”. */
  median: (days: number) => string;
  p90: (days: number) => string;
  /** “days 28–34”. */
  span: (from: number, to: number) => string;
  longer: (from: number) => string;
}

const GRID = { left: 48, right: 16, top: 26, bottom: 28 };
const MOST_BARS = 40;
const WIDTHS = [1, 2, 7, 14, 30, 60, 90, 180, 365];

export interface GapBar {
  from: number;
  to: number;
  gaps: number;
}

/** Bars of whole days, weeks or more up to the 99th percentile; the last one holds all that are longer. */
export function gapBars({ counts, gaps }: Pick<GapDistribution, 'counts' | 'gaps'>): GapBar[] {
  let seen = 0;
  let last = 0;
  while (last < counts.length - 1 && seen + (counts[last] ?? 0) < 0.99 * gaps) seen += counts[last++] ?? 0;
  const width = WIDTHS.find((days) => (last + 1) / days <= MOST_BARS) ?? Math.ceil((last + 1) / MOST_BARS);
  const bars: GapBar[] = [];
  for (let from = 0; from <= last; from += width) bars.push({ from, to: from + width - 1, gaps: sum(counts, from, from + width) });
  const end = (bars.at(-1)?.to ?? -1) + 1;
  if (end < counts.length) bars.push({ from: end, to: Number.POSITIVE_INFINITY, gaps: sum(counts, end, counts.length) });
  return bars;
}

function sum(counts: Uint32Array, from: number, to: number): number {
  return counts.subarray(from, to).reduce((total, count) => total + count, 0);
}

/** How many gaps have each length, with the median and the 90th percentile marked. */
export function gapModel(distribution: GapDistribution, format: ChartFormat, words: GapWords): ChartModel {
  const bars = gapBars(distribution);
  const scale = niceScale(0, Math.max(1, ...bars.map((bar) => bar.gaps)));
  const quantile = (share: number): number | undefined => distribution.quantiles.find((one) => one.share === share)?.days;
  const placeOf = (days: number): number => Math.max(0, bars.findIndex((bar) => days >= bar.from && days <= bar.to));
  const named = (bar: GapBar): string => (Number.isFinite(bar.to) ? words.span(bar.from, bar.to) : words.longer(bar.from));
  return {
    option: (size, palette) => {
      const every = Math.max(1, Math.ceil((bars.length * 44) / Math.max(1, size.width - GRID.left - GRID.right)));
      const marks = [
        { days: quantile(0.5), text: words.median },
        { days: quantile(0.9), text: words.p90 },
      ].flatMap(({ days, text }) => (days === undefined ? [] : [{ place: placeOf(days), text: text(days) }]));
      return picture(
        {
          grid: GRID,
          xAxis: {
            type: 'category',
            data: bars.map((bar) => String(bar.from)),
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), interval: (place: number) => place % every === 0, formatter: (from: string) => format.count(Number(from)) },
          },
          yAxis: valueAxis(scale, palette, format.count),
          series: [
            {
              type: 'bar',
              silent: true,
              barCategoryGap: '12%',
              data: bars.map((bar) => ({ value: bar.gaps, itemStyle: { color: Number.isFinite(bar.to) ? (palette.scale[4] ?? palette.accent) : (palette.scale[2] ?? palette.rule) } })),
              markLine: {
                silent: true,
                symbol: 'none',
                animation: false,
                label: { show: false },
                lineStyle: { color: palette.ink, type: [2, 3], width: 1 },
                data: marks.map(({ place }) => ({ xAxis: place })),
              },
              markPoint: directLabels(
                marks.map(({ place, text }, index) => ({ at: [place, scale.max], text, color: palette.ink, bold: true, offset: [6, index === 0 ? -10 : 8] })),
                palette,
              ),
            },
          ],
        },
        palette,
      );
    },
    readings: bars.map((bar, place) => ({
      x: place,
      title: named(bar),
      rows: [
        { label: words.gaps, value: format.count(bar.gaps) },
        { label: words.share, value: format.share(bar.gaps / Math.max(1, distribution.gaps)) },
      ],
    })),
    table: {
      columns: [words.days, words.gaps, words.share],
      rows: bars.map((bar) => ({
        texts: [named(bar), format.count(bar.gaps), format.share(bar.gaps / Math.max(1, distribution.gaps))],
        values: [bar.from, bar.gaps, bar.gaps / Math.max(1, distribution.gaps)],
      })),
    },
  };
}
