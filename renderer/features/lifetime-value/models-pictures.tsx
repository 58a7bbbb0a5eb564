import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedModel, LtvFit } from '../../../core/contract/ltv.ts';
import { ChartFrame } from '../../charts/chart-frame.tsx';
import { ltvRowsModel, rowsHeight, type EstimateRow } from '../../charts/ltv-rows-model.ts';
import { NO_VALUE, useFormat } from '../../i18n/format.ts';
import { heldBack, type TriedModel } from './findings.ts';
import type { LtvControls } from './ltv-settings.ts';
import { missedRows, spanOf, worthRows } from './method-rows.ts';
import { useLtvWords } from './use-ltv-words.ts';

interface Props {
  models: readonly TriedModel[];
  /** The past going on, and the formula, among others. */
  plain: readonly ComparedModel[];
  fit: LtvFit;
  controls: LtvControls;
}

/** What each method says a customer is worth, and how far off each was in the days held back. */
export function ModelsPictures({ models, plain, fit, controls }: Props) {
  const { t } = useTranslation('lifetimeValue');
  const format = useFormat();
  const words = useLtvWords(fit.provenance.currency);
  const { currency } = fit.provenance;
  const horizon = t(`inHorizon.${controls.horizon}`);
  const held = heldBack(models);
  const worth = useMemo(() => worthRows(models, plain, words, t), [models, plain, words, t]);
  const missed = useMemo(() => missedRows(models, held, format, t), [models, held, format, t]);
  const columns = { name: t('row.method'), lower: t('chart.lower'), upper: t('chart.upper') };
  const pictureOfWorth = ltvRowsModel(worth, null, 10 ** currency.minorUnitDigits, format.integer, { ...columns, value: t('chart.value') });
  const happened = held === null ? null : { value: held.actualTransactions, text: t('happened', { n: format.integer(held.actualTransactions) }) };
  const pictureOfErrors = ltvRowsModel(missed, happened, 1, format.integer, { ...columns, value: t('row.predicted') });
  const title = (rows: readonly EstimateRow[], text: (value: number) => string, key: 'worth' | 'missed'): string => {
    const [byModels, byRules] = [spanOf(rows, false, format, text), spanOf(rows, true, format, text)];
    return byModels === NO_VALUE || byRules === NO_VALUE ? t(`chart.${key}Plain`, { horizon }) : t(`chart.${key}`, { models: byModels, rules: byRules });
  };
  const offBy = (row: EstimateRow): EstimateRow => ({ ...row, value: row.value === null || happened === null || happened.value === 0 ? null : Math.abs(row.value / happened.value - 1) });
  return (
    <div className="charts">
      <ChartFrame title={title(worth, words.money, 'worth')} sub={t('chart.worthSub', { horizon })} model={pictureOfWorth} height={rowsHeight(worth.length)} />
      {held !== null && (
        <ChartFrame
          title={title(missed.map(offBy), (bias) => format.share(bias, 0), 'missed')}
          sub={t('chart.missedSub', { from: format.date(held.from), to: format.date(held.to) })}
          model={pictureOfErrors}
          height={rowsHeight(missed.length)}
        />
      )}
    </div>
  );
}
