/** Rows of one height, of which only those in sight exist. Browsers cap the height of an element at 33.5 million pixels, half of it on a
 *  screen of twice the density: a longer table scrolls on a shorter way, and every place on it stands for a place in the table. */
export interface RowGeometry {
  rows: number;
  rowHeight: number;
  /** Pixels for rows: the scroller without the head that stays on top. */
  viewHeight: number;
}

export const MOST_PIXELS = 16_000_000;

/** Height of all rows as the scroller has it. */
export function bodyHeight({ rows, rowHeight }: Pick<RowGeometry, 'rows' | 'rowHeight'>): number {
  return Math.min(MOST_PIXELS, rows * rowHeight);
}

/** Pixels of the table above the view where the scroller stands at `scrollTop`. */
export function tableOffset(geometry: RowGeometry, scrollTop: number): number {
  const way = bodyHeight(geometry) - geometry.viewHeight;
  if (way <= 0) return 0;
  return Math.min(1, Math.max(0, scrollTop / way)) * longestOffset(geometry);
}

/** Where the scroller stands for `offset` pixels of the table above the view. */
export function scrollTopOf(geometry: RowGeometry, offset: number): number {
  const longest = longestOffset(geometry);
  if (longest <= 0) return 0;
  return (Math.min(longest, Math.max(0, offset)) / longest) * Math.max(0, bodyHeight(geometry) - geometry.viewHeight);
}

export function longestOffset({ rows, rowHeight, viewHeight }: RowGeometry): number {
  return Math.max(0, rows * rowHeight - viewHeight);
}

/** Rows from `first` up to and without `end`, with `spare` before and after; `first` moves in steps, so that few scrolls need new rows. */
export function rowsInSight({ rows, rowHeight, viewHeight }: RowGeometry, offset: number, spare: number): { first: number; end: number } {
  const step = Math.max(1, spare >> 1);
  const first = Math.max(0, Math.floor(offset / rowHeight) - spare);
  const end = Math.ceil((offset + viewHeight) / rowHeight) + spare;
  return { first: first - (first % step), end: Math.min(rows, Math.ceil(end / step) * step) };
}

/** The offset nearest to `offset` at which the row is wholly in sight. */
export function offsetShowing({ rowHeight, viewHeight }: RowGeometry, row: number, offset: number): number {
  const top = row * rowHeight;
  if (top < offset) return top;
  return Math.max(offset, top + rowHeight - viewHeight);
}
