import type { LtvCurve } from '../../core/contract/ltv.ts';
import { niceScale, spread, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, valueAxis, type DirectLabel } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';
import type { Palette } from './palette.ts';

export interface LtvCurveWords {
  month: string;
  margin: string;
  discounted: string;
  changed: string;
  cost: string;
  eligible: string;
  observed: string;
  extrapolated: string;
  paidBack: string;
  /** Heads the intervals. */
  interval: string;
  lower: string;
  upper: string;
  /** Said of months for which only those who came early enough have been seen. */
  censored: string;
}

const GRID = { left: 62, top: 24, bottom: 28 };

/** Cumulative margin per acquired customer at the end of each month of the customer’s age, from 0 on, with its 90 % interval as a band: observed as
 *  a line, extrapolated dashed on a ground of its own; the cost of acquisition as a level, and the month by which it is paid back. */
export function ltvCurveModel(curve: LtvCurve, changed: Float64Array | null, format: ChartFormat, words: LtvCurveWords): ChartModel {
  const { cumulativeMarginMinor, discountedMarginMinor, extrapolated, censored, band, eligible, acquisitionCostMinor, paybackMonth } = curve;
  const months = cumulativeMarginMinor.length;
  const observed = extrapolated.lastIndexOf(0) + 1;
  const major = (minor: number): number => minor / 10 ** format.minorUnitDigits;
  const scale = niceScale(major(Math.min(0, ...cumulativeMarginMinor)), major(Math.max(1, ...cumulativeMarginMinor, ...(changed ?? []), ...(band?.cumulativeUpper ?? []), acquisitionCostMinor ?? 0)));
  const points = (column: Float64Array, from: number, to: number): [number, number][] => Array.from({ length: Math.max(0, to - from) }, (_, index) => [from + index + 1, major(column[from + index] ?? 0)]);
  const before = Math.max(0, observed - 1);
  const isExtrapolated = (month: number): boolean => extrapolated[month] === 1;

  return {
    option: (size, palette) => {
      const right = Math.max(textWidth(words.margin), textWidth(words.cost), changed === null ? 0 : textWidth(words.changed)) + 14;
      const perUnit = (size.height - GRID.top - GRID.bottom) / (scale.max - scale.min);
      const ends = [
        { value: cumulativeMarginMinor.at(-1) ?? 0, text: words.margin, color: palette.scale[5] ?? palette.accent, bold: true },
        ...(changed === null ? [] : [{ value: changed.at(-1) ?? 0, text: words.changed, color: palette.ink2, bold: false }]),
        ...(acquisitionCostMinor === null ? [] : [{ value: acquisitionCostMinor, text: words.cost, color: palette.ink, bold: false }]),
      ];
      const wanted = ends.map(({ value }) => -major(value) * perUnit);
      const placed = spread(wanted, 16, -Infinity, 0);
      const labels: DirectLabel[] = ends.map(({ value, text, color, bold }, index) => ({ at: [months, major(value)], text, color, bold, offset: [8, (placed[index] ?? 0) - (wanted[index] ?? 0)] }));
      if (observed < months) labels.push({ at: [Math.max(0, observed), scale.max], text: words.extrapolated, color: palette.ink2, offset: [6, -9] });
      if (paybackMonth !== null) labels.push({ at: [paybackMonth, major(cumulativeMarginMinor[paybackMonth - 1] ?? 0)], text: `${words.paidBack}: ${words.month} ${format.count(paybackMonth)}`, color: palette.ink, bold: true, offset: [10, 16] });
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: {
            type: 'value',
            min: 0,
            max: Math.max(1, months),
            interval: months <= 12 ? 1 : months <= 24 ? 2 : months <= 36 ? 3 : 6,
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), formatter: (month: number) => format.count(month) },
          },
          yAxis: valueAxis(scale, palette, format.count),
          series: [
            ...(observed < months ? [ground(Math.max(0, observed), months, scale.min, scale.max, palette)] : []),
            ...(band === null ? [] : [area([[0, 0], ...points(band.cumulativeLower, 0, months)], [[0, 0], ...points(band.cumulativeUpper, 0, months)], palette)]),
            ...(acquisitionCostMinor === null ? [] : [line([[0, major(acquisitionCostMinor)], [months, major(acquisitionCostMinor)]], { color: palette.ink, width: 1.2 })]),
            ...(changed === null ? [] : [line(points(changed, 0, months), { color: palette.ink2, width: 1.2, type: [2, 3] })]),
            line(points(cumulativeMarginMinor, before, months), { color: palette.scale[4] ?? palette.accent, width: 2, type: [6, 4] }),
            {
              ...line([[0, 0], ...points(cumulativeMarginMinor, 0, observed)], { color: palette.scale[5] ?? palette.accent, width: 2.2 }),
              z: 5,
              markPoint: directLabels(labels, palette),
            },
            ...(paybackMonth === null ? [] : [dot([paybackMonth, major(cumulativeMarginMinor[paybackMonth - 1] ?? 0)], palette)]),
          ],
        },
        palette,
      );
    },
    readings: Array.from({ length: months }, (_, index) => ({
      x: index + 1,
      title: `${words.month} ${format.count(index + 1)}`,
      rows: [
        { label: words.margin, value: format.money(cumulativeMarginMinor[index] ?? 0) },
        ...(band === null ? [] : [{ label: words.interval, value: `${format.money(band.cumulativeLower[index] ?? 0)} – ${format.money(band.cumulativeUpper[index] ?? 0)}` }]),
        { label: words.discounted, value: format.money(discountedMarginMinor[index] ?? 0) },
        ...(changed === null ? [] : [{ label: words.changed, value: format.money(changed[index] ?? 0) }]),
        ...(acquisitionCostMinor === null ? [] : [{ label: words.cost, value: format.money(acquisitionCostMinor) }]),
        { label: words.eligible, value: format.count(eligible[index] ?? 0) },
      ],
      ...(isExtrapolated(index) ? { note: words.extrapolated } : censored[index] === 1 ? { note: words.censored } : {}),
    })),
    table: {
      columns: [words.month, words.margin, ...(band === null ? [] : [words.lower, words.upper]), words.discounted, ...(changed === null ? [] : [words.changed]), words.eligible, words.extrapolated],
      rows: Array.from({ length: months }, (_, index) => {
        const columns = [cumulativeMarginMinor, ...(band === null ? [] : [band.cumulativeLower, band.cumulativeUpper]), discountedMarginMinor, ...(changed === null ? [] : [changed])];
        return {
          texts: [format.count(index + 1), ...columns.map((column) => format.money(column[index] ?? 0)), format.count(eligible[index] ?? 0), isExtrapolated(index) ? words.extrapolated : censored[index] === 1 ? words.censored : words.observed],
          values: [index + 1, ...columns.map((column) => major(column[index] ?? 0)), eligible[index] ?? null, extrapolated[index] ?? null],
        };
      }),
    },
  };
}

/** The room between two lines. */
function area(lower: [number, number][], upper: [number, number][], palette: Palette): Record<string, unknown> {
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 1,
    data: [[0, 0]],
    encode: { x: 0, y: 1 },
    renderItem: (_parameters: unknown, api: RenderApi) => ({ type: 'polygon', shape: { points: [...upper, ...lower.toReversed()].map((point) => api.coord(point)) }, style: { fill: palette.scale[1] ?? palette.rule } }),
  };
}

function line(data: [number, number][], style: Record<string, unknown>): Record<string, unknown> {
  return { type: 'line', silent: true, symbol: 'none', data, lineStyle: style };
}

function dot(at: [number, number], palette: Palette): Record<string, unknown> {
  return { type: 'line', silent: true, symbol: 'circle', symbolSize: 9, z: 6, data: [at], itemStyle: { color: palette.ink, borderColor: palette.paper, borderWidth: 1.5 } };
}

interface RenderApi {
  coord: (point: [number, number]) => [number, number];
}

/** The part of the picture where nothing was observed. */
function ground(from: number, to: number, bottom: number, top: number, palette: Palette): Record<string, unknown> {
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 0,
    data: [[from, bottom]],
    encode: { x: 0, y: 1 },
    renderItem: (_parameters: unknown, api: RenderApi) => {
      const [x, y] = api.coord([from, top]);
      const [right, low] = api.coord([to, bottom]);
      return { type: 'rect', shape: { x, y, width: right - x, height: low - y }, style: { fill: palette.rule2 } };
    },
  };
}
