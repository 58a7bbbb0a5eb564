import { addColumns } from './gaps.ts';
import type { KpiPlan } from './kpi-plan.ts';

/** Columns by day, from the plan’s base day on. */
export const DAILY = {
  /** Customers who order for the first time in the calendar period of the series, for the second time, and again after the period before. */
  active: 0,
  repeat: 1,
  both: 2,
  /** First orders. */
  new: 3,
  orders: 4,
  anonymousOrders: 5,
  firstNet: 6,
  laterNet: 7,
  /** Of orders without customer, and credit notes that no order takes. */
  otherNet: 8,
  cost: 9,
} as const;
export const DAILY_COLUMNS = 10;

/** Counts of customers in one slot. */
export const COUNT = { new: 0, repeat: 1, previouslyActive: 2, both: 3, atStart: 4, atEnd: 5 } as const;
export const COUNT_COLUMNS = 6;

/** Sums of one group of customers in one slot; `otherNet`: credit notes that no order takes. */
export const SUM = { active: 0, orders: 1, net: 2, laterNet: 3, cost: 4, otherNet: 5 } as const;
export const SUM_COLUMNS = 6;

/** The same for orders without customer. */
export const ANONYMOUS_SUM = { orders: 0, net: 1 } as const;
export const ANONYMOUS_COLUMNS = 2;

export interface KpiPartial {
  /** DAILY column c of day d stands at d × DAILY_COLUMNS + c. */
  daily: Float64Array;
  /** Steps up and down of the number of customers at each boundary. */
  stock: Int32Array;
  /** Slot × COUNT. */
  counts: Float64Array;
  /** Group × slot × SUM, and of orders without customer group × slot × ANONYMOUS_SUM. */
  sums: Float64Array;
  anonymousSums: Float64Array;
  /** Customers by the day of their first order. */
  firstByDay: Uint32Array;
  /** One entry a range of customers. */
  reorders: Reorders[];
}

/** First orders of those who ordered again, in order of the day of their second order: those of day d stand in [start[d], start[d + 1]).
 *  All days count from the plan’s base day. */
export interface Reorders {
  start: Uint32Array;
  firstDay: Uint32Array;
}

export function createPartial(plan: KpiPlan): KpiPartial {
  const days = plan.asOfDay - plan.baseDay + 1;
  const slots = plan.slots.length;
  return {
    daily: new Float64Array(days * DAILY_COLUMNS),
    stock: new Int32Array(plan.boundaries.length + 1),
    counts: new Float64Array(slots * COUNT_COLUMNS),
    sums: new Float64Array(plan.groups * slots * SUM_COLUMNS),
    anonymousSums: new Float64Array(plan.anonymousGroups * slots * ANONYMOUS_COLUMNS),
    firstByDay: new Uint32Array(days),
    reorders: [],
  };
}

export function mergeKpis(partials: KpiPartial[]): KpiPartial {
  const add = (pick: (partial: KpiPartial) => Float64Array): Float64Array => addColumns(partials.map(pick), (length) => new Float64Array(length));
  return {
    daily: add((partial) => partial.daily),
    stock: addColumns(partials.map((partial) => partial.stock), (length) => new Int32Array(length)),
    counts: add((partial) => partial.counts),
    sums: add((partial) => partial.sums),
    anonymousSums: add((partial) => partial.anonymousSums),
    firstByDay: addColumns(partials.map((partial) => partial.firstByDay), (length) => new Uint32Array(length)),
    reorders: partials.flatMap((partial) => partial.reorders),
  };
}
