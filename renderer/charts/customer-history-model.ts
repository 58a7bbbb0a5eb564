import type { CustomerProfile } from '../../core/contract/customer-profile.ts';
import { niceScale, type Scale, textWidth } from './axis.ts';
import type { ChartModel } from './chart-model.ts';
import { baseAxis, directLabels, picture, valueAxis } from './frame-options.ts';

export interface HistoryWords {
  date: string;
  recency: string;
  frequency: string;
  monetary: string;
  /** A day of the history in words. */
  day: (iso: string) => string;
  count: (value: number) => string;
  money: (minor: number) => string;
  /** Short, for the axis. */
  axisMoney: (minor: number) => string;
}

const GAP = 26;
const TOP = 10;
const BOTTOM = 26;

/** Recency, frequency and revenue of one customer, one above the other on the same days. */
export function customerHistoryModel(history: CustomerProfile['history'], words: HistoryWords): ChartModel {
  // Without an order in the look-back there is nothing to be measured.
  const known = (values: Float64Array): (number | null)[] => [...values].map((value, at) => ((history.frequency[at] ?? 0) === 0 ? null : value));
  const lanes = [
    { name: words.recency, values: known(history.recencyDays), write: words.count, tick: words.count },
    { name: words.frequency, values: [...history.frequency], write: words.count, tick: words.count },
    { name: words.monetary, values: known(history.monetaryMinor), write: words.money, tick: words.axisMoney },
  ];
  const days = history.asOf.length;

  return {
    option: (size, palette) => {
      const left = Math.max(...lanes.map(({ values, tick }) => textWidth(tick(laneScale(values).max)))) + 14;
      const right = Math.max(...lanes.map(({ name }) => textWidth(name))) + 14;
      const height = (size.height - TOP - BOTTOM - GAP * (lanes.length - 1)) / lanes.length;
      const every = Math.max(1, Math.ceil(days / Math.max(1, Math.floor((size.width - left - right) / 92))));
      return picture(
        {
          grid: lanes.map((_, lane) => ({ left, right, top: TOP + lane * (height + GAP), height })),
          xAxis: lanes.map((_, lane) => ({
            type: 'category',
            gridIndex: lane,
            data: history.asOf,
            boundaryGap: days < 2,
            ...baseAxis(palette),
            axisLabel: {
              ...(baseAxis(palette)['axisLabel'] as object),
              show: lane === lanes.length - 1,
              interval: (index: number) => (days - 1 - index) % every === 0,
              formatter: (iso: string) => words.day(iso),
            },
          })),
          yAxis: lanes.map(({ values, tick }, lane) => ({ ...valueAxis(laneScale(values), palette, tick), gridIndex: lane })),
          series: lanes.map(({ name, values }, lane) => ({
            type: 'line',
            silent: true,
            xAxisIndex: lane,
            yAxisIndex: lane,
            data: values,
            symbol: 'circle',
            symbolSize: 4,
            showAllSymbol: true,
            itemStyle: { color: palette.accent },
            lineStyle: { color: palette.accent, width: 1.8, join: 'round' },
            markPoint: directLabels([{ at: [days - 1, values[days - 1] ?? 0], text: name, color: palette.ink2, offset: [10, 0] }], palette),
          })),
        },
        palette,
      );
    },
    readings: history.asOf.map((iso, at) => ({
      x: at,
      title: words.day(iso),
      rows: lanes.map(({ name, values, write }) => ({ label: name, value: written(values[at], write) })),
    })),
    table: {
      columns: [words.date, ...lanes.map(({ name }) => name)],
      rows: history.asOf.map((iso, at) => ({
        texts: [words.day(iso), ...lanes.map(({ values, write }) => written(values[at], write))],
        values: [iso, ...lanes.map(({ values }) => values[at] ?? null)],
      })),
    },
  };
}

/** Two steps or so, none smaller than one: there is no half an order. */
function laneScale(values: readonly (number | null)[]): Scale {
  return niceScale(0, Math.max(2, highest(values)), 2);
}

function highest(values: readonly (number | null)[]): number {
  return Math.max(0, ...values.map((value) => value ?? 0));
}

function written(value: number | null | undefined, write: (value: number) => string): string {
  return value === null || value === undefined ? '–' : write(value);
}
