import { useId, useRef, useState, type ReactNode } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { ChartCanvas } from './chart-canvas.tsx';
import type { ChartModel } from './chart-model.ts';
import { DataTable } from './chart-table.tsx';
import { drawBitmap } from './echarts.ts';
import { fileNameOf, saveFile, standaloneSvg, tableToCsv } from './export-files.ts';
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
  onPick?: (reading: number) => void;
  /** See ChartCanvas. */
  detail?: (reading: number, close: () => void) => ReactNode;
}

/** A chart with its finding, how to read it, the same data as a table, and its exports. */
export function ChartFrame({ title, sub, model, height, level = 2, hint, onPick, detail }: ChartFrameProps) {
  const { t } = useTranslation('overview');
  const tall = useTallWindow();
  const [asTable, setAsTable] = useState(false);
  const figure = useRef<HTMLElement>(null);
  const titleId = useId();
  const Heading = level === 2 ? 'h2' : 'h3';

  return (
    <figure className="chart" ref={figure} aria-labelledby={titleId}>
      <figcaption>
        <Heading id={titleId}>{title}</Heading>
        <div className="chart-sub">
          <p className="sub">{sub}</p>
          <div className="chart-tools">
            <ToggleButton className="quiet-button" isSelected={asTable} onChange={setAsTable}>
              {t('chart.table')}
            </ToggleButton>
            <ExportMenu title={title} model={model} asTable={asTable} figure={figure} />
          </div>
        </div>
      </figcaption>
      {asTable ? (
        <DataTable table={model.table} caption={title} />
      ) : (
        <ChartCanvas model={model} label={title} hint={hint ?? t('chart.hint')} height={height ?? (tall ? 420 : 264)} {...(onPick === undefined ? {} : { onPick })} {...(detail === undefined ? {} : { detail })} />
      )}
    </figure>
  );
}

function ExportMenu({ title, model, asTable, figure }: { title: string; model: ChartModel; asTable: boolean; figure: { current: HTMLElement | null } }) {
  const { t } = useTranslation('overview');
  const name = fileNameOf(title);

  const save = (kind: string | number): void => {
    const svg = figure.current?.querySelector('svg:not(.sparkline)') ?? null;
    if (kind === 'csv') saveFile(`${name}.csv`, new Blob([tableToCsv(model.table)], { type: 'text/csv;charset=utf-8' }));
    if (kind === 'svg' && svg instanceof SVGSVGElement) {
      saveFile(`${name}.svg`, new Blob([standaloneSvg(svg, title, readPalette(svg).paper)], { type: 'image/svg+xml' }));
    }
    if (kind === 'png' && svg instanceof SVGSVGElement) {
      const palette = readPalette(svg);
      const size = { width: svg.clientWidth, height: svg.clientHeight };
      drawBitmap(model.option(size, palette), size.width, size.height, palette.paper).toBlob((blob) => {
        if (blob !== null) saveFile(`${name}.png`, blob);
      });
    }
  };

  return (
    <MenuTrigger>
      <Button className="quiet-button">{t('chart.export')}</Button>
      <Popover className="menu-popover" placement="bottom end">
        <Menu className="menu" onAction={save} disabledKeys={asTable ? ['png', 'svg'] : []}>
          <MenuItem id="png">{t('chart.png')}</MenuItem>
          <MenuItem id="svg">{t('chart.svg')}</MenuItem>
          <MenuItem id="csv">{t('chart.csv')}</MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
