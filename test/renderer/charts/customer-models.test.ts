import { describe, expect, test } from 'vitest';
import { customerHistoryModel } from '../../../renderer/charts/customer-history-model.ts';
import { customerTimelineModel, dayTicks, type TimelineOrder } from '../../../renderer/charts/customer-timeline-model.ts';
import type { Palette } from '../../../renderer/charts/palette.ts';

const PALETTE: Palette = { paper: '#fff', panel: '#fefefe', ink: '#111', ink2: '#222', ink3: '#333', rule: '#444', rule2: '#555', accent: '#060606', good: '#0a0', bad: '#a00', scale: ['#1', '#2', '#3', '#4', '#5', '#6', '#7'], face: 'Inter' };
const SIZE = { width: 900, height: 170 };
const dayOf = (iso: string): number => Date.parse(iso) / 86_400_000;
const WORDS = { orders: 'orders', answers: 'answers', expected: 'next', date: String };
const TABLE = { columns: [], rows: [] };

interface Dot {
  value: [number, number];
  symbolSize: number;
  itemStyle: { color: string };
}

describe('a timeline', () => {
  const order = (day: string, netMinor: number, counts = true): TimelineOrder => ({ day: dayOf(day), netMinor, counts, reading: { title: day, rows: [] } });

  test('circles have areas in proportion to money', () => {
    const model = customerTimelineModel([order('2025-01-01', 40_000), order('2025-02-01', 10_000), order('2025-03-01', 99, false)], [], null, dayOf('2025-06-30'), TABLE, WORDS);
    const option = model.option(SIZE, PALETTE) as unknown as { series: { symbol: string; data: Dot[] }[] };
    const [large, small, hollow] = option.series.find(({ symbol }) => symbol === 'circle')!.data;
    expect((large!.symbolSize / small!.symbolSize) ** 2).toBeCloseTo(4, 6);
    expect(hollow!.itemStyle.color).toBe(PALETTE.paper);
    expect(model.readings.map(({ title }) => title)).toEqual(['2025-01-01', '2025-02-01', '2025-03-01']);
  });

  test('answers are coloured by their score and read in order of time', () => {
    const answer = { day: dayOf('2025-01-15'), mood: 'discontent' as const, reading: { title: 'answer', rows: [] } };
    const model = customerTimelineModel([order('2025-01-01', 100), order('2025-02-01', 100)], [answer], { day: 20_300, from: 20_280, to: 20_330 }, dayOf('2025-06-30'), TABLE, WORDS);
    const option = model.option(SIZE, PALETTE) as unknown as { xAxis: { max: number }; series: { symbol: string; data: Dot[] }[] };
    expect(option.series.find(({ symbol }) => symbol === 'diamond')!.data[0]!.itemStyle.color).toBe(PALETTE.bad);
    expect(option.xAxis.max).toBeGreaterThan(20_330);
    expect(model.readings.map(({ title }) => title)).toEqual(['2025-01-01', 'answer', '2025-02-01']);
  });

  test('ticks are first days of months, quarters or years', () => {
    const written = (from: string, to: string, most: number): string[] => dayTicks(dayOf(from), dayOf(to), most).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));
    expect(written('2025-01-20', '2025-04-10', 6)).toEqual(['2025-02-01', '2025-03-01', '2025-04-01']);
    expect(written('2024-02-10', '2025-03-01', 5)).toEqual(['2024-04-01', '2024-07-01', '2024-10-01', '2025-01-01']);
    expect(written('2019-05-01', '2025-03-01', 6)).toEqual(['2020-01-01', '2021-01-01', '2022-01-01', '2023-01-01', '2024-01-01', '2025-01-01']);
    expect(written('2025-01-05', '2025-01-09', 6)).toEqual(['2025-01-05', '2025-01-09']);
  });
});

test('where no order lies in the look-back there is no recency and no revenue', () => {
  const words = { date: 'Date', recency: 'R', frequency: 'F', monetary: 'M', day: String, count: String, money: String, axisMoney: String };
  const history = { asOf: ['2025-03-31', '2025-06-30'], recencyDays: Float64Array.of(3, 94), frequency: Float64Array.of(2, 0), monetaryMinor: Float64Array.of(500, 0) };
  const model = customerHistoryModel(history, words);
  expect(model.table.rows.map(({ values }) => values)).toEqual([
    ['2025-03-31', 3, 2, 500],
    ['2025-06-30', null, 0, null],
  ]);
  expect(model.readings[1]!.rows.map(({ value }) => value)).toEqual(['–', '0', '–']);
});
