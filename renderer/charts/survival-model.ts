import type { SurvivalCurve } from '../../core/contract/kpis.ts';
import { dayScale, niceScale, spread, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, valueAxis, type DirectLabel } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';
import type { Palette } from './palette.ts';

export interface SurvivalWords {
  day: string;
  now: string;
  before: string;
  interval: string;
  atRisk: string;
  days: (count: number) => string;
  /** Names the day by which half have reordered. */
  half: (days: string) => string;
}

const GRID = { left: 48, top: 14, bottom: 28 };
const LONGEST_AXIS_DAYS = 730;

/** Share who have reordered by each day: a step curve with its interval, beside the customers of a year before in grey. */
export function survivalModel(now: SurvivalCurve, before: SurvivalCurve | null, format: ChartFormat, words: SurvivalWords): ChartModel {
  const lastDay = Math.min(LONGEST_AXIS_DAYS, now.days.at(-1) ?? 0);
  const axis = dayScale(Math.max(7, lastDay));
  const scale = niceScale(0, Math.max(0.05, maximumUpTo(now, now.upper, axis.max), before === null ? 0 : maximumUpTo(before, before.reordered, axis.max)));
  const percent = format.share;
  const median = now.quantiles.find((quantile) => quantile.share === 0.5)?.days ?? null;

  return {
    option: (size, palette) => {
      const right = Math.max(textWidth(words.now), before === null ? 0 : textWidth(words.before)) + 10;
      const plotHeight = size.height - GRID.top - GRID.bottom;
      const ends = [endOf(now, axis.max), ...(before === null ? [] : [endOf(before, axis.max)])];
      const wanted = ends.map((end) => -end[1] * (plotHeight / (scale.max - scale.min)));
      const placed = spread(wanted, 16, -Infinity, 0);
      const labels: DirectLabel[] = ends.map((end, index) => ({
        at: [Math.max(...ends.map(([day]) => day)), end[1]],
        text: index === 0 ? words.now : words.before,
        color: index === 0 ? (palette.scale[5] ?? palette.accent) : palette.ink3,
        bold: index === 0,
        offset: [8, (placed[index] ?? 0) - (wanted[index] ?? 0)],
      }));
      if (median !== null && median <= axis.max) {
        const leftOfLine = median > axis.max / 2;
        labels.push({ at: [median, 0], text: words.half(words.days(median)), color: palette.ink, bold: true, offset: [leftOfLine ? -7 : 7, -12], align: leftOfLine ? 'right' : 'left' });
      }
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: {
            type: 'value',
            min: 0,
            max: axis.max,
            interval: axis.step,
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), formatter: (day: number) => format.count(day) },
          },
          yAxis: valueAxis(scale, palette, format.axisShare),
          series: [
            bandSeries(now, axis.max, palette.scale[1] ?? palette.rule),
            ...(before === null ? [] : [stepLine(before, axis.max, { color: palette.ink3, width: 1.4, type: [4, 3] })]),
            {
              ...stepLine(now, axis.max, { color: palette.scale[5] ?? palette.accent, width: 2 }),
              markPoint: directLabels(labels, palette),
              ...(median === null || median > axis.max ? {} : { markLine: medianLine(median, palette) }),
            },
          ],
        },
        palette,
      );
    },
    readings: readingDays(axis.max, axis.step).map((day) => ({
      x: day,
      title: words.days(day),
      rows: [
        { label: words.now, value: percent(valueAt(now, now.reordered, day)) },
        { label: words.interval, value: `${percent(valueAt(now, now.lower, day))} – ${percent(valueAt(now, now.upper, day))}` },
        { label: words.atRisk, value: format.count(atRiskAfter(now, day)) },
        ...(before === null ? [] : [{ label: words.before, value: percent(valueAt(before, before.reordered, day)) }]),
      ],
    })),
    table: {
      columns: [words.day, words.now, `${words.interval} ↓`, `${words.interval} ↑`, words.atRisk, ...(before === null ? [] : [words.before])],
      rows: readingDays(axis.max, axis.step).map((day) => {
        const shares = [valueAt(now, now.reordered, day), valueAt(now, now.lower, day), valueAt(now, now.upper, day)];
        const earlier = before === null ? [] : [valueAt(before, before.reordered, day)];
        const atRisk = atRiskAfter(now, day);
        return {
          texts: [format.count(day), ...shares.map(percent), format.count(atRisk), ...earlier.map(percent)],
          values: [day, ...shares, atRisk, ...earlier],
        };
      }),
    },
  };
}

/** The value of a step function given at event days; 0 before the first. */
export function valueAt(curve: SurvivalCurve, column: Float64Array, day: number): number {
  let value = 0;
  for (let index = 0; index < curve.days.length && (curve.days[index] ?? 0) <= day; index++) value = column[index] ?? 0;
  return value;
}

/** Customers still observed and waiting at the first event after `day`; 0 when none is left. */
export function atRiskAfter(curve: SurvivalCurve, day: number): number {
  for (let index = 0; index < curve.days.length; index++) if ((curve.days[index] ?? 0) >= day) return curve.atRisk[index] ?? 0;
  return 0;
}

function maximumUpTo(curve: SurvivalCurve, column: Float64Array, day: number): number {
  let maximum = 0;
  for (let index = 0; index < curve.days.length && (curve.days[index] ?? 0) <= day; index++) maximum = Math.max(maximum, column[index] ?? 0);
  return maximum;
}

function endOf(curve: SurvivalCurve, lastDay: number): [number, number] {
  return [Math.min(lastDay, curve.days.at(-1) ?? 0), valueAt(curve, curve.reordered, lastDay)];
}

function readingDays(lastDay: number, step: number): number[] {
  const stride = step >= 60 ? 10 : step >= 14 ? 5 : 1;
  return Array.from({ length: Math.floor(lastDay / stride) + 1 }, (_, index) => index * stride).slice(1);
}

function steps(curve: SurvivalCurve, column: Float64Array, lastDay: number): [number, number][] {
  const points: [number, number][] = [[0, 0]];
  for (let index = 0; index < curve.days.length && (curve.days[index] ?? 0) <= lastDay; index++) points.push([curve.days[index] ?? 0, column[index] ?? 0]);
  return points;
}

function stepLine(curve: SurvivalCurve, lastDay: number, style: Record<string, unknown>): Record<string, unknown> {
  return { type: 'line', step: 'end', silent: true, symbol: 'none', data: steps(curve, curve.reordered, lastDay), lineStyle: style };
}

function medianLine(day: number, palette: Palette): Record<string, unknown> {
  return {
    silent: true,
    symbol: 'none',
    animation: false,
    label: { show: false },
    lineStyle: { color: palette.ink3, type: [2, 3], width: 1 },
    data: [[{ coord: [day, 0] }, { coord: [day, 0.5] }]],
  };
}

interface RenderApi {
  coord: (point: [number, number]) => [number, number];
}

/** A polygon between the lower and the upper step curve. */
function bandSeries(curve: SurvivalCurve, lastDay: number, color: string): Record<string, unknown> {
  const lower = steps(curve, curve.lower, lastDay);
  const upper = steps(curve, curve.upper, lastDay);
  return {
    type: 'custom',
    silent: true,
    clip: true,
    z: 1,
    data: [[0, 0]],
    encode: { x: 0, y: 1 },
    renderItem: (_parameters: unknown, api: RenderApi) => ({
      type: 'polygon',
      shape: { points: [...corners(upper, api), ...corners(lower, api).toReversed()] },
      style: { fill: color },
    }),
  };
}

function corners(points: readonly [number, number][], api: RenderApi): [number, number][] {
  return points.flatMap((point, index) => {
    const previous = points[index - 1];
    return previous === undefined ? [api.coord(point)] : [api.coord([point[0], previous[1]]), api.coord(point)];
  });
}
