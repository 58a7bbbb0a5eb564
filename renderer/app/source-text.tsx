import { Button, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { Selection } from '../../core/contract/customers.ts';
import type { Provenance } from '../../core/contract/provenance.ts';
import { showCustomersAfter } from '../features/customers/show-customers.ts';
import { definitionOf, type DefinitionKey } from '../features/definitions/definition-of.ts';
import { Rows, useProvenanceRows, type ProvenanceRow } from './provenance-rows.tsx';
import { definitionPath } from './routes.ts';

export interface SourceTextProps {
  title: string;
  term: DefinitionKey;
  rows: readonly ProvenanceRow[];
  provenance: Provenance;
  /** Said above the definition. */
  warning?: string | null;
  /** The customers behind the number, what the drawer calls them, and the words on the button. */
  behind?: { selection: Selection; title: string; action: string } | null;
  close: () => void;
}

/** What a number is made of, within the dialog of a pop-over. */
export function SourceText({ title, term, rows, provenance, warning, behind, close }: SourceTextProps) {
  const { t } = useTranslation('overview');
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
            {behind.action}
          </Button>
        )}
        <Button className="action" onPress={() => navigate(definitionPath(term))}>
          {t('provenance.definition')}
        </Button>
      </div>
    </>
  );
}
