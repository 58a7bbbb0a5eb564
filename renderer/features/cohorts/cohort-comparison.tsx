import { useMemo, type ReactNode, type UIEvent } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { COHORT_UNITS, type CohortMatrix } from '../../../core/contract/cohorts.ts';
import type { Filter, IsoDate } from '../../../core/contract/scope.ts';
import { AddFilter, FilterChip } from '../../app/filter-chip.tsx';
import { useSavedViews } from '../../app/saved-views.ts';
import { withFilter, withoutFilter } from '../../app/scope-store.ts';
import { aligned, cohortValueText } from '../../charts/cohort-values.ts';
import { useFormat } from '../../i18n/format.ts';
import type { CohortControls } from './cohort-controls.tsx';
import { WhereFrom } from '../overview/where-from.tsx';
import { measureTerm } from './cohort-text.ts';
import { CohortPicture } from './cohort-view.tsx';
import { useCohortWords } from './cohort-words.ts';

interface Props {
  here: CohortMatrix;
  there: CohortMatrix;
  controls: CohortControls;
  bar: ReactNode;
  filters: ReactNode;
  /** The first day of the cohorts compared, where they are not all. */
  since: IsoDate | null;
}

/** Two matrices over the same cohorts and ages, in one scale. */
export function CohortComparison({ here, there, controls, bar, filters, since }: Props) {
  const { t } = useTranslation('cohorts');
  const format = useFormat();
  const [a, b] = useMemo(() => aligned(here, there), [here, there]);
  const { words, values, sub } = useCohortWords(a, controls.view, b);
  const age = comparedAge(a, b);
  const mean = (matrix: CohortMatrix): string => cohortValueText(matrix, matrix.weightedMean[age] ?? Number.NaN, values);
  const interval = (matrix: CohortMatrix): string => {
    const [lower, upper] = [matrix.meanLower[age] ?? Number.NaN, matrix.meanUpper[age] ?? Number.NaN];
    if (!Number.isFinite(lower) || !Number.isFinite(upper)) return '–';
    if (COHORT_UNITS[matrix.query.measure] === 'share') return format.shareInterval([lower, upper]);
    return format.interval([lower, upper], (end) => cohortValueText(matrix, end, values));
  };
  const [left, right] = [here.query.scope, there.query.scope];
  const same = left.segment === undefined && JSON.stringify(left.filters) === JSON.stringify(right.filters);
  const read = same || age < 0 ? '' : t('compare.read', { here: interval(a), beside: interval(b) });
  return (
    <>
      <h1 className="finding">
        {same && t('compare.titleSame')}
        {!same && (age < 0 ? t('compare.titleNone') : t('compare.title', { measure: t(`measure.${a.query.measure}`), age: words.age(age), here: mean(a), beside: mean(b) }))}
      </h1>
      <p className="lede">
        {[sub, read, since === null ? '' : t('compare.recent', { since: format.date(since) })].filter((sentence) => sentence !== '').join(' ')} <WhereFrom provenance={here.provenance} term={measureTerm(here.query)} />
      </p>
      {bar}
      <div className="cohort-pair" onScrollCapture={scrollTogether}>
        <section aria-label={t('compare.here')}>
          <h2>{t('compare.here')}</h2>
          <CohortPicture matrix={a} controls={controls} beside={b}>
            {null}
          </CohortPicture>
        </section>
        <section aria-label={t('compare.beside')}>
          {filters}
          {there.cohorts.length === 0 ? (
            <p className="lede">{t('compare.none')}</p>
          ) : (
            <CohortPicture matrix={b} controls={controls} beside={a}>
              {null}
            </CohortPicture>
          )}
        </section>
      </div>
    </>
  );
}

/** What is scrolled in one map is scrolled in the other, so that the same cells stay side by side. */
function scrollTogether(event: UIEvent<HTMLDivElement>): void {
  if (!(event.target instanceof HTMLElement)) return;
  const { scrollLeft, scrollTop } = event.target;
  for (const other of event.currentTarget.querySelectorAll('.heat-scroll')) if (other !== event.target) other.scrollTo(scrollLeft, scrollTop);
}

/** Chooses whom the cohorts are compared with, in place. */
export function BesideFilters({ filters, setFilters }: { filters: readonly Filter[]; setFilters: (filters: Filter[]) => void }) {
  const { t } = useTranslation('cohorts');
  // Those that choose segments as well would say less than their name here.
  const saved = useSavedViews().filter((view) => view.kind === 'filters' && view.scope.segment === undefined);
  const target = { setFilter: (filter: Filter) => setFilters(withFilter(filters, filter)), removeFilter: (field: string, applies: Filter['applies']) => setFilters(withoutFilter(filters, field, applies)) };
  return (
    <div className="cohort-beside">
      <h2>{t('compare.beside')}</h2>
      {filters.length === 0 && <span className="pale">{t('compare.everybody')}</span>}
      {filters.map((filter) => (
        <FilterChip key={`${filter.applies} ${filter.field}`} filter={filter} target={target} />
      ))}
      <AddFilter target={target} />
      {saved.map(({ name, scope }) => (
        <Button key={name} className="quiet-button" onPress={() => setFilters(scope.filters)}>
          {name}
        </Button>
      ))}
    </div>
  );
}

/** The first age after the cohort’s own for which both have a mean; the own one where only it has; −1 where none has. */
export function comparedAge(a: CohortMatrix, b: CohortMatrix): number {
  const both = (age: number): boolean => Number.isFinite(a.weightedMean[age] ?? Number.NaN) && Number.isFinite(b.weightedMean[age] ?? Number.NaN);
  if (both(1)) return 1;
  return both(0) ? 0 : -1;
}
