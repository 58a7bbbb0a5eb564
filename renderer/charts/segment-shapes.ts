import type { Place } from './chart-model.ts';
import type { EChartsCoreOption } from './echarts.ts';
import { picture } from './frame-options.ts';
import type { Palette } from './palette.ts';

/** A shape of the drawing library, placed in pixels. */
export type Shape = Record<string, unknown>;

const FONT_SIZE = 11.5;

/** A picture of shapes that were placed by hand: no axes. */
export function shapesOption(shapes: Shape[], palette: Palette): EChartsCoreOption {
  return picture(
    {
      xAxis: [],
      yAxis: [],
      grid: [],
      series: [{ type: 'custom', coordinateSystem: 'none', silent: true, animation: false, data: [0], renderItem: () => ({ type: 'group', children: shapes }) }],
    },
    palette,
  );
}

export function box({ left, top, width, height }: Place, fill: string, border?: { color: string; width: number }): Shape {
  const style = border === undefined ? { fill } : { fill, stroke: border.color, lineWidth: border.width };
  return { type: 'rect', shape: { x: left, y: top, width: Math.max(0, width), height: Math.max(0, height), r: 2 }, style };
}

export interface WordStyle {
  color: string;
  bold?: boolean;
  size?: number;
  align?: 'left' | 'center' | 'right';
  vertical?: 'top' | 'middle' | 'bottom';
}

export function words(text: string, x: number, y: number, { color, bold = false, size = FONT_SIZE, align = 'left', vertical = 'middle' }: WordStyle, palette: Palette): Shape {
  return { type: 'text', style: { text, x, y, fill: color, font: `${bold ? 600 : 400} ${size}px ${palette.face}`, align, verticalAlign: vertical } };
}

/** A band from a stretch of one upright to a stretch of another. */
export function band(from: { x: number; top: number; bottom: number }, to: { x: number; top: number; bottom: number }, fill: string, opacity: number): Shape {
  const middle = (from.x + to.x) / 2;
  const pathData = `M${from.x} ${from.top}C${middle} ${from.top} ${middle} ${to.top} ${to.x} ${to.top}L${to.x} ${to.bottom}C${middle} ${to.bottom} ${middle} ${from.bottom} ${from.x} ${from.bottom}Z`;
  return { type: 'path', shape: { pathData }, style: { fill, opacity } };
}

/** A name in lines of a word or two. */
export function wrapped(name: string): string[] {
  const lines: string[] = [];
  for (const word of name.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 11) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
