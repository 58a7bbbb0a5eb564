import { useCallback, useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { bodyHeight, MOST_PIXELS, offsetShowing, type RowGeometry, rowsInSight, scrollTopOf, tableOffset } from './row-window.ts';

const SPARE_ROWS = 16;

export interface RowWindow {
  first: number;
  end: number;
  bodyHeight: number;
  /** Pixels from the top of the body to a row. */
  topOf: (row: number) => number;
  /** Scrolls as little as shows the row. */
  show: (row: number) => void;
  /** Rows that fit. */
  pageRows: number;
  /** The first row that is wholly in sight. */
  top: () => number;
}

/** Which rows of a table of any length are in sight of its scroller, whose head of `headHeight` stays on top. */
export function useRowWindow(scroller: RefObject<HTMLDivElement | null>, { rows, rowHeight, headHeight, from }: { rows: number; rowHeight: number; headHeight: number; from: number }): RowWindow {
  const [viewHeight, setViewHeight] = useState(600);
  const isScaled = rows * rowHeight > MOST_PIXELS;
  const now = useRef<RowGeometry>({ rows, rowHeight, viewHeight });
  const offset = useRef(from * rowHeight);
  /** The place that this hook gave the scroller itself: its rounding must not move the table. */
  const own = useRef(-1);
  const [shown, setShown] = useState(() => ({ ...rowsInSight({ rows, rowHeight, viewHeight }, from * rowHeight, SPARE_ROWS), shift: 0 }));

  useLayoutEffect(() => {
    now.current = { rows, rowHeight, viewHeight };
  });

  const moveTo = useCallback((next: number, scrollTop: number) => {
    offset.current = next;
    const { rows: all, rowHeight: height } = now.current;
    const { first, end } = rowsInSight(now.current, next, SPARE_ROWS);
    const shift = all * height > MOST_PIXELS ? scrollTop - next : 0;
    setShown((before) => (before.first === first && before.end === end && before.shift === shift ? before : { first, end, shift }));
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = (): void => setViewHeight(Math.max(rowHeight, element.clientHeight - headHeight));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    element.scrollTo({ top: scrollTopOf(now.current, offset.current) });
    return () => observer.disconnect();
  }, [scroller, rowHeight, headHeight]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element !== null) moveTo(tableOffset({ rows, rowHeight, viewHeight }, element.scrollTop), element.scrollTop);
  }, [scroller, moveTo, rows, rowHeight, viewHeight]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => {
      if (Math.abs(element.scrollTop - own.current) >= 1) moveTo(tableOffset(now.current, element.scrollTop), element.scrollTop);
    };
    // On the shorter way a turn of the wheel would jump over many rows.
    const onWheel = (event: WheelEvent): void => {
      if (!isScaled || event.deltaY === 0 || event.ctrlKey) return;
      event.preventDefault();
      const { rows: all, rowHeight: height, viewHeight: view } = now.current;
      const next = Math.min(Math.max(0, all * height - view), Math.max(0, offset.current + event.deltaY));
      element.scrollTo({ top: scrollTopOf(now.current, next) });
      own.current = element.scrollTop;
      moveTo(next, own.current);
    };
    element.addEventListener('scroll', onScroll, { passive: true });
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('scroll', onScroll);
      element.removeEventListener('wheel', onWheel);
    };
  }, [scroller, moveTo, isScaled]);

  const show = (row: number): void => {
    const element = scroller.current;
    if (element === null) return;
    const next = offsetShowing(now.current, row, offset.current);
    if (next === offset.current) return;
    element.scrollTo({ top: scrollTopOf(now.current, next) });
    own.current = element.scrollTop;
    moveTo(next, own.current);
  };

  return {
    first: Math.min(shown.first, rows),
    end: Math.min(shown.end, rows),
    bodyHeight: bodyHeight({ rows, rowHeight }),
    topOf: (row) => row * rowHeight + shown.shift,
    show,
    pageRows: Math.max(1, Math.floor(viewHeight / rowHeight) - 1),
    top: () => Math.ceil(offset.current / rowHeight),
  };
}
