import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { WhatIfResult } from '../../../core/contract/ltv.ts';
import { Choice } from '../../app/choice.tsx';
import { useScope } from '../../app/scope-store.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { chartFormat } from '../../charts/chart-format.ts';
import { ltvCurveModel } from '../../charts/ltv-curve-model.ts';
import { useTallWindow } from '../../charts/use-tall-window.ts';
import { useEngine } from '../../engine/client.ts';
import { useFormat } from '../../i18n/format.ts';
import { curveFinding, lastObserved } from './findings.ts';
import { LtvBar, type LtvViewProps } from './ltv-bar.tsx';
import { CURVE_MONTHS, whatIfQuery } from './ltv-settings.ts';
import { LtvWaiting } from './ltv-waiting.tsx';
import { NumberSetting } from './number-setting.tsx';
import { useLtvWords } from './use-ltv-words.ts';
import { WhatIf } from './what-if.tsx';

/** Cumulative margin of a customer against the cost of winning one, and what more retention would change. */
export function CurveView(props: LtvViewProps) {
  const { t } = useTranslation('lifetimeValue');
  const { controls, change } = props;
  const scope = useScope((state) => state.scope);
  const result = useEngine('ltv.whatIf', useMemo(() => whatIfQuery(controls, scope), [controls, scope]));
  const digits = result.data?.curve.provenance.currency.minorUnitDigits ?? 2;
  const bar = (
    <LtvBar {...props} settings={['margin', 'discount']}>
      <Choice label={t('setting.months')} value={controls.months} options={CURVE_MONTHS.map((months) => [months, months])} onChange={(months) => change({ months })} />
      <NumberSetting
        label={t('setting.acquisitionCost')}
        wide
        value={controls.acquisitionCostMinor === null ? null : controls.acquisitionCostMinor / 10 ** digits}
        placeholder={result.data?.curve.acquisitionCostMinor === null ? t('setting.noCost') : t('setting.measuredCost')}
        minimum={0}
        maximum={1e9}
        emptiable
        onChange={(major) => change({ acquisitionCostMinor: major === null ? null : major * 10 ** digits })}
      />
    </LtvBar>
  );
  if (result.error !== null || result.data === undefined) return <LtvWaiting queries={[result]} bar={bar} />;
  return (
    <div aria-busy={result.refreshing}>
      <Curve result={result.data} controls={controls} bar={bar} />
      <WhatIf result={result.data} controls={controls} change={change} />
    </div>
  );
}

function Curve({ result, controls, bar }: { result: WhatIfResult; bar: ReactNode } & Pick<LtvViewProps, 'controls'>) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const tall = useTallWindow();
  const { curve } = result;
  const words = useLtvWords(curve.provenance.currency);
  const finding = curveFinding(curve);
  const title =
    finding.key === 'curve'
      ? t('finding.curve', { value: words.money(finding.value), months: format.integer(finding.months), observed: words.money(finding.observedMinor) })
      : finding.key === 'noPayback'
        ? t('finding.noPayback', { cost: words.money(finding.cost), months: format.integer(finding.months) })
        : t(`finding.${finding.key}`, { cost: words.money(finding.cost), month: format.integer(finding.month) });
  const changed = controls.uplift !== 0;
  const model = useMemo(
    () =>
      ltvCurveModel(curve, changed ? result.cumulativeMarginMinor : null, chartFormat(format, curve.provenance.currency), {
        month: t('chart.month'),
        margin: t('chart.cumulativeMargin'),
        discounted: t('chart.discounted'),
        changed: t('chart.changed'),
        cost: t('chart.cost'),
        eligible: t('chart.eligible'),
        observed: t('chart.observed'),
        extrapolated: t('chart.extrapolated'),
        paidBack: t('chart.paidBack'),
        interval: t('provenance.interval'),
        lower: t('chart.lower'),
        upper: t('chart.upper'),
        censored: t('chart.censoredMonth'),
      }),
    [curve, result, changed, format, t],
  );
  const last = curve.month.length - 1;
  const after = { months: format.integer(curve.month.length), value: words.money(curve.cumulativeMarginMinor[last] ?? Number.NaN), observed: words.money(curve.cumulativeMarginMinor[lastObserved(curve.extrapolated)] ?? 0) };
  const picture =
    curve.band === null ? t('chart.curve', after) : t('chart.curveBand', { ...after, interval: words.ninety([curve.band.cumulativeLower[last] ?? Number.NaN, curve.band.cumulativeUpper[last] ?? Number.NaN]) });
  return (
    <>
      <h1 className="finding">{title}</h1>
      <p className="lede">{t('sub.curve')}</p>
      {bar}
      <ChartFrame title={picture} sub={t('chart.curveSub', { share: format.share(curve.marginShare) })} model={model} height={tall ? 480 : 300} />
    </>
  );
}
