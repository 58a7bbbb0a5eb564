import { FEW_CUSTOMERS } from '../../contract/provenance.ts';
import { CELL_STATES, COHORT_UNITS, type CohortMatrix, type CohortQuery } from '../../contract/cohorts.ts';
import { DEFAULT_RFM } from '../../contract/segments.ts';
import { accountingJson } from '../accounting.ts';
import { COHORT_HELP, COHORT_OPTIONS, cohortQueryOf } from '../cohort-options.ts';
import type { Command } from '../command.ts';
import { segmentName } from '../segment-names.ts';
import { formatCount, formatRatio, formatShare, majorUnits, numberOrNull } from '../numbers.ts';
import { periodOf, SCOPE_HELP, SCOPE_OPTIONS } from '../options.ts';
import { onlyProject, withProject } from '../project-session.ts';
import { safeText, textTable } from '../table.ts';

const RUNNING_MARK = '*';
const SMALL_MARK = '~';
/** Cohorts asked for at a time, so that a piece crosses the port whatever the number of ages. */
const COHORTS_A_PAGE = 50;

export const cohortsCommand: Command = {
  name: 'cohorts',
  summary: 'Customers by their first order, followed over time',
  help: `Usage: tenure cohorts <project> [options]

Prints one row a cohort and one column an age. A cell is complete when every customer of the cohort was observed
for the whole age, running (marked ${RUNNING_MARK}) while only some were, and future (empty) when none was; only complete cells
enter the mean, which is weighted by customers; cohorts of a field never stop growing, and their mean is over the
customers observed for the whole age. Cohorts of fewer than ${FEW_CUSTOMERS} customers are marked ${SMALL_MARK}.

Options
${COHORT_HELP}
${SCOPE_HELP}

JSON
  {"asOf","currency","fingerprint","measure","key","age","retainedRule","cohorts":[…],"names":[…],"kinds":["value"|"none"|"other"],"otherValues","sizes":[…],"small":[…],"ages":[…],"cells":[[…]],"intervals":[[[lo,hi]…]],
   "retained":[[…]],"eligible":[[…]],"state":[["complete"|"running"|"future"]],"weightedMean":[…],"meanIntervals":[[lo,hi]…],"meanEligible":[…],"missing",
   "counted":{…},"leftOut":[…],"afterAsOf":{…},"file":{…}}; a cell without a value is null

Examples
  tenure cohorts shop.tenure --measure retainedShare
  tenure cohorts shop.tenure --key channel --age 30d --measure cumulativeRevenuePerCustomer --json
`,
  options: { ...SCOPE_OPTIONS, ...COHORT_OPTIONS },
  async run(input, terminal) {
    const { options } = input;
    const project = onlyProject(input);
    cohortQueryOf(options, null, DEFAULT_RFM);
    const matrix = await withProject(project, false, terminal, async ({ info, call }) => {
      const query = cohortQueryOf(options, periodOf(options, info), await call('segments.read', null));
      const whole = await wholeMatrix((page) => call('cohorts.matrix', page), query);
      return query.segments === undefined ? whole : { ...whole, names: whole.cohorts.map((id) => (id === '' ? '' : segmentName(query.segments?.segments ?? [], id))) };
    });
    terminal.print(options.flag('json') ? JSON.stringify(cohortsJson(matrix)) : cohortsText(matrix));
  },
};

/** All pages of a matrix as one. */
async function wholeMatrix(ask: (query: CohortQuery) => Promise<CohortMatrix>, query: CohortQuery): Promise<CohortMatrix> {
  const page = (offset: number): Promise<CohortMatrix> => ask({ ...query, page: { offset, limit: COHORTS_A_PAGE } });
  const first = await page(0);
  const pages = [first];
  for (let offset = COHORTS_A_PAGE; offset < first.totalCohorts; offset += COHORTS_A_PAGE) pages.push(await page(offset));
  const numbers = (pick: (matrix: CohortMatrix) => ArrayLike<number>): number[] => pages.flatMap((matrix) => Array.from(pick(matrix)));
  return {
    ...first,
    query,
    cohorts: pages.flatMap(({ cohorts }) => cohorts),
    names: pages.flatMap(({ names }) => names),
    kinds: pages.flatMap(({ kinds }) => kinds),
    sizes: Float64Array.from(numbers(({ sizes }) => sizes)),
    cells: Float64Array.from(numbers(({ cells }) => cells)),
    lower: Float64Array.from(numbers(({ lower }) => lower)),
    upper: Float64Array.from(numbers(({ upper }) => upper)),
    retained: Uint32Array.from(numbers(({ retained }) => retained)),
    eligible: Uint32Array.from(numbers(({ eligible }) => eligible)),
    state: Uint8Array.from(numbers(({ state }) => state)),
  };
}

function cohortsJson(matrix: CohortMatrix): Record<string, unknown> {
  const { provenance, query, cohorts, ages } = matrix;
  const { currency } = provenance;
  const value = (number: number | undefined): number | null =>
    COHORT_UNITS[query.measure] === 'money' ? majorUnits(number ?? null, currency) : numberOrNull(number);
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
    names: matrix.names,
    kinds: matrix.kinds,
    otherValues: matrix.otherValues,
    sizes: Array.from(matrix.sizes),
    small: Array.from(matrix.sizes, (size) => size < FEW_CUSTOMERS),
    ages: Array.from({ length: ages }, (_, age) => age),
    cells: rows((cell) => value(matrix.cells[cell])),
    intervals: rows((cell) => interval(matrix.lower[cell], matrix.upper[cell])),
    retained: rows((cell) => numberOrNull(matrix.retained[cell])),
    eligible: rows((cell) => numberOrNull(matrix.eligible[cell])),
    state: rows((cell) => CELL_STATES[matrix.state[cell] ?? CELL_STATES.length]),
    weightedMean: Array.from(matrix.weightedMean, value),
    meanIntervals: Array.from(matrix.meanLower, (lower, age) => interval(lower, matrix.meanUpper[age])),
    meanEligible: Array.from(matrix.meanEligible),
    missing: matrix.missing,
    ...accountingJson(provenance),
  };
}

function cohortsText(matrix: CohortMatrix): string {
  const { cohorts, ages, query, provenance } = matrix;
  const { minorUnitDigits, code } = provenance.currency;
  const unit = COHORT_UNITS[query.measure];
  const money = unit === 'money';
  // Sums without cents, averages with them.
  const digits = query.measure.endsWith('PerCustomer') || query.measure === 'averageOrderValue' ? minorUnitDigits : 0;
  const format = (value: number | undefined): string => {
    if (value === undefined || Number.isNaN(value)) return '';
    if (unit === 'share') return formatShare(value);
    if (unit === 'ratio') return formatRatio(value);
    return money ? (value / 10 ** minorUnitDigits).toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits }) : formatCount(value);
  };
  const rows = cohorts.map((cohort, row) => [
    labelOf(matrix, row, cohort),
    `${formatCount(matrix.sizes[row])}${(matrix.sizes[row] ?? 0) < FEW_CUSTOMERS ? SMALL_MARK : ''}`,
    ...Array.from({ length: ages }, (_, age) => {
      const cell = row * ages + age;
      const text = format(matrix.cells[cell]);
      return text !== '' && CELL_STATES[matrix.state[cell] ?? 0] === 'running' ? `${text}${RUNNING_MARK}` : text;
    }),
  ]);
  const mean = ['Weighted mean', '', ...Array.from(matrix.weightedMean, format)];
  const what = `${query.cumulative ? 'cumulative ' : ''}${query.measure}${money ? ` in ${code}` : ''}`;
  return [
    `${what} by ${query.key === 'segment' ? 'segment' : `${query.key.replace(/^attribute:/, '')} of the first order`}, as of ${provenance.asOf}; ${RUNNING_MARK} still running, ${SMALL_MARK} fewer than ${FEW_CUSTOMERS} customers${matrix.missing === null ? '' : '; no file says what the goods cost'}`,
    '',
    textTable(['Cohort', 'Size', ...Array.from({ length: ages }, (_, age) => String(age))], [...rows, mean]),
  ].join('\n');
}

function labelOf(matrix: CohortMatrix, row: number, cohort: string): string {
  if (matrix.kinds[row] === 'none') return '(none)';
  if (matrix.kinds[row] === 'other') return `(${formatCount(matrix.otherValues)} other values)`;
  const name = matrix.names[row] ?? '';
  if (matrix.query.key === 'segment') return safeText(name);
  return safeText(name === cohort || name === '' ? cohort : `${cohort} ${name}`);
}
