import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { CohortMatrix } from '../../../core/contract/cohorts.ts';
import { chartFormat } from '../../charts/chart-format.ts';
import { agesBegun, FEW_CUSTOMERS, hasRunning, isCalendarKey, startsAtWhole } from '../../charts/cohort-values.ts';
import { curvesModel } from '../../charts/curves-model.ts';
import { useFormat } from '../../i18n/format.ts';
import { cellWriter, wordCohortFinding } from './cohort-text.ts';
import { cohortFinding, comparesWithoutFirst } from './findings.ts';

/** Everything that the cohort views and the report say about one matrix. */
export function useCohortWords(matrix: CohortMatrix, view: 'map' | 'curves') {
  const { t } = useTranslation('cohorts');
  const format = useFormat();
  return useMemo(() => {
    const { currency } = matrix.provenance;
    const values = chartFormat(format, currency);
    const writer = cellWriter(matrix, format, currency.minorUnitDigits);
    const { key, measure, retained } = matrix.query;
    const unit = isCalendarKey(key) && (key === 'week' || key === 'quarter') ? key : 'month';
    const ageUnit = typeof matrix.query.age === 'string' && matrix.query.age !== 'order' ? matrix.query.age : 'month';
    const age = (n: number): string => t(`age.${ageUnit}`, { n: format.integer(n) });
    const isRetention = measure === 'retainedShare' || measure === 'retained';
    const few = view === 'map' && matrix.sizes.some((size) => size < FEW_CUSTOMERS);
    const finding = cohortFinding(matrix);
    const title = wordCohortFinding(finding, t, format, values);
    const sub = [
      t(`sub.${measure}.${unit}`),
      isRetention && retained !== 'in-age' ? t(`sub.rule.${retained}`) : '',
      writer.unit === null ? '' : t(`sub.unit.${writer.unit}`, { currency: currency.code }),
      hasRunning(matrix) ? t(view === 'map' ? 'sub.hatched' : 'sub.dashed') : '',
      view === 'curves' && startsAtWhole(matrix) ? t('sub.wholeOmitted') : '',
      comparesWithoutFirst(finding) ? t('sub.firstLeftOut') : '',
      few ? t('sub.few') : '',
    ];
    const words = { cohort: t('column.cohort'), customers: t('column.customers'), mean: t('column.mean'), running: t('column.running'), few: t('column.few'), age };
    return {
      title,
      sub: sub.filter((sentence) => sentence !== '').join(' '),
      values,
      writer,
      words: { ...words, caption: title },
      curves: curvesModel(matrix, values, words),
      axis: t(`axis.${ageUnit}`),
      empty: agesBegun(matrix) === 0,
      drawable: agesBegun(matrix) > (startsAtWhole(matrix) ? 1 : 0),
    };
  }, [matrix, view, t, format]);
}
