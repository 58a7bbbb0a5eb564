import type { Scale } from './axis.ts';
import type { EChartsCoreOption } from './echarts.ts';
import type { Palette } from './palette.ts';

const FONT_SIZE = 11.5;

/** A grid with a quiet value axis: pale lines, no axis line, labels in the counting face. */
export function valueAxis(scale: Scale, palette: Palette, format: (value: number) => string): Record<string, unknown> {
  return {
    type: 'value',
    min: scale.min,
    max: scale.max,
    interval: scale.step,
    axisLine: { show: false },
    axisTick: { show: false },
    axisLabel: { color: palette.ink3, fontSize: FONT_SIZE, fontFamily: palette.face, margin: 10, formatter: (value: number) => format(value), showMinLabel: true, showMaxLabel: true },
    splitLine: { show: true, lineStyle: { color: palette.rule2, width: 1 } },
  };
}

/** The line on which bars stand, in ink when it is zero. */
export function baseAxis(palette: Palette): Record<string, unknown> {
  return {
    axisLine: { show: true, onZero: true, lineStyle: { color: palette.ink3, width: 1 } },
    axisTick: { show: false },
    splitLine: { show: false },
    axisLabel: { color: palette.ink3, fontSize: FONT_SIZE, fontFamily: palette.face, margin: 9, lineHeight: 15, hideOverlap: false },
  };
}

export function picture(parts: Record<string, unknown>, palette: Palette): EChartsCoreOption {
  return {
    animationDuration: 150,
    animationDurationUpdate: 150,
    animationEasing: 'cubicOut',
    textStyle: { fontFamily: palette.face, fontSize: FONT_SIZE },
    ...parts,
  };
}

export interface DirectLabel {
  at: [x: string | number, y: number];
  text: string;
  color: string;
  bold?: boolean;
  /** Pixels right and down of the point. */
  offset?: [right: number, down: number];
  align?: 'left' | 'center' | 'right';
}

/** Words set beside what they name, with a halo of paper where they cross a line. */
export function directLabels(labels: readonly DirectLabel[], palette: Palette): Record<string, unknown> {
  return {
    silent: true,
    symbol: 'circle',
    symbolSize: 0.01,
    animation: false,
    data: labels.map((label) => ({
      coord: label.at,
      label: {
        show: true,
        formatter: () => label.text,
        position: 'inside',
        align: label.align ?? 'left',
        verticalAlign: 'middle',
        offset: label.offset ?? [0, 0],
        color: label.color,
        fontFamily: palette.face,
        fontSize: FONT_SIZE,
        fontWeight: label.bold === true ? 600 : 400,
        textBorderColor: palette.paper,
        textBorderWidth: 3,
      },
    })),
  };
}

/** Stripes over a bar whose period is not over. */
export function unfinished(palette: Palette): Record<string, unknown> {
  return { symbol: 'rect', symbolSize: 1, dashArrayX: [1, 0], dashArrayY: [3, 3], rotation: -Math.PI / 4, color: palette.paper };
}
