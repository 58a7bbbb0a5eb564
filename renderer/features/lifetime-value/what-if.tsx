import { useState } from 'react';
import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { WhatIfResult } from '../../../core/contract/ltv.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import type { LtvViewProps } from './ltv-bar.tsx';
import { NumberSetting } from './number-setting.tsx';
import { Sourced } from './sourced.tsx';
import { useLtvWords } from './use-ltv-words.ts';

const MONTHS_A_YEAR = 12;

/** More customers coming back, what it would bring, and what it may cost. */
export function WhatIf({ result, controls, change }: { result: WhatIfResult } & Pick<LtvViewProps, 'controls' | 'change'>) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const { curve, baseline, changed, difference, customers } = result;
  const { currency, asOf } = curve.provenance;
  const words = useLtvWords(currency);
  const months = format.integer(curve.month.length);
  const uplift = format.share(Math.abs(controls.uplift), 0);
  const finding =
    controls.uplift === 0
      ? t('whatIf.none')
      : t(`whatIf.${controls.uplift < 0 ? 'loss' : controls.costMinor === 0 ? 'room' : 'gain'}`, {
          uplift,
          months,
          profit: words.money(Math.abs(difference.profitMinor)),
          net: format.signed(result.netGainMinor, words.money),
          yearly: words.money((difference.profitMinor * MONTHS_A_YEAR) / curve.month.length),
        });
  const rows = [
    { label: t('provenance.customers'), value: format.integer(customers) },
    { label: t('setting.months'), value: months },
    { label: t('provenance.margin'), value: format.share(curve.marginShare) },
  ];
  const keepingMinor = customers === 0 ? null : controls.costMinor / customers;
  const [first, latest] = curve.band?.paybackMonth ?? [null, null];
  // One month alone is no range; a later end beyond the curve is open.
  const paybackRange = first === null || first === latest ? null : format.range(format.integer(first), latest === null ? `${months}+` : format.integer(latest));
  const lines = [
    { name: t('whatIf.orders'), now: baseline.orders, after: changed.orders, change: difference.orders, value: format.integer },
    { name: t('whatIf.revenue'), now: baseline.revenueMinor, after: changed.revenueMinor, change: difference.revenueMinor, value: words.money },
    { name: t('whatIf.profit'), now: baseline.profitMinor, after: changed.profitMinor, change: difference.profitMinor, value: words.money },
    { name: t('whatIf.measure'), now: 0, after: result.costMinor, change: result.costMinor, value: words.money },
    { name: t('whatIf.net'), now: baseline.profitMinor, after: changed.profitMinor - result.costMinor, change: result.netGainMinor, value: words.money },
  ];
  const costs = [
    { name: t('whatIf.acquisition'), minor: curve.acquisitionCostMinor },
    { name: t('whatIf.keeping'), minor: keepingMinor },
    { name: t('whatIf.perOrder'), minor: result.costPerOrderMinor },
    { name: t('whatIf.discounted', { rate: format.share(curve.query.discountRate) }), minor: curve.discountedMarginMinor.at(-1) ?? null },
  ];
  return (
    <section className="what-if">
      <h2>{t('whatIf.title')}</h2>
      <p className="what-if-finding" aria-live="polite">
        {finding}
      </p>
      <p className="sub">{t('whatIf.base', { customers: words.customers(customers), date: format.date(asOf) })}</p>
      <div className="controls">
        <UpliftSlider value={controls.uplift} onChange={(value) => change({ uplift: value })} />
        <NumberSetting
          label={t('whatIf.cost')}
          wide
          value={controls.costMinor / 10 ** currency.minorUnitDigits}
          minimum={0}
          maximum={1e12}
          onChange={(major) => change({ costMinor: (major ?? 0) * 10 ** currency.minorUnitDigits })}
        />
      </div>
      <div className="what-if-tables">
        <table className="ruled">
          <caption className="visually-hidden">{t('whatIf.caption')}</caption>
          <thead>
            <tr>
              <td />
              {(['now', 'after', 'change'] as const).map((column) => (
                <th key={column} scope="col">
                  {t(`whatIf.${column}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ name, now, after, change: by, value }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{value(now)}</td>
                <td>{value(after)}</td>
                <td>
                  <Sourced source={{ title: `${name}: ${format.signed(by, value)}`, term: 'retentionUplift', rows, provenance: curve.provenance, behind: { selection: { kind: 'all', scope: curve.query.scope }, title: t('provenance.all') } }}>
                    <b>{format.signed(by, value)}</b>
                  </Sourced>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <table className="ruled">
          <caption className="visually-hidden">{t('setting.acquisitionCost')}</caption>
          <tbody>
            {costs.map(({ name, minor }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{minor === null ? NO_VALUE : format.money(minor, currency)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">{t('group.columns.ratio')}</th>
              <td>
                {curve.ltvToCac === null ? NO_VALUE : format.decimal(curve.ltvToCac, 1, true)}
                {curve.band !== null && curve.band.ltvToCac !== null && <small> {format.interval(curve.band.ltvToCac, (ratio) => format.decimal(ratio, 1, true))}</small>}
              </td>
            </tr>
            <tr>
              <th scope="row">{t('group.columns.payback')}</th>
              <td>
                {curve.paybackMonth === null ? NO_VALUE : format.integer(curve.paybackMonth)}
                {curve.paybackExtrapolated && curve.paybackMonth !== null && ` (${t('chart.extrapolated')})`}
                {paybackRange !== null && <small> {paybackRange}</small>}
              </td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** Moves at once; the calculation follows when it is let go. */
function UpliftSlider({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const [moving, setMoving] = useState<number | null>(null);
  const percent = moving ?? Math.round(value * 100);
  return (
    <Slider
      className="slider"
      minValue={-20}
      maxValue={50}
      step={1}
      value={percent}
      onChange={setMoving}
      onChangeEnd={(end) => {
        setMoving(null);
        onChange(end / 100);
      }}
    >
      <Label className="choice-label">{t('whatIf.uplift')}</Label>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
      <SliderOutput className="slider-output">{format.signed(percent / 100, (share) => format.share(share, 0))}</SliderOutput>
    </Slider>
  );
}
