import type { CohortMeasure } from '../contract/cohorts.ts';
import type { CohortPlan } from './cohort-plan.ts';
import { addColumns } from './gaps.ts';

/** Tables of rows × (ages + 1), row-major. `observed` ones count customers only in ages that they have been observed for from beginning
 *  to end, `soFar` ones everybody. Steps are differences from age to age: their running sum is the value. */
export interface CohortPartial {
  sizes: Float64Array;
  /** Last age that has begun for anybody of the row; −1 for an empty row. */
  begun: Int32Array;
  /** Customers by the number of ages that they have been observed for. */
  observedFor: Int32Array;
  /** Customers retained; steps unless the rule is `in-age`. */
  retainedObserved: Int32Array;
  retainedSoFar: Int32Array;
  /** Orders and money, of length 0 when the measure needs none. The observed ones are steps when the query is cumulative. */
  ordersObserved: Int32Array;
  ordersSoFar: Int32Array;
  amountObserved: Float64Array;
  amountSoFar: Float64Array;
  /** The same for customers that enter the mean, groups × (ages + 1); of length 0 where the mean has no interval of this kind. */
  groupObservedFor: Int32Array;
  groupOrders: Int32Array;
  groupAmount: Float64Array;
}

/** What is added up of each order: nothing, or one of the sums of money. */
export const AMOUNT = { none: 0, net: 1, gross: 2, margin: 3, refunds: 4 } as const;

export const AMOUNT_OF: Record<CohortMeasure, number> = {
  retainedShare: AMOUNT.none,
  retained: AMOUNT.none,
  orders: AMOUNT.none,
  ordersPerCustomer: AMOUNT.none,
  grossRevenue: AMOUNT.gross,
  netRevenue: AMOUNT.net,
  margin: AMOUNT.margin,
  refunds: AMOUNT.refunds,
  averageOrderValue: AMOUNT.net,
  revenuePerCustomer: AMOUNT.net,
  marginPerCustomer: AMOUNT.margin,
};

export const COUNTS_ORDERS: ReadonlySet<CohortMeasure> = new Set(['orders', 'ordersPerCustomer', 'averageOrderValue']);

/** Quotients of sums, whose mean has an interval from groups of customers. */
export const RATIO_MEASURES: ReadonlySet<CohortMeasure> = new Set(['ordersPerCustomer', 'averageOrderValue', 'revenuePerCustomer', 'marginPerCustomer']);

export function createCohortPartial({ query, rows, ages, groups }: CohortPlan): CohortPartial {
  const cells = rows * (ages + 1);
  const orderCells = COUNTS_ORDERS.has(query.measure) ? cells : 0;
  const amountCells = AMOUNT_OF[query.measure] === AMOUNT.none ? 0 : cells;
  const groupCells = RATIO_MEASURES.has(query.measure) && query.age !== 'order' ? groups * (ages + 1) : 0;
  return {
    sizes: new Float64Array(rows),
    begun: new Int32Array(rows).fill(-1),
    observedFor: new Int32Array(cells),
    retainedObserved: new Int32Array(cells),
    retainedSoFar: new Int32Array(cells),
    ordersObserved: new Int32Array(orderCells),
    ordersSoFar: new Int32Array(orderCells),
    amountObserved: new Float64Array(amountCells),
    amountSoFar: new Float64Array(amountCells),
    groupObservedFor: new Int32Array(groupCells),
    groupOrders: new Int32Array(orderCells > 0 ? groupCells : 0),
    groupAmount: new Float64Array(amountCells > 0 ? groupCells : 0),
  };
}

export function mergeCohorts(partials: CohortPartial[]): CohortPartial {
  const counts = (pick: (partial: CohortPartial) => Int32Array): Int32Array => addColumns(partials.map(pick), (length) => new Int32Array(length));
  const sums = (pick: (partial: CohortPartial) => Float64Array): Float64Array => addColumns(partials.map(pick), (length) => new Float64Array(length));
  return {
    sizes: sums((partial) => partial.sizes),
    begun: Int32Array.from({ length: partials[0]?.begun.length ?? 0 }, (_, row) => Math.max(...partials.map((partial) => partial.begun[row]!))),
    observedFor: counts((partial) => partial.observedFor),
    retainedObserved: counts((partial) => partial.retainedObserved),
    retainedSoFar: counts((partial) => partial.retainedSoFar),
    ordersObserved: counts((partial) => partial.ordersObserved),
    ordersSoFar: counts((partial) => partial.ordersSoFar),
    amountObserved: sums((partial) => partial.amountObserved),
    amountSoFar: sums((partial) => partial.amountSoFar),
    groupObservedFor: counts((partial) => partial.groupObservedFor),
    groupOrders: counts((partial) => partial.groupOrders),
    groupAmount: sums((partial) => partial.groupAmount),
  };
}
