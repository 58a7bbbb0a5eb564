import { Button, Menu, MenuItem, MenuTrigger, Popover, ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CohortMatrix } from '../../core/contract/cohorts.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartTable } from './chart-model.ts';
import { fileNameOf, saveFile, tableToCsv } from './export-files.ts';
import type { CutsOfRow } from './heat-scale.ts';
import type { HeatMapWords } from './heat-map.tsx';
import { heatPicture, pictureToCanvas, pictureToSvg } from './heat-picture.ts';
import { readPalette } from './palette.ts';

interface Props {
  title: string;
  table: ChartTable;
  matrix: CohortMatrix;
  values: ChartFormat;
  words: HeatMapWords;
  cuts: CutsOfRow;
  cellText: (value: number) => string;
  asTable: boolean;
  setAsTable: (asTable: boolean) => void;
}

/** Table alternative and exports of the heat map, which is HTML on screen and is drawn anew for files. */
export function HeatMapTools({ title, table, matrix, values, words, cuts, cellText, asTable, setAsTable }: Props) {
  const { t } = useTranslation('overview');
  const name = fileNameOf(title);
  const save = (kind: string | number): void => {
    if (kind === 'csv') {
      saveFile(`${name}.csv`, new Blob([tableToCsv(table)], { type: 'text/csv;charset=utf-8' }));
      return;
    }
    const palette = readPalette(document.documentElement);
    const picture = heatPicture(matrix, values, words, cellText, palette, title, cuts);
    if (kind === 'svg') saveFile(`${name}.svg`, new Blob([pictureToSvg(picture, palette)], { type: 'image/svg+xml' }));
    if (kind === 'png') {
      pictureToCanvas(picture, palette).toBlob((blob) => {
        if (blob !== null) saveFile(`${name}.png`, blob);
      });
    }
  };
  return (
    <div className="chart-tools">
      <ToggleButton className="quiet-button" isSelected={asTable} onChange={setAsTable}>
        {t('chart.table')}
      </ToggleButton>
      <MenuTrigger>
        <Button className="quiet-button">{t('chart.export')}</Button>
        <Popover className="menu-popover" placement="bottom end">
          <Menu className="menu" onAction={save}>
            <MenuItem id="png">{t('chart.png')}</MenuItem>
            <MenuItem id="svg">{t('chart.svg')}</MenuItem>
            <MenuItem id="csv">{t('chart.csv')}</MenuItem>
          </Menu>
        </Popover>
      </MenuTrigger>
    </div>
  );
}
