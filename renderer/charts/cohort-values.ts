import { COHORT_UNITS, type CohortMatrix } from '../../core/contract/cohorts.ts';
import { calendarUnitSchema, type CalendarUnit } from '../../core/contract/scope.ts';
import type { ChartFormat } from './chart-format.ts';

/** Cohorts smaller than this say so and carry no colour. METRICS §6. */
export const FEW_CUSTOMERS = 30;

export type CohortCellState = 'complete' | 'running' | 'future';

/** One cell of the matrix, read from its columns. `age` counts from 0. */
export interface CohortCell {
  cohort: number;
  age: number;
  value: number;
  lower: number;
  upper: number;
  retained: number;
  eligible: number;
  state: CohortCellState;
}

const STATES: readonly CohortCellState[] = ['complete', 'running', 'future'];

export function cohortCell(matrix: CohortMatrix, cohort: number, age: number): CohortCell {
  const at = cohort * matrix.ages + age;
  return {
    cohort,
    age,
    value: matrix.cells[at] ?? Number.NaN,
    lower: matrix.lower[at] ?? Number.NaN,
    upper: matrix.upper[at] ?? Number.NaN,
    retained: matrix.retained[at] ?? 0,
    eligible: matrix.eligible[at] ?? 0,
    state: STATES[matrix.state[at] ?? 2] ?? 'future',
  };
}

/** Whether an age has begun for some customers and is not over for all. */
export function hasRunning(matrix: CohortMatrix): boolean {
  return matrix.state.some((state) => STATES[state] === 'running');
}

/** Full wording of a value: “21.2 %”, “₴ 1,310.00”, “131”. */
export function cohortValueText(matrix: CohortMatrix, value: number, format: ChartFormat): string {
  if (!Number.isFinite(value)) return '';
  const unit = COHORT_UNITS[matrix.query.measure];
  if (unit === 'share') return format.share(value);
  if (unit === 'ratio') return format.number(value);
  return unit === 'money' ? format.money(value) : format.count(value);
}

/** The value as a plain number for files: shares 0–1, money in major units. */
export function cohortPlainValue(matrix: CohortMatrix, value: number, format: Pick<ChartFormat, 'minorUnitDigits'>): number | null {
  if (!Number.isFinite(value)) return null;
  return COHORT_UNITS[matrix.query.measure] === 'money' ? value / 10 ** format.minorUnitDigits : value;
}

/** Name of a cohort: its calendar period, or the attribute’s own value. */
export function cohortName(matrix: CohortMatrix, cohort: number, format: Pick<ChartFormat, 'period'>): string {
  const key = matrix.query.key;
  const name = matrix.names[cohort] ?? '';
  return isCalendarKey(key) ? format.period(name, key) : name;
}

export function isCalendarKey(key: CohortMatrix['query']['key']): key is CalendarUnit {
  return (calendarUnitSchema.options as readonly string[]).includes(key);
}

/** Whether age 0 is 100 % by definition and would only flatten the picture. */
export function startsAtWhole(matrix: CohortMatrix): boolean {
  return matrix.query.measure === 'retainedShare';
}

/** Ages that at least one cohort has begun. */
export function agesBegun(matrix: CohortMatrix): number {
  for (let age = matrix.ages - 1; age > 0; age--) {
    for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) if (cohortCell(matrix, cohort, age).state !== 'future') return age + 1;
  }
  return Math.min(1, matrix.ages);
}
