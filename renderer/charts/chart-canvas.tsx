import { useId, useRef, useState, type CSSProperties, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react';
import { Dialog, Popover } from 'react-aria-components';
import type { ChartModel, Place, Reading } from './chart-model.ts';
import type { ECharts } from './echarts.ts';
import { useChart } from './use-chart.ts';

export interface ChartCanvasProps {
  model: ChartModel;
  label: string;
  /** How the arrow keys read it, for screen readers. */
  hint: string;
  height: number;
  still?: boolean;
  /** A reading was pressed, or Enter with it. */
  onPick?: (reading: number) => void;
  /** What a pop-over at the place of a reading says when it is pressed; `null`: there is none. For pictures whose readings have places. */
  detail?: (reading: number, close: () => void) => ReactNode;
}

/** A drawn chart that is read by pointer or arrow keys. The read-off is React’s text, never the chart library’s HTML. */
export function ChartCanvas({ model, label, hint, height, still = false, onPick, detail }: ChartCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const drawing = useChart(host, model, still);
  const [at, setAt] = useState<number | null>(null);
  const [picked, setPicked] = useState<number | null>(null);
  const anchor = useRef<HTMLDivElement>(null);
  const hintId = useId();
  const reading = at === null ? undefined : model.readings[at];
  const left = reading === undefined || drawing === null || model.places !== undefined ? 0 : pixelOf(drawing.chart, reading.x);
  const width = drawing?.size.width ?? 0;
  const places = drawing === null ? undefined : model.places?.(drawing.size);
  const place = at === null ? undefined : places?.[at];
  const source = picked === null ? null : (detail?.(picked, () => setPicked(null)) ?? null);
  const pickedPlace = picked === null ? undefined : places?.[picked];
  const pick = (chosen: number): void => {
    onPick?.(chosen);
    setPicked(chosen);
  };

  const readingUnder = (event: MouseEvent<HTMLDivElement>): number | null => {
    if (drawing === null) return null;
    const box = event.currentTarget.getBoundingClientRect();
    const x = event.clientX - box.left;
    return places === undefined ? nearest(drawing.chart, model.readings, x) : placeAt(places, x, event.clientY - box.top);
  };
  const step = (event: KeyboardEvent): void => {
    const last = model.readings.length - 1;
    const moves: Record<string, number> = {
      ArrowRight: Math.min(last, (at ?? -1) + 1),
      ArrowLeft: Math.max(0, (at ?? last + 1) - 1),
      Home: 0,
      End: last,
      ...(places === undefined ? {} : { ArrowDown: stepRow(at, model.columns ?? 1, last), ArrowUp: stepRow(at, -(model.columns ?? 1), last) }),
    };
    const next = moves[event.key];
    if (event.key === 'Escape' && at !== null) setAt(null);
    else if (event.key === 'Enter' && at !== null && (onPick ?? detail) !== undefined) pick(at);
    else if (next !== undefined && last >= 0) setAt(next);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <div
        className="chart-canvas"
        // The chart is read with the arrow keys, so it takes focus although it is not a control.
        tabIndex={still ? undefined : 0}
        role="group"
        aria-label={label}
        aria-describedby={hintId}
        onPointerMove={(event) => setAt(readingUnder(event))}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        onKeyDown={step}
        onClick={(event) => {
          const under = readingUnder(event);
          if (under !== null) pick(under);
        }}
      >
        <div ref={host} className="chart-host" style={{ height }} aria-hidden="true" />
        {!still && (
          <span id={hintId} className="visually-hidden">
            {hint}
          </span>
        )}
        {reading !== undefined && (
          <>
            {place === undefined ? <div className="chart-cursor" style={{ left, height: height - 28 }} /> : <div className="chart-place" style={{ ...place }} />}
            <div className="chart-reading" style={place === undefined ? (left > width / 2 ? { right: width - left + 12 } : { left: left + 12 }) : beside(place, width, height)}>
              <strong>{reading.title}</strong>
              <dl>
                {reading.rows.map((row) => (
                  <div key={row.label}>
                    <dt>{row.label}</dt>
                    <dd>{row.value}</dd>
                  </div>
                ))}
              </dl>
              {reading.note !== undefined && <p>{reading.note}</p>}
            </div>
          </>
        )}
        {source !== null && pickedPlace !== undefined && <div ref={anchor} className="chart-place" style={{ ...pickedPlace }} />}
        <span className="visually-hidden" aria-live="polite">
          {reading === undefined ? '' : `${reading.title}: ${reading.rows.map((row) => `${row.label} ${row.value}`).join(', ')}`}
        </span>
      </div>
      {/* Beside the canvas: what happens within the pop-over is none of its business. */}
      <Popover className="provenance-popover" triggerRef={anchor} isOpen={source !== null && pickedPlace !== undefined} onOpenChange={() => setPicked(null)} placement="right">
        <Dialog className="provenance-dialog">{source}</Dialog>
      </Popover>
    </>
  );
}

/** The reading a row further; the same one at the edge. */
function stepRow(at: number | null, by: number, last: number): number {
  if (at === null) return 0;
  return at + by < 0 || at + by > last ? at : at + by;
}

function placeAt(places: readonly Place[], x: number, y: number): number | null {
  const found = places.findIndex(({ left, top, width, height }) => x >= left && x < left + width && y >= top && y < top + height);
  return found < 0 ? null : found;
}

/** Where the read-off covers least of what is read. */
function beside({ left, top, width, height }: Place, chartWidth: number, chartHeight: number): CSSProperties {
  const side = left + width / 2 > chartWidth / 2 ? { right: chartWidth - left + 8 } : { left: left + width + 8 };
  return top + height / 2 > chartHeight / 2 ? { ...side, top: 'auto', bottom: Math.max(0, chartHeight - top - height) } : { ...side, top };
}

function pixelOf(chart: ECharts, x: number): number {
  const pixel: unknown = chart.convertToPixel({ xAxisIndex: 0 }, x);
  return typeof pixel === 'number' && Number.isFinite(pixel) ? pixel : 0;
}

function nearest(chart: ECharts, readings: readonly Reading[], x: number): number | null {
  let best: number | null = null;
  let distance = Number.POSITIVE_INFINITY;
  for (const [index, reading] of readings.entries()) {
    const away = Math.abs(pixelOf(chart, reading.x) - x);
    if (away < distance) {
      best = index;
      distance = away;
    }
  }
  return best;
}
