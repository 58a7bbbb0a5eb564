import { useEffect, useRef, useState, type RefObject } from 'react';
import type { ChartModel, ChartSize } from './chart-model.ts';
import { openChart, type ECharts } from './echarts.ts';
import { usePalette } from './palette.ts';

const REDUCED_MOTION = '(prefers-reduced-motion: reduce)';

/** Draws the model into `host`, again whenever the model, the theme or the host’s size changes. `still`: without motion, for print. */
export function useChart(host: RefObject<HTMLElement | null>, model: ChartModel, still: boolean): { chart: ECharts | null; size: ChartSize } {
  const [chart, setChart] = useState<ECharts | null>(null);
  const [size, setSize] = useState<ChartSize>({ width: 0, height: 0 });
  const palette = usePalette();
  const fontsReady = useFontsReady();
  const drawn = useRef(false);

  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const opened = openChart(element);
    setChart(opened);
    drawn.current = false;
    const measure = (): void => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => {
      observer.disconnect();
      opened.dispose();
      setChart(null);
    };
  }, [host]);

  useEffect(() => {
    if (chart === null || chart.isDisposed() || size.width === 0 || size.height === 0 || !fontsReady) return;
    chart.resize({ width: size.width, height: size.height, silent: true });
    const animation = drawn.current && !still && !window.matchMedia(REDUCED_MOTION).matches;
    chart.setOption({ ...model.option(size, palette), animation }, { replaceMerge: ['series', 'grid', 'xAxis', 'yAxis'] });
    drawn.current = true;
  }, [chart, model, palette, size, still, fontsReady]);

  return { chart, size };
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
