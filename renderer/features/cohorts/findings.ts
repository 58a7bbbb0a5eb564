import { FEW_CUSTOMERS } from '../../../core/contract/provenance.ts';
import type { CohortMatrix } from '../../../core/contract/cohorts.ts';
import type { CalendarUnit, IsoDate } from '../../../core/contract/scope.ts';
import { agesBegun, cohortCell, isCalendarKey, neverCloses } from '../../charts/cohort-values.ts';

/** Names the age of a sentence: a calendar unit, a window of days, or an order number. */
export type AgeUnit = CalendarUnit | 'window' | 'order';

export type CohortFinding =
  | { key: 'finding.none' | 'finding.early' | 'finding.noCost' }
  | { key: `finding.${'fewer' | 'more' | 'same'}`; now: number; before: number; since: IsoDate; age: number; unit: AgeUnit; withoutFirst: boolean }
  | { key: `finding.${'apart' | 'alike'}`; first: number; second: number; now: number; before: number; age: number; unit: AgeUnit }
  | { key: 'finding.mean' | 'finding.reached'; now: number; age: number; unit: AgeUnit }
  | { key: 'finding.laterShare' | 'finding.laterRevenue'; share: number; unit: AgeUnit }
  | { key: 'finding.perCustomer' | 'finding.atAge' | 'finding.soFar'; value: number; age: number; unit: AgeUnit }
  | { key: 'finding.averageOrder'; first: number; later: number; age: number; unit: AgeUnit };

/** The age at which newer and older cohorts are compared: the first after their own period. */
const COMPARED_AGE = 1;
const Z95 = 1.959963984540054;

export function ageUnitOf({ age }: CohortMatrix['query']): AgeUnit {
  return typeof age === 'object' ? 'window' : age;
}

/** What the matrix shows, by a rule fixed beforehand. Calendar cohorts whose age 1 is complete are split in the middle, older against newer
 *  (without the very first, among whose customers are those won before the data begin); of values, the two with most customers are compared.
 *  A difference is claimed only when Newcombe’s interval leaves out zero. Other measures are described, not compared. */
export function cohortFinding(matrix: CohortMatrix): CohortFinding {
  if (matrix.missing === 'no-cost') return { key: 'finding.noCost' };
  if (matrix.cohorts.length === 0 || matrix.sizes.every((size) => size === 0)) return { key: 'finding.none' };
  const { key, measure, cumulative } = matrix.query;
  const unit = ageUnitOf(matrix.query);
  if (measure === 'retainedShare' || measure === 'retained') {
    if (unit === 'order') return reachedSecond(matrix);
    return isCalendarKey(key) ? olderAgainstNewer(matrix, unit) : firstAgainstSecond(matrix, unit);
  }
  if ((measure === 'orders' || measure === 'netRevenue') && !cumulative) {
    const { first, later } = firstAndLater(matrix);
    if (first + later <= 0 || agesBegun(matrix) < 2) return { key: 'finding.early' };
    return { key: measure === 'orders' ? 'finding.laterShare' : 'finding.laterRevenue', share: later / (first + later), unit };
  }
  const meanAt = (at: number): number => (unit === 'order' ? meanAtOrder(matrix, at) : (matrix.weightedMean[at] ?? Number.NaN));
  const age = unit === 'order' ? Math.min(COMPARED_AGE, matrix.ages - 1) : lastMeanAge(matrix);
  const value = meanAt(age);
  if (age < 1 || !Number.isFinite(value)) return { key: 'finding.early' };
  if (measure === 'revenuePerCustomer' && cumulative) return { key: 'finding.perCustomer', value, age, unit };
  if (measure === 'averageOrderValue' && !cumulative) {
    return { key: 'finding.averageOrder', first: meanAt(0), later: meanAt(COMPARED_AGE), age: COMPARED_AGE, unit };
  }
  if (cumulative) return { key: 'finding.soFar', value, age, unit };
  return { key: 'finding.atAge', value: meanAt(COMPARED_AGE), age: COMPARED_AGE, unit };
}

/** The two values with most customers; their rows stand first. */
function firstAgainstSecond(matrix: CohortMatrix, unit: AgeUnit): CohortFinding {
  if (matrix.ages <= COMPARED_AGE) return { key: 'finding.early' };
  const known = matrix.kinds.flatMap((kind, row) => (kind === 'value' && cohortCell(matrix, row, COMPARED_AGE).eligible >= FEW_CUSTOMERS ? [row] : []));
  const [first, second] = known;
  if (first === undefined || second === undefined || matrix.offset > 0) {
    const now = matrix.query.measure === 'retainedShare' ? (matrix.weightedMean[COMPARED_AGE] ?? Number.NaN) : Number.NaN;
    return Number.isFinite(now) ? { key: 'finding.mean', now, age: COMPARED_AGE, unit } : { key: 'finding.early' };
  }
  const [a, b] = [pool(matrix, [first]), pool(matrix, [second])];
  const [lower, upper] = differenceInterval(a, b);
  const [ahead, behind] = upper < 0 ? [second, first] : [first, second];
  const share = (row: number): number => (row === first ? a.retained / a.n : b.retained / b.n);
  return { key: `finding.${lower > 0 || upper < 0 ? 'apart' : 'alike'}`, first: ahead, second: behind, now: share(ahead), before: share(behind), age: COMPARED_AGE, unit };
}

/** Over all customers so far: of each order that they placed, or of each customer. */
function meanAtOrder(matrix: CohortMatrix, age: number): number {
  let sum = 0;
  let weight = 0;
  for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) {
    const cell = cohortCell(matrix, cohort, age);
    if (!Number.isFinite(cell.value)) continue;
    const share = matrix.query.measure === 'averageOrderValue' ? cell.retained : (matrix.sizes[cohort] ?? 0);
    sum += cell.value * share;
    weight += share;
  }
  return sum / weight;
}

/** Of all customers so far, those who came to a second order. */
function reachedSecond(matrix: CohortMatrix): CohortFinding {
  if (matrix.ages <= COMPARED_AGE) return { key: 'finding.early' };
  let retained = 0;
  let customers = 0;
  for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) {
    retained += cohortCell(matrix, cohort, COMPARED_AGE).retained;
    customers += matrix.sizes[cohort] ?? 0;
  }
  return { key: 'finding.reached', now: retained / customers, age: COMPARED_AGE, unit: 'order' };
}

function olderAgainstNewer(matrix: CohortMatrix, unit: AgeUnit): CohortFinding {
  const complete = matrix.cohorts.flatMap((_, cohort) => (isComplete(matrix, cohort) ? [cohort] : []));
  if (complete.length === 0) return { key: 'finding.early' };
  if (complete.length < 2) return meanAtFirstAge(matrix, unit);
  const middle = Math.ceil(complete.length / 2);
  const older = pool(matrix, complete.slice(middle > 1 ? 1 : 0, middle));
  const newer = pool(matrix, complete.slice(middle));
  const since = matrix.cohorts[complete[middle] ?? 0] ?? '';
  const [lower, upper] = differenceInterval(newer, older);
  const word = lower > 0 ? 'more' : upper < 0 ? 'fewer' : 'same';
  return { key: `finding.${word}`, now: newer.retained / newer.n, before: older.retained / older.n, since, age: COMPARED_AGE, unit, withoutFirst: middle > 1 };
}

/** Whether the first cohort was kept out of a comparison. */
export function comparesWithoutFirst(finding: CohortFinding): boolean {
  return 'withoutFirst' in finding && finding.withoutFirst;
}

function meanAtFirstAge(matrix: CohortMatrix, unit: AgeUnit): CohortFinding {
  const complete = matrix.cohorts.flatMap((_, cohort) => (isComplete(matrix, cohort) ? [cohort] : []));
  if (complete.length === 0) return { key: 'finding.early' };
  const all = pool(matrix, complete);
  return { key: 'finding.mean', now: all.retained / all.n, age: COMPARED_AGE, unit };
}

function isComplete(matrix: CohortMatrix, cohort: number): boolean {
  if (matrix.ages <= COMPARED_AGE) return false;
  const cell = cohortCell(matrix, cohort, COMPARED_AGE);
  return cell.state === 'complete' && cell.eligible > 0;
}

interface Share {
  retained: number;
  n: number;
}

function pool(matrix: CohortMatrix, cohorts: readonly number[]): Share {
  let retained = 0;
  let n = 0;
  for (const cohort of cohorts) {
    const cell = cohortCell(matrix, cohort, COMPARED_AGE);
    retained += cell.retained;
    n += cell.eligible;
  }
  return { retained, n };
}

/** 95 % interval of a − b. Newcombe (1998), method 10. */
export function differenceInterval(a: Share, b: Share): [number, number] {
  const p = a.retained / a.n;
  const q = b.retained / b.n;
  const [pLower, pUpper] = wilson(a);
  const [qLower, qUpper] = wilson(b);
  return [p - q - Math.hypot(p - pLower, qUpper - q), p - q + Math.hypot(pUpper - p, q - qLower)];
}

/** Wilson (1927). */
function wilson({ retained, n }: Share): [number, number] {
  const p = retained / n;
  const z2 = Z95 * Z95;
  const centre = (p + z2 / (2 * n)) / (1 + z2 / n);
  const half = (Z95 / (1 + z2 / n)) * Math.sqrt((p * (1 - p)) / n + z2 / (4 * n * n));
  return [centre - half, centre + half];
}

/** Sums over age 0 and over all later ages that have begun. */
function firstAndLater(matrix: CohortMatrix): { first: number; later: number } {
  let first = 0;
  let later = 0;
  for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) {
    for (let age = 0; age < matrix.ages; age++) {
      const { value } = cohortCell(matrix, cohort, age);
      if (!Number.isFinite(value)) continue;
      if (age === 0) first += value;
      else later += value;
    }
  }
  return { first, later };
}

/** The oldest age, up to a year of months, at which the mean still rests on more than one cohort’s customers. */
function lastMeanAge(matrix: CohortMatrix): number {
  const limit = Math.min(matrix.ages - 1, 12);
  for (let age = limit; age > 0; age--) {
    let cohorts = 0;
    for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) if (cohortCell(matrix, cohort, age).state === 'complete') cohorts++;
    if (cohorts > 1 || (neverCloses(matrix) && (matrix.meanEligible[age] ?? 0) >= FEW_CUSTOMERS)) return age;
  }
  return 0;
}
