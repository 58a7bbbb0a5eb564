import { CELL_STATES, type CohortMatrix, type CohortMeasure } from '../../contract/cohorts.ts';
import { accountingJson } from '../accounting.ts';
import { COHORT_HELP, COHORT_OPTIONS, cohortQueryOf } from '../cohort-options.ts';
import type { Command } from '../command.ts';
import { formatCount, formatShare, majorUnits, numberOrNull } from '../numbers.ts';
import { periodOf, SCOPE_HELP, SCOPE_OPTIONS } from '../options.ts';
import { onlyProject, withProject } from '../project-session.ts';
import { safeText, textTable } from '../table.ts';

const MONEY: ReadonlySet<CohortMeasure> = new Set(['netRevenue', 'averageOrderValue', 'revenuePerCustomer']);
const RUNNING_MARK = '*';

export const cohortsCommand: Command = {
  name: 'cohorts',
  summary: 'Customers by their first order, followed over time',
  help: `Usage: tenure cohorts <project> [options]

Prints one row a cohort and one column an age. A cell is complete when every customer of the cohort was observed
for the whole age, running (marked ${RUNNING_MARK}) while only some were, and future (empty) when none was; only complete cells
enter the mean, which is weighted by customers.

Options
${COHORT_HELP}
${SCOPE_HELP}

JSON
  {"asOf","currency","fingerprint","measure","key","age","retainedRule","cohorts":[…],"sizes":[…],"ages":[…],"cells":[[…]],"intervals":[[[lo,hi]…]],
   "retained":[[…]],"eligible":[[…]],"state":[["complete"|"running"|"future"]],"weightedMean":[…],"meanIntervals":[[lo,hi]…],"meanEligible":[…],
   "counted":{…},"leftOut":[…],"afterAsOf":{…},"file":{…}}; a cell without a value is null

Examples
  tenure cohorts shop.tenure --measure retainedShare
  tenure cohorts shop.tenure --key channel --age 30d --measure cumulativeRevenuePerCustomer --json
`,
  options: { ...SCOPE_OPTIONS, ...COHORT_OPTIONS },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    cohortQueryOf(options, null);
    const matrix = await withProject(project, false, terminal, ({ info, call }) => call('cohorts.matrix', cohortQueryOf(options, periodOf(options, info))));
    terminal.print(options.flag('json') ? JSON.stringify(cohortsJson(matrix)) : cohortsText(matrix));
  },
};

function cohortsJson(matrix: CohortMatrix): Record<string, unknown> {
  const { provenance, query, cohorts, ages } = matrix;
  const { currency } = provenance;
  const value = (number: number | undefined): number | null =>
    MONEY.has(query.measure) ? majorUnits(number ?? null, currency) : numberOrNull(number);
  const rows = <T>(cell: (index: number) => T): T[][] => cohorts.map((_, row) => Array.from({ length: ages }, (_cell, age) => cell(row * ages + age)));
  const interval = (lower: number | undefined, upper: number | undefined): [number, number] | null => {
    const [low, high] = [value(lower), value(upper)];
    return low === null || high === null ? null : [low, high];
  };
  return {
    asOf: provenance.asOf,
    currency: currency.code,
    fingerprint: provenance.fingerprint,
    measure: query.measure,
    cumulative: query.cumulative,
    key: query.key,
    age: query.age,
    retainedRule: query.retained,
    cohorts,
    sizes: Array.from(matrix.sizes),
    ages: Array.from({ length: ages }, (_, age) => age),
    cells: rows((cell) => value(matrix.cells[cell])),
    intervals: rows((cell) => interval(matrix.lower[cell], matrix.upper[cell])),
    retained: rows((cell) => numberOrNull(matrix.retained[cell])),
    eligible: rows((cell) => numberOrNull(matrix.eligible[cell])),
    state: rows((cell) => CELL_STATES[matrix.state[cell] ?? CELL_STATES.length]),
    weightedMean: Array.from(matrix.weightedMean, value),
    meanIntervals: Array.from(matrix.meanLower, (lower, age) => interval(lower, matrix.meanUpper[age])),
    meanEligible: Array.from(matrix.meanEligible),
    ...accountingJson(provenance),
  };
}

function cohortsText(matrix: CohortMatrix): string {
  const { cohorts, ages, query, provenance } = matrix;
  const { minorUnitDigits, code } = provenance.currency;
  const money = MONEY.has(query.measure);
  const digits = query.measure === 'netRevenue' ? 0 : minorUnitDigits;
  const format = (value: number | undefined): string => {
    if (value === undefined || Number.isNaN(value)) return '';
    if (query.measure === 'retainedShare') return formatShare(value);
    return money ? (value / 10 ** minorUnitDigits).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : formatCount(value);
  };
  const rows = cohorts.map((cohort, row) => [
    safeText(cohort),
    formatCount(matrix.sizes[row]),
    ...Array.from({ length: ages }, (_, age) => {
      const cell = row * ages + age;
      const text = format(matrix.cells[cell]);
      return text !== '' && CELL_STATES[matrix.state[cell] ?? 0] === 'running' ? `${text}${RUNNING_MARK}` : text;
    }),
  ]);
  const mean = ['Weighted mean', '', ...Array.from(matrix.weightedMean, format)];
  const what = `${query.cumulative ? 'cumulative ' : ''}${query.measure}${money ? ` in ${code}` : ''}`;
  return [
    `${what} by ${query.key.replace(/^attribute:/, '')} of the first order, as of ${provenance.asOf}; ${RUNNING_MARK} still running`,
    '',
    textTable(['Cohort', 'Size', ...Array.from({ length: ages }, (_, age) => String(age))], [...rows, mean]),
  ].join('\n');
}
