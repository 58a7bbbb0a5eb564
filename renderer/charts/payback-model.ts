import type { AcquisitionCost } from '../../core/contract/kpis.ts';
import { niceScale, spread, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, valueAxis } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';

export interface PaybackWords {
  /** “Month”, heads the axis and the table. */
  month: string;
  /** “month 3”. */
  age: (age: number) => string;
  /** Names the line on which the cost is earned back. */
  paid: string;
  /** “2.1 ×”. */
  times: (times: number) => string;
}

export interface PaybackCourse {
  name: string;
  cost: AcquisitionCost;
  isWhole: boolean;
}

const GRID = { left: 44, top: 16, bottom: 28 };
/** Names stand apart by so many pixels. */
const LABEL_GAP = 15;
const MOST_COURSES = 8;

/** How many times the cost of winning a customer their margin has brought by each month, one line a channel and all together in ink; 1 is where it is paid back. */
export function paybackModel(courses: readonly PaybackCourse[], format: ChartFormat, words: PaybackWords): ChartModel {
  const drawn = courses.flatMap(({ name, cost, isWhole }) => {
    const { costMinor } = cost;
    return costMinor === null ? [] : [{ name, isWhole, times: Array.from(cost.marginPerCustomer, (margin) => margin / costMinor) }];
  });
  const shown = [...drawn.filter(({ isWhole }) => isWhole), ...drawn.filter(({ isWhole }) => !isWhole).slice(0, MOST_COURSES)];
  const ages = Math.max(0, ...shown.map(({ times }) => times.findLastIndex(Number.isFinite) + 1));
  const scale = niceScale(Math.min(0, ...finite(shown)), Math.max(1.25, ...finite(shown)));
  const at = (times: readonly number[], age: number): number => times[age] ?? Number.NaN;
  return {
    option: (size, palette) => {
      const plotHeight = size.height - GRID.top - GRID.bottom;
      const pixels = plotHeight / (scale.max - scale.min);
      const ends = shown.map(({ times }): [number, number] => {
        const last = times.findLastIndex(Number.isFinite);
        return [Math.max(0, last), times[last] ?? 0];
      });
      // The line of what is paid back is named among the others.
      const wanted = [...ends.map(([, value]) => -value * pixels), -pixels];
      const placed = spread(wanted, LABEL_GAP, -scale.max * pixels, -scale.min * pixels);
      const right = Math.max(40, ...shown.map(({ name, times }) => textWidth(`${name} ${words.times(times.findLast(Number.isFinite) ?? 0)}`))) + 10;
      const color = (isWhole: boolean): string => (isWhole ? palette.ink : (palette.scale[4] ?? palette.accent));
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: { type: 'value', min: 0, max: Math.max(1, ages - 1), interval: Math.max(1, Math.ceil(ages / 12)), ...baseAxis(palette) },
          yAxis: valueAxis(scale, palette, format.number),
          series: [
            ...shown.map(({ times, isWhole, name }, index) => ({
              type: 'line',
              silent: true,
              symbol: times.filter(Number.isFinite).length === 1 ? 'circle' : 'none',
              symbolSize: 5,
              itemStyle: { color: color(isWhole) },
              data: times.flatMap((value, age) => (Number.isFinite(value) ? [[age, value]] : [])),
              lineStyle: { color: color(isWhole), width: isWhole ? 2.4 : 1.4 },
              markPoint: directLabels(
                [{ at: ends[index] ?? [0, 0], text: `${name} ${words.times(ends[index]?.[1] ?? 0)}`, color: color(isWhole), bold: isWhole, offset: [8, (placed[index] ?? 0) - (wanted[index] ?? 0)] }],
                palette,
              ),
            })),
            {
              type: 'line',
              silent: true,
              symbol: 'none',
              data: [
                [0, 1],
                [Math.max(1, ages - 1), 1],
              ],
              lineStyle: { color: palette.ink3, width: 1, type: [3, 3] },
              markPoint: directLabels([{ at: [Math.max(1, ages - 1), 1], text: words.paid, color: palette.ink3, offset: [8, (placed.at(-1) ?? 0) + pixels] }], palette),
            },
          ],
        },
        palette,
      );
    },
    readings: Array.from({ length: ages }, (_, age) => ({
      x: age,
      title: words.age(age),
      rows: shown.flatMap(({ name, times }) => (Number.isFinite(at(times, age)) ? [{ label: name, value: words.times(at(times, age)) }] : [])),
    })),
    table: {
      columns: [words.month, ...shown.map(({ name }) => name)],
      rows: Array.from({ length: ages }, (_, age) => ({
        texts: [format.count(age), ...shown.map(({ times }) => (Number.isFinite(at(times, age)) ? words.times(at(times, age)) : ''))],
        values: [age, ...shown.map(({ times }) => at(times, age))],
      })),
    },
  };
}

function finite(courses: readonly { times: readonly number[] }[]): number[] {
  return courses.flatMap(({ times }) => times.filter(Number.isFinite));
}
