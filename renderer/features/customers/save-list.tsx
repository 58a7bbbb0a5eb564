import { useState } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CustomerColumn, CustomerOrder } from '../../../core/contract/customers.ts';
import { TABLE_EXTENSIONS } from '../../../core/contract/shell.ts';
import { useNotices } from '../../app/notice-store.ts';
import { answered } from '../../app/session.ts';
import { callEngine, engineErrorOf } from '../../engine/client.ts';
import { shell } from '../../engine/shell.ts';
import { useFormat } from '../../i18n/format.ts';
import { useSegmentNames } from '../segments/segment-names.ts';

type Extension = (typeof TABLE_EXTENSIONS)[number];

/** Without what names of files cannot have. */
const fileNameOf = (text: string): string => text.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 120);

const FORMAT_NAMES: Record<Extension, string> = { csv: 'CSV', xlsx: 'Excel (XLSX)', parquet: 'Parquet', arrow: 'Arrow' };

/** Saves the whole list as it stands: its rows and columns in their order, masked where it is. */
export function SaveList({ order, columns, name, isDisabled = false }: { order: CustomerOrder; columns: CustomerColumn[]; name: string; isDisabled?: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const segments = order.rfm?.segments ?? [];
  const { name: segmentName } = useSegmentNames(segments);
  const [saving, setSaving] = useState(false);
  const save = async (extension: Extension): Promise<void> => {
    const file = await answered(shell().chooseSaveFile({ suggestedName: fileNameOf(name), extension }));
    if (file === null) return;
    const { notify } = useNotices.getState();
    setSaving(true);
    try {
      const names = Object.fromEntries(segments.map(({ id }) => [id, segmentName(id)]));
      const { rows } = await callEngine('customers.export', { ...order, columns, names, format: extension, file });
      notify('done', () => t('page.saved', { count: rows, n: format.integer(rows) }));
    } catch (thrown) {
      notify('failure', engineErrorOf(thrown));
    }
    setSaving(false);
  };
  return (
    <MenuTrigger>
      <Button className="button" isDisabled={isDisabled || saving}>
        {t('page.save')} <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="menu-popover" placement="bottom end">
        <Menu className="menu" aria-label={t('page.save')} onAction={(key) => void save(TABLE_EXTENSIONS.find((known) => known === key) ?? 'csv')}>
          {TABLE_EXTENSIONS.map((extension) => (
            <MenuItem key={extension} id={extension}>
              {FORMAT_NAMES[extension]}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
