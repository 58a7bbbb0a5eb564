import { useRef, useState } from 'react';
import { Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Figure, KpiKey, KpiQuery, KpiResult } from '../../../core/contract/kpis.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { useFormat } from '../../i18n/format.ts';
import { differenceText, figureText, intervalText } from './figure-text.ts';
import { FigureProvenance } from './figure-provenance.tsx';
import { beyondChance, comparesOnce, figureOf, type Comparison } from './findings.ts';

export const CUSTOMER_FIGURES = [
  'activeCustomers',
  'newCustomers',
  'customersAtEnd',
  'customerRetentionRate',
  'churnRate',
  'periodRepurchaseRate',
  'repeatPurchaseRate',
  'medianDaysToSecondOrder',
] as const satisfies readonly KpiKey[];

export const MONEY_FIGURES = [
  'orders',
  'netRevenue',
  'averageOrderValue',
  'purchaseFrequency',
  'customerValue',
  'repeatRevenueShare',
  'netProfitPerCustomer',
  'acquisitionCost',
] as const satisfies readonly KpiKey[];

interface StripProps {
  keys: readonly KpiKey[];
  label: string;
  result: KpiResult;
  query: KpiQuery;
  compare: Comparison;
}

/** Figures in one ruled strip: value, interval, how it differs from two earlier periods, and its course. Each opens what it is made of. */
export function FigureStrip({ keys, label, result, query, compare }: StripProps) {
  const [opened, setOpened] = useState<KpiKey | null>(null);
  const trigger = useRef<HTMLButtonElement | null>(null);
  const figures = keys.map((key) => figureOf(result, key)).filter((figure) => figure !== undefined);
  const shown = figures.find((figure) => figure.key === opened);
  return (
    <ul className="figures" aria-label={label}>
      {figures.map((figure) => (
        <li key={figure.key}>
          <FigureCell
            figure={figure}
            result={result}
            compare={compare}
            onOpen={(button) => {
              trigger.current = button;
              setOpened(figure.key);
            }}
            isOpen={opened === figure.key}
          />
        </li>
      ))}
      <Popover className="provenance-popover" triggerRef={trigger} isOpen={shown !== undefined} onOpenChange={(open) => setOpened(open ? opened : null)} placement="bottom start">
        {shown !== undefined && <FigureProvenance figure={shown} result={result} query={query} close={() => setOpened(null)} />}
      </Popover>
    </ul>
  );
}

interface CellProps {
  figure: Figure;
  result: KpiResult;
  compare: Comparison;
  isOpen: boolean;
  onOpen: (button: HTMLButtonElement) => void;
}

function FigureCell({ figure, result, compare, isOpen, onOpen }: CellProps) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const { currency } = result.provenance;
  const order: Comparison[] = comparesOnce(result) ? ['yearBefore'] : compare === 'previous' ? ['previous', 'yearBefore'] : ['yearBefore', 'previous'];
  return (
    <button type="button" className="figure" aria-haspopup="dialog" aria-expanded={isOpen} onClick={(event) => onOpen(event.currentTarget)}>
      <span className="figure-name">{t(`figure.${figure.key}`)}</span>
      {figure.value === null ? (
        <span className="figure-missing">{t(`missing.${figure.missing ?? 'no-denominator'}`)}</span>
      ) : (
        <span className="figure-value">{figureText(figure.key, figure.value, format, currency, true)}</span>
      )}
      <span className="figure-interval">{figure.interval === null ? '\u00a0' : intervalText(figure.key, figure.interval, format, currency)}</span>
      {order.map((which) => (
        <span key={which} className="figure-difference">
          <span className="figure-against">{t(`strip.${which}`)}</span>
          <span className="figure-against-short" aria-hidden="true">
            {t(`strip.short.${which}`)}
          </span>
          <span className={beyondChance(figure[which]) === false || figure[which].difference === null ? 'pale' : 'inked'}>
            {figure.value === null ? '' : differenceText(figure.key, figure[which], format, currency) || t('strip.incomparable')}
          </span>
        </span>
      ))}
      <Sparkline values={result.series.figures[figure.key]} lastIsRunning={result.series.state.at(-1) === 'running'} />
    </button>
  );
}
