import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { Estimate } from '../../../core/contract/ltv.ts';
import type { RfmQuery } from '../../../core/contract/rfm.ts';
import { useControls } from '../../app/controls-store.ts';
import { Rows } from '../../app/provenance-rows.tsx';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { ltvControlsSchema, settingsOf } from '../lifetime-value/ltv-settings.ts';

/** Under BG/NBD whoever bought once is alive by construction; below this many orders each, they are most of a segment. */
const TELLING_ORDERS = 2;

/** What the model chosen under lifetime value expects of a segment’s customers together. */
export function SegmentExpectations({ query, segment, ordersPerCustomer }: { query: RfmQuery; segment: string; ordersPerCustomer: number }) {
  const { t } = useTranslation('segments');
  const ltv = useTranslation('lifetimeValue').t;
  const value = useTranslation('customerValue').t;
  const format = useFormat();
  const words = useWords();
  const [controls] = useControls('lifetime-value', ltvControlsSchema);
  const { data, error } = useEngine('rfm.segment', useMemo(() => ({ query, segment, ltv: settingsOf(controls) }), [query, segment, controls]));
  const tellsAlive = controls.model !== 'bg-nbd' || ordersPerCustomer >= TELLING_ORDERS;
  const model = ltv(`model.${controls.model}`);
  const horizon = ltv(`inHorizon.${controls.horizon}`);
  const estimate = ({ value: middle, interval }: Estimate, write: (amount: number) => string): string => `${write(middle)} (${value('profile.interval')} ${format.interval(interval, write)})`;
  const money = (minor: number): string => (data === undefined ? '' : format.money(minor, data.provenance.currency, 'plain'));

  return (
    <section aria-busy={data === undefined && error === null}>
      <h3>{t('expected.title')}</h3>
      {error !== null && <p>{words.error(error)}</p>}
      {error === null && data === undefined && <p className="sub">{value('profile.waiting')}</p>}
      {data !== undefined && data.ltv === null && <p>{value('profile.notInPeriod', { model })}</p>}
      {data !== undefined && data.ltv !== null && (
        <>
          <p className="sub">
            {t('expected.sub', { model, rate: format.share(controls.discountRate, 0) })} <Link className="link-button" href="/lifetime-value">{value('profile.choose')}</Link>
          </p>
          <Rows
            rows={[
              ...(tellsAlive ? [{ label: t('expected.alive'), value: t('detail.ofAll', { n: format.integer(Math.round(data.ltv.aliveCustomers)), all: format.integer(data.ltv.customers) }) }] : []),
              { label: value('profile.orders', { horizon }), value: estimate(data.ltv.expectedTransactions, (orders) => format.decimal(orders, 0)) },
              ...(data.ltv.clvMinor === null ? [] : [{ label: value('profile.value', { horizon }), value: estimate(data.ltv.clvMinor, money) }]),
            ]}
          />
          {controls.model === 'bg-nbd' && <p className="sub">{ltv('warning.one-time-buyers-alive')}</p>}
        </>
      )}
    </section>
  );
}
