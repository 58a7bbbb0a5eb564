import { describe, expect, it } from 'vitest';
import type { Place } from '../../../renderer/charts/chart-model.ts';
import { chartFormat } from '../../../renderer/charts/chart-format.ts';
import { cellsModel, stepOfShare } from '../../../renderer/charts/segment-cells.ts';
import { flowsModel } from '../../../renderer/charts/segment-flows.ts';
import { squarify, treemapModel } from '../../../renderer/charts/segment-treemap.ts';
import { formatFor } from '../../../renderer/i18n/format.ts';

const SIZE = { width: 900, height: 400 };
const PALETTE = { paper: '#fff', panel: '#fff', ink: '#000', ink2: '#333', ink3: '#666', rule: '#ddd', rule2: '#eee', accent: '#066', good: '#060', bad: '#600', scale: ['#fff', '#ddd', '#bbb', '#999', '#777', '#555', '#333'], face: 'sans-serif' };

const overlap = (a: Place, b: Place): number =>
  Math.max(0, Math.min(a.left + a.width, b.left + b.width) - Math.max(a.left, b.left)) * Math.max(0, Math.min(a.top + a.height, b.top + b.height) - Math.max(a.top, b.top));

interface Drawn {
  type: string;
  shape?: Record<string, unknown>;
  style: { text?: string };
}

/** The shapes that a picture is drawn from. */
function shapesOf(option: unknown): Drawn[] {
  const { series } = option as { series: { renderItem: () => { children: Drawn[] } }[] };
  return series.flatMap(({ renderItem }) => renderItem().children);
}

describe('areas', () => {
  const sizes = [3, 100, 0, 40, 7, 12, 1, 55];

  it('are as large as the sizes say, fill the picture and do not overlap', () => {
    const places = squarify(sizes, SIZE);
    const all = sizes.reduce((sum, size) => sum + size, 0);
    for (const [at, place] of places.entries()) {
      expect(place.width * place.height).toBeCloseTo(((sizes[at] ?? 0) / all) * SIZE.width * SIZE.height, 6);
      expect(place.left).toBeGreaterThanOrEqual(-1e-9);
      expect(place.left + place.width).toBeLessThanOrEqual(SIZE.width + 1e-6);
      expect(place.top + place.height).toBeLessThanOrEqual(SIZE.height + 1e-6);
      for (const other of places.slice(at + 1)) expect(overlap(place, other)).toBeLessThan(1e-6);
    }
  });

  it('are those of the paper: 6, 6, 4, 3, 2, 2, 1 on 6 × 4', () => {
    // Bruls, Huizing & van Wijk (2000), figure 4: two of 6 upright on the left, then 4 and 3 in a row.
    const places = squarify([6, 6, 4, 3, 2, 2, 1], { width: 6, height: 4 });
    expect(places[0]).toEqual({ left: 0, top: 0, width: 3, height: 2 });
    expect(places[1]).toEqual({ left: 0, top: 2, width: 3, height: 2 });
    expect(places[2]?.height).toBeCloseTo(7 / 3, 9);
    expect(places[2]?.width).toBeCloseTo(12 / 7, 9);
  });

  it('nothing is drawn of nobody', () => {
    expect(squarify([0, 0], SIZE).every(({ width, height }) => width === 0 && height === 0)).toBe(true);
  });

  it('carry names as they are written, and nothing outside the table when there is no room', () => {
    const hostile = '<b>&"x';
    const format = chartFormat(formatFor('en'), { code: 'EUR', minorUnitDigits: 2 });
    const labels = { segment: 'segment', customers: 'customers', share: 'share', netRevenue: 'net', perCustomer: 'each' };
    const model = treemapModel(
      [
        { name: hostile, customers: 9_999, share: 0.9999, netMinor: 500 },
        { name: 'small', customers: 1, share: 0.0001, netMinor: 100 },
      ],
      'customers',
      format,
      labels,
    );
    const texts = shapesOf(model.option(SIZE, PALETTE)).flatMap(({ style }) => style.text ?? []);
    expect(texts).toContain(hostile);
    expect(texts).not.toContain('small');
    expect(model.table.rows.map((row) => row.values)).toEqual([
      [hostile, 9_999, 0.9999, 5, 5 / 9_999],
      ['small', 1, 0.0001, 1, 1],
    ]);
    expect(model.readings).toHaveLength(2);
  });
});

it('a grid of cells has its readings where its cells are, row by row', () => {
  const cells = Array.from({ length: 6 }, (_, at) => ({ lines: [String(at)], step: at, reading: { title: `cell ${at}`, rows: [] } }));
  const model = cellsModel({ rows: ['a', 'b'], columns: ['x', 'y', 'z'], cells, rowEdges: ['7'], columnEdges: ['1', '2'], table: { columns: [], rows: [] } });
  const places = model.places?.(SIZE) ?? [];
  expect(model.columns).toBe(3);
  expect(places[1]?.left).toBeGreaterThan(places[0]?.left ?? 0);
  expect(places[1]?.top).toBe(places[0]?.top);
  expect(places[3]?.left).toBe(places[0]?.left);
  expect(Math.max(...places.map(({ left, width }) => left + width))).toBeLessThanOrEqual(SIZE.width);
  const drawn = shapesOf(model.option(SIZE, PALETTE));
  expect(drawn.flatMap(({ style }) => style.text ?? []).toSorted()).toEqual(['0', '1', '1', '2', '2', '3', '4', '5', '7', 'a', 'b', 'x', 'y', 'z'].toSorted());
});

it('steps of the scale begin with the first customer and end with the most', () => {
  expect([0, 1, 50, 100].map((share) => stepOfShare(share, 100))).toEqual([0, 1, 5, 6]);
  expect(stepOfShare(0, 0)).toBe(0);
});

describe('flows', () => {
  // prettier-ignore
  const counts = Float64Array.of(
    5, 3, 0,
    0, 0, 0,
    10, 2, 0,
  );
  const model = flowsModel({
    states: ['a', 'b', 'new'],
    counts,
    quiet: [false, false, true],
    readings: Array.from({ length: 6 }, (_, at) => ({ title: String(at), rows: [] })),
    count: String,
    table: { columns: [], rows: [] },
  });

  it('are bands as wide as their customers, one for each pair with any', () => {
    const shapes = shapesOf(model.option(SIZE, PALETTE));
    const bands = shapes.filter(({ type }) => type === 'path').map(({ shape }) => String(shape?.['pathData']).match(/-?[\d.]+/g)?.map(Number) ?? []);
    // M x top … L x bottom: the second number is the upper left end, the last the lower left one.
    const heights = bands.map((numbers) => (numbers.at(-1) ?? 0) - (numbers[1] ?? 0));
    expect(heights).toHaveLength(4);
    const perCustomer = (heights[0] ?? 0) / 5;
    expect(heights[1]).toBeCloseTo(3 * perCustomer, 6);
    expect(heights[2]).toBeCloseTo(10 * perCustomer, 6);
    expect(heights[3]).toBeCloseTo(2 * perCustomer, 6);
  });

  it('name the states that hold somebody, with their sums', () => {
    const texts = shapesOf(model.option(SIZE, PALETTE)).flatMap(({ style }) => style.text ?? []);
    expect(texts).toEqual(['a  8', 'new  12', 'a  15', 'b  5']);
  });
});
