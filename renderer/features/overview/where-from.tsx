import { useRef, useState, type ReactNode } from 'react';
import { Button, Dialog, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { Provenance } from '../../../core/contract/provenance.ts';
import { Rows, useProvenanceRows, type ProvenanceRow } from '../../app/provenance-rows.tsx';
import { definitionPath } from '../../app/routes.ts';
import { definitionOf, type DefinitionKey } from '../definitions/definition-of.ts';

interface Props {
  provenance: Provenance;
  term?: DefinitionKey | null;
  rows?: readonly ProvenanceRow[];
  children?: ReactNode;
  /** As one of the buttons of a chart or a table, in one word. */
  asTool?: boolean;
}

/** Opens what a view, a chart or a table rests on: its definition, its own rows, and what every result carries. */
export function WhereFrom({ provenance, term = null, rows = [], children = null, asTool = false }: Props) {
  const { t } = useTranslation('overview');
  const shared = useProvenanceRows(provenance);
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <>
      <Button ref={trigger} className={asTool ? 'quiet-button' : 'link-button'} onPress={() => setOpen(true)}>
        {t(asTool ? 'note.source' : 'note.where')}
      </Button>
      <Popover className="provenance-popover" triggerRef={trigger} isOpen={open} onOpenChange={setOpen} placement={asTool ? 'bottom end' : 'top start'}>
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
