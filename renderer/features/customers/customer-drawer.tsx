import { useState } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { CustomerOrder, CustomerSort, Selection } from '../../../core/contract/customers.ts';
import { DEFAULT_LTV } from '../../../core/contract/ltv.ts';
import type { RfmSettings } from '../../../core/contract/segments.ts';
import { useDrawer } from '../../app/drawer-store.ts';
import { useSettings } from '../../app/settings-store.ts';
import { useEngine, type EngineQuery } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { EXPECTED_COLUMNS } from './customer-columns.ts';
import { CustomerTable } from './customer-table.tsx';
import { SaveList } from './save-list.tsx';
import { useColumns } from './use-columns.ts';
import { pageQuery } from './use-customer-pages.ts';
import './customers.css';

/** The customers behind a number, from the right. Escape closes it; focus goes back to where it was. */
export function CustomerDrawer() {
  const { t } = useTranslation('customers');
  const { selection, title, hide } = useDrawer();
  const masked = useSettings((state) => state.hidesPersonalData === true);
  const rfm = useEngine('segments.read', null, { enabled: selection !== null });
  return (
    <ModalOverlay className="drawer-veil" isOpen={selection !== null} onOpenChange={(open) => !open && hide()} isDismissable>
      <Modal className="drawer">
        <Dialog className="drawer-dialog" aria-label={t('drawer')}>
          <div className="drawer-head">
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <Button className="action" onPress={hide}>
              {t('close')}
            </Button>
          </div>
          {selection !== null && rfm.data === undefined && <ListState query={rfm} />}
          {selection !== null && rfm.data !== undefined && <DrawerList key={`${keyOf(selection)} ${masked}`} selection={selection} title={title} rfm={rfm.data} masked={masked} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function DrawerList({ selection, title, rfm, masked }: { selection: Selection; title: string; rfm: RfmSettings; masked: boolean }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const { chosen: columns } = useColumns();
  const hide = useDrawer((state) => state.hide);
  const [sort, setSort] = useState<CustomerSort>('netRevenue');
  const [descending, setDescending] = useState(true);
  const isExpected = [sort, ...columns].some((column) => EXPECTED_COLUMNS.includes(column));
  const order: CustomerOrder = { selection, sort, descending, rfm, masked, ...(isExpected ? { ltv: DEFAULT_LTV } : {}) };
  const list = useEngine('customers.list', pageQuery(order, columns, 0));
  if (list.data === undefined) return <ListState query={list} />;
  const { total, provenance } = list.data;
  if (total === 0) return <p className="drawer-state">{t('empty')}</p>;
  return (
    <>
      <div className="drawer-bar">
        <p className="drawer-note">
          <strong>{t('total', { count: total, n: format.integer(total) })}</strong> {t('counted', { asOf: format.date(provenance.asOf) })} {masked && t('page.masked')}
        </p>
        <SaveList order={order} columns={columns} name={title} />
      </div>
      <CustomerTable
        key={`${sort} ${descending}`}
        order={order}
        start={list.data}
        columns={columns}
        onSort={(column, down) => {
          setSort(column);
          setDescending(down);
        }}
        onOpen={(code) => {
          hide();
          navigate(`/customers/${code}`);
        }}
      />
    </>
  );
}

/** That customers are being fetched, or why they cannot be. */
export function ListState({ query }: { query: Pick<EngineQuery<unknown>, 'error' | 'refetch'> }) {
  const { t } = useTranslation('customers');
  const words = useWords();
  if (query.error === null) {
    return (
      <p className="drawer-state" role="status">
        {t('loading')}
      </p>
    );
  }
  return (
    <div className="drawer-state" role="alert">
      <p>{t('error')}</p>
      <p className="drawer-note">{words.error(query.error)}</p>
      <Button className="action" onPress={query.refetch}>
        {t('again')}
      </Button>
    </div>
  );
}

function keyOf(selection: Selection): string {
  return JSON.stringify(selection);
}
