import type { TFunction } from 'i18next';
import type { ComparedModel, LtvHoldout } from '../../../core/contract/ltv.ts';
import type { Interval } from '../../../core/contract/provenance.ts';
import type { EstimateRow } from '../../charts/ltv-rows-model.ts';
import { NO_VALUE, type Format } from '../../i18n/format.ts';
import { modelError, perCustomer, type TriedModel } from './findings.ts';
import type { LtvWords } from './use-ltv-words.ts';

type Words = TFunction<'lifetimeValue'>;

/** CLV per customer by each model and by the rules of thumb, minor units. */
export function worthRows(models: readonly TriedModel[], plain: readonly ComparedModel[], words: LtvWords, t: Words): EstimateRow[] {
  const row = (name: string, pale: boolean, value: number | null, interval: Interval | null): EstimateRow => ({
    name,
    pale,
    value,
    interval,
    text: value === null ? t('chart.noNumber') : interval === null ? words.money(value) : `${words.money(value)}  (${words.moneyInterval(interval)})`,
    details: value === null ? [] : [{ label: t('chart.value'), value: words.money(value) }, ...(interval === null ? [] : [{ label: t('provenance.interval'), value: words.moneyInterval(interval) }])],
  });
  return [
    ...models.map(({ model, forecast }) => {
      const clv = forecast?.totals?.clvMinor ?? null;
      const each = clv === null || forecast === undefined ? null : perCustomer(clv, forecast.customers);
      return row(t(`model.${model}`), false, each?.value ?? null, each?.interval ?? null);
    }),
    ...(['historic', 'formula'] as const).map((rule) => row(t(`model.${rule}`), true, plain.find(({ model }) => model === rule)?.clvPerCustomerMinor ?? null, null)),
  ];
}

const YARDSTICKS = [['historic-rate', 'historic'], ['rfm-cell', 'rfm-cell']] as const;

/** Purchases that each foresaw for the days held back, and how far the total was off. */
export function missedRows(models: readonly TriedModel[], held: LtvHoldout | null, format: Format, t: Words): EstimateRow[] {
  const row = (name: string, pale: boolean, error: { predicted: number; bias: number } | null, interval: Interval | null): EstimateRow => ({
    name,
    pale,
    value: error?.predicted ?? null,
    interval,
    text: error === null ? t('chart.noNumber') : `${format.integer(error.predicted)}  ${format.signed(error.bias, (bias) => format.share(bias, 0))}`,
    details:
      error === null
        ? []
        : [
            { label: t('row.predicted'), value: format.integer(error.predicted) },
            { label: t('row.bias'), value: format.signed(error.bias, format.share) },
            ...(interval === null ? [] : [{ label: t('provenance.interval'), value: format.interval(interval, format.integer) }]),
          ],
  });
  return [
    ...models.map(({ model, tried }) => row(t(`model.${model}`), false, modelError(tried), tried?.holdout?.predicted.interval ?? null)),
    ...YARDSTICKS.map(([predictor, name]) => row(t(`model.${name}`), true, held?.errors.find((error) => error.predictor === predictor) ?? null, null)),
  ];
}

/** Lowest and highest of what the models say (`pale`: the rules of thumb), in words on one line; once where both read alike. */
export function spanOf(rows: readonly EstimateRow[], pale: boolean, format: Format, text: (value: number) => string): string {
  const known = rows.flatMap((row) => (row.pale === pale && row.value !== null ? [row.value] : []));
  if (known.length === 0) return NO_VALUE;
  const [low, high] = [text(Math.min(...known)), text(Math.max(...known))];
  return low === high ? low : format.range(low, high).replace('–', '\u2060–\u2060');
}
