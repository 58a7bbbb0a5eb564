import type { LtvHoldout } from '../../core/contract/ltv.ts';
import { labelEvery, niceScale, spread, textWidth } from './axis.ts';
import { baseAxis, directLabels, picture, valueAxis, type DirectLabel } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel } from './chart-model.ts';
import type { Palette } from './palette.ts';

export interface TrackingWords {
  /** “Week from 3 Mar 2025”. */
  week: (start: string) => string;
  weekColumn: string;
  actual: string;
  expected: string;
  heldBack: string;
}

const GRID = { left: 58, top: 22, bottom: 28 };

/** Purchases week by week or added up: actual in ink, foreseen in the accent; the days held back begin at a line. A last week that is cut
 *  short has fewer days than the others. */
export function ltvTrackingModel({ tracking, to }: LtvHoldout, kind: 'weekly' | 'cumulative', format: ChartFormat, words: TrackingWords): ChartModel {
  const { weekStart, calibration } = tracking;
  const actual = kind === 'weekly' ? tracking.actual : tracking.cumulativeActual;
  const expected = kind === 'weekly' ? tracking.expected : tracking.cumulativeExpected;
  const whole = kind === 'weekly' && isCut(weekStart.at(-1), to) ? weekStart.length - 1 : weekStart.length;
  const firstHeld = calibration.indexOf(0);
  const scale = niceScale(0, Math.max(1, ...actual, ...expected));
  const points = (column: Float64Array): [number, number][] => Array.from(column.subarray(0, whole), (value, week) => [week, value]);

  return {
    option: (size, palette) => {
      const right = Math.max(textWidth(words.actual), textWidth(words.expected)) + 12;
      const every = labelEvery(weekStart.length, size.width - GRID.left - right, Math.max(...weekStart.map((start) => textWidth(format.period(start, 'month')))));
      const perUnit = (size.height - GRID.top - GRID.bottom) / (scale.max - scale.min);
      const last = whole - 1;
      const wanted = [actual, expected].map((column) => -(column[last] ?? 0) * perUnit);
      const placed = spread(wanted, 16, -Infinity, 0);
      const ends: DirectLabel[] = [
        { at: [last, actual[last] ?? 0], text: words.actual, color: palette.ink, bold: true, offset: [7, (placed[0] ?? 0) - (wanted[0] ?? 0)] },
        { at: [last, expected[last] ?? 0], text: words.expected, color: palette.accent, bold: true, offset: [7, (placed[1] ?? 0) - (wanted[1] ?? 0)] },
      ];
      if (firstHeld >= 0) ends.push({ at: [firstHeld - 0.5, scale.max], text: words.heldBack, color: palette.ink2, offset: [5, -8] });
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: {
            type: 'value',
            min: 0,
            max: Math.max(1, weekStart.length - 1),
            interval: every,
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), showMaxLabel: false, formatter: (week: number) => format.period(weekStart[week] ?? '', 'month') },
          },
          yAxis: valueAxis(scale, palette, format.count),
          series: [
            { type: 'line', silent: true, symbol: 'none', data: points(actual), lineStyle: { color: palette.ink, width: 1.4 }, ...(firstHeld < 0 ? {} : { markLine: boundary(firstHeld - 0.5, scale.max, palette) }) },
            { type: 'line', silent: true, symbol: 'none', z: 4, data: points(expected), lineStyle: { color: palette.accent, width: 2 }, markPoint: directLabels(ends, palette) },
          ],
        },
        palette,
      );
    },
    readings: Array.from({ length: whole }, (_, week) => ({
      x: week,
      title: words.week(weekStart[week] ?? ''),
      rows: [
        { label: words.actual, value: format.count(actual[week] ?? 0) },
        { label: words.expected, value: format.number(expected[week] ?? 0) },
      ],
      ...(calibration[week] === 0 ? { note: words.heldBack } : {}),
    })),
    table: {
      columns: [words.weekColumn, words.actual, words.expected, words.heldBack],
      rows: weekStart.map((start, week) => ({
        texts: [words.week(start), format.count(actual[week] ?? 0), format.number(expected[week] ?? 0), calibration[week] === 0 ? words.heldBack : ''],
        values: [start, actual[week] ?? null, expected[week] ?? null, calibration[week] === 0 ? 1 : 0],
      })),
    },
  };
}

/** Whether fewer than seven days of the week that begins on `start` lie up to `to`. */
function isCut(start: string | undefined, to: string): boolean {
  return start !== undefined && Date.parse(to) - Date.parse(start) < 6 * 86_400_000;
}

function boundary(at: number, top: number, palette: Palette): Record<string, unknown> {
  return { silent: true, symbol: 'none', animation: false, label: { show: false }, lineStyle: { color: palette.ink3, type: [3, 3], width: 1 }, data: [[{ coord: [at, 0] }, { coord: [at, top] }]] };
}
