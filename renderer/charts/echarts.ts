import { BarChart, CustomChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, MarkPointComponent } from 'echarts/components';
import { init, use, type ECharts, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { registerPainter } from 'zrender';
import { StyleFreePainter } from './painter.ts';

use([
  BarChart,
  LineChart,
  CustomChart,
  GridComponent,
  MarkLineComponent,
  MarkPointComponent,
  CanvasRenderer,
]);
registerPainter('svg', StyleFreePainter);

export type { ECharts, EChartsCoreOption };

/** A chart in vector form within `host`, whose size it takes. */
export function openChart(host: HTMLElement): ECharts {
  return init(host, null, { renderer: 'svg' });
}

/** The same picture as a bitmap, at twice the size for sharp print; nothing is attached to the page. */
export function drawBitmap(option: EChartsCoreOption, width: number, height: number, background: string): HTMLCanvasElement {
  const host = document.createElement('div');
  const chart = init(host, null, { renderer: 'canvas', width, height, devicePixelRatio: 2 });
  chart.setOption({ ...option, animation: false, backgroundColor: background });
  const canvas = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: background });
  chart.dispose();
  return canvas;
}
