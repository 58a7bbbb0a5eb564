import { useId, useState, type ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ChartCanvas } from './chart-canvas.tsx';
import type { ChartModel } from './chart-model.ts';
import { DataTable } from './chart-table.tsx';
import { drawBitmap } from './echarts.ts';
import { standaloneSvg } from './export-files.ts';
import { ExportMenu, type DrawnFiles } from './export-menu.tsx';
import { readPalette } from './palette.ts';
import { useTallWindow } from './use-tall-window.ts';
import './charts.css';

export interface ChartFrameProps {
  /** The finding. */
  title: string;
  /** Units and how to read it. */
  sub: ReactNode;
  model: ChartModel;
  height?: number;
  /** The heading’s level in its page. */
  level?: 2 | 3;
  /** Says what the arrow keys and Enter do; the usual words without it. */
  hint?: string;
  /** Further buttons beside Table and Export. */
  tools?: ReactNode;
  onPick?: (reading: number) => void;
  /** See ChartCanvas. */
  detail?: (reading: number, close: () => void) => ReactNode;
}

/** A chart with its finding, how to read it, the same data as a table, and its exports. */
export function ChartFrame({ title, sub, model, height, level = 2, hint, tools, onPick, detail }: ChartFrameProps) {
  const { t } = useTranslation('overview');
  const tall = useTallWindow();
  const [asTable, setAsTable] = useState(false);
  const [figure, setFigure] = useState<HTMLElement | null>(null);
  const titleId = useId();
  const Heading = level === 2 ? 'h2' : 'h3';

  return (
    <figure className="chart" ref={setFigure} aria-labelledby={titleId}>
      <figcaption>
        <Heading id={titleId}>{title}</Heading>
        <div className="chart-sub">
          <p className="sub">{sub}</p>
          <div className="chart-tools">
            {tools}
            <ToggleButton className="quiet-button" isSelected={asTable} onChange={setAsTable}>
              {t('chart.table')}
            </ToggleButton>
            <ExportMenu title={title} table={model.table} files={asTable ? null : drawnFiles(title, model, figure)} />
          </div>
        </div>
      </figcaption>
      {asTable ? (
        <DataTable table={model.table} caption={title} />
      ) : (
        <ChartCanvas model={model} label={title} hint={hint ?? t(onPick === undefined ? 'chart.hint' : 'chart.hintPick')} height={height ?? (tall ? 420 : 264)} {...(onPick === undefined ? {} : { onPick })} {...(detail === undefined ? {} : { detail })} />
      )}
    </figure>
  );
}

function drawnFiles(title: string, model: ChartModel, figure: HTMLElement | null): DrawnFiles {
  const drawn = (): SVGSVGElement | null => {
    const svg = figure?.querySelector('svg:not(.sparkline)') ?? null;
    return svg instanceof SVGSVGElement ? svg : null;
  };
  return {
    svg: () => {
      const svg = drawn();
      return svg === null ? null : standaloneSvg(svg, title, readPalette(svg).paper);
    },
    png: () => {
      const svg = drawn();
      if (svg === null) return null;
      const palette = readPalette(svg);
      const size = { width: svg.clientWidth, height: svg.clientHeight };
      return drawBitmap(model.option(size, palette), size.width, size.height, palette.paper);
    },
  };
}
