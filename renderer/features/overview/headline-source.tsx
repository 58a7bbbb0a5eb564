import { useRef, useState } from 'react';
import { Button, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { KpiQuery, KpiResult } from '../../../core/contract/kpis.ts';
import { FigureProvenance } from './figure-provenance.tsx';
import { figureOf, type HeadlineFinding } from './findings.ts';

/** What the figure of the headline is made of, and the customers behind it. */
export function HeadlineSource({ finding, result, query }: { finding: HeadlineFinding; result: KpiResult; query: KpiQuery }) {
  const { t } = useTranslation('overview');
  const [open, setOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  const figure = finding.key === 'headline.empty' ? undefined : figureOf(result, finding.key.startsWith('headline.kept') ? 'customerRetentionRate' : 'repeatPurchaseRate');
  if (figure === undefined) return null;
  return (
    <>
      <Button ref={trigger} className="link-button" onPress={() => setOpen(true)}>
        {t('note.headline')}
      </Button>
      <Popover className="provenance-popover" triggerRef={trigger} isOpen={open} onOpenChange={setOpen} placement="bottom start">
        <FigureProvenance figure={figure} result={result} query={query} close={() => setOpen(false)} />
      </Popover>
    </>
  );
}
