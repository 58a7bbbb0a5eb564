import { useRef, useState } from 'react';
import { Button, Dialog, Heading, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { Provenance } from '../../../core/contract/provenance.ts';
import { Rows, useProvenanceRows } from '../../app/provenance-rows.tsx';
import { definitionPath } from '../../app/routes.ts';
import { definitionOf, type DefinitionKey } from '../definitions/definition-of.ts';

/** What the numbers of a view are made of, and what was left out; the terms lead to their definitions. */
export function SegmentNote({ provenance, terms }: { provenance: Provenance; terms: readonly [DefinitionKey, ...DefinitionKey[]] }) {
  const { t } = useTranslation('segments');
  const rows = useProvenanceRows(provenance);
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  return (
    <p className="segment-note">
      <Button ref={trigger} className="link-button" onPress={() => setOpen(true)}>
        {t('detail.where')}
      </Button>
      <Popover className="provenance-popover" triggerRef={trigger} isOpen={open} onOpenChange={setOpen} placement="top start">
        <Dialog className="provenance-dialog">
          <Heading slot="title" level={2}>
            {t('detail.where')}
          </Heading>
          <p className="provenance-definition">{definitionOf(terms[0]).text}</p>
          <Rows rows={rows} />
          <div className="provenance-actions">
            {terms.map((term) => (
              <Button key={term} className="action" onPress={() => navigate(definitionPath(term))}>
                {definitionOf(term).name}
              </Button>
            ))}
          </div>
        </Dialog>
      </Popover>
    </p>
  );
}
