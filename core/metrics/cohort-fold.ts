import { creditRange } from '../frame/credits.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, VIEW, type FrameView } from '../frame/order-frame.ts';
import { ageOfDay, BY_ORDER, completeAges, createCohortTables, rowOfFirst, type CohortTables } from './cohort-ages.ts';
import { AMOUNT, AMOUNT_OF, createCohortPartial, type CohortPartial } from './cohort-partial.ts';
import type { CohortPlan } from './cohort-plan.ts';
import { groupOf } from './kpi-plan.ts';

/** Customers [from, to), as ranges of `customerRanges`. One pass over their orders. */
export function foldCohorts(view: FrameView, plan: CohortPlan, from: number, to: number): CohortPartial {
  const partial = createCohortPartial(plan);
  if (plan.rows > 0) foldCustomers(view, plan, from, Math.min(to, view.frame.customers), partial);
  return partial;
}

function foldCustomers(view: FrameView, plan: CohortPlan, from: number, to: number, partial: CohortPartial): void {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart, customers } = frame;
  const { ages } = plan;
  const stride = ages + 1;
  const tables = createCohortTables(view, plan);
  const limits = meanLimits(plan, tables);
  const byOrder = tables.ageKind === BY_ORDER;
  const inAge = plan.query.retained === 'in-age';
  const { cumulative } = plan.query;
  const withOrders = partial.ordersSoFar.length > 0;
  const withAmount = partial.amountSoFar.length > 0;
  const withGroups = partial.groupObservedFor.length > 0;
  const amount = AMOUNT_OF[plan.query.measure];
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    const row = rowOfFirst(view, plan, tables, first, customer);
    if (row < 0) continue;
    const base = row * stride;
    const firstDay = day[first]!;
    // By order number, an age is over as soon as it is reached.
    const complete = byOrder ? ages : Math.min(ages, completeAges(plan, tables, firstDay));
    const limit = limits === null ? complete : Math.min(complete, limits[row]!);
    const group = withGroups ? groupOf(customer, plan.groups, customers) * stride : 0;
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
      if (withAmount) {
        const money = amountOf(view, amount, order, first, counts);
        partial.amountSoFar[cell]! += money;
        if (age < complete) {
          partial.amountObserved[cell]! += money;
          if (cumulative) partial.amountObserved[base + complete]! -= money;
        }
        if (withGroups && age < limit) {
          partial.groupAmount[group + age]! += money;
          if (cumulative) partial.groupAmount[group + limit]! -= money;
        }
      }
      if (!counts) continue;
      if (withOrders) {
        partial.ordersSoFar[cell]!++;
        if (age < complete) {
          partial.ordersObserved[cell]!++;
          if (cumulative) partial.ordersObserved[base + complete]!--;
        }
        if (withGroups && age < limit) {
          partial.groupOrders[group + age]!++;
          if (cumulative) partial.groupOrders[group + limit]!--;
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
    if (withGroups) partial.groupObservedFor[group + limit]!++;
    const begun = byOrder ? reached - 1 : ageOfDay(plan, tables, firstDay, plan.asOfDay);
    if (begun > partial.begun[row]!) partial.begun[row] = begun;
  }
}

/** Ages in which a row’s cells are complete: only those enter the mean of calendar keys. `null` where the customer’s own ages say so. */
function meanLimits(plan: CohortPlan, tables: CohortTables): Int32Array | null {
  return plan.lastDayOfRow?.map((last) => (last < plan.baseDay ? 0 : completeAges(plan, tables, last))) ?? null;
}

/** Money of a document within the customer’s cohort. */
function amountOf(view: FrameView, amount: number, order: number, first: number, counts: boolean): number {
  const { frame, net } = view;
  const isNote = frame.kind[order] === ORDER_KIND.creditNote;
  const money = isNote && view.refunds === 'refund-day' ? net[order]! + givenBackBefore(view, order, first) : net[order]!;
  if (amount === AMOUNT.net) return money;
  if (amount === AMOUNT.gross) return isNote ? 0 : frame.gross[order]!;
  if (amount === AMOUNT.refunds) return isNote ? -money : frame.net[order]! - money;
  return counts && frame.cost !== null ? money - frame.cost[order]! : money;
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
