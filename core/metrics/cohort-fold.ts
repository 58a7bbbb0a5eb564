import { creditRange } from '../frame/credits.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, VIEW, type FrameView } from '../frame/order-frame.ts';
import { ageOfDay, BY_ORDER, BY_WINDOW, completeAges, createCohortTables, rowOfFirst, type CohortTables } from './cohort-ages.ts';
import { AMOUNT, AMOUNT_OF, createCohortPartial, type CohortPartial } from './cohort-partial.ts';
import type { CohortPlan } from './cohort-plan.ts';
import { groupOf } from './kpi-plan.ts';

const MEASURED_BIT = Math.log2(VIEW.measured);
const REVENUE_BIT = Math.log2(VIEW.revenue);

/** Customers [from, to), as ranges of `customerRanges`. One pass over their orders. */
export function foldCohorts(view: FrameView, plan: CohortPlan, from: number, to: number): CohortPartial {
  const partial = createCohortPartial(plan);
  if (plan.rows === 0) return partial;
  const tables = createCohortTables(view, plan);
  const ages = agesOfRows(plan, tables);
  foldCustomers(view, plan, tables, ages !== null, from, Math.min(to, view.frame.customers), partial);
  if (ages !== null) settleObserved(plan, ages, partial);
  return partial;
}

/** Bits as factors in place of branches, which would be guessed wrong for orders in no order. `settled`: what is observed follows from what
 *  there is so far, row by row, and is left to `settleObserved`. */
function foldCustomers(view: FrameView, plan: CohortPlan, tables: CohortTables, settled: boolean, from: number, to: number, partial: CohortPartial): void {
  const { frame, flags, firstOrder, net } = view;
  const { day, orderStart, customers } = frame;
  const { ages, baseDay } = plan;
  const { ageUnit } = tables;
  const { amountSoFar, ordersSoFar, retainedSoFar, observedFor, begun } = partial;
  const stride = ages + 1;
  const limits = meanLimits(plan, tables);
  const byOrder = tables.ageKind === BY_ORDER;
  const byWindow = tables.ageKind === BY_WINDOW;
  const inAge = plan.query.retained === 'in-age';
  const { cumulative } = plan.query;
  const withOrders = ordersSoFar.length > 0;
  const withAmount = amountSoFar.length > 0;
  const withGroups = partial.groupObservedFor.length > 0;
  const amount = AMOUNT_OF[plan.query.measure];
  const isPlain = amount === AMOUNT.net && (view.refunds === 'original-order' || !view.standing.corrected);
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    const row = rowOfFirst(view, plan, tables, first, customer);
    if (row < 0) continue;
    const base = row * stride;
    const firstDay = day[first]!;
    const end = orderStart[customer + 1]!;
    // By order number, an age is over as soon as it is reached.
    const complete = byOrder ? ages : Math.min(ages, completeAges(plan, tables, firstDay));
    const limit = limits === null ? complete : Math.min(complete, limits[row]!);
    const group = withGroups ? groupOf(customer, plan.groups, customers) * stride : 0;
    const origin = byWindow ? firstDay : baseDay;
    const firstAge = byWindow ? 0 : ageUnit[firstDay - baseDay]!;
    let age = 0;
    let lastAge = -1;
    let unbroken = 0;
    for (let order = first; order < end; order++) {
      const flag = flags[order]!;
      if (flag === 0) continue;
      const measured = (flag >> MEASURED_BIT) & 1;
      const revenue = (flag >> REVENUE_BIT) & 1;
      if (byOrder) age += order === first ? 0 : measured;
      else age = ageUnit[day[order]! - origin]! - firstAge;
      if (age >= ages) break;
      const cell = base + age;
      if (withAmount) {
        const money = isPlain ? net[order]! * revenue : revenue === 1 ? amountOf(view, amount, order, first, measured === 1) : 0;
        amountSoFar[cell]! += money;
        if (!settled && age < complete) {
          partial.amountObserved[cell]! += money;
          if (cumulative) partial.amountObserved[base + complete]! -= money;
        }
        if (withGroups && age < limit) {
          partial.groupAmount[group + age]! += money;
          if (cumulative) partial.groupAmount[group + limit]! -= money;
        }
      }
      if (withOrders) {
        ordersSoFar[cell]! += measured;
        if (!settled && age < complete) {
          partial.ordersObserved[cell]! += measured;
          if (cumulative) partial.ordersObserved[base + complete]! -= measured;
        }
        if (withGroups && age < limit) {
          partial.groupOrders[group + age]! += measured;
          if (cumulative) partial.groupOrders[group + limit]! -= measured;
        }
      }
      const entered = measured & Number(age !== lastAge);
      lastAge += (age - lastAge) & -measured;
      unbroken += entered & Number(age === unbroken);
      if (inAge) {
        retainedSoFar[cell]! += entered;
        if (!settled && age < complete) partial.retainedObserved[cell]! += entered;
      }
    }
    if (!inAge) addRun(partial, base, plan.query.retained === 'every-age' ? unbroken : lastAge + 1, complete, settled);
    const reached = byOrder ? Math.min(ages, age + 1) : complete;
    observedFor[base + reached]!++;
    if (withGroups) partial.groupObservedFor[group + limit]!++;
    const last = byOrder ? reached - 1 : ageOfDay(plan, tables, firstDay, plan.asOfDay);
    if (last > begun[row]!) begun[row] = last;
  }
  for (let row = 0; row < plan.rows; row++) for (let age = 0; age < stride; age++) partial.sizes[row]! += observedFor[row * stride + age]!;
}

/** Complete ages of each row where they are the same for all its customers; `null` where they are not. */
function agesOfRows({ query, by, rows, ages }: CohortPlan, tables: CohortTables): Int32Array | null {
  if (tables.ageKind === BY_ORDER) return new Int32Array(rows).fill(ages);
  if (by.kind !== 'calendar' || by.unit !== query.age) return null;
  return Int32Array.from({ length: rows }, (_, row) => Math.min(ages, tables.openUnit - by.firstUnit - row));
}

function settleObserved({ query, ages }: CohortPlan, completeOfRow: Int32Array, partial: CohortPartial): void {
  const keepsSteps = query.retained !== 'in-age';
  completeOfRow.forEach((complete, row) => {
    const base = row * (ages + 1);
    copyComplete(partial.retainedObserved, partial.retainedSoFar, base, complete, keepsSteps);
    if (partial.ordersSoFar.length > 0) copyComplete(partial.ordersObserved, partial.ordersSoFar, base, complete, query.cumulative);
    if (partial.amountSoFar.length > 0) copyComplete(partial.amountObserved, partial.amountSoFar, base, complete, query.cumulative);
  });
}

/** Steps end where the complete ages do. */
function copyComplete(observed: Int32Array | Float64Array, soFar: Int32Array | Float64Array, base: number, complete: number, areSteps: boolean): void {
  let sum = 0;
  for (let cell = base; cell < base + complete; cell++) {
    observed[cell] = soFar[cell]!;
    sum += soFar[cell]!;
  }
  if (areSteps) observed[base + complete]! -= sum;
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
function addRun(partial: CohortPartial, base: number, length: number, complete: number, settled: boolean): void {
  partial.retainedSoFar[base]!++;
  partial.retainedSoFar[base + length]!--;
  if (settled) return;
  partial.retainedObserved[base]!++;
  partial.retainedObserved[base + Math.min(length, complete)]!--;
}
