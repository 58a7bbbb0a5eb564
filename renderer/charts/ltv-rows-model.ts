import { niceScale, textWidth } from './axis.ts';
import { baseAxis, picture, valueAxis } from './frame-options.ts';
import type { ChartModel, ChartSize } from './chart-model.ts';
import type { Palette } from './palette.ts';

/** An estimate of one of several, with its interval where it has one; `null`: there is none, and `text` says so. */
export interface EstimateRow {
  name: string;
  value: number | null;
  interval: readonly [number, number] | null;
  /** Stands beside the point. */
  text: string;
  /** Stands back beside the others: a rule of thumb, or few customers. */
  pale: boolean;
  details: { label: string; value: string }[];
}

export interface RowsWords {
  name: string;
  value: string;
  lower: string;
  upper: string;
}

const TOP = 24;
const BOTTOM = 28;
export const ROW_HEIGHT = 34;

/** Height that the rows need. */
export function rowsHeight(rows: number): number {
  return rows * ROW_HEIGHT + BOTTOM + TOP;
}

/** Estimates one below the other on one axis from zero: a point with its 90 % interval and its number beside it; `reference` is a level across all
 *  of them, such as what then happened. `unit` is the axis’ size of one of the values. */
export function ltvRowsModel(rows: readonly EstimateRow[], reference: { value: number; text: string } | null, unit: number, onAxis: (value: number) => string, words: RowsWords): ChartModel {
  const drawn = (value: number): number => value / unit;
  const ends = rows.flatMap(({ value, interval }) => (value === null ? [] : [value, ...(interval ?? [])]));
  const scale = niceScale(drawn(Math.min(0, ...ends)), drawn(Math.max(0, ...ends, reference?.value ?? 0)));
  const grid = { left: Math.max(0, ...rows.map(({ name }) => textWidth(name))) + 14, top: TOP, bottom: BOTTOM };

  return {
    option: (size, palette) =>
      picture(
        {
          grid: { ...grid, right: roomOnTheRight(size) },
          xAxis: { ...valueAxis(scale, palette, onAxis), position: 'bottom' },
          yAxis: { type: 'category', inverse: true, data: rows.map(({ name }) => name), ...baseAxis(palette), axisLine: { show: false }, axisLabel: { show: false } },
          series: [
            {
              type: 'custom',
              silent: true,
              data: rows.map((_, row) => [0, row]),
              encode: { x: 0, y: 1 },
              renderItem: (_parameters: unknown, api: RenderApi) => drawRow(rows[api.value(1)], api, drawn, palette),
            },
            ...(reference === null ? [] : [{ type: 'custom', silent: true, data: [[drawn(reference.value), 0]], encode: { x: 0, y: 1 }, renderItem: (_parameters: unknown, api: RenderApi) => level(drawn(reference.value), reference.text, size, api, palette) }]),
          ],
        },
        palette,
      ),
    readings: rows.map(({ name, details }, x) => ({ x, title: name, rows: details })),
    // The read-off stands in the other half.
    places: (size) => rows.map((_, row) => ({ left: 0, top: TOP + row * ((size.height - TOP - BOTTOM) / rows.length), width: size.width / 2 - 1, height: (size.height - TOP - BOTTOM) / rows.length })),
    table: {
      columns: [words.name, words.value, words.lower, words.upper],
      rows: rows.map(({ name, value, interval, text }) => ({
        texts: [name, text, ...(interval === null ? ['–', '–'] : interval.map((end) => onAxis(drawn(end))))],
        values: [name, ...[value, interval?.[0] ?? null, interval?.[1] ?? null].map((number) => (number === null ? null : drawn(number)))],
      })),
    },
  };

  /** A number beside the point farthest right must not be cut. */
  function roomOnTheRight(size: ChartSize): number {
    const plot = size.width - grid.left;
    const needed = rows.map(({ value, interval, text }) => {
      const end = value === null ? 0 : Math.max(value, ...(interval ?? []));
      const share = Math.max(0, drawn(end) - scale.min) / (scale.max - scale.min);
      const label = textWidth(text) + 22;
      return share === 0 ? 12 : Math.max(12, (label - plot * (1 - share)) / share);
    });
    return Math.min(plot / 2, Math.max(12, ...needed));
  }
}

interface RenderApi {
  value: (dimension: number) => number;
  coord: (point: [number, number]) => [number, number];
}

function drawRow(row: EstimateRow | undefined, api: RenderApi, drawn: (value: number) => number, palette: Palette): Record<string, unknown> {
  if (row === undefined) return { type: 'group', children: [] };
  const at = (value: number): number => api.coord([drawn(value), api.value(1)])[0];
  const [zero, y] = api.coord([0, api.value(1)]);
  const isStrong = !row.pale;
  const color = isStrong ? (palette.scale[5] ?? palette.accent) : palette.ink3;
  const words = (text: string, x: number, fill: string, weight: number, align: 'left' | 'right'): Record<string, unknown> => ({
    type: 'text',
    style: { text, x, y, fill, font: `${weight} 11.5px ${palette.face}`, textAlign: align, textVerticalAlign: 'middle', stroke: palette.paper, lineWidth: 3 },
  });
  const end = row.value === null ? zero : Math.max(at(row.value), ...(row.interval ?? []).map(at)) + 10;
  return {
    type: 'group',
    children: [
      words(row.name, zero - 12, isStrong ? palette.ink : palette.ink2, isStrong ? 600 : 400, 'right'),
      ...(row.interval === null ? [] : [{ type: 'line', shape: { x1: at(row.interval[0]), y1: y, x2: at(row.interval[1]), y2: y }, style: { stroke: color, lineWidth: 3 } }]),
      ...(row.value === null ? [] : [{ type: 'circle', shape: { cx: at(row.value), cy: y, r: isStrong ? 4 : 5 }, style: { fill: palette.paper, stroke: color, lineWidth: isStrong ? 2.5 : 1.5 } }]),
      words(row.text, end, row.value === null ? palette.ink3 : isStrong ? palette.ink : palette.ink2, isStrong ? 600 : 400, 'left'),
    ],
  };
}

function level(value: number, text: string, { height, width }: ChartSize, api: RenderApi, palette: Palette): Record<string, unknown> {
  const [x] = api.coord([value, 0]);
  const isFarRight = x + textWidth(text) > width;
  return {
    type: 'group',
    z: -1,
    children: [
      { type: 'line', shape: { x1: x, y1: TOP - 4, x2: x, y2: height - BOTTOM }, style: { stroke: palette.ink2, lineWidth: 1, lineDash: [3, 3] } },
      { type: 'text', style: { text, x: isFarRight ? x - 4 : x + 4, y: 10, fill: palette.ink, font: `600 11.5px ${palette.face}`, textAlign: isFarRight ? 'right' : 'left', textVerticalAlign: 'middle' } },
    ],
  };
}
