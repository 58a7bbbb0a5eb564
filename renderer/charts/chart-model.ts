import type { EChartsCoreOption } from './echarts.ts';
import type { Palette } from './palette.ts';

export interface ChartSize {
  width: number;
  height: number;
}

/** What is read off the chart at one place of the horizontal axis; the pointer and the arrow keys go from one to the next. */
export interface Reading {
  /** In the axis’ own unit; the index on an axis of categories. */
  x: number;
  title: string;
  rows: { label: string; value: string }[];
  /** Said in words below, such as that the period is not over. */
  note?: string;
}

/** A rectangle of the picture, in pixels. */
export interface Place {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** The table alternative, and what the CSV export writes. `texts` are worded for reading, `values` are plain. */
export interface ChartTable {
  columns: string[];
  /** Names of the columns of `values`, where these are not the columns that are read. */
  plain?: string[];
  rows: { texts: string[]; values: (string | number | null)[] }[];
}

/** A picture as data: drawn from an option, read by pointer, keyboard or table. */
export interface ChartModel {
  option: (size: ChartSize, palette: Palette) => EChartsCoreOption;
  readings: Reading[];
  /** Where the readings stand, in their order, on a picture without a horizontal axis. */
  places?: (size: ChartSize) => Place[];
  /** How many readings make a row, where they stand in rows and columns. */
  columns?: number;
  table: ChartTable;
}
