import { IN_END_WINDOW, IN_PERIOD, IN_PREDECESSOR, IN_START_WINDOW, MASK_BITS, type DayTables } from './kpi-days.ts';
import { COUNT, COUNT_COLUMNS, DAILY, DAILY_COLUMNS, SUM, SUM_COLUMNS, type KpiPartial } from './kpi-partial.ts';
import type { KpiPlan } from './kpi-plan.ts';

/** What one order is to its customer; few enough for a column each, so that an order adds to one place in memory. `same`: the third or later in its
 *  calendar period, `second` in it; `next`: the customer’s first in the period after that of the order before, `again`: after a longer time, `back`: of
 *  those that are measured the first, the first order itself not being so. */
export const STEP = { none: 0, same: 1, second: 2, next: 3, again: 4, first: 5, back: 6, firstUnmeasured: 7 } as const;
export const STEPS = 8;

/** Sets of up to three slots: period bits of a day’s mask. */
const SETS = 8;
export const ALL_PERIODS = SETS - 1;

/** Bits of a customer’s conduct: mask bits seen, then period bits seen twice, then period bits of the first order. */
export const TWICE_BIT = MASK_BITS;
export const FIRST_BIT = MASK_BITS + 3;

/** What a fold adds up, order by order. Days count from the plan’s base day; sets are those of slots that a day lies in. */
export interface KpiTallies {
  /** Day × STEPS. */
  steps: Uint32Array;
  firstNet: Float64Array;
  laterNet: Float64Array;
  otherNet: Float64Array;
  cost: Float64Array;
  /** Group of customers × set. */
  groupOrders: Uint32Array;
  groupFirstNet: Float64Array;
  groupLaterNet: Float64Array;
  groupOtherNet: Float64Array;
  groupCost: Float64Array;
  /** Customers by the set of slots that they were active in. */
  groupActive: Uint32Array;
  /** Steps of the number of customers at each boundary, but for first orders; the last place is for customers without any. */
  stock: Int32Array;
  conducts: ConductTally;
}

export function createTallies(plan: KpiPlan): KpiTallies {
  const days = plan.asOfDay - plan.baseDay + 1;
  const cells = plan.groups * SETS;
  return {
    steps: new Uint32Array(days * STEPS),
    firstNet: new Float64Array(days),
    laterNet: new Float64Array(days),
    otherNet: new Float64Array(days),
    cost: new Float64Array(days),
    groupOrders: new Uint32Array(cells),
    groupFirstNet: new Float64Array(cells),
    groupLaterNet: new Float64Array(cells),
    groupOtherNet: new Float64Array(cells),
    groupCost: new Float64Array(cells),
    groupActive: new Uint32Array(cells),
    stock: new Int32Array(plan.boundaries.length + 2),
    conducts: createConductTally(),
  };
}

/** Sets of a group begin here. */
export const setsOfGroup = (group: number): number => group * SETS;

/** Puts what was added up where a partial has it. */
export function settleTallies(plan: KpiPlan, tables: DayTables, tallies: KpiTallies, partial: KpiPartial): void {
  settleDays(tables, tallies, partial);
  partial.stock.forEach((_, at) => (partial.stock[at]! += tallies.stock[at]!));
  for (let group = 0; group < plan.groups; group++) settleGroup(plan, tallies, group, partial.sums);
  tallies.conducts.takeOut((conduct, customers) => countConduct(conduct, customers, plan.slots.length, partial.counts));
}

function settleDays({ unit }: DayTables, { steps, firstNet, laterNet, otherNet, cost }: KpiTallies, { daily, firstByDay, stock }: KpiPartial): void {
  for (let at = 0; at < firstByDay.length; at++) {
    const step = steps.subarray(at * STEPS, (at + 1) * STEPS);
    const row = at * DAILY_COLUMNS;
    const active = step[STEP.next]! + step[STEP.again]! + step[STEP.first]! + step[STEP.back]!;
    daily[row + DAILY.active]! += active;
    daily[row + DAILY.repeat]! += step[STEP.second]!;
    daily[row + DAILY.both]! += step[STEP.next]!;
    daily[row + DAILY.new]! += step[STEP.first]!;
    daily[row + DAILY.orders]! += active + step[STEP.second]! + step[STEP.same]!;
    daily[row + DAILY.firstNet]! += firstNet[at]!;
    daily[row + DAILY.laterNet]! += laterNet[at]!;
    daily[row + DAILY.otherNet]! += otherNet[at]!;
    daily[row + DAILY.cost]! += cost[at]!;
    firstByDay[at]! += step[STEP.first]! + step[STEP.firstUnmeasured]!;
    stock[unit[at]! + 1]! += step[STEP.first]! + step[STEP.back]!;
  }
}

function settleGroup({ slots }: KpiPlan, tallies: KpiTallies, group: number, sums: Float64Array): void {
  for (let set = 1; set < SETS; set++) {
    const from = setsOfGroup(group) + set;
    for (let i = 0; i < slots.length; i++) {
      if (((set >> i) & 1) === 0) continue;
      const slot = (group * slots.length + i) * SUM_COLUMNS;
      sums[slot + SUM.active]! += tallies.groupActive[from]!;
      sums[slot + SUM.orders]! += tallies.groupOrders[from]!;
      sums[slot + SUM.net]! += tallies.groupFirstNet[from]! + tallies.groupLaterNet[from]!;
      sums[slot + SUM.laterNet]! += tallies.groupLaterNet[from]!;
      sums[slot + SUM.cost]! += tallies.groupCost[from]!;
      sums[slot + SUM.otherNet]! += tallies.groupOtherNet[from]!;
    }
  }
}

interface ConductTally {
  add(conduct: number): void;
  takeOut(each: (conduct: number, customers: number) => void): void;
}

let tallied = new Uint32Array(0);

/** How many customers had each conduct; few of the possible ones are met. The table is one, and always left empty. */
function createConductTally(): ConductTally {
  if (tallied.length === 0) tallied = new Uint32Array(1 << (FIRST_BIT + 3));
  const counts = tallied;
  const met: number[] = [];
  return {
    add(conduct) {
      if (counts[conduct] === 0) met.push(conduct);
      counts[conduct]!++;
    },
    takeOut(each) {
      for (const conduct of met) {
        each(conduct, counts[conduct]!);
        counts[conduct] = 0;
      }
    },
  };
}

function countConduct(conduct: number, customers: number, slots: number, counts: Float64Array): void {
  for (let i = 0; i < slots; i++) {
    const has = (bit: number): boolean => (conduct & (bit << i)) !== 0;
    const at = i * COUNT_COLUMNS;
    if (has(1 << FIRST_BIT)) counts[at + COUNT.new]! += customers;
    if (has(1 << TWICE_BIT)) counts[at + COUNT.repeat]! += customers;
    if (has(IN_PREDECESSOR)) counts[at + COUNT.previouslyActive]! += customers;
    if (has(IN_PREDECESSOR) && has(IN_PERIOD)) counts[at + COUNT.both]! += customers;
    if (has(IN_START_WINDOW)) counts[at + COUNT.atStart]! += customers;
    if (has(IN_END_WINDOW)) counts[at + COUNT.atEnd]! += customers;
  }
}
