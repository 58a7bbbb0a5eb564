import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { COHORT_UNITS, type CohortAge, type CohortKey, type CohortMatrix } from '../../../core/contract/cohorts.ts';
import type { Segment } from '../../../core/contract/segments.ts';
import { chartFormat } from '../../charts/chart-format.ts';
import { agesBegun, hasRunning, isCalendarKey, neverCloses, startsAtWhole } from '../../charts/cohort-values.ts';
import { curvesModel } from '../../charts/curves-model.ts';
import { useFormat, type Format } from '../../i18n/format.ts';
import { useWords } from '../../i18n/use-words.ts';
import { useSegmentNames } from '../segments/segment-names.ts';
import { ageWords, cellWriter, wordCohortFinding } from './cohort-text.ts';
import { ageUnitOf, cohortFinding, comparesWithoutFirst } from './findings.ts';

type Words = TFunction<'cohorts'>;

const NO_SEGMENTS: readonly Segment[] = [];

/** The matrix with names for the rows that are not a value: none given, all others, with or without discount, segments, everybody. */
export function useNamedCohorts(matrix: CohortMatrix | undefined): CohortMatrix | undefined {
  const { t } = useTranslation('cohorts');
  const format = useFormat();
  const { name: segmentName } = useSegmentNames(matrix?.query.segments?.segments ?? NO_SEGMENTS);
  return useMemo(() => {
    if (matrix === undefined || isCalendarKey(matrix.query.key)) return matrix;
    const { key } = matrix.query;
    const nameOf = (row: number): string => {
      const kind = matrix.kinds[row];
      const name = matrix.names[row] ?? '';
      if (kind === 'none') return t('value.none');
      if (kind === 'other') return t('value.other', { count: matrix.otherValues, n: format.integer(matrix.otherValues) });
      if (key === 'all') return t('value.all');
      if (key === 'segment') return segmentName(matrix.cohorts[row] ?? '');
      return key === 'discounted' ? t(`value.${name === 'discounted' ? 'discounted' : 'full-price'}`) : name;
    };
    return { ...matrix, names: matrix.cohorts.map((_, row) => nameOf(row)) };
  }, [matrix, t, format, segmentName]);
}

/** What a row’s customers share: “month of first order”. `field` names an attribute. */
export function keyName(key: CohortKey, t: Words, field: (field: string) => string): string {
  if (isCalendarKey(key) || key === 'product' || key === 'discounted' || key === 'segment' || key === 'all') return t(`by.${key}`);
  return t('by.attribute', { field: field(key.slice('attribute:'.length)) });
}

/** What the columns count: “Months since the first order”. */
export function ageName(age: CohortAge, t: Words, format: Format): string {
  return typeof age === 'object' ? t('axis.window', { days: format.days(age.windowDays) }) : t(`axis.${age}`);
}

/** For the middle of a sentence. */
function lowered(text: string): string {
  return text.slice(0, 1).toLocaleLowerCase() + text.slice(1);
}

/** Everything that the cohort views and the report say about one matrix; curves have the value axis of `beside` as well. */
export function useCohortWords(matrix: CohortMatrix, view: 'map' | 'curves', beside: CohortMatrix | null = null) {
  const { t } = useTranslation('cohorts');
  const format = useFormat();
  const field = useWords().field;
  return useMemo(() => {
    const { currency } = matrix.provenance;
    const values = chartFormat(format, currency);
    const writer = cellWriter(beside === null ? matrix : largerOf(matrix, beside), format, currency.minorUnitDigits);
    const { key, measure, retained, cumulative } = matrix.query;
    const unit = ageUnitOf(matrix.query);
    const { age, column } = ageWords(matrix.query, unit, t, format);
    const isRetention = measure === 'retainedShare' || measure === 'retained';
    const few = view === 'map' && matrix.sizes.some((size) => size > 0 && size < FEW_CUSTOMERS);
    const finding = cohortFinding(matrix);
    const title = wordCohortFinding(finding, matrix, t, format, values);
    const axis = ageName(matrix.query.age, t, format);
    const sub = [
      t(`sub.measure.${measure}`) + (cumulative && !isRetention ? `, ${t('sub.cumulative')}.` : '.'),
      t('sub.rows', { by: keyName(key, t, field) }),
      t('sub.columns', { ages: lowered(axis) }),
      isRetention && retained !== 'in-age' ? t(`sub.rule.${retained}`) : '',
      writer.unit === null ? '' : t(`sub.unit.${writer.unit}`, { currency: currency.code }),
      neverCloses(matrix) ? t('sub.open') : hasRunning(matrix) ? t(view === 'map' ? 'sub.hatched' : 'sub.dashed') : '',
      view === 'curves' && startsAtWhole(matrix) ? t('sub.wholeOmitted') : '',
      beside === null && comparesWithoutFirst(finding) ? t('sub.firstLeftOut') : '',
      few ? t('sub.few') : '',
    ];
    const words = {
      cohort: t('column.cohort'),
      customers: t('column.customers'),
      mean: t('column.mean'),
      meanLower: t('column.meanLower'),
      meanUpper: t('column.meanUpper'),
      running: t('column.running'),
      few: t('column.few'),
      eligible: (count: number) => t('cell.running', { count, n: format.integer(count) }),
      age,
      column,
    };
    return {
      title,
      sub: sub.filter((sentence) => sentence !== '').join(' '),
      values,
      writer,
      words: { ...words, caption: title },
      curves: curvesModel(matrix, values, words, beside),
      axis,
      empty: agesBegun(matrix) === 0 || matrix.missing !== null,
      drawable: agesBegun(matrix) > (startsAtWhole(matrix) ? 1 : 0) && matrix.missing === null,
    };
  }, [matrix, beside, view, t, format, field]);
}

/** Of two matrices of money the one with the larger amounts: both are written in its unit. */
function largerOf(a: CohortMatrix, b: CohortMatrix): CohortMatrix {
  const most = ({ cells }: CohortMatrix): number => cells.reduce((top, value) => (Number.isFinite(value) ? Math.max(top, Math.abs(value)) : top), 0);
  return COHORT_UNITS[a.query.measure] === 'money' && most(b) > most(a) ? b : a;
}
