import type { ReactNode } from 'react';
import { Button, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Selection } from '../../../core/contract/customers.ts';
import type { Provenance } from '../../../core/contract/provenance.ts';
import type { ProvenanceRow } from '../../app/provenance-rows.tsx';
import { SourceText } from '../../app/source-text.tsx';
import type { DefinitionKey } from '../definitions/definition-of.ts';

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
export function Sourced({ source: { behind, ...source }, children }: { source: Source; children: ReactNode }) {
  const { t } = useTranslation('lifetimeValue');
  return (
    <DialogTrigger>
      <Button className="sourced">{children}</Button>
      <Popover className="provenance-popover" placement="bottom">
        <Dialog className="provenance-dialog">{({ close }) => <SourceText {...source} behind={behind === undefined || behind === null ? null : { ...behind, action: t('provenance.show') }} close={close} />}</Dialog>
      </Popover>
    </DialogTrigger>
  );
}
