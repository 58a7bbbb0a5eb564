import { CELL_STATES, type CohortMatrix, type CohortQuery, type CohortRowKind } from '../contract/cohorts.ts';
import type { Provenance } from '../contract/provenance.ts';
import { wilsonInterval } from '../maths/proportion.ts';
import { meansOf, type MeanTerms } from './cohort-mean.ts';
import { AMOUNT, AMOUNT_OF, type CohortPartial } from './cohort-partial.ts';
import { kindOfRow, labelOfRow, type CohortPlan } from './cohort-plan.ts';
import { valueOfCell, type CellTerms } from './cohort-values.ts';

const COMPLETE = CELL_STATES.indexOf('complete');
const RUNNING = CELL_STATES.indexOf('running');
const FUTURE = CELL_STATES.indexOf('future');

/** Texts of the codes of a value key: what identifies a value, and what it is called. Not called for calendar keys. */
export interface CohortTexts {
  textOf: (code: number) => string;
  nameOf: (code: number) => string;
}

/** A complete cell is about all customers of its cohort. A running one is about those observed for the whole age (`eligible`); where
 *  nobody has been yet, and for ages by order number, which censoring never closes, about all customers so far, without interval.
 *  `cumulative` applies to orders and money: retained customers have rules of their own. */
export function finishCohorts(plan: CohortPlan, partial: CohortPartial, provenance: Provenance, texts: CohortTexts): CohortMatrix {
  const { measure } = plan.query;
  const missing = AMOUNT_OF[measure] === AMOUNT.margin && !plan.hasCost ? 'no-cost' : null;
  const rows = rowsInOrder(plan, partial, texts);
  const ages = rows.reduce((most, { row }) => Math.max(most, partial.begun[row]! + 1), 0);
  const length = rows.length * ages;
  const intervals = measure === 'retainedShare' ? length : 0;
  const matrix = {
    cells: new Float64Array(length).fill(Number.NaN),
    lower: new Float64Array(intervals).fill(Number.NaN),
    upper: new Float64Array(intervals).fill(Number.NaN),
    retained: new Uint32Array(length),
    eligible: new Uint32Array(length),
    state: new Uint8Array(length).fill(FUTURE),
  };
  const means = Array.from({ length: ages }, (): MeanTerms => ({ base: 0, retained: 0, orders: 0, amount: 0, weighted: 0 }));
  rows.forEach(({ row }, place) => finishRow(plan, partial, row, matrix, place * ages, means));
  if (missing !== null) matrix.cells.fill(Number.NaN);
  const mean = meansOf(plan, partial, means);
  return {
    provenance,
    query: plan.query,
    totalCohorts: rows.length,
    offset: 0,
    cohorts: rows.map(({ label }) => label),
    names: rows.map(({ name }) => name),
    kinds: rows.map(({ kind }) => kind),
    otherValues: plan.by.kind === 'values' ? plan.by.otherValues : 0,
    sizes: Float64Array.from(rows, ({ row }) => partial.sizes[row]!),
    ages,
    ...matrix,
    ...(missing === null ? mean : withoutValues(mean)),
    missing,
  };
}

/** The rows that a query’s page asks for. */
export function pageOfCohorts(matrix: CohortMatrix, query: CohortQuery): CohortMatrix {
  const { page } = query;
  if (page === undefined) return matrix;
  const { ages } = matrix;
  const [from, to] = [page.offset, page.offset + page.limit];
  return {
    ...matrix,
    query,
    offset: from,
    cohorts: matrix.cohorts.slice(from, to),
    names: matrix.names.slice(from, to),
    kinds: matrix.kinds.slice(from, to),
    sizes: matrix.sizes.slice(from, to),
    cells: matrix.cells.slice(from * ages, to * ages),
    lower: matrix.lower.slice(from * ages, to * ages),
    upper: matrix.upper.slice(from * ages, to * ages),
    retained: matrix.retained.slice(from * ages, to * ages),
    eligible: matrix.eligible.slice(from * ages, to * ages),
    state: matrix.state.slice(from * ages, to * ages),
  };
}

interface LabelledRow {
  row: number;
  label: string;
  name: string;
  kind: CohortRowKind;
}

/** Calendar periods from the first to the last with a customer; values by falling size, all others last. */
function rowsInOrder(plan: CohortPlan, { sizes }: CohortPartial, texts: CohortTexts): LabelledRow[] {
  let rows = Array.from({ length: plan.rows }, (_, row) => row);
  if (plan.by.kind === 'calendar') {
    const first = sizes.findIndex((size) => size > 0);
    const last = sizes.findLastIndex((size) => size > 0);
    rows = first < 0 ? [] : rows.slice(first, last + 1);
  } else rows = rows.filter((row) => sizes[row]! > 0);
  const labelled = rows.map((row) => ({ row, label: labelOfRow(plan, row, texts.textOf), name: labelOfRow(plan, row, texts.nameOf, 'names'), kind: kindOfRow(plan, row) }));
  const isOther = ({ kind }: LabelledRow): number => (kind === 'other' ? 1 : 0);
  if (plan.by.kind === 'values') labelled.sort((a, b) => isOther(a) - isOther(b) || sizes[b.row]! - sizes[a.row]! || (a.label < b.label ? -1 : 1));
  return labelled;
}

type CellColumns = Pick<CohortMatrix, 'cells' | 'lower' | 'upper' | 'retained' | 'eligible' | 'state'>;

/** Fills the cells of a row from place `at` on, and adds those that enter the mean to its terms. */
function finishRow(plan: CohortPlan, partial: CohortPartial, row: number, columns: CellColumns, at: number, means: MeanTerms[]): void {
  const { cumulative, retained: rule, age: ageKind, measure } = plan.query;
  const from = row * (plan.ages + 1);
  const size = partial.sizes[row]!;
  const keepsSteps = rule !== 'in-age';
  const growing = plan.by.kind === 'values';
  const observed: CellTerms = { base: 0, retained: 0, orders: 0, amount: 0 };
  const soFar: CellTerms = { base: size, retained: 0, orders: 0, amount: 0 };
  let eligible = size;
  for (let age = 0; age <= partial.begun[row]!; age++) {
    const cell = from + age;
    observed.retained = (keepsSteps ? observed.retained : 0) + partial.retainedObserved[cell]!;
    soFar.retained = (keepsSteps ? soFar.retained : 0) + partial.retainedSoFar[cell]!;
    observed.orders = (cumulative ? observed.orders : 0) + (partial.ordersObserved[cell] ?? 0);
    soFar.orders = (cumulative ? soFar.orders : 0) + (partial.ordersSoFar[cell] ?? 0);
    observed.amount = (cumulative ? observed.amount : 0) + (partial.amountObserved[cell] ?? 0);
    soFar.amount = (cumulative ? soFar.amount : 0) + (partial.amountSoFar[cell] ?? 0);
    eligible -= partial.observedFor[cell]!;
    observed.base = eligible;
    const isComplete = eligible === size;
    const isSettled = isComplete || (eligible > 0 && ageKind !== 'order');
    const terms = isSettled ? observed : soFar;
    const value = valueOfCell(measure, terms);
    columns.state[at + age] = isComplete ? COMPLETE : RUNNING;
    columns.eligible[at + age] = eligible;
    columns.retained[at + age] = terms.retained;
    columns.cells[at + age] = value;
    const interval = isSettled && columns.lower.length > 0 ? wilsonInterval(terms.retained, terms.base) : null;
    if (interval !== null) [columns.lower[at + age], columns.upper[at + age]] = interval;
    if (isComplete || (isSettled && growing)) addTerms(means[age]!, terms, value);
  }
}

function addTerms(mean: MeanTerms, { base, retained, orders, amount }: CellTerms, value: number): void {
  mean.base += base;
  mean.retained += retained;
  mean.orders += orders;
  mean.amount += amount;
  mean.weighted += base * value;
}

function withoutValues(mean: ReturnType<typeof meansOf>): ReturnType<typeof meansOf> {
  const none = mean.weightedMean.map(() => Number.NaN);
  return { ...mean, weightedMean: none, meanLower: none, meanUpper: none };
}
