import { FEW_CUSTOMERS } from '../../core/contract/provenance.ts';
import { COHORT_UNITS, type CohortMatrix } from '../../core/contract/cohorts.ts';
import { moneyUnit, niceScale, spread, textWidth } from './axis.ts';
import { agesBegun, cohortCell, cohortName, cohortPlainValue, cohortValueText, startsAtWhole } from './cohort-values.ts';
import { baseAxis, directLabels, picture, valueAxis, type DirectLabel } from './frame-options.ts';
import type { ChartFormat } from './chart-format.ts';
import type { ChartModel, ChartTable } from './chart-model.ts';
import type { Palette } from './palette.ts';

export interface CurvesWords {
  cohort: string;
  customers: string;
  mean: string;
  running: string;
  /** “month 3”. */
  age: (age: number) => string;
  /** “3”, on the axis. */
  column: (age: number) => string;
  /** Columns of the table for the ends of the mean’s interval. */
  meanLower: string;
  meanUpper: string;
}

interface Curve {
  cohort: number;
  complete: [number, number][];
  running: [number, number][];
}

const GRID = { left: 52, top: 16, bottom: 28 };

/** One curve a cohort over its ages, older ones paler, and their weighted mean in ink. Ages not over yet are dashed. */
export function curvesModel(matrix: CohortMatrix, format: ChartFormat, words: CurvesWords, beside: CohortMatrix | null = null): ChartModel {
  const unit = COHORT_UNITS[matrix.query.measure];
  const firstAge = startsAtWhole(matrix) ? 1 : 0;
  const ages = agesBegun(matrix);
  const curves = cohortCurves(matrix, firstAge, ages);
  const mean: [number, number][] = [];
  for (let age = firstAge; age < ages; age++) {
    const value = matrix.weightedMean[age] ?? Number.NaN;
    if (Number.isFinite(value)) mean.push([age, value]);
  }
  const values = [...curves, ...(beside === null ? [] : cohortCurves(beside, firstAge, agesBegun(beside)))].flatMap((curve) => [...curve.complete, ...curve.running]).map((point) => point[1]);
  values.push(...mean.map((point) => point[1]));
  const minorPerMajor = unit === 'money' ? 10 ** format.minorUnitDigits : 1;
  const { divisor } = unit === 'money' ? moneyUnit(Math.max(0, ...values) / minorPerMajor) : { divisor: 1 };
  const scaled = (value: number): number => value / minorPerMajor / divisor;
  const scale = niceScale(scaled(Math.min(0, ...values)), scaled(Math.max(0, ...values)), 5);
  const named = labelledCurves(curves);

  return {
    option: (size, palette) => {
      const right = Math.max(textWidth(words.mean), ...named.map((curve) => textWidth(cohortName(matrix, curve.cohort, format)))) + 14;
      const perAge = (size.width - GRID.left - right) / Math.max(1, ages - 1 - firstAge);
      const perUnit = (size.height - GRID.top - GRID.bottom) / (scale.max - scale.min);
      const labels = apart(endLabels(matrix, named, mean, format, words, scaled, palette), perAge, perUnit);
      return picture(
        {
          grid: { ...GRID, right },
          xAxis: {
            type: 'value',
            min: firstAge,
            max: Math.max(firstAge + 1, ages - 1),
            interval: Math.max(1, Math.ceil(ages / 13)),
            ...baseAxis(palette),
            axisLabel: { ...(baseAxis(palette)['axisLabel'] as object), formatter: (age: number) => (Number.isInteger(age) ? words.column(age) : ''), showMaxLabel: ages - 1 - firstAge < 13 },
          },
          yAxis: valueAxis(scale, palette, unit === 'share' ? format.axisShare : format.number),
          series: [
            ...curves.flatMap((curve, index) => lines(curve, scaled, curveColor(index, curves.length, palette), named.includes(curve) ? 1.8 : 1, palette)),
            ...meanBand(matrix, firstAge, ages, scaled, palette),
            {
              type: 'line',
              silent: true,
              symbol: mean.length === 1 ? 'circle' : 'none',
              z: 5,
              data: mean.map(([age, value]) => [age, scaled(value)]),
              lineStyle: { color: palette.ink, width: 2.4 },
              itemStyle: { color: palette.ink },
              markPoint: directLabels(labels, palette),
            },
          ],
        },
        palette,
      );
    },
    readings: Array.from({ length: Math.max(0, ages - firstAge) }, (_, index) => {
      const age = firstAge + index;
      return {
        x: age,
        title: words.age(age),
        rows: [
          { label: words.mean, value: cohortValueText(matrix, matrix.weightedMean[age] ?? Number.NaN, format) || '–' },
          ...named.flatMap((curve) => {
            const cell = cohortCell(matrix, curve.cohort, age);
            if (cell.state === 'future' || !Number.isFinite(cell.value)) return [];
            const text = cohortValueText(matrix, cell.value, format);
            return [{ label: cohortName(matrix, curve.cohort, format), value: cell.state === 'running' ? `${text} (${words.running})` : text }];
          }),
        ],
      };
    }),
    table: cohortTable(matrix, format, words),
  };
}

/** The interval of the mean, a pale band behind the curves. */
function meanBand(matrix: CohortMatrix, firstAge: number, ages: number, scaled: (value: number) => number, palette: Palette): Record<string, unknown>[] {
  const lower: [number, number][] = [];
  const upper: [number, number][] = [];
  for (let age = firstAge; age < ages; age++) {
    const [from, to] = [matrix.meanLower[age] ?? Number.NaN, matrix.meanUpper[age] ?? Number.NaN];
    if (!Number.isFinite(from) || !Number.isFinite(to)) continue;
    lower.push([age, scaled(from)]);
    upper.push([age, scaled(to)]);
  }
  if (lower.length < 2) return [];
  const outline = [...upper, ...lower.toReversed()];
  return [
    {
      type: 'custom',
      silent: true,
      clip: true,
      z: 1,
      data: [outline[0]],
      encode: { x: 0, y: 1 },
      renderItem: (_parameters: unknown, api: { coord: (point: [number, number]) => [number, number] }) => ({
        type: 'polygon',
        shape: { points: outline.map((point) => api.coord(point)) },
        style: { fill: palette.ink, opacity: 0.12 },
      }),
    },
  ];
}

/** The matrix as a table: one row a cohort, one column an age, the mean and its interval last. */
export function cohortTable(matrix: CohortMatrix, format: ChartFormat, words: CurvesWords): ChartTable {
  const ages = Array.from({ length: agesBegun(matrix) }, (_, age) => age);
  return {
    columns: [words.cohort, words.customers, ...ages.map(words.age)],
    rows: [
      ...matrix.cohorts.map((cohort, index) => {
        const cells = ages.map((age) => cohortCell(matrix, index, age));
        return {
          texts: [
            cohortName(matrix, index, format),
            format.count(matrix.sizes[index] ?? 0),
            ...cells.map((cell) => {
              const text = cell.state === 'future' ? '' : cohortValueText(matrix, cell.value, format);
              return text !== '' && cell.state === 'running' ? `${text} (${words.running})` : text;
            }),
          ],
          values: [cohort, matrix.sizes[index] ?? 0, ...cells.map((cell) => (cell.state === 'future' ? null : cohortPlainValue(matrix, cell.value, format)))],
        };
      }),
      {
        texts: [words.mean, '', ...ages.map((age) => cohortValueText(matrix, matrix.weightedMean[age] ?? Number.NaN, format))],
        values: [words.mean, null, ...ages.map((age) => cohortPlainValue(matrix, matrix.weightedMean[age] ?? Number.NaN, format))],
      },
      ...[[words.meanLower, matrix.meanLower] as const, [words.meanUpper, matrix.meanUpper] as const]
        .filter(([, ends]) => ends.some(Number.isFinite))
        .map(([name, ends]) => ({
          texts: [name, '', ...ages.map((age) => cohortValueText(matrix, ends[age] ?? Number.NaN, format))],
          values: [name, null, ...ages.map((age) => cohortPlainValue(matrix, ends[age] ?? Number.NaN, format))],
        })),
    ],
  };
}

function cohortCurves(matrix: CohortMatrix, firstAge: number, ages: number): Curve[] {
  return matrix.cohorts.map((_, cohort) => {
    const complete: [number, number][] = [];
    const running: [number, number][] = [];
    for (let age = firstAge; age < ages; age++) {
      const cell = cohortCell(matrix, cohort, age);
      if (!Number.isFinite(cell.value)) continue;
      if (cell.state === 'complete') complete.push([age, cell.value]);
      if (cell.state === 'running') running.push([age, cell.value]);
    }
    const last = complete.at(-1);
    return { cohort, complete, running: last === undefined ? running : [last, ...running] };
  }).filter((curve) => (matrix.sizes[curve.cohort] ?? 0) >= FEW_CUSTOMERS);
}

/** The oldest and the newest cohort with a line to speak of. */
function labelledCurves(curves: readonly Curve[]): Curve[] {
  const long = curves.filter((curve) => curve.complete.length >= 2);
  const picks = [long.at(0), long.at(-1)];
  return [...new Set(picks.filter((curve) => curve !== undefined))];
}

function lines(curve: Curve, scaled: (value: number) => number, color: string, width: number, palette: Palette): Record<string, unknown>[] {
  const shared = { type: 'line', silent: true, itemStyle: { color, borderColor: palette.paper } };
  const points = (part: readonly [number, number][]): [number, number][] => part.map(([age, value]) => [age, scaled(value)]);
  return [
    { ...shared, symbol: curve.complete.length === 1 ? 'circle' : 'none', symbolSize: 4, data: points(curve.complete), lineStyle: { color, width } },
    { ...shared, symbol: 'none', data: points(curve.running), lineStyle: { color, width, type: [3, 3] } },
  ];
}

/** Older cohorts are paler, yet seen on either paper; the newest has the darkest step that still stands apart from ink. */
function curveColor(index: number, count: number, palette: Palette): string {
  const steps = [3, 4, 5];
  const step = steps[Math.min(steps.length - 1, Math.floor((index / Math.max(1, count)) * steps.length))] ?? 5;
  return palette.scale[step] ?? palette.accent;
}

function endLabels(
  matrix: CohortMatrix,
  named: readonly Curve[],
  mean: readonly [number, number][],
  format: ChartFormat,
  words: CurvesWords,
  scaled: (value: number) => number,
  palette: Palette,
): DirectLabel[] {
  const labels: DirectLabel[] = named.flatMap((curve) => {
    const end = curve.running.at(-1) ?? curve.complete.at(-1);
    return end === undefined ? [] : [{ at: [end[0], scaled(end[1])], text: cohortName(matrix, curve.cohort, format), color: palette.ink2, offset: [7, 0] }];
  });
  const end = mean.at(-1);
  if (end !== undefined) labels.push({ at: [end[0], scaled(end[1])], text: words.mean, color: palette.ink, bold: true, offset: [7, 0] });
  return labels;
}

/** Keeps the labels at the right end, where there is room for them, and moves those that would stand on each other up and down. */
function apart(labels: readonly DirectLabel[], pixelsPerAge: number, pixelsPerUnit: number): DirectLabel[] {
  const last = Math.max(...labels.map((label) => Number(label.at[0])));
  const near = labels.filter((label) => (last - Number(label.at[0])) * pixelsPerAge < 90);
  const wanted = near.map((label) => -label.at[1] * pixelsPerUnit);
  const placed = spread(wanted, 16, -Infinity, -4);
  return near.map((label, place) => ({ ...label, offset: [7, (placed[place] ?? 0) - (wanted[place] ?? 0)] }));
}
