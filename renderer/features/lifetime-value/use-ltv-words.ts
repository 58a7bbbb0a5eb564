import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LtvFit, ModelFit } from '../../../core/contract/ltv.ts';
import type { Currency, Interval } from '../../../core/contract/provenance.ts';
import type { ProvenanceRow } from '../../app/provenance-rows.tsx';
import { useFormat } from '../../i18n/format.ts';

const COMPACT_FROM_MAJOR = 100_000;

/** How this page writes money, estimates and parameters in the window’s language. */
export function useLtvWords(currency: Currency) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  return useMemo(() => {
    const money = (minor: number): string => format.money(minor, currency, Math.abs(minor) >= COMPACT_FROM_MAJOR * 10 ** currency.minorUnitDigits ? 'compact' : 'plain');
    const whole = (minor: number): string => format.money(minor, currency, Math.abs(minor) < 1000 * 10 ** currency.minorUnitDigits ? 'compact' : 'plain');
    const moneyInterval = (interval: Interval): string => format.interval(interval, money);
    const significant = (value: number): string => {
      if (!Number.isFinite(value)) return format.decimal(value);
      const digits = value === 0 ? 0 : Math.max(0, 3 - Math.ceil(Math.log10(Math.abs(value))));
      return format.decimal(value, Math.min(6, digits), true);
    };
    return {
      money,
      /** Of one customer: no fractions. */
      whole,
      moneyInterval,
      significant,
      ninety: (interval: Interval): string => t('ninety', { range: moneyInterval(interval) }),
      customers: (count: number): string => t('customers', { count, n: format.integer(count) }),
      parameters: ({ parameters }: ModelFit): string[] =>
        parameters.map(({ name, value, standardError }) => `${LETTERS[name] ?? name} ${significant(value)}${standardError === null ? '' : ` ± ${significant(standardError)}`}`),
    };
  }, [currency, t, format]);
}

export type LtvWords = ReturnType<typeof useLtvWords>;

const LETTERS: Record<string, string> = { alpha: 'α', beta: 'β', gamma: 'γ' };

/** What every number of a fit rests upon. */
export function useFitRows(fit: LtvFit, estimate: { text: string } | null): ProvenanceRow[] {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const { share, measured } = fit.margin;
  const later = fit.leftOut.reduce((sum, { customers }) => sum + customers, 0);
  return [
    ...(estimate === null ? [] : [{ label: t('provenance.interval'), value: estimate.text }]),
    { label: t('provenance.customers'), value: format.integer(fit.customers) },
    { label: t('provenance.repeaters'), value: format.integer(fit.repeaters) },
    { label: t('provenance.learned'), value: format.date(fit.observationEnd) },
    { label: t('provenance.horizon'), value: format.days(fit.query.horizonDays) },
    { label: t('provenance.rate'), value: format.share(fit.query.discountRate) },
    { label: t('provenance.margin'), value: t(measured ? 'provenance.measured' : 'provenance.given', { share: format.share(share) }) },
    { label: t('provenance.refunds'), value: format.share(fit.refundShare) },
    ...(later === 0 ? [] : [{ label: t('provenance.later'), value: format.integer(later) }]),
    { label: t('provenance.fitted'), value: fit.purchase.fault === null ? t('provenance.converged', { n: format.integer(fit.purchase.iterations) }) : t(`fault.${fit.purchase.fault}`) },
  ];
}

