import type { SegmentGrid } from '../contract/segments.ts';
import { CELL, CELLS } from './rfm-values.ts';
import { frequencyMonetary, scoresOfCell } from './rfm-scores.ts';

/** No segment: without an order in the window. */
export const NO_SEGMENT = 255;

/** Position of the segment in the grid by the value of `RfmColumns.cell`. */
export function segmentOfCells(grid: SegmentGrid): Uint8Array {
  const owner = new Uint8Array(36).fill(NO_SEGMENT);
  for (const [index, { cells }] of grid.entries()) for (const cell of cells) owner[cell.recency * 6 + cell.frequencyMonetary] = index;
  return Uint8Array.from({ length: CELLS }, (_, cell) => {
    if (cell === CELL.none || cell === CELL.outside) return NO_SEGMENT;
    const { recency, frequency, monetary } = scoresOfCell(cell);
    return owner[recency * 6 + frequencyMonetary(frequency, monetary)]!;
  });
}

/** 1 for each cell that passes. */
export function cellsWhere(test: (scores: { recency: number; frequency: number; monetary: number; frequencyMonetary: number }) => boolean): Uint8Array {
  return Uint8Array.from({ length: CELLS }, (_, cell) => {
    if (cell === CELL.none || cell === CELL.outside) return 0;
    const scores = scoresOfCell(cell);
    return test({ ...scores, frequencyMonetary: frequencyMonetary(scores.frequency, scores.monetary) }) ? 1 : 0;
  });
}

/** 1 for each cell of the named segments; names that the grid lacks have none. */
export function cellsOfSegments(grid: SegmentGrid, segments: readonly string[]): Uint8Array {
  return segmentOfCells(grid).map((index) => (index !== NO_SEGMENT && segments.includes(grid[index]!.id) ? 1 : 0));
}
