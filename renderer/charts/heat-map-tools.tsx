import { ToggleButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CohortMatrix } from '../../core/contract/cohorts.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartTable } from './chart-model.ts';
import { ExportMenu } from './export-menu.tsx';
import type { CutsOfRow } from './heat-scale.ts';
import type { HeatMapWords } from './heat-map.tsx';
import { heatPicture } from './heat-picture.ts';
import { readPalette, type Palette } from './palette.ts';
import { pictureToCanvas, pictureToSvg, type Picture } from './picture.ts';

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
  const drawn = (): [Picture, Palette] => {
    const palette = readPalette(document.documentElement);
    return [heatPicture(matrix, values, words, cellText, palette, title, cuts), palette];
  };
  return (
    <div className="chart-tools">
      <ToggleButton className="quiet-button" isSelected={asTable} onChange={setAsTable}>
        {t('chart.table')}
      </ToggleButton>
      <ExportMenu title={title} table={table} files={{ svg: () => pictureToSvg(...drawn()), png: () => pictureToCanvas(...drawn()) }} />
    </div>
  );
}
