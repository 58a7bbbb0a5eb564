import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ChartModel, ChartSize } from './chart-model.ts';
import { openChart, type ECharts } from './echarts.ts';
import { usePalette } from './palette.ts';

const REDUCED_MOTION = '(prefers-reduced-motion: reduce)';

interface Drawing {
  chart: ECharts;
  size: ChartSize;
}

/** Draws the model into `host`, again whenever the model, the theme or the host’s size changes. `still`: without motion, for print.
 *  `null` until the host has a size. */
export function useChart(host: RefObject<HTMLElement | null>, model: ChartModel, still: boolean): Drawing | null {
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const palette = usePalette();
  const fontsReady = useFontsReady();
  const drawn = useRef<ECharts | null>(null);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const chart = openChart(element);
    const observer = new ResizeObserver(() => setDrawing({ chart, size: { width: element.clientWidth, height: element.clientHeight } }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
      setDrawing(null);
    };
  }, [host]);

  useEffect(() => {
    if (drawing === null || !fontsReady) return;
    const { chart, size } = drawing;
    if (chart.isDisposed() || size.width === 0 || size.height === 0) return;
    chart.resize({ width: size.width, height: size.height, silent: true });
    const animation = drawn.current === chart && !still && !window.matchMedia(REDUCED_MOTION).matches;
    chart.setOption({ ...model.option(size, palette), animation }, { replaceMerge: ['series', 'grid', 'xAxis', 'yAxis'] });
    drawn.current = chart;
  }, [drawing, model, palette, still, fontsReady]);

  return drawing;
}

/** Text is measured when it is drawn, so the faces must be there first. */
function useFontsReady(): boolean {
  const [ready, setReady] = useState(document.fonts.status === 'loaded');
  useEffect(() => {
    let live = true;
    void document.fonts.ready.then(() => {
      if (live) setReady(true);
    });
    return () => {
      live = false;
    };
  }, []);
  return ready;
}
