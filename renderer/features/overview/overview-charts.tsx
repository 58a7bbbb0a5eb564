import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { KpiResult, SurvivalCurve } from '../../../core/contract/kpis.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { useScope } from '../../app/scope-store.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { useCustomersChart, useRevenueChart, useSurvivalChart } from './overview-models.ts';
import { WhereFrom } from './where-from.tsx';
import { observes, type Comparison } from './findings.ts';

/** Revenue, customers and the time to the second order, each under its own finding; `children` stand in the last place. */
export function OverviewCharts({ result, compare, children }: { result: KpiResult; compare: Comparison; children: ReactNode }) {
  const { scope } = useScope();
  const comparedPeriod = compare === 'previous' ? result.previousPeriod : result.yearBeforePeriod;
  const now = useEngine('kpis.secondOrder', useMemo(() => ({ scope, acquired: result.period, orderNumber: 2 }), [scope, result.period]));
  const before = useEngine('kpis.secondOrder', useMemo(() => ({ scope, acquired: comparedPeriod, orderNumber: 2 }), [scope, comparedPeriod]));
  const revenue = useRevenueChart(result, compare);
  const customers = useCustomersChart(result, compare);

  return (
    <div className="charts">
      <ChartFrame {...revenue} tools={<WhereFrom provenance={result.provenance} term="repeatRevenueShare" asTool />} />
      {now.data === undefined ? <ChartWaiting /> : <SurvivalChart now={now.data} before={observes(result, compare) ? (before.data ?? null) : null} compare={compare} />}
      <ChartFrame {...customers} tools={<WhereFrom provenance={result.provenance} term="newCustomers" asTool />} />
      {children}
    </div>
  );
}

function SurvivalChart({ now, before, compare }: { now: SurvivalCurve; before: SurvivalCurve | null; compare: Comparison }) {
  return <ChartFrame {...useSurvivalChart(now, before, compare)} tools={<WhereFrom provenance={now.provenance} term="kaplanMeier" asTool />} />;
}

function ChartWaiting() {
  const { t } = useTranslation('overview');
  const { locale } = useFormat();
  return (
    <div className="chart chart-waiting" aria-busy="true" lang={locale}>
      {t('state.loading')}
    </div>
  );
}
