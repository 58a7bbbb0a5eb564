import { useRef, useState, type ReactNode } from 'react';
import { Button, Dialog, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { Provenance } from '../../../core/contract/provenance.ts';
import { Rows, useProvenanceRows, type ProvenanceRow } from '../../app/provenance-rows.tsx';
import { definitionPath } from '../../app/routes.ts';
import { definitionOf, type DefinitionKey } from '../definitions/definition-of.ts';

/** Opens what a view rests on: its definition, its own rows, and what every result carries. */
export function WhereFrom({ provenance, term = null, rows = [], children = null }: { provenance: Provenance; term?: DefinitionKey | null; rows?: readonly ProvenanceRow[]; children?: ReactNode }) {
  const { t } = useTranslation('overview');
  const shared = useProvenanceRows(provenance);
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={trigger} className="link-button" onPress={() => setOpen(true)}>
        {t('note.where')}
      </Button>
      <Popover className="provenance-popover" triggerRef={trigger} isOpen={open} onOpenChange={setOpen} placement="top start">
        <Dialog className="provenance-dialog">
          <Heading slot="title" level={2}>
            {term === null ? t('note.where') : definitionOf(term).name}
          </Heading>
          {term !== null && <p className="provenance-definition">{definitionOf(term).text}</p>}
          <Rows rows={[...rows, ...shared]} />
          <div className="provenance-actions">
            {children}
            {term !== null && (
              <Button className="action" onPress={() => navigate(definitionPath(term))}>
                {t('provenance.definition')}
              </Button>
            )}
          </div>
        </Dialog>
      </Popover>
    </>
  );
}
