import { creditRange } from '../frame/credits.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, VIEW, type FrameView } from '../frame/order-frame.ts';
import { ageOfDay, BY_ORDER, completeAges, createCohortTables, rowOfFirst } from './cohort-ages.ts';
import type { CohortPlan } from './cohort-plan.ts';
import { addColumns } from './gaps.ts';

/** Tables of rows × (ages + 1), row-major. `observed` ones count customers only in ages that they have been observed for from beginning
 *  to end, `soFar` ones everybody. Steps are differences from age to age: their running sum is the value. */
export interface CohortPartial {
  sizes: Float64Array;
  /** Last age that has begun for anybody of the row; −1 for an empty row. */
  begun: Int32Array;
  /** Customers by the number of ages that they have been observed for. */
  observedFor: Float64Array;
  /** Customers retained; steps unless the rule is `in-age`. */
  retainedObserved: Float64Array;
  retainedSoFar: Float64Array;
  /** Orders and net revenue, of length 0 when the measure needs none. The observed ones are steps when the query is cumulative. */
  ordersObserved: Float64Array;
  ordersSoFar: Float64Array;
  netObserved: Float64Array;
  netSoFar: Float64Array;
}

/** Customers [from, to), as ranges of `customerRanges`. One pass over their orders. */
export function foldCohorts(view: FrameView, plan: CohortPlan, from: number, to: number): CohortPartial {
  const { measure } = plan.query;
  const cells = plan.rows * (plan.ages + 1);
  const orderCells = measure === 'orders' || measure === 'averageOrderValue' ? cells : 0;
  const netCells = measure === 'netRevenue' || measure === 'averageOrderValue' || measure === 'revenuePerCustomer' ? cells : 0;
  const partial: CohortPartial = {
    sizes: new Float64Array(plan.rows),
    begun: new Int32Array(plan.rows).fill(-1),
    observedFor: new Float64Array(cells),
    retainedObserved: new Float64Array(cells),
    retainedSoFar: new Float64Array(cells),
    ordersObserved: new Float64Array(orderCells),
    ordersSoFar: new Float64Array(orderCells),
    netObserved: new Float64Array(netCells),
    netSoFar: new Float64Array(netCells),
  };
  if (plan.rows > 0) foldCustomers(view, plan, from, Math.min(to, view.frame.customers), partial);
  return partial;
}

export function mergeCohorts(partials: CohortPartial[]): CohortPartial {
  const add = (pick: (partial: CohortPartial) => Float64Array): Float64Array => addColumns(partials.map(pick), (length) => new Float64Array(length));
  return {
    sizes: add((partial) => partial.sizes),
    begun: Int32Array.from({ length: partials[0]?.begun.length ?? 0 }, (_, row) => Math.max(...partials.map((partial) => partial.begun[row]!))),
    observedFor: add((partial) => partial.observedFor),
    retainedObserved: add((partial) => partial.retainedObserved),
    retainedSoFar: add((partial) => partial.retainedSoFar),
    ordersObserved: add((partial) => partial.ordersObserved),
    ordersSoFar: add((partial) => partial.ordersSoFar),
    netObserved: add((partial) => partial.netObserved),
    netSoFar: add((partial) => partial.netSoFar),
  };
}

function foldCustomers(view: FrameView, plan: CohortPlan, from: number, to: number, partial: CohortPartial): void {
  const { frame, flags, net, firstOrder } = view;
  const { day, kind, orderStart } = frame;
  const onTheirDay = view.refunds === 'refund-day';
  const { ages } = plan;
  const stride = ages + 1;
  const tables = createCohortTables(view, plan);
  const byOrder = tables.ageKind === BY_ORDER;
  const inAge = plan.query.retained === 'in-age';
  const { cumulative } = plan.query;
  const withOrders = partial.ordersSoFar.length > 0;
  const withNet = partial.netSoFar.length > 0;
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    const row = rowOfFirst(view, plan, tables, first);
    if (row < 0) continue;
    const base = row * stride;
    const firstDay = day[first]!;
    // By order number, an age is over as soon as it is reached.
    const complete = byOrder ? ages : Math.min(ages, completeAges(plan, tables, firstDay));
    let age = 0;
    let lastAge = -1;
    let unbroken = 0;
    for (let order = first; order < orderStart[customer + 1]!; order++) {
      const flag = flags[order]!;
      if ((flag & VIEW.revenue) === 0) continue;
      const counts = (flag & VIEW.measured) !== 0;
      if (byOrder) age += counts && order !== first ? 1 : 0;
      else age = ageOfDay(plan, tables, firstDay, day[order]!);
      if (age >= ages) break;
      const cell = base + age;
      if (withNet) {
        const money = onTheirDay && kind[order] === ORDER_KIND.creditNote ? net[order]! + givenBackBefore(view, order, first) : net[order]!;
        partial.netSoFar[cell]! += money;
        if (age < complete) {
          partial.netObserved[cell]! += money;
          if (cumulative) partial.netObserved[base + complete]! -= money;
        }
      }
      if (!counts) continue;
      if (withOrders) {
        partial.ordersSoFar[cell]!++;
        if (age < complete) {
          partial.ordersObserved[cell]!++;
          if (cumulative) partial.ordersObserved[base + complete]!--;
        }
      }
      if (age === lastAge) continue;
      if (age === unbroken) unbroken++;
      lastAge = age;
      if (inAge) {
        partial.retainedSoFar[cell]!++;
        if (age < complete) partial.retainedObserved[cell]!++;
      }
    }
    if (!inAge) addRun(partial, base, plan.query.retained === 'every-age' ? unbroken : lastAge + 1, complete);
    partial.sizes[row]!++;
    const reached = byOrder ? Math.min(ages, age + 1) : complete;
    partial.observedFor[base + reached]!++;
    const begun = byOrder ? reached - 1 : ageOfDay(plan, tables, firstDay, plan.asOfDay);
    if (begun > partial.begun[row]!) partial.begun[row] = begun;
  }
}

/** What a credit note takes off documents before the customer’s first order: refunded in full, they are no orders, and no cohort has
 *  had their money. */
function givenBackBefore(view: FrameView, note: number, first: number): number {
  const { target, amount } = view.frame.credits;
  const links = creditRange(view.frame.credits, note, note + 1);
  let given = 0;
  for (let link = links.from; link < links.to; link++) {
    if (target[link]! >= 0 && target[link]! < first && (view.flags[target[link]!]! & VIEW.revenue) !== 0) given += amount[link]!;
  }
  return given;
}

/** A customer retained in the first `length` ages, as steps. */
function addRun(partial: CohortPartial, base: number, length: number, complete: number): void {
  partial.retainedSoFar[base]!++;
  partial.retainedSoFar[base + length]!--;
  partial.retainedObserved[base]!++;
  partial.retainedObserved[base + Math.min(length, complete)]!--;
}
