import { FEW_CUSTOMERS } from '../../core/contract/provenance.ts';
import type { CohortMatrix } from '../../core/contract/cohorts.ts';
import { agesBegun, cohortCell, neverCloses, startsAtWhole } from './cohort-values.ts';

/** Steps of the scale; CSS classes `heat-1` … `heat-6` hold their colours. */
export const HEAT_STEPS = 6;

/** Cut points of a cell’s row: the same for all rows, or each row’s own. */
export type CutsOfRow = (row: number) => readonly number[];

/** One scale for all rows of all the matrices, or one for each row of the first. */
export function cutsOfRows(matrices: readonly [CohortMatrix, ...CohortMatrix[]], colour: 'table' | 'row'): CutsOfRow {
  const [matrix] = matrices;
  if (colour === 'row') {
    const own = matrix.cohorts.map((_, row) => cutPoints(matrices.flatMap((other) => scaledValues(other, row))));
    return (row) => own[row] ?? [];
  }
  const all = cutPoints(matrices.flatMap((other) => other.cohorts.flatMap((_, row) => scaledValues(other, row))));
  return () => all;
}

/** Values of a row that have a say in the scale: finished ones, of cohorts that are not small. Where age 0 is 100 % by definition it takes
 *  the darkest step and has none; where no cell ever closes, all have. */
function scaledValues(matrix: CohortMatrix, cohort: number): number[] {
  if ((matrix.sizes[cohort] ?? 0) < FEW_CUSTOMERS) return [];
  const values: number[] = [];
  const open = neverCloses(matrix);
  const ages = agesBegun(matrix);
  for (let age = startsAtWhole(matrix) ? 1 : 0; age < ages; age++) {
    const cell = cohortCell(matrix, cohort, age);
    if (Number.isFinite(cell.value) && (cell.state === 'complete' || (open && cell.state === 'running' && (cell.eligible >= FEW_CUSTOMERS || matrix.query.age === 'order')))) values.push(cell.value);
  }
  return values;
}

/** Five cut points that share the values out over six steps, rounded where that keeps them apart. */
function cutPoints(values: number[]): number[] {
  if (values.length === 0) return [];
  values.sort((a, b) => a - b);
  const cuts = [1, 2, 3, 4, 5].map((sixth) => values[Math.floor((sixth * values.length) / HEAT_STEPS)] ?? 0);
  const rounded = cuts.map((cut) => Number(cut.toPrecision(2)));
  return new Set(rounded).size === cuts.length ? rounded : cuts;
}

/** 1 (least) to 6; 0 when there is no scale or no value. */
export function heatStep(value: number, cuts: readonly number[]): number {
  if (!Number.isFinite(value) || cuts.length === 0) return 0;
  return 1 + cuts.filter((cut) => value >= cut).length;
}
