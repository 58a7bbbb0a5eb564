import { textWidth } from './axis.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel, ChartSize, Place, Reading } from './chart-model.ts';
import { labelColor } from './contrast.ts';
import { box, shapesOption, words, wrapped, type Shape } from './segment-shapes.ts';

export interface TreemapTile {
  name: string;
  customers: number;
  share: number;
  netMinor: number;
}

export interface TreemapWords {
  segment: string;
  customers: string;
  share: string;
  netRevenue: string;
  perCustomer: string;
}

const GAP = 2;
const PADDING = 7;
const LINE = 15;

/** Segments as areas, the stronger the colour, the more net revenue a customer brings; those without an area are in the table alone. */
export function treemapModel(tiles: readonly TreemapTile[], area: 'customers' | 'revenue', format: ChartFormat, labels: TreemapWords): ChartModel {
  const sizes = tiles.map((tile) => Math.max(0, area === 'customers' ? tile.customers : tile.netMinor));
  const worth = tiles.map((tile) => (tile.customers === 0 ? Number.NaN : tile.netMinor / tile.customers));
  const ranked = worth.filter(Number.isFinite).sort((a, b) => a - b);
  /** 0–6 by rank, so that one rich segment does not pale all others. */
  const step = (value: number): number => (ranked.length < 2 ? 3 : Math.round((6 * ranked.filter((other) => other < value).length) / (ranked.length - 1)));
  const texts = (tile: TreemapTile, at: number): string[] => [format.count(tile.customers), format.share(tile.share), format.money(tile.netMinor), format.money(worth[at] ?? Number.NaN)];
  const columns = [labels.customers, labels.share, labels.netRevenue, labels.perCustomer];

  return {
    option: (size, palette) => {
      const shapes: Shape[] = [];
      for (const [at, place] of squarify(sizes, size).entries()) {
        const tile = tiles[at];
        if (tile === undefined || place.width * place.height === 0) continue;
        const ground = palette.scale[step(worth[at] ?? 0)] ?? palette.rule;
        const inner = { ...place, width: place.width - GAP, height: place.height - GAP };
        shapes.push(box(inner, ground));
        const color = labelColor(ground, palette);
        const value = area === 'customers' ? format.count(tile.customers) : format.money(tile.netMinor);
        const share = format.share(area === 'customers' ? tile.share : tile.netMinor / total(sizes));
        const fits = (text: string): boolean => textWidth(text) + PADDING <= inner.width;
        const name = fits(tile.name) ? [tile.name] : wrapped(tile.name);
        const roomy = [...name, ...(fits(`${value} · ${share}`) ? [`${value} · ${share}`] : [value, share])];
        const lines = [roomy, name].find((tried) => tried.every(fits) && PADDING * 2 + LINE * tried.length <= inner.height) ?? [];
        for (const [line, text] of lines.entries()) {
          shapes.push(words(text, inner.left + PADDING, inner.top + PADDING + LINE * line, { color, bold: line < name.length, vertical: 'top' }, palette));
        }
      }
      return shapesOption(shapes, palette);
    },
    readings: tiles.map(
      (tile, at): Reading => ({ x: at, title: tile.name, rows: texts(tile, at).map((value, column) => ({ label: columns[column] ?? '', value })) }),
    ),
    places: (size) => squarify(sizes, size).map((place) => ({ ...place, width: Math.max(0, place.width - GAP), height: Math.max(0, place.height - GAP) })),
    table: {
      columns: [labels.segment, ...columns],
      rows: tiles.map((tile, at) => ({
        texts: [tile.name, ...texts(tile, at)],
        values: [tile.name, tile.customers, tile.share, tile.netMinor / 10 ** format.minorUnitDigits, (worth[at] ?? Number.NaN) / 10 ** format.minorUnitDigits],
      })),
    },
  };
}

function total(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Rectangles of the sizes’ areas that fill the picture and are as square as can be, in the order of the sizes. Bruls, Huizing & van Wijk (2000). */
export function squarify(sizes: readonly number[], picture: ChartSize): Place[] {
  const places: Place[] = sizes.map(() => ({ left: 0, top: 0, width: 0, height: 0 }));
  const all = total(sizes);
  if (all <= 0) return places;
  const scale = (picture.width * picture.height) / all;
  const order = sizes.map((_, at) => at).filter((at) => (sizes[at] ?? 0) > 0).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const areaOf = (at: number): number => (sizes[at] ?? 0) * scale;
  let rest: Place = { left: 0, top: 0, ...picture };
  let row: number[] = [];
  const lay = (): void => {
    const area = row.reduce((sum, at) => sum + areaOf(at), 0);
    const upright = rest.width >= rest.height;
    const thickness = area / (upright ? rest.height : rest.width);
    let along = upright ? rest.top : rest.left;
    for (const at of row) {
      const length = areaOf(at) / thickness;
      places[at] = upright ? { left: rest.left, top: along, width: thickness, height: length } : { left: along, top: rest.top, width: length, height: thickness };
      along += length;
    }
    rest = upright
      ? { ...rest, left: rest.left + thickness, width: rest.width - thickness }
      : { ...rest, top: rest.top + thickness, height: rest.height - thickness };
    row = [];
  };
  for (const at of order) {
    const side = Math.min(rest.width, rest.height);
    if (row.length > 0 && worstRatio([...row, at].map(areaOf), side) > worstRatio(row.map(areaOf), side)) lay();
    row.push(at);
  }
  lay();
  return places;
}

function worstRatio(areas: readonly number[], side: number): number {
  const sum = total(areas);
  return Math.max(...areas.map((area) => Math.max((side * side * area) / (sum * sum), (sum * sum) / (side * side * area))));
}
