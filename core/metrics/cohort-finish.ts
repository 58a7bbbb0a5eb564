import { CELL_STATES, type CohortMatrix } from '../contract/cohorts.ts';
import type { Provenance } from '../contract/provenance.ts';
import { wilsonInterval } from '../maths/proportion.ts';
import type { CohortPartial } from './cohort-fold.ts';
import { labelOfRow, type CohortPlan } from './cohort-plan.ts';

const COMPLETE = CELL_STATES.indexOf('complete');
const RUNNING = CELL_STATES.indexOf('running');
const FUTURE = CELL_STATES.indexOf('future');

/** Terms of one cell: customers that it is about, how many are retained, their orders and money. */
interface Cell {
  state: number;
  eligible: number;
  base: number;
  /** Whether all of the base have been observed for the whole age. */
  settled: boolean;
  retained: number;
  orders: number;
  net: number;
}

/** A complete cell is about all customers of its cohort. A running one is about those observed for the whole age (`eligible`); where
 *  nobody has been yet, and for ages by order number, which censoring never closes, about all customers so far, without interval.
 *  `cumulative` applies to orders and money: retained customers have rules of their own.
 *  The mean weighs complete cells by customers (AOV by orders). `textOf` gives the text of a code in the dictionary of the key’s
 *  attribute; it is not called for calendar keys. */
export function finishCohorts(plan: CohortPlan, partial: CohortPartial, provenance: Provenance, textOf: (code: number) => string): CohortMatrix {
  const rows = rowsInOrder(plan, partial, textOf);
  const ages = Math.max(0, ...rows.map(({ row }) => partial.begun[row]! + 1));
  const cells = rows.map(({ row }) => cellsOfRow(plan, partial, row, ages));
  const flat = cells.flat();
  const isShare = plan.query.measure === 'retainedShare';
  const intervals = flat.map((cell) => (isShare && cell.settled ? wilsonInterval(cell.retained, cell.base) : null));
  return {
    provenance,
    query: plan.query,
    cohorts: rows.map(({ label }) => label),
    sizes: Float64Array.from(rows, ({ row }) => partial.sizes[row]!),
    ages,
    cells: Float64Array.from(flat, (cell) => valueOf(plan, cell)),
    lower: Float64Array.from(intervals, (interval) => interval?.[0] ?? Number.NaN),
    upper: Float64Array.from(intervals, (interval) => interval?.[1] ?? Number.NaN),
    retained: Float64Array.from(flat, (cell) => cell.retained),
    eligible: Float64Array.from(flat, (cell) => cell.eligible),
    state: Uint8Array.from(flat, (cell) => cell.state),
    ...means(plan, cells, ages),
  };
}

/** Calendar periods from the first to the last with a customer; values of an attribute by falling size. */
function rowsInOrder(plan: CohortPlan, partial: CohortPartial, textOf: (code: number) => string): { row: number; label: string }[] {
  const { sizes } = partial;
  let rows = Array.from({ length: plan.rows }, (_, row) => row);
  if (plan.by.kind === 'calendar') {
    const first = sizes.findIndex((size) => size > 0);
    const last = sizes.findLastIndex((size) => size > 0);
    rows = first < 0 ? [] : rows.slice(first, last + 1);
  } else rows = rows.filter((row) => sizes[row]! > 0);
  const labelled = rows.map((row) => ({ row, label: labelOfRow(plan, row, textOf) }));
  if (plan.by.kind === 'attribute') labelled.sort((a, b) => sizes[b.row]! - sizes[a.row]! || (a.label < b.label ? -1 : 1));
  return labelled;
}

function cellsOfRow(plan: CohortPlan, partial: CohortPartial, row: number, ages: number): Cell[] {
  const { cumulative, retained: rule, age: ageKind } = plan.query;
  const stride = plan.ages + 1;
  const base = row * stride;
  const size = partial.sizes[row]!;
  const column = (table: Float64Array, steps: boolean): Float64Array => {
    const values = table.length === 0 ? new Float64Array(stride) : table.slice(base, base + stride);
    return steps ? runningSum(values) : values;
  };
  const retainedObserved = column(partial.retainedObserved, rule !== 'in-age');
  const retainedSoFar = column(partial.retainedSoFar, rule !== 'in-age');
  const observed = { orders: column(partial.ordersObserved, cumulative), net: column(partial.netObserved, cumulative) };
  const soFar = { orders: column(partial.ordersSoFar, cumulative), net: column(partial.netSoFar, cumulative) };
  let eligible = size;
  return Array.from({ length: ages }, (_, age): Cell => {
    eligible -= partial.observedFor[base + age]!;
    if (size === 0 || age > partial.begun[row]!) return { state: FUTURE, eligible: 0, base: 0, settled: false, retained: 0, orders: 0, net: 0 };
    const state = eligible === size ? COMPLETE : RUNNING;
    if (state === COMPLETE || (eligible > 0 && ageKind !== 'order')) {
      return { state, eligible, base: eligible, settled: true, retained: retainedObserved[age]!, orders: observed.orders[age]!, net: observed.net[age]! };
    }
    return { state, eligible, base: size, settled: false, retained: retainedSoFar[age]!, orders: soFar.orders[age]!, net: soFar.net[age]! };
  });
}

function runningSum(values: Float64Array): Float64Array {
  for (let i = 1; i < values.length; i++) values[i]! += values[i - 1]!;
  return values;
}

function valueOf(plan: CohortPlan, cell: Cell): number {
  if (cell.state === FUTURE) return Number.NaN;
  switch (plan.query.measure) {
    case 'retainedShare':
      return cell.retained / cell.base;
    case 'retained':
      return cell.retained;
    case 'orders':
      return cell.orders;
    case 'netRevenue':
      return cell.net;
    case 'averageOrderValue':
      return cell.orders > 0 ? cell.net / cell.orders : Number.NaN;
    case 'revenuePerCustomer':
      return cell.net / cell.base;
  }
}

function means(plan: CohortPlan, cells: Cell[][], ages: number): Pick<CohortMatrix, 'weightedMean' | 'meanLower' | 'meanUpper' | 'meanEligible'> {
  const totals = Array.from({ length: ages }, (_, age) => {
    const complete = cells.map((row) => row[age]!).filter((cell) => cell.state === COMPLETE);
    const sum = (pick: (cell: Cell) => number): number => complete.reduce((total, cell) => total + pick(cell), 0);
    const base = sum((cell) => cell.base);
    const total: Cell = {
      state: COMPLETE,
      eligible: base,
      base,
      settled: true,
      retained: sum((cell) => cell.retained),
      orders: sum((cell) => cell.orders),
      net: sum((cell) => cell.net),
    };
    // A count or a sum has no quotient of its own: the mean of the cohorts’ values, each weighing as many customers as it has.
    const isQuotient = plan.query.measure !== 'retained' && plan.query.measure !== 'orders' && plan.query.measure !== 'netRevenue';
    const value = complete.length === 0 ? Number.NaN : isQuotient ? valueOf(plan, total) : sum((cell) => cell.base * valueOf(plan, cell)) / base;
    return { value, eligible: base, interval: plan.query.measure === 'retainedShare' ? wilsonInterval(total.retained, base) : null };
  });
  return {
    weightedMean: Float64Array.from(totals, ({ value }) => value),
    meanLower: Float64Array.from(totals, ({ interval }) => interval?.[0] ?? Number.NaN),
    meanUpper: Float64Array.from(totals, ({ interval }) => interval?.[1] ?? Number.NaN),
    meanEligible: Float64Array.from(totals, ({ eligible }) => eligible),
  };
}
