import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Concentration, ConcentrationQuery } from '../../../core/contract/kpis.ts';
import { useDrawer } from '../../app/drawer-store.ts';
import { useScope } from '../../app/scope-store.ts';
import { ViewState } from '../../app/view-state.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { lorenzModel } from '../../charts/lorenz-model.ts';
import { TableFrame } from '../../charts/table-frame.tsx';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useEngine } from '../../engine/client.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { WhereFrom } from './where-from.tsx';

const HEADLINE_TOP = 0.1;
const FEWEST = 30;

/** How revenue is spread over customers. */
export function ConcentrationView({ bar }: { bar: ReactNode }) {
  const { scope, period } = useScope();
  const query = useMemo<ConcentrationQuery>(() => ({ scope, period }), [scope, period]);
  const concentration = useEngine('kpis.concentration', query);
  if (concentration.data === undefined) return <ViewState query={concentration} />;
  return (
    <article className={concentration.refreshing ? 'page page-refreshing' : 'page'} aria-busy={concentration.refreshing}>
      <Spread concentration={concentration.data} query={query} bar={bar} />
    </article>
  );
}

function Spread({ concentration, query, bar }: { concentration: Concentration; query: ConcentrationQuery; bar: ReactNode }) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const tall = useTallWindow();
  const show = useDrawer((state) => state.show);
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
  /** Where several customers brought as much as the last of the best, all of them. */
  const behind = (row: number): void => {
    const leastMinor = shares[row]?.leastMinor;
    if (leastMinor !== undefined) show({ kind: 'revenue', query, leastMinor }, t('concentration.behind', { least: format.money(leastMinor, currency, 'plain'), period: format.period(period) }));
  };
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">
        {t('concentration.lede', { count: customers, n: format.integer(customers), period: format.period(period) })} {customers < FEWEST && t('few.customers')} <WhereFrom provenance={provenance} term="concentration" />
      </p>
      <div className="controls breakdown-controls">{bar}</div>
      {customers > 0 && (
        <div className="charts">
          <ChartFrame title={t('concentration.gini', { gini: giniText, interval: giniInterval })} sub={t('concentration.sub')} model={model} height={tall ? 560 : 400} />
          <section className="rhythm-part">
            <TableFrame
              title={t('concentration.table')}
              table={{
                columns: [t('concentration.topColumn'), t('concentration.revenue'), t('survival.interval'), t('concentration.least')],
                plain: [t('concentration.topColumn'), t('concentration.revenue'), t('breakdown.lower'), t('breakdown.upper'), t('concentration.least')],
                rows: shares.map(({ top, share, interval: ends, leastMinor }) => ({
                  texts: [t('concentration.topRow', { share: format.share(top, 0) }), format.share(share), interval(ends), format.money(leastMinor, currency, 'plain')],
                  values: [top, share, ends?.[0] ?? null, ends?.[1] ?? null, leastMinor / 10 ** currency.minorUnitDigits],
                })),
              }}
              opener={(row, column) => (column === 0 ? () => behind(row) : null)}
            />
            <p className="table-read">{t('concentration.read')}</p>
          </section>
        </div>
      )}
    </>
  );
}
