import { FEW_CUSTOMERS } from '../../core/contract/provenance.ts';
import type { LtvGroups } from '../../core/contract/ltv.ts';
import { labelEvery, moneyUnit, niceScale, textWidth } from './axis.ts';
import { baseAxis, picture, valueAxis } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';
import type { Palette } from './palette.ts';

export interface GroupsWords {
  group: string;
  value: string;
  lower: string;
  upper: string;
  interval: string;
  customers: string;
}

const GRID = { left: 62, top: 14, right: 12, bottom: 28 };
/** More would be a smear of points; the table has them all. */
const MOST_GROUPS = 48;
const LONGEST_LABEL = 16;

/** CLV per customer of each group as a point with its 90 % interval; paler where fewer than 30 customers stand behind it. */
export function ltvGroupsModel(groups: LtvGroups, names: readonly string[], format: ChartFormat, words: GroupsWords): ChartModel {
  const { clvMean, clvLower, clvUpper, customers } = groups;
  const shown = Math.min(names.length, MOST_GROUPS);
  const minorPerMajor = 10 ** format.minorUnitDigits;
  const finite = [...clvUpper.subarray(0, shown), ...clvMean.subarray(0, shown)].filter(Number.isFinite);
  const { divisor } = moneyUnit(Math.max(0, ...finite) / minorPerMajor);
  const scaled = (minor: number): number => minor / minorPerMajor;
  const scale = niceScale(scaled(Math.min(0, ...clvLower.filter(Number.isFinite))), scaled(Math.max(0, ...finite)));
  const at = (column: Float64Array, index: number): number => column[index] ?? Number.NaN;

  return {
    option: (size, palette) => {
      const labels = names.slice(0, shown).map(short);
      const widest = Math.max(0, ...labels.map(textWidth));
      return picture(
        {
          grid: GRID,
          xAxis: {
            type: 'category',
            data: labels,
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), interval: labelEvery(shown, size.width - GRID.left - GRID.right, widest) - 1 },
          },
          yAxis: valueAxis(scale, palette, (value) => (divisor === 1 ? format.count(value) : format.number(value))),
          series: [
            {
              type: 'custom',
              silent: true,
              clip: true,
              data: Array.from({ length: shown }, (_, index) => [index, scaled(at(clvLower, index)), scaled(at(clvMean, index)), scaled(at(clvUpper, index))]).filter((row) => row.every(Number.isFinite)),
              encode: { x: 0, y: [1, 2, 3] },
              renderItem: (_parameters: unknown, api: RenderApi) => whisker(api, (customers[api.value(0)] ?? 0) < FEW_CUSTOMERS, palette),
            },
          ],
        },
        palette,
      );
    },
    readings: Array.from({ length: shown }, (_, index) => ({
      x: index,
      title: names[index] ?? '',
      rows: [
        { label: words.value, value: format.money(at(clvMean, index)) },
        { label: words.interval, value: `${format.money(at(clvLower, index))} – ${format.money(at(clvUpper, index))}` },
        { label: words.customers, value: format.count(at(customers, index)) },
      ],
    })),
    table: {
      columns: [words.group, words.customers, words.value, words.lower, words.upper],
      rows: names.map((name, index) => {
        const money = [at(clvMean, index), at(clvLower, index), at(clvUpper, index)];
        return {
          texts: [name, format.count(at(customers, index)), ...money.map(format.money)],
          values: [name, at(customers, index), ...money.map((minor) => (Number.isFinite(minor) ? scaled(minor) : null))],
        };
      }),
    },
  };
}

function short(name: string): string {
  return name.length > LONGEST_LABEL ? `${name.slice(0, LONGEST_LABEL - 1)}…` : name;
}

interface RenderApi {
  value: (dimension: number) => number;
  coord: (point: [number, number]) => [number, number];
}

function whisker(api: RenderApi, few: boolean, palette: Palette): Record<string, unknown> {
  const place = api.value(0);
  const [x, lower] = api.coord([place, api.value(1)]);
  const [, mean] = api.coord([place, api.value(2)]);
  const [, upper] = api.coord([place, api.value(3)]);
  const color = few ? (palette.scale[3] ?? palette.accent) : (palette.scale[5] ?? palette.accent);
  return {
    type: 'group',
    children: [
      { type: 'line', shape: { x1: x, y1: lower, x2: x, y2: upper }, style: { stroke: color, lineWidth: 2, opacity: few ? 0.6 : 1 } },
      { type: 'circle', shape: { cx: x, cy: mean, r: 4.5 }, style: { fill: few ? palette.paper : color, stroke: color, lineWidth: 1.5 } },
    ],
  };
}
