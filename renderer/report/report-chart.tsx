import { ChartCanvas } from '../charts/chart-canvas.tsx';
import type { WordedChart } from '../features/overview/overview-models.ts';

/** A chart in print: its finding as a heading, the picture as vectors, never cut. */
export function ReportChart({ title, sub, model, height }: WordedChart & { height: number }) {
  return (
    <figure className="report-chart">
      <figcaption>
        <h3>{title}</h3>
        <p className="report-sub">{sub}</p>
      </figcaption>
      <ChartCanvas model={model} label={title} hint="" height={height} still />
    </figure>
  );
}
