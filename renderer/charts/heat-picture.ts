import { FEW_CUSTOMERS } from '../../core/contract/provenance.ts';
import type { CohortMatrix } from '../../core/contract/cohorts.ts';
import { agesBegun, cohortCell, cohortName, startsAtWhole } from './cohort-values.ts';
import type { ChartFormat } from './chart-format.ts';
import { labelColor } from './contrast.ts';
import { cutsOfRows, heatStep, type CutsOfRow } from './heat-scale.ts';
import type { Palette } from './palette.ts';
import type { Mark, Picture } from './picture.ts';

const ROW = 27;
const COLUMN = 46;
const LEFT = 16;
const COHORT_WIDTH = 96;
const SIZE_WIDTH = 66;
const TOP = 58;

/** The heat map as marks, for files: the screen shows it as a table instead. */
export function heatPicture(
  matrix: CohortMatrix,
  format: ChartFormat,
  words: { cohort: string; customers: string; mean: string; column: (age: number) => string },
  cellText: (value: number) => string,
  palette: Palette,
  title: string,
  cuts: CutsOfRow = cutsOfRows([matrix], 'table'),
): Picture {
  const ages = agesBegun(matrix);
  const left = LEFT + COHORT_WIDTH + SIZE_WIDTH;
  const marks: Mark[] = [];
  const text = (x: number, y: number, content: string, align: 'start' | 'middle' | 'end', fill: string, weight = 400, size = 11.5): void => {
    marks.push({ kind: 'text', x, y, text: content, align, fill, weight, size });
  };
  const columnX = (age: number): number => left + age * COLUMN + COLUMN / 2;
  text(LEFT, 24, title, 'start', palette.ink, 600, 14);
  text(LEFT, TOP - 12, words.cohort, 'start', palette.ink3);
  text(left - 12, TOP - 12, words.customers, 'end', palette.ink3);
  for (let age = 0; age < ages; age++) text(columnX(age), TOP - 12, words.column(age), 'middle', palette.ink3);

  for (let cohort = 0; cohort < matrix.cohorts.length; cohort++) {
    const y = TOP + cohort * ROW;
    const size = matrix.sizes[cohort] ?? 0;
    text(LEFT, y + ROW / 2, cohortName(matrix, cohort, format), 'start', palette.ink2);
    text(left - 12, y + ROW / 2, format.count(size) + (size < FEW_CUSTOMERS ? '*' : ''), 'end', palette.ink3);
    for (let age = 0; age < ages; age++) {
      const cell = cohortCell(matrix, cohort, age);
      if (cell.state === 'future' || !Number.isFinite(cell.value)) continue;
      const step = startsAtWhole(matrix) && age === 0 ? 6 : heatStep(cell.value, cuts(cohort));
      const color = palette.scale[step] ?? palette.paper;
      const plain = size < FEW_CUSTOMERS;
      const running = cell.state === 'running';
      marks.push({
        kind: 'box',
        x: left + age * COLUMN + 1,
        y: y + 1,
        width: COLUMN - 2,
        height: ROW - 2,
        fill: plain || running ? null : color,
        stroke: plain ? palette.rule : null,
        hatch: running ? color : null,
      });
      text(columnX(age), y + ROW / 2, cellText(cell.value), 'middle', plain || running ? palette.ink : labelColor(color, palette));
    }
  }
  const meanY = TOP + matrix.cohorts.length * ROW;
  marks.push({ kind: 'box', x: LEFT, y: meanY, width: left + ages * COLUMN - LEFT, height: 1.5, fill: palette.ink, stroke: null, hatch: null });
  text(LEFT, meanY + ROW / 2 + 1, words.mean, 'start', palette.ink, 600);
  for (let age = 0; age < ages; age++) {
    const value = matrix.weightedMean[age] ?? Number.NaN;
    if (Number.isFinite(value)) text(columnX(age), meanY + ROW / 2 + 1, cellText(value), 'middle', palette.ink, 600);
  }
  return { width: left + ages * COLUMN + LEFT, height: meanY + ROW + 16, title, marks };
}
