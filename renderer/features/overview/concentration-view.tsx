import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Concentration } from '../../../core/contract/kpis.ts';
import { useScope } from '../../app/scope-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { DataTable } from '../../charts/chart-table.tsx';
import { lorenzModel } from '../../charts/lorenz-model.ts';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useEngine } from '../../engine/client.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { WhereFrom } from './where-from.tsx';

const HEADLINE_TOP = 0.1;
const FEWEST = 30;

/** How revenue is spread over customers. */
export function ConcentrationView({ bar }: { bar: ReactNode }) {
  const { scope, period } = useScope();
  const concentration = useEngine('kpis.concentration', useMemo(() => ({ scope, period }), [scope, period]));
  if (concentration.data === undefined) return <ViewState query={concentration} />;
  return (
    <article className={concentration.refreshing ? 'page page-refreshing' : 'page'} aria-busy={concentration.refreshing}>
      <Spread concentration={concentration.data} bar={bar} />
    </article>
  );
}

function Spread({ concentration, bar }: { concentration: Concentration; bar: ReactNode }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const tall = useTallWindow();
  const { customers, shares, gini, period, provenance } = concentration;
  const { currency } = provenance;
  const model = useMemo(
    () =>
      lorenzModel(concentration, chartFormat(format, currency), {
        customers: t('concentration.customers'),
        revenue: t('concentration.revenue'),
        equal: t('concentration.equal'),
        top: (share) => t('concentration.top', { share }),
      }),
    [concentration, currency, t, format],
  );
  const interval = (ends: readonly [number, number] | null): string => (ends === null ? NO_VALUE : format.shareInterval(ends));
  const best = shares.find(({ top }) => top === HEADLINE_TOP);
  const giniText = format.decimal(gini.value, 3, true);
  const giniInterval = gini.interval === null ? NO_VALUE : format.interval(gini.interval, (end) => format.decimal(end, 3, true));
  const title = customers === 0 || best === undefined ? t('concentration.none') : t('concentration.title', { top: format.share(best.top, 0), share: format.share(best.share), interval: interval(best.interval) });
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {t('concentration.lede', { count: customers, n: format.integer(customers), period: format.period(period) })} {customers < FEWEST && t('few.customers')}
      </p>
      {bar}
      {customers > 0 && (
        <div className="charts">
          <ChartFrame title={t('concentration.gini', { gini: giniText, interval: giniInterval })} sub={t('concentration.sub')} model={model} height={tall ? 560 : 400} />
          <section className="rhythm-part">
            <h3>{t('concentration.table')}</h3>
            <DataTable
              caption={t('concentration.table')}
              table={{
                columns: [t('concentration.topColumn'), t('concentration.revenue'), t('survival.interval'), t('concentration.least')],
                rows: shares.map(({ top, share, interval: ends, leastMinor }) => ({
                  texts: [format.share(top, 0), format.share(share), interval(ends), format.money(leastMinor, currency, 'plain')],
                  values: [top, share],
                })),
              }}
            />
            <p className="overview-note">
              <WhereFrom provenance={provenance} term="concentration" />
            </p>
          </section>
        </div>
      )}
    </>
  );
}
