import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LtvFit } from '../../../core/contract/ltv.ts';
import { useScope } from '../../app/scope-store.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ltvRenewalsModel } from '../../charts/ltv-renewals-model.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { renewalsQuery } from './ltv-settings.ts';
import { LtvWaiting } from './ltv-waiting.tsx';
import { Sourced } from './sourced.tsx';
import { useFitRows, useLtvWords } from './use-ltv-words.ts';

/** The renewal named beside the first. */
const LATER_RENEWAL = 6;

/** sBG: how many customers come to each renewal, for files of subscriptions. */
export function RenewalsView(props: LtvViewProps) {
  const { controls } = props;
  const scope = useScope((state) => state.scope);
  const fit = useEngine('ltv.fit', useMemo(() => renewalsQuery(controls, scope), [controls, scope]));
  const bar = <LtvBar {...props} settings={[]} />;
  if (fit.error !== null || fit.data === undefined) return <LtvWaiting query={fit} bar={bar} />;
  return (
    <div className={fit.refreshing ? 'page-refreshing' : undefined} aria-busy={fit.refreshing}>
      <Renewals fit={fit.data} bar={bar} />
    </div>
  );
}

function Renewals({ fit, bar }: { fit: LtvFit; bar: ReactNode }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const rows = useFitRows(fit, null);
  const { survival, purchase } = fit;
  const model = useMemo(
    () =>
      survival === null
        ? null
        : ltvRenewalsModel(survival, chartFormat(format, fit.provenance.currency), { renewal: t('chart.renewal'), observed: t('chart.observed'), model: 'sBG', lost: t('chart.lost'), censored: t('chart.censored') }),
    [survival, fit, format, t],
  );
  if (survival === null || model === null || purchase.fault !== null) {
    return (
      <>
        <h1 className="finding">{t('finding.renewalsNone')}</h1>
        <p className="lede">{purchase.fault !== null && t(`fault.${purchase.fault}`)}</p>
        {bar}
      </>
    );
  }
  return (
    <>
      <h1 className="finding">
        {t('finding.renewals', { first: format.share(survival.survival[1] ?? Number.NaN), later: format.share(survival.modelSurvival[LATER_RENEWAL] ?? Number.NaN), n: format.integer(LATER_RENEWAL) })}
      </h1>
      <p className="lede">{t('sub.renewals', { days: format.days(survival.periodDays) })}</p>
      {bar}
      <ChartFrame title={t('chart.renewals')} sub={t('chart.renewalsSub')} model={model} height={380} />
      <p>
        {t('row.parameters')}:{' '}
        <Sourced source={{ title: 'sBG', term: 'sbg', rows, provenance: fit.provenance, behind: { selection: { kind: 'all', scope: fit.query.scope }, title: t('provenance.all') } }}>
          <b>{words.parameters(purchase).join(', ')}</b>
        </Sourced>
      </p>
    </>
  );
}
