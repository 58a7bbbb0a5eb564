import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useNotices } from '../app/notice-store.ts';
import { answered } from '../app/session.ts';
import { callEngine, engineErrorOf } from '../engine/client.ts';
import { shell } from '../engine/shell.ts';
import type { ChartTable } from './chart-model.ts';
import { columnsOf, fileNameOf, saveFile, tableToCsv } from './export-files.ts';

/** How a picture is written to files; each answers `null` while there is nothing drawn. */
export interface DrawnFiles {
  svg: () => string | null;
  png: () => HTMLCanvasElement | null;
}

/** Saves what is shown: as a picture, where there is one, and as data. `files`: `null` where only a table is shown for now. */
export function ExportMenu({ title, table, files }: { title: string; table: ChartTable; files?: DrawnFiles | null }) {
  const { t } = useTranslation('overview');
  const name = fileNameOf(title);
  const save = (kind: string | number): void => {
    if (kind === 'csv') saveFile(`${name}.csv`, new Blob([tableToCsv(table)], { type: 'text/csv;charset=utf-8' }));
    if (kind === 'xlsx') void saveWorkbook(name, table, () => t('chart.saved'));
    const svg = kind === 'svg' ? (files?.svg() ?? null) : null;
    if (svg !== null) saveFile(`${name}.svg`, new Blob([svg], { type: 'image/svg+xml' }));
    if (kind === 'png') {
      files?.png()?.toBlob((blob) => {
        if (blob !== null) saveFile(`${name}.png`, blob);
      });
    }
  };
  const pictures = [
    { id: 'png', text: t('chart.png') },
    { id: 'svg', text: t('chart.svg') },
  ];
  const data = [
    { id: 'csv', text: t('chart.csv') },
    { id: 'xlsx', text: t('chart.xlsx') },
  ];
  return (
    <MenuTrigger>
      <Button className="quiet-button">{t('chart.export')}</Button>
      <Popover className="menu-popover" placement="bottom end">
        <Menu className="menu" aria-label={t('chart.export')} onAction={save} disabledKeys={files === null ? ['png', 'svg'] : []}>
          {[...(files === undefined ? [] : pictures), ...data].map(({ id, text }) => (
            <MenuItem key={id} id={id}>
              {text}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** The engine writes workbooks, to where the user says. */
async function saveWorkbook(suggestedName: string, table: ChartTable, done: () => string): Promise<void> {
  const file = await answered(shell().chooseSaveFile({ suggestedName, extension: 'xlsx' }));
  if (file === null) return;
  const { notify } = useNotices.getState();
  try {
    await callEngine('tables.save', { columns: columnsOf(table), format: 'xlsx', file });
    notify('done', done);
  } catch (thrown) {
    notify('failure', engineErrorOf(thrown));
  }
}
