import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../../core/contract/customers.ts';
import { useDrawer } from '../../app/drawer-store.ts';
import { CustomerTable } from './customer-table.tsx';
import './customers.css';

/** The customers behind a number, from the right. Escape closes it; focus goes back to where it was. */
export function CustomerDrawer() {
  const { t } = useTranslation('customers');
  const { selection, title, hide } = useDrawer();
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
          {selection !== null && <CustomerTable key={keyOf(selection)} selection={selection} />}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function keyOf(selection: Selection): string {
  return JSON.stringify(selection);
}
