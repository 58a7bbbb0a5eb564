import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CustomerColumn } from '../../../core/contract/customers.ts';
import { useSettings } from '../../app/settings-store.ts';
import { CUSTOMER_COLUMNS } from './customer-columns.ts';

/** Which columns the table has; the shell remembers them. The id always stays. */
export function ColumnsMenu({ columns, hasRecords }: { columns: readonly CustomerColumn[]; hasRecords: boolean }) {
  const { t } = useTranslation('customers');
  const setCustomerColumns = useSettings((state) => state.setCustomerColumns);
  const offered = CUSTOMER_COLUMNS.filter((column) => column !== 'customer' && (column !== 'name' || hasRecords));
  return (
    <MenuTrigger>
      <Button className="button">
        {t('page.columns')} <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Menu
          className="list"
          aria-label={t('page.columns')}
          selectionMode="multiple"
          selectedKeys={columns}
          onSelectionChange={(keys) => {
            const chosen = CUSTOMER_COLUMNS.filter((column) => column === 'customer' || keys === 'all' || keys.has(column));
            // Without records there is no word on names: they come back with them.
            setCustomerColumns(hasRecords ? chosen : [...chosen, 'name']);
          }}
        >
          {offered.map((column) => (
            <MenuItem key={column} id={column} className="list-item">
              <span className="list-check" aria-hidden="true" />
              <span className="list-text">{aboutColumn(column) ?? t(`column.${column}`)}</span>
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );

  function aboutColumn(column: CustomerColumn): string | null {
    switch (column) {
      case 'recency':
      case 'frequency':
      case 'monetary':
      case 'recencyScore':
      case 'frequencyScore':
      case 'monetaryScore':
      case 'pAlive':
      case 'expectedTransactions':
      case 'clv':
        return t(`about.${column}`);
      default:
        return null;
    }
  }
}
