import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LtvFit, LtvHoldout } from '../../../core/contract/ltv.ts';
import { useScope } from '../../app/scope-store.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ltvCalibrationModel } from '../../charts/ltv-calibration-model.ts';
import { ltvTrackingModel } from '../../charts/ltv-tracking-model.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { holdoutFinding, largestMiss } from './findings.ts';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { holdoutQuery } from './ltv-settings.ts';
import { LtvWaiting } from './ltv-waiting.tsx';
import { Sourced } from './sourced.tsx';
import { useFitRows } from './use-ltv-words.ts';

const ERROR_NAMES = { model: null, 'historic-rate': 'historic', 'rfm-cell': 'rfm-cell' } as const;

/** The model learns up to a day and is held against what happened after it. */
export function HoldoutView(props: LtvViewProps) {
  const { controls, days } = props;
  const scope = useScope((state) => state.scope);
  const fit = useEngine('ltv.fit', useMemo(() => holdoutQuery(controls, scope, days), [controls, scope, days]));
  const bar = <LtvBar {...props} settings={['model', 'observationEnd']} />;
  if (fit.error !== null || fit.data === undefined) return <LtvWaiting queries={[fit]} bar={bar} />;
  return (
    <div className={fit.refreshing ? 'page-refreshing' : undefined} aria-busy={fit.refreshing}>
      <Holdout fit={fit.data} bar={bar} />
    </div>
  );
}

function Holdout({ fit, bar }: { fit: LtvFit; bar: ReactNode }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const finding = holdoutFinding(fit);
  const model = t(`model.${fit.query.model === 'sbg' ? 'bg-nbd' : fit.query.model}`);
  const date = format.date(fit.observationEnd);
  const { holdout } = fit;
  const fault = fit.purchase.fault;
  if (finding === null || holdout === null || fault !== null) {
    return (
      <>
        <h1 className="finding">{t('finding.noHoldout', { model, date })}</h1>
        <p className="lede">{fault === null ? t('verdict.none') : t(`fault.${fault}`)}</p>
        {bar}
      </>
    );
  }
  const later = fit.leftOut.reduce((sum, { customers }) => sum + customers, 0);
  return (
    <>
      <h1 className="finding">
        {t(`finding.holdout.${finding.verdict}`, {
          model,
          predicted: format.integer(finding.predicted),
          actual: format.integer(finding.actual),
          bias: format.signed(finding.bias, format.share),
        })}
      </h1>
      <p className="lede">
        {t('sub.holdout', { date, days: format.days(holdout.days), end: format.date(holdout.to), later: format.integer(later) })} {t(`verdict.${finding.verdict}`)}
      </p>
      {bar}
      <HoldoutCharts fit={fit} holdout={holdout}>
        <ErrorTable fit={fit} holdout={holdout} model={model} />
      </HoldoutCharts>
    </>
  );
}

function ErrorTable({ fit, holdout, model }: { fit: LtvFit; holdout: LtvHoldout; model: string }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const rows = useFitRows(fit, { text: format.interval(holdout.predicted.interval, format.integer) });
  return (
    <table className="ruled">
      <caption className="visually-hidden">{t('row.errors')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('happened', { n: format.integer(holdout.actualTransactions) })}</th>
          {(['predicted', 'bias', 'mae', 'rmse'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`row.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {holdout.errors.map((error) => {
          const other = ERROR_NAMES[error.predictor];
          const predicted = format.integer(error.predicted);
          return (
            <tr key={error.predictor}>
              <th scope="row">{other === null ? <b>{model}</b> : t(`model.${other}`)}</th>
              <td>
                {other === null ? (
                  <Sourced
                    source={{
                      title: `${t('row.predicted')}: ${predicted}`,
                      term: 'holdout',
                      rows,
                      provenance: fit.provenance,
                      behind: { selection: { kind: 'all', scope: { ...fit.query.scope, asOf: fit.observationEnd } }, title: t('provenance.all') },
                    }}
                  >
                    <b>{predicted}</b> <small>{format.interval(holdout.predicted.interval, format.integer)}</small>
                  </Sourced>
                ) : (
                  predicted
                )}
              </td>
              <td>{format.signed(error.bias, format.share)}</td>
              <td>{format.decimal(error.meanAbsoluteError, 3, true)}</td>
              <td>{format.decimal(error.rootMeanSquaredError, 3, true)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function HoldoutCharts({ fit, holdout, children }: { fit: LtvFit; holdout: LtvHoldout; children: ReactNode }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const date = format.date(fit.observationEnd);
  const models = useMemo(() => {
    const values = chartFormat(format, fit.provenance.currency);
    const words = { week: (start: string) => t('chart.week', { date: format.date(start) }), weekColumn: t('chart.week', { date: '' }).trim(), actual: t('chart.actual'), expected: t('chart.expected'), heldBack: t('chart.heldBack') };
    return {
      weekly: ltvTrackingModel(holdout, 'weekly', values, words),
      cumulative: ltvTrackingModel(holdout, 'cumulative', values, words),
      calibration: ltvCalibrationModel(holdout.calibration, values, { frequency: t('chart.frequency'), customers: t('chart.customers'), actual: t('chart.actual'), expected: t('chart.expected') }),
    };
  }, [holdout, fit, format, t]);
  const { frequency, actual, expected } = holdout.calibration;
  const miss = largestMiss(holdout.calibration);
  const purchases = (column: Float64Array, place: number): string => format.decimal(column[place] ?? Number.NaN, 2, true);
  const isOpen = miss !== null && miss === frequency.length - 1;
  const calibrationTitle =
    miss === null ? t('chart.calibration') : t('chart.calibrationMiss', { frequency: `${format.integer(frequency[miss] ?? 0)}${isOpen ? '+' : ''}`, expected: purchases(expected, miss), actual: purchases(actual, miss) });
  return (
    <div className="charts holdout-charts">
      <ChartFrame title={t('chart.tracking')} sub={t('chart.trackingSub', { date })} model={models.weekly} />
      <ChartFrame title={calibrationTitle} sub={t('chart.calibrationSub')} model={models.calibration} />
      <ChartFrame title={t('chart.cumulative')} sub={t('chart.cumulativeSub')} model={models.cumulative} />
      <section className="holdout-errors">
        <h2>{t('chart.errors')}</h2>
        {children}
      </section>
    </div>
  );
}
