import { baseAxis, directLabels, picture } from './frame-options.ts';
import { textWidth } from './axis.ts';
import type { ChartModel, ChartTable, Reading } from './chart-model.ts';
import type { Palette } from './palette.ts';

const MS_PER_DAY = 86_400_000;
const LARGEST = 36;
const SMALLEST = 7;
const GRID = { left: 8, right: 18, top: 8, bottom: 26 };
const ORDERS_AT = 1;
const ANSWERS_AT = 0;

/** How content an answer is: its own scale’s best, middle and worst third as METRICS §6 sets them. */
export type Mood = 'content' | 'neutral' | 'discontent';

export interface TimelineOrder {
  /** Civil days since 1970-01-01. */
  day: number;
  netMinor: number;
  /** A document that counts as an order. */
  counts: boolean;
  reading: Omit<Reading, 'x'>;
}

export interface TimelineAnswer {
  day: number;
  mood: Mood;
  reading: Omit<Reading, 'x'>;
}

export interface TimelineWords {
  orders: string;
  answers: string;
  expected: string;
  /** Day, month and year on the axis. */
  date: (day: number) => string;
}

/** One line of time: orders as circles whose area is their money, answers as diamonds below, and a pale bar where the next order is expected. */
export function customerTimelineModel(
  orders: readonly TimelineOrder[],
  answers: readonly TimelineAnswer[],
  expected: { day: number; from: number; to: number } | null,
  asOfDay: number,
  table: ChartTable,
  words: TimelineWords,
): ChartModel {
  const days = [...orders.map(({ day }) => day), ...answers.map(({ day }) => day), asOfDay, ...(expected === null ? [] : [expected.to])];
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const margin = Math.max(5, (last - first) * 0.02);
  const largest = Math.max(1, ...orders.map(({ netMinor }) => netMinor));
  const diameter = ({ netMinor, counts }: TimelineOrder): number => (counts ? Math.max(SMALLEST, LARGEST * Math.sqrt(Math.max(0, netMinor) / largest)) : SMALLEST);
  const moodColour = (mood: Mood, palette: Palette): string => (mood === 'content' ? palette.good : mood === 'neutral' ? palette.ink3 : palette.bad);

  return {
    option: (size, palette) => {
      const rows = answers.length === 0 ? [words.orders] : [words.orders, words.answers];
      const left = GRID.left + Math.max(...rows.map(textWidth)) + 8;
      const shared = { type: 'line', silent: true, showAllSymbol: true };
      const ticks = Math.max(2, Math.floor((size.width - left) / 130));
      return picture(
        {
          grid: { ...GRID, left },
          xAxis: {
            type: 'value',
            min: first - margin,
            max: last + margin,
            ...baseAxis(palette),
            splitNumber: ticks,
            axisLine: { show: false },
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), customValues: dayTicks(first, last, ticks), formatter: (day: number) => words.date(day) },
          },
          yAxis: { type: 'value', min: answers.length === 0 ? ORDERS_AT - 1 : ANSWERS_AT - 0.5, max: ORDERS_AT + 1, show: false },
          series: [
            {
              ...shared,
              symbol: 'none',
              data: [
                [first - margin, ORDERS_AT],
                [asOfDay, ORDERS_AT],
              ],
              lineStyle: { color: palette.rule, width: 1 },
              markPoint: directLabels(
                [
                  { at: [first - margin, ORDERS_AT], text: words.orders, color: palette.ink2, offset: [-8, 0], align: 'right' },
                  ...(answers.length === 0 ? [] : [{ at: [first - margin, ANSWERS_AT] as [number, number], text: words.answers, color: palette.ink2, offset: [-8, 0] as [number, number], align: 'right' as const }]),
                  ...(expected === null ? [] : [{ at: [expected.to, ORDERS_AT] as [number, number], text: words.expected, color: palette.accent, offset: [0, -24] as [number, number], align: 'right' as const }]),
                ],
                palette,
              ),
            },
            ...(expected === null
              ? []
              : [
                  {
                    ...shared,
                    symbol: 'none',
                    data: [
                      [expected.from, ORDERS_AT],
                      [expected.to, ORDERS_AT],
                    ],
                    lineStyle: { color: palette.accent, width: 12, opacity: 0.25, cap: 'butt' },
                  },
                  { ...shared, symbol: 'rect', symbolSize: [2, 18], data: [[expected.day, ORDERS_AT]], itemStyle: { color: palette.accent }, lineStyle: { opacity: 0 } },
                ]),
            {
              ...shared,
              symbol: 'circle',
              lineStyle: { opacity: 0 },
              data: orders.map((order) => ({
                value: [order.day, ORDERS_AT],
                symbolSize: diameter(order),
                itemStyle: order.counts
                  ? { color: palette.accent, opacity: 0.72, borderColor: palette.paper, borderWidth: 1 }
                  : { color: palette.paper, borderColor: palette.ink3, borderWidth: 1.4 },
              })),
            },
            {
              ...shared,
              symbol: 'diamond',
              symbolSize: 13,
              lineStyle: { opacity: 0 },
              data: answers.map(({ day, mood }) => ({ value: [day, ANSWERS_AT], itemStyle: { color: moodColour(mood, palette) } })),
            },
          ],
        },
        palette,
      );
    },
    readings: [...orders, ...answers].map(({ day, reading }) => ({ x: day, ...reading })).toSorted((one, other) => one.x - other.x),
    table,
  };
}

/** First days of months, quarters or years, about `most` of them. */
export function dayTicks(first: number, last: number, most: number): number[] {
  const begin = new Date(first * MS_PER_DAY);
  const end = new Date(last * MS_PER_DAY);
  const months = (end.getUTCFullYear() - begin.getUTCFullYear()) * 12 + end.getUTCMonth() - begin.getUTCMonth();
  const step = [1, 2, 3, 6, 12, 24, 60, 120].find((every) => months / every <= most) ?? 240;
  const ticks: number[] = [];
  const start = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
  for (let month = start - (start % step); month <= start + months; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / MS_PER_DAY;
    if (day >= first && day <= last) ticks.push(day);
  }
  return ticks.length > 0 ? ticks : [first, last];
}
