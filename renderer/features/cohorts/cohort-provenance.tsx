import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import { Button, Dialog, Heading } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { navigate } from 'wouter/use-hash-location';
import type { CohortMatrix } from '../../../core/contract/cohorts.ts';
import { definitionPath } from '../../app/routes.ts';
import type { ChartFormat } from '../../charts/chart-format.ts';
import { cohortName, cohortValueText, isCalendarKey, type CohortCell } from '../../charts/cohort-values.ts';
import { useFormat } from '../../i18n/format.ts';
import { showCustomersAfter } from '../customers/show-customers.ts';
import { definitionOf } from '../definitions/definition-of.ts';
import { Rows, useProvenanceRows, type ProvenanceRow } from '../../app/provenance-rows.tsx';
import { earlierCohortsMean, measureTerm, RULE_TERMS } from './cohort-text.ts';

/** What was picked in the map: a cell, or the mean of an age. */
export type Picked = { kind: 'cell'; cell: CohortCell } | { kind: 'mean'; age: number };

interface Props {
  picked: Picked;
  matrix: CohortMatrix;
  values: ChartFormat;
  ageText: (age: number) => string;
  close: () => void;
}

/** What a cell or a mean is made of, and the customers behind it. */
export function CohortProvenance({ picked, matrix, values, ageText, close }: Props) {
  const { t } = useTranslation('cohorts');
  const overview = useTranslation('overview').t;
  const format = useFormat();
  const shared = useProvenanceRows(matrix.provenance);
  const term = measureTerm(matrix.query);
  const definition = definitionOf(term);
  const isShare = matrix.query.measure === 'retainedShare';
  const isRetention = isShare || matrix.query.measure === 'retained';
  const age = picked.kind === 'cell' ? picked.cell.age : picked.age;

  const rows: ProvenanceRow[] = [];
  let title = '';
  if (picked.kind === 'cell') {
    const { cell } = picked;
    const size = matrix.sizes[cell.cohort] ?? 0;
    const earlier = isShare && isCalendarKey(matrix.query.key) ? earlierCohortsMean(matrix, cell.cohort, cell.age) : null;
    title = t('cell.title', { cohort: cohortName(matrix, cell.cohort, values), age: ageText(cell.age), value: cohortValueText(matrix, cell.value, values) });
    rows.push({ label: t(isRetention ? 'cell.kept' : 'cell.ordered'), value: t('cell.keptOf', { retained: format.integer(cell.retained), count: size, n: format.integer(size) }) });
    if (isShare && Number.isFinite(cell.lower)) rows.push({ label: t('cell.interval'), value: format.shareInterval([cell.lower, cell.upper]) });
    if (earlier !== null) rows.push({ label: t('cell.earlier'), value: format.share(earlier) });
    rows.push({ label: t('cell.state'), value: cell.state === 'complete' ? t('cell.complete') : t('cell.running', { count: cell.eligible, n: format.integer(cell.eligible) }) });
    if (isRetention) rows.push({ label: t('cell.means'), value: t(`rule.${matrix.query.retained}`) });
  } else {
    const n = matrix.meanEligible[age] ?? 0;
    const interval: [number, number] = [matrix.meanLower[age] ?? Number.NaN, matrix.meanUpper[age] ?? Number.NaN];
    title = t('cell.meanTitle', { age: ageText(age), value: cohortValueText(matrix, matrix.weightedMean[age] ?? Number.NaN, values) });
    rows.push({ label: t('column.customers'), value: format.integer(n) });
    if (interval.every(Number.isFinite)) rows.push({ label: t('cell.interval'), value: isShare ? format.shareInterval(interval) : format.interval(interval, (end) => cohortValueText(matrix, end, values)) });
  }
  const small = picked.kind === 'cell' && (matrix.sizes[picked.cell.cohort] ?? 0) < FEW_CUSTOMERS;

  return (
    <Dialog className="provenance-dialog">
      <Heading slot="title" level={2}>
        {title}
      </Heading>
      {small && <p className="provenance-warning">{t('cell.few')}</p>}
      <p className="provenance-definition">{picked.kind === 'mean' ? definitionOf('weightedMean').text : definition.text}</p>
      <Rows rows={[...rows, ...shared]} />
      <div className="provenance-actions">
        {picked.kind === 'cell' && picked.cell.retained > 0 && (
          <Button
            className="action action-primary"
            onPress={() => {
              const cohort = matrix.cohorts[picked.cell.cohort] ?? '';
              showCustomersAfter(
                close,
                { kind: 'cohort', query: matrix.query, cohort, age: picked.cell.age },
                t('cell.drawer', { cohort: cohortName(matrix, picked.cell.cohort, values), age: ageText(picked.cell.age) }),
              );
            }}
          >
            {overview('provenance.show', { count: picked.cell.retained, n: format.integer(picked.cell.retained) })}
          </Button>
        )}
        <Button className="action" onPress={() => navigate(definitionPath(picked.kind === 'mean' ? 'weightedMean' : isRetention ? RULE_TERMS[matrix.query.retained] : term))}>
          {overview('provenance.definition')}
        </Button>
      </div>
    </Dialog>
  );
}
