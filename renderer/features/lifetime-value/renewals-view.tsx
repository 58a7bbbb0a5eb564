import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LtvFit, RenewalHoldout } from '../../../core/contract/ltv.ts';
import { useScope } from '../../app/scope-store.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ltvRenewalsModel } from '../../charts/ltv-renewals-model.ts';
import { ltvSurvivorsModel } from '../../charts/ltv-survivors-model.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { renewalsFinding } from './findings.ts';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { renewalsQuery } from './ltv-settings.ts';
import { hasFailed, LtvWaiting } from './ltv-waiting.tsx';
import { Sourced } from './sourced.tsx';
import { useFitRows, useLtvWords } from './use-ltv-words.ts';

/** The renewal named beside the first. */
const LATER_RENEWAL = 6;

/** sBG: how many customers come to each renewal, for files of subscriptions, and how well it foresaw days it had not seen. */
export function RenewalsView(props: LtvViewProps) {
  const { controls, days } = props;
  const scope = useScope((state) => state.scope);
  const fit = useEngine('ltv.fit', useMemo(() => renewalsQuery(controls, scope), [controls, scope]));
  const tried = useEngine('ltv.fit', useMemo(() => renewalsQuery(controls, scope, days), [controls, scope, days]));
  const bar = <LtvBar {...props} settings={['observationEnd']} />;
  const queries = [fit, tried];
  if (hasFailed(queries) || fit.data === undefined || tried.data === undefined) return <LtvWaiting queries={queries} bar={bar} />;
  const isRefreshing = fit.refreshing || tried.refreshing;
  return (
    <div className={isRefreshing ? 'page-refreshing' : undefined} aria-busy={isRefreshing}>
      <Renewals fit={fit.data} tried={tried.data} bar={bar} />
    </div>
  );
}

function Renewals({ fit, tried, bar }: { fit: LtvFit; tried: LtvFit; bar: ReactNode }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const rows = useFitRows(fit, null);
  const { survival, purchase } = fit;
  const held = tried.purchase.fault === null ? tried.renewalHoldout : null;
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
  const finding = renewalsFinding(held);
  const { periodDays, graceDays, notYetDue, late, lostCustomers } = survival;
  return (
    <>
      <h1 className="finding">
        {finding.key === 'renewalsReturned'
          ? t('finding.renewalsReturned', { share: format.share(finding.share, 0) })
          : t('finding.renewals', { first: format.share(survival.survival[1] ?? Number.NaN), later: format.share(survival.modelSurvival[LATER_RENEWAL] ?? Number.NaN), n: format.integer(LATER_RENEWAL) })}
      </h1>
      <p className="lede">
        {t('sub.renewals', { days: format.days(periodDays), grace: format.days(graceDays, 1) })}{' '}
        {t('sub.renewalsNow', { notYetDue: format.integer(notYetDue), late: format.integer(late), lost: format.integer(lostCustomers) })}
      </p>
      {bar}
      <div className="charts">
        <ChartFrame title={t('chart.renewals')} sub={t('chart.renewalsSub')} model={model} height={300} />
        {held === null ? <p className="sub">{tried.purchase.fault === null ? t('verdict.none') : `${t('verdict.none')} ${t(`fault.${tried.purchase.fault}`)}`}</p> : <Survivors fit={tried} held={held} />}
      </div>
      {held !== null && <RenewalErrors held={held} />}
      <p>
        {t('row.parameters')}:{' '}
        <Sourced source={{ title: 'sBG', term: 'sbg', rows, provenance: fit.provenance, behind: { selection: { kind: 'all', scope: fit.query.scope }, title: t('provenance.all') } }}>
          <b>{words.parameters(purchase).join(', ')}</b>
        </Sourced>
      </p>
    </>
  );
}

function Survivors({ fit, held }: { fit: LtvFit; held: RenewalHoldout }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const picture = useMemo(
    () =>
      ltvSurvivorsModel(held, chartFormat(format, fit.provenance.currency), {
        renewal: t('chart.renewal'),
        actual: t('chart.actual'),
        model: 'sBG',
        lastRate: t('renewalRule.last-rate'),
        observedRates: t('renewalRule.observed-rates'),
        eligible: t('chart.customers'),
      }),
    [held, fit, format, t],
  );
  return (
    <ChartFrame
      title={t('chart.survivors', { predicted: format.integer(held.predicted.value), actual: format.integer(held.actualRenewals) })}
      sub={t('chart.survivorsSub', { customers: format.integer(held.followed), date: format.date(fit.observationEnd) })}
      model={picture}
      height={300}
    />
  );
}

function RenewalErrors({ held }: { held: RenewalHoldout }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  return (
    <section className="renewal-errors">
      <h2>{t('chart.errors')}</h2>
      <p className="sub">
        {t(`verdict.${held.verdict}`)} {held.returned > 0 && t('renewalRule.returned', { returned: format.integer(held.returned), lost: format.integer(held.lost) })}
      </p>
      <table className="ruled">
        <caption className="visually-hidden">{t('row.errors')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('happened', { n: format.integer(held.actualRenewals) })}</th>
            {(['renewals', 'bias', 'mae', 'rmse', 'survivalRmse'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`row.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {held.errors.map(({ predictor, predicted, bias, meanAbsoluteError, rootMeanSquaredError, survivalRootMeanSquaredError }) => (
            <tr key={predictor}>
              <th scope="row">{predictor === 'model' ? <b>sBG</b> : t(`renewalRule.${predictor}`)}</th>
              <td>
                {format.integer(predicted)} {predictor === 'model' && <small>{format.interval(held.predicted.interval, format.integer)}</small>}
              </td>
              <td>{format.signed(bias, format.share)}</td>
              <td>{format.decimal(meanAbsoluteError, 3, true)}</td>
              <td>{format.decimal(rootMeanSquaredError, 3, true)}</td>
              <td>{format.share(survivalRootMeanSquaredError)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
