import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { CustomerColumn } from '../../../core/contract/customers.ts';
import { useSettings } from '../../app/settings-store.ts';
import { COLUMN_GROUPS, columnWord, isAttribute } from './customer-columns.ts';
import type { Columns } from './use-columns.ts';

const GROUPS = ['record', 'orders', 'scores', 'expected'] as const;

/** Which columns the table has; the shell remembers them. The id always stays. */
export function ColumnsMenu({ columns: { offered, chosen } }: { columns: Columns }) {
  const { t } = useTranslation('customers');
  const kept = useSettings((state) => state.customerColumns);
  const setCustomerColumns = useSettings((state) => state.setCustomerColumns);
  const attributes = offered.filter(isAttribute);
  const groups = GROUPS.map((group) => ({ group, columns: [...COLUMN_GROUPS[group].filter((column) => offered.includes(column)), ...(group === 'record' ? attributes : [])] }));
  return (
    <MenuTrigger>
      <Button className="button">
        {t('page.columns')} <span aria-hidden="true">▾</span>
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Menu
          className="list columns-list"
          aria-label={t('page.columns')}
          selectionMode="multiple"
          selectedKeys={chosen}
          onSelectionChange={(keys) => {
            const wanted = offered.filter((column) => column === 'customer' || keys === 'all' || keys.has(column));
            // What this project has not got comes back with one that has it.
            const elsewhere = (kept ?? ['name']).filter((column) => !offered.some((other) => other === column));
            setCustomerColumns([...wanted, ...elsewhere]);
          }}
        >
          {groups
            .filter(({ columns }) => columns.length > 0)
            .map(({ group, columns }) => (
              <MenuSection key={group} className="columns-group">
                <Header className="columns-head">{t(`group.${group}`)}</Header>
                {columns.map((column) => (
                  <MenuItem key={column} id={column} className="list-item">
                    <span className="list-check" aria-hidden="true" />
                    <span className="list-text">{aboutColumn(column) ?? columnWord(column, t)}</span>
                  </MenuItem>
                ))}
              </MenuSection>
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
      case 'frequencyMonetaryScore':
      case 'pAlive':
      case 'expectedTransactions':
      case 'clv':
        return t(`about.${column}`);
      default:
        return null;
    }
  }
}
