import type { Selection } from '../contract/customers.ts';
import { EngineFailure } from '../contract/errors.ts';
import type { KpiKey } from '../contract/kpis.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { BY_ORDER, completeAges, createCohortTables, rowOfFirst } from './cohort-ages.ts';
import { labelOfRow, planCohorts, type CohortPlan } from './cohort-plan.ts';
import type { SegmentKey } from './cohort-keys.ts';
import { createCohortTest } from './cohort-customers.ts';
import { planConcentration, type ConcentrationPlan } from './concentration.ts';
import { createFigureTest } from './figure-customers.ts';
import { planGapDistribution, type GapPlan } from './gap-distribution.ts';
import { planKpis, type KpiPlan } from './kpi-plan.ts';
import { createGapTest, createRevenueTest, createWaitTest, type WaitPart } from './rhythm-customers.ts';
import { planSecondOrder, type SecondOrderPlan } from './second-order.ts';

/** Selections behind figures, their rhythm and concentration, and cohorts; those of segments read scores instead. */
export type MetricSelection = Extract<Selection, { kind: 'all' | 'figure' | 'cohort' | 'gap' | 'wait' | 'revenue' }>;

export type SelectionPlan =
  | { kind: 'all' }
  | { kind: 'figure'; plan: KpiPlan; key: KpiKey; part: 'numerator' | 'denominator' }
  | { kind: 'gap'; plan: GapPlan; fromDays: number; toDays: number }
  | { kind: 'wait'; plan: SecondOrderPlan; day: number; part: WaitPart }
  | { kind: 'revenue'; plan: ConcentrationPlan; leastMinor: number }
  /** `observedOnly`: the cell counts only customers observed for the whole age. */
  | { kind: 'cohort'; plan: CohortPlan; row: number; age: number | null; observedOnly: boolean };

export interface SelectionContext {
  /** Merged histogram of `foldGaps` when the query’s window is `p90-gap`. */
  gaps: Uint32Array | null;
  /** Text of a code in the dictionary of a cohort key’s attribute. */
  textOf: (code: number) => string;
  /** Scores, for cohorts by segment. */
  segments?: SegmentKey | null;
}

/** The view must be that of the selection’s scope. @throws EngineFailure BAD_REQUEST for a cohort or an age that the matrix lacks. */
export function planSelection(view: FrameView, selection: MetricSelection, context: SelectionContext): SelectionPlan {
  switch (selection.kind) {
    case 'all':
      return { kind: 'all' };
    case 'figure':
      return { kind: 'figure', plan: planKpis(view, selection.query, context.gaps), key: selection.key, part: selection.part };
    case 'gap':
      return { kind: 'gap', plan: planGapDistribution(view, selection.query), fromDays: selection.fromDays, toDays: selection.toDays ?? Number.POSITIVE_INFINITY };
    case 'wait':
      return { kind: 'wait', plan: planSecondOrder(view, selection.query), day: selection.day, part: selection.part };
    case 'revenue':
      return { kind: 'revenue', plan: planConcentration(view, selection.query), leastMinor: selection.leastMinor };
    case 'cohort':
      return planCohortSelection(view, selection, context);
  }
}

function planCohortSelection(view: FrameView, selection: Extract<MetricSelection, { kind: 'cohort' }>, context: SelectionContext): SelectionPlan {
  const plan = planCohorts(view, selection.query, context.segments ?? null);
  const row = Array.from({ length: plan.rows }, (_, at) => labelOfRow(plan, at, context.textOf)).indexOf(selection.cohort);
  if (row < 0) throw badRequest(`no cohort ${selection.cohort}`);
  if (selection.age !== null && selection.age >= plan.ages) throw badRequest(`no age ${selection.age}`);
  return { kind: 'cohort', plan, row, age: selection.age, observedOnly: selection.age !== null && anyObserved(view, plan, row, selection.age) };
}

function badRequest(detail: string): EngineFailure {
  return new EngineFailure({ code: 'BAD_REQUEST', method: 'customers.list', detail });
}

/** Whether anybody of the cohort has been observed for the whole age: then its cell is about those alone. */
function anyObserved(view: FrameView, plan: CohortPlan, row: number, age: number): boolean {
  const tables = createCohortTables(view, plan);
  if (tables.ageKind === BY_ORDER) return false;
  return view.firstOrder.some(
    (first, customer) => first !== NO_CODE && rowOfFirst(view, plan, tables, first, customer) === row && completeAges(plan, tables, view.frame.day[first]!) > age,
  );
}

/** Codes of the customers of [from, to) behind a number, ascending. Everybody are the customers with an order within the filters.
 *  A figure that does not count customers is backed by those with an order in its period. */
export function selectCustomers(view: FrameView, plan: SelectionPlan, from: number, to: number): Uint32Array {
  const last = Math.min(to, view.frame.customers);
  const selected = new Uint32Array(Math.max(0, last - from));
  const test = createTest(view, plan);
  let count = 0;
  for (let customer = from; customer < last; customer++) {
    const first = view.firstOrder[customer]!;
    if (first !== NO_CODE && test(customer, first)) selected[count++] = customer;
  }
  return selected.slice(0, count);
}

function createTest(view: FrameView, plan: SelectionPlan): (customer: number, first: number) => boolean {
  switch (plan.kind) {
    case 'figure':
      return createFigureTest(view, plan.plan, plan.key, plan.part);
    case 'cohort':
      return createCohortTest(view, plan.plan, plan.row, plan.age, plan.observedOnly);
    case 'gap':
      return createGapTest(view, plan.plan, plan.fromDays, plan.toDays);
    case 'wait':
      return createWaitTest(view, plan.plan, plan.day, plan.part);
    case 'revenue':
      return createRevenueTest(view, plan.plan, plan.leastMinor);
    case 'all':
      return createMeasuredTest(view);
  }
}

function createMeasuredTest({ flags, frame }: FrameView): (customer: number, first: number) => boolean {
  return (customer, first) => {
    for (let order = first; order < frame.orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) !== 0) return true;
    }
    return false;
  };
}
