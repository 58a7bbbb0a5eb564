import { textWidth } from './axis.ts';
import type { ChartModel, ChartSize, ChartTable, Place, Reading } from './chart-model.ts';
import { labelColor } from './contrast.ts';
import { box, shapesOption, words, wrapped, type Shape } from './segment-shapes.ts';

export interface Cell {
  /** Lines of text; none where there is nobody. */
  lines: string[];
  /** 0 (none) to 6. */
  step: number;
  outlined?: boolean;
  /** A sum: no shade, bolder. */
  isSum?: boolean;
  reading: Omit<Reading, 'x'>;
}

export interface CellsPicture {
  rows: string[];
  columns: string[];
  /** Row by row. */
  cells: Cell[];
  /** Written on the lines between the rows and between the columns; empty without. */
  rowEdges: string[];
  columnEdges: string[];
  table: ChartTable;
}

const GAP = 2;
const LINE = 14;
/** Letters are mostly narrower than they are reckoned. */
const HEAD_SLACK = 8;

/** A grid of shaded cells, with cut points at its edges where there are some. */
export function cellsModel(grid: CellsPicture): ChartModel {
  const heads = grid.columns.map(wrapped);
  const headLines = Math.max(...heads.map((lines) => lines.length));
  const left = 14 + Math.max(...grid.rows.map(textWidth), ...grid.rowEdges.map((edge) => textWidth(edge) + 18));
  const widestHead = Math.max(...heads.flat().map(textWidth)) - HEAD_SLACK;
  /** Heads wider than their columns stand by turns on two levels. */
  const raised = (size: ChartSize): number => (widestHead > (size.width - left) / grid.columns.length ? LINE * headLines : 0);
  const topOf = (size: ChartSize): number => 8 + raised(size) + LINE * headLines + (grid.columnEdges.length > 0 ? LINE : 0);
  const places = (size: ChartSize): Place[] => {
    const top = topOf(size);
    const width = (size.width - left) / grid.columns.length;
    const height = (size.height - top) / grid.rows.length;
    return grid.cells.map((_, at) => ({
      left: left + (at % grid.columns.length) * width,
      top: top + Math.floor(at / grid.columns.length) * height,
      width: width - GAP,
      height: height - GAP,
    }));
  };

  return {
    option: (size, palette) => {
      const all = places(size);
      const shapes: Shape[] = [];
      const quiet = { color: palette.ink3 } as const;
      const at = (row: number, column: number): Place => all[row * grid.columns.length + column] ?? { left: 0, top: 0, width: 0, height: 0 };
      for (const [column, lines] of heads.entries()) {
        const { left: x, width } = at(0, column);
        const first = LINE * (headLines - lines.length) + (column % 2 === 0 ? raised(size) : 0);
        for (const [line, text] of lines.entries()) shapes.push(words(text, x + width / 2, first + LINE * (line + 0.5), { ...quiet, align: 'center' }, palette));
      }
      for (const [row, name] of grid.rows.entries()) {
        const place = at(row, 0);
        shapes.push(words(name, grid.rowEdges.length > 0 ? 0 : place.left - 10, place.top + place.height / 2, { color: palette.ink2, align: grid.rowEdges.length > 0 ? 'left' : 'right' }, palette));
      }
      for (const [edge, text] of grid.rowEdges.entries()) shapes.push(words(text, left - 8, at(edge + 1, 0).top - GAP / 2, { ...quiet, align: 'right' }, palette));
      for (const [edge, text] of grid.columnEdges.entries()) shapes.push(words(text, at(0, edge + 1).left - GAP / 2, topOf(size) - LINE / 2 - 4, { ...quiet, align: 'center' }, palette));
      for (const [index, cell] of grid.cells.entries()) {
        const place = all[index];
        if (place === undefined) continue;
        const ground = cell.isSum === true ? palette.paper : (palette.scale[cell.step] ?? palette.paper);
        if (cell.isSum !== true) shapes.push(box(place, ground, cell.outlined === true ? { color: palette.ink, width: 1.4 } : undefined));
        const color = cell.isSum === true ? palette.ink : labelColor(ground, palette);
        const fitting = cell.lines.filter((text, line) => line === 0 || (place.height > LINE * (line + 1) + 8 && textWidth(text) - 4 < place.width));
        for (const [line, text] of fitting.entries()) {
          const y = place.top + place.height / 2 + LINE * (line - (fitting.length - 1) / 2);
          shapes.push(words(text, place.left + place.width / 2, y, { color, align: 'center', bold: cell.isSum === true || (line === 0 && fitting.length > 1) }, palette));
        }
      }
      return shapesOption(shapes, palette);
    },
    readings: grid.cells.map((cell, at) => ({ x: at, ...cell.reading })),
    places,
    columns: grid.columns.length,
    table: grid.table,
  };
}

/** Steps 1–6 of a scale by the square root of a share, so that small cells still differ; 0 for nothing. */
export function stepOfShare(share: number, most: number): number {
  if (!(share > 0) || !(most > 0)) return 0;
  return Math.min(6, 1 + Math.floor(5.999 * Math.sqrt(share / most)));
}
