import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { KpiResult, SurvivalCurve } from '../../../core/contract/kpis.ts';
import { chartFormat } from '../../charts/chart-format.ts';
import type { ChartModel } from '../../charts/chart-model.ts';
import { customersModel } from '../../charts/customers-model.ts';
import { revenueModel, revenueUnit } from '../../charts/revenue-model.ts';
import { survivalModel } from '../../charts/survival-model.ts';
import { useFormat } from '../../i18n/format.ts';
import { customersFinding, revenueFinding, survivalFinding, type Comparison } from './findings.ts';
import { wordCustomers, wordRevenue, wordSurvival } from './words.ts';

/** A chart with its words: what the window and the report both show. */
export interface WordedChart {
  title: string;
  sub: string;
  model: ChartModel;
}

export function useRevenueChart(result: KpiResult, compare: Comparison): WordedChart {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return useMemo(() => {
    const { currency } = result.provenance;
    const unit = t(`revenue.unit.${result.series.granularity}`);
    return {
      title: wordRevenue(revenueFinding(result, compare), t, format),
      sub: t(`revenue.sub.${revenueUnit(result.series, currency.minorUnitDigits)}`, { unit, currency: currency.code }),
      model: revenueModel(result.series, chartFormat(format, currency), {
        period: t('chart.period'),
        later: t('revenue.later'),
        first: t('revenue.first'),
        anonymous: t('revenue.anonymous'),
        total: t('revenue.total'),
        running: t('chart.running'),
      }),
    };
  }, [result, compare, t, format]);
}

export function useCustomersChart(result: KpiResult, compare: Comparison): WordedChart {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return useMemo(
    () => ({
      title: wordCustomers(customersFinding(result, compare), t, format),
      sub: t(result.series.state.includes('running') ? 'customers.subRunning' : 'customers.sub', { unit: t(`revenue.unit.${result.series.granularity}`) }),
      model: customersModel(result.series, chartFormat(format, result.provenance.currency), {
        period: t('chart.period'),
        newCustomers: t('customers.new'),
        returning: t('customers.returning'),
        running: t('chart.running'),
      }),
    }),
    [result, compare, t, format],
  );
}

export function useSurvivalChart(now: SurvivalCurve, before: SurvivalCurve | null, compare: Comparison): WordedChart {
  const { t } = useTranslation('overview');
  const format = useFormat();
  return useMemo(
    () => ({
      title: wordSurvival(survivalFinding(now, before, compare), t, format),
      sub: t('survival.sub'),
      model: survivalModel(now, before !== null && before.customers > 0 ? before : null, chartFormat(format, now.provenance.currency), {
        day: t('survival.day'),
        now: t('survival.now'),
        before: t(`survival.before.${compare}`),
        interval: t('survival.interval'),
        atRisk: t('survival.atRisk'),
        days: (count) => format.days(count),
        half: (days) => t('survival.half', { days }),
      }),
    }),
    [now, before, compare, t, format],
  );
}
