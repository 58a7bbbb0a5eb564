import type { TFunction } from 'i18next';
import { COHORT_UNITS, type CohortMatrix, type RetainedRule } from '../../../core/contract/cohorts.ts';
import { moneyUnit } from '../../charts/axis.ts';
import { agesBegun, cohortCell, cohortName, cohortValueText } from '../../charts/cohort-values.ts';
import type { ChartFormat } from '../../charts/chart-format.ts';
import type { Format } from '../../i18n/format.ts';
import type { DefinitionKey } from '../definitions/definition-of.ts';
import type { AgeUnit, CohortFinding } from './findings.ts';

type Words = TFunction<'cohorts'>;

export const RULE_TERMS = {
  'in-age': 'retainedInAge',
  'in-age-or-later': 'retainedInAgeOrLater',
  'every-age': 'retainedEveryAge',
} as const satisfies Record<RetainedRule, DefinitionKey>;

/** The term that defines the measure shown. */
export function measureTerm(query: CohortMatrix['query']): DefinitionKey {
  switch (query.measure) {
    case 'retainedShare':
    case 'retained':
      return RULE_TERMS[query.retained];
    case 'orders':
    case 'netRevenue':
    case 'averageOrderValue':
    case 'revenuePerCustomer':
    case 'ordersPerCustomer':
    case 'grossRevenue':
    case 'margin':
    case 'marginPerCustomer':
      return query.measure;
    case 'refunds':
      return 'refundedAmount';
  }
}

/** The words of ages of a matrix: “month 3”, “days 30–59”, “order 4”; and the short ones in the heads of columns. */
export function ageWords({ age }: CohortMatrix['query'], unit: AgeUnit, t: Words, format: Format): { age: (n: number) => string; ageIn: (n: number) => string; column: (n: number) => string } {
  const windowDays = typeof age === 'object' ? age.windowDays : 1;
  const names = (n: number): { n: string; from: string; to: string } => ({
    n: format.integer(unit === 'order' ? n + 1 : n),
    from: format.integer(n * windowDays),
    to: format.integer((n + 1) * windowDays - 1),
  });
  return {
    age: (n) => t(`age.${unit}`, names(n)),
    ageIn: (n) => t(`ageIn.${unit}`, names(n)),
    column: (n) => (unit === 'window' ? names(n).from : names(n).n),
  };
}

export function wordCohortFinding(finding: CohortFinding, matrix: CohortMatrix, t: Words, format: Format, values: ChartFormat): string {
  const words = 'unit' in finding ? ageWords(matrix.query, finding.unit, t, format) : null;
  const age = (n: number, which: 'age' | 'ageIn'): string => words?.[which](n) ?? '';
  switch (finding.key) {
    case 'finding.none':
    case 'finding.early':
    case 'finding.noCost':
      return t(finding.key);
    case 'finding.apart':
    case 'finding.alike':
      return t(finding.key, {
        first: cohortName(matrix, finding.first, values),
        second: cohortName(matrix, finding.second, values),
        now: format.share(finding.now),
        before: format.share(finding.before),
        ageIn: age(finding.age, 'ageIn'),
      });
    case 'finding.soFar':
    case 'finding.atAge':
      return t(finding.key, { measure: t(`measure.${matrix.query.measure}`), value: cohortValueText(matrix, finding.value, values), age: age(finding.age, 'age') });
    case 'finding.fewer':
    case 'finding.more':
    case 'finding.same':
      return t(finding.key, { now: format.share(finding.now), before: format.share(finding.before), since: format.date(finding.since).replaceAll(' ', '\u00a0'), ageIn: age(finding.age, 'ageIn') });
    case 'finding.mean':
    case 'finding.reached':
      return t(finding.key, { now: format.share(finding.now), ageIn: age(finding.age, 'ageIn') });
    case 'finding.laterShare':
    case 'finding.laterRevenue':
      return t(finding.key, { share: format.share(finding.share), first: t(`afterFirst.${finding.unit}`) });
    case 'finding.perCustomer':
      return t(finding.key, { value: values.money(finding.value), age: age(finding.age, 'age') });
    case 'finding.averageOrder':
      return t(finding.key, {
        first: values.money(finding.first),
        firstIn: age(0, 'ageIn'),
        later: values.money(finding.later),
        ageIn: age(finding.age, 'ageIn'),
      });
  }
}

export interface CellWriter {
  text: (value: number) => string;
  unit: 'one' | 'thousand' | 'million' | null;
}

/** Short texts for cells: shares without the sign, money in the unit that keeps them to five characters. */
export function cellWriter(matrix: CohortMatrix, format: Format, minorUnitDigits: number): CellWriter {
  const kind = COHORT_UNITS[matrix.query.measure];
  if (kind === 'share') return { text: (value) => (value === 1 ? format.integer(100) : format.decimal(value * 100, 1, true)), unit: null };
  if (kind === 'count') return { text: format.integer, unit: null };
  if (kind === 'ratio') return { text: (value) => format.decimal(value, 2, true), unit: null };
  const minorPerMajor = 10 ** minorUnitDigits;
  let maximum = 0;
  for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) {
    for (let age = 0; age < agesBegun(matrix); age++) {
      const { value } = cohortCell(matrix, cohort, age);
      if (Number.isFinite(value)) maximum = Math.max(maximum, Math.abs(value) / minorPerMajor);
    }
  }
  const { divisor, unit } = moneyUnit(maximum / 2);
  const digits = maximum / divisor < 100 ? 1 : 0;
  return { text: (value) => format.decimal(value / minorPerMajor / divisor, digits, true), unit };
}

/** Mean over the older cohorts for which the same age is complete, weighted by their customers; `null` where there is none. */
export function earlierCohortsMean(matrix: CohortMatrix, cohort: number, age: number): number | null {
  let retained = 0;
  let eligible = 0;
  for (let earlier = 0; earlier < cohort; earlier++) {
    const cell = cohortCell(matrix, earlier, age);
    if (cell.state !== 'complete') continue;
    retained += cell.retained;
    eligible += cell.eligible;
  }
  return eligible === 0 ? null : retained / eligible;
}
