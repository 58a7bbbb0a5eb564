import { CELL_STATES, type CellState, COHORT_UNITS, type CohortMatrix, type CohortRowKind } from '../../core/contract/cohorts.ts';
import { calendarUnitSchema, type CalendarUnit } from '../../core/contract/scope.ts';
import type { ChartFormat } from './chart-format.ts';

/** One cell of the matrix, read from its columns. `age` counts from 0. */
export interface CohortCell {
  cohort: number;
  age: number;
  value: number;
  lower: number;
  upper: number;
  retained: number;
  eligible: number;
  state: CellState;
}

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
    state: CELL_STATES[matrix.state[at] ?? 2] ?? 'future',
  };
}

/** Whether an age has begun for some customers and is not over for all. */
export function hasRunning(matrix: CohortMatrix): boolean {
  return matrix.state.some((state) => CELL_STATES[state] === 'running');
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

/** Whether age 0 is 100 % by definition and would only flatten the picture: it is not where only some orders are measured. */
export function startsAtWhole(matrix: CohortMatrix): boolean {
  return matrix.query.measure === 'retainedShare' && matrix.query.scope.filters.every(({ applies }) => applies !== 'orders');
}

/** Whether no cell beyond the first ever closes: values win new customers for ever, and an order number can be reached at any time. */
export function neverCloses(matrix: CohortMatrix): boolean {
  return !isCalendarKey(matrix.query.key) || matrix.query.age === 'order';
}

/** Both matrices over the cohorts and ages of either, in one order, so that they can stand side by side; what one lacks is of nobody. */
export function aligned(a: CohortMatrix, b: CohortMatrix): [CohortMatrix, CohortMatrix] {
  const idOf = (matrix: CohortMatrix, row: number): string => `${matrix.kinds[row] ?? ''} ${matrix.cohorts[row] ?? ''}`;
  const rows = new Map<string, { cohort: string; name: string; kind: CohortRowKind; a: number; b: number }>();
  for (const [side, matrix] of [['a', a], ['b', b]] as const) {
    for (let row = 0; row < matrix.cohorts.length; row++) {
      const id = idOf(matrix, row);
      const known = rows.get(id) ?? { cohort: matrix.cohorts[row] ?? '', name: matrix.names[row] ?? '', kind: matrix.kinds[row] ?? 'value', a: -1, b: -1 };
      rows.set(id, { ...known, [side]: row });
    }
  }
  const order = [...rows.values()];
  if (isCalendarKey(a.query.key)) order.sort((x, y) => (x.cohort < y.cohort ? -1 : 1));
  const ages = Math.max(a.ages, b.ages);
  return [spreadOut(a, order.map((row) => row.a)), spreadOut(b, order.map((row) => row.b))];

  function spreadOut(matrix: CohortMatrix, places: readonly number[]): CohortMatrix {
    const fill = <T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T => {
      places.forEach((place, row) => {
        if (place >= 0 && from.length > 0) to.set(from.subarray(place * matrix.ages, (place + 1) * matrix.ages), row * ages);
      });
      return to;
    };
    const none = (): Float64Array => new Float64Array(places.length * ages).fill(Number.NaN);
    const longer = (column: Float64Array, nothing: number): Float64Array => Float64Array.from({ length: ages }, (_, age) => column[age] ?? nothing);
    return {
      ...matrix,
      ages,
      cohorts: order.map((row) => row.cohort),
      names: order.map((row) => row.name),
      kinds: order.map((row) => row.kind),
      sizes: Float64Array.from(places, (place) => (place < 0 ? 0 : (matrix.sizes[place] ?? 0))),
      cells: fill(matrix.cells, none()),
      lower: matrix.lower.length === 0 ? matrix.lower : fill(matrix.lower, none()),
      upper: matrix.upper.length === 0 ? matrix.upper : fill(matrix.upper, none()),
      retained: fill(matrix.retained, new Uint32Array(places.length * ages)),
      eligible: fill(matrix.eligible, new Uint32Array(places.length * ages)),
      state: fill(matrix.state, new Uint8Array(places.length * ages).fill(CELL_STATES.indexOf('future'))),
      weightedMean: longer(matrix.weightedMean, Number.NaN),
      meanLower: longer(matrix.meanLower, Number.NaN),
      meanUpper: longer(matrix.meanUpper, Number.NaN),
      meanEligible: longer(matrix.meanEligible, 0),
    };
  }
}

/** Ages that at least one cohort has begun. */
export function agesBegun(matrix: CohortMatrix): number {
  for (let age = matrix.ages - 1; age > 0; age--) {
    for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) if (cohortCell(matrix, cohort, age).state !== 'future') return age + 1;
  }
  return Math.min(1, matrix.ages);
}
