import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { Selection } from '../../../core/contract/customers.ts';
import type { Provenance } from '../../../core/contract/provenance.ts';
import { Rows, useProvenanceRows, type ProvenanceRow } from '../../app/provenance-rows.tsx';
import { definitionPath } from '../../app/routes.ts';
import { showCustomersAfter } from '../customers/show-customers.ts';
import { definitionOf, type DefinitionKey } from '../definitions/definition-of.ts';

export interface Source {
  title: string;
  term: DefinitionKey;
  rows: readonly ProvenanceRow[];
  provenance: Provenance;
  /** Said above the definition. */
  warning?: string | null;
  /** The customers behind the number, and what the drawer calls them. */
  behind?: { selection: Selection; title: string } | null;
}

/** A number that says on a click what it is made of. */
export function Sourced({ source, children }: { source: Source; children: ReactNode }) {
  return (
    <DialogTrigger>
      <Button className="sourced">{children}</Button>
      <Popover className="provenance-popover" placement="bottom">
        <Dialog className="provenance-dialog">{({ close }) => <SourceText source={source} close={close} />}</Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function SourceText({ source: { title, term, rows, provenance, warning, behind }, close }: { source: Source; close: () => void }) {
  const { t } = useTranslation('lifetimeValue');
  const overview = useTranslation('overview').t;
  const shared = useProvenanceRows(provenance);
  const definition = definitionOf(term);
  return (
    <>
      <Heading slot="title" level={2}>
        {title}
      </Heading>
      {warning !== undefined && warning !== null && <p className="provenance-warning">{warning}</p>}
      <p className="provenance-definition">{definition.text}</p>
      {definition.formula !== null && <p className="provenance-formula">{definition.formula}</p>}
      <Rows rows={[...rows, ...shared]} />
      <div className="provenance-actions">
        {behind !== undefined && behind !== null && (
          <Button className="action action-primary" onPress={() => showCustomersAfter(close, behind.selection, behind.title)}>
            {t('provenance.show')}
          </Button>
        )}
        <Button className="action" onPress={() => navigate(definitionPath(term))}>
          {overview('provenance.definition')}
        </Button>
      </div>
    </>
  );
}
