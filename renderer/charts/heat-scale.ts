import type { CohortMatrix } from '../../core/contract/cohorts.ts';
import { agesBegun, cohortCell, FEW_CUSTOMERS, startsAtWhole } from './cohort-values.ts';

/** Steps of the scale; CSS classes `heat-1` … `heat-6` hold their colours. */
export const HEAT_STEPS = 6;

/** Five cut points that share the finished cells out over six steps, rounded where that keeps them apart.
 *  Where age 0 is 100 % by definition it takes the darkest step and has no say in the cuts. */
export function heatCuts(matrix: CohortMatrix): number[] {
  const values: number[] = [];
  const ages = agesBegun(matrix);
  for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) {
    if ((matrix.sizes[cohort] ?? 0) < FEW_CUSTOMERS) continue;
    for (let age = startsAtWhole(matrix) ? 1 : 0; age < ages; age++) {
      const cell = cohortCell(matrix, cohort, age);
      if (cell.state === 'complete' && Number.isFinite(cell.value)) values.push(cell.value);
    }
  }
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
