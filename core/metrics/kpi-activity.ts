import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { IN_END_WINDOW, IN_PERIOD, IN_PREDECESSOR, IN_START_WINDOW, MASK_BITS, type DayTables } from './kpi-days.ts';
import { COUNT, COUNT_COLUMNS, DAILY, DAILY_COLUMNS, type KpiPartial, type Reorders } from './kpi-partial.ts';
import type { KpiPlan } from './kpi-plan.ts';

const ALL_PERIODS = IN_PERIOD | (IN_PERIOD << 1) | (IN_PERIOD << 2);

/** Customers: who is active, new, back again, and who is a customer at each boundary of the series.
 *  A customer’s conduct around the slots is one number; these are counted, and taken apart when all are counted.
 *  Answers the days of first and second orders; the second is the next one that the filters on orders keep. */
export function foldActivity(view: FrameView, plan: KpiPlan, tables: DayTables, from: number, to: number, partial: KpiPartial): Reorders {
  const { frame, flags, firstOrder } = view;
  const { day, orderStart } = frame;
  const { daily, stock, firstByDay } = partial;
  const { mask, unit, lastBoundary } = tables;
  const { baseDay } = plan;
  // Mask bits seen, then period bits seen twice, then period bits of the first order.
  const conducts = createTally(1 << (MASK_BITS + 6));
  const firstDay = new Uint32Array(Math.max(0, to - from));
  const secondDay = new Uint32Array(Math.max(0, to - from));
  const singles = new Uint32Array(firstByDay.length);
  let reorders = 0;
  for (let customer = from; customer < to; customer++) {
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    const end = orderStart[customer + 1]!;
    if (end === first + 1 && (flags[first]! & VIEW.measured) !== 0) {
      singles[day[first]! - baseDay]!++;
      continue;
    }
    let seen = 0;
    let twice = 0;
    let lastUnit = -1;
    let ordersInUnit = 0;
    let covered = -1;
    let second = -1;
    for (let order = first; order < end; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      const at = day[order]! - baseDay;
      if (second < 0 && order !== first) second = at;
      const now = unit[at]!;
      if (now !== lastUnit) {
        daily[at * DAILY_COLUMNS + DAILY.active]!++;
        if (now === lastUnit + 1 && lastUnit >= 0) daily[at * DAILY_COLUMNS + DAILY.both]!++;
        lastUnit = now;
        ordersInUnit = 0;
      }
      ordersInUnit++;
      if (ordersInUnit === 2) daily[at * DAILY_COLUMNS + DAILY.repeat]!++;
      const low = now < covered ? covered + 1 : now + 1;
      const high = lastBoundary[at]!;
      if (high >= low) {
        stock[low]!++;
        stock[high + 1]!--;
        covered = high;
      }
      const bits = mask[at]!;
      twice |= seen & bits;
      seen |= bits;
    }
    const firstAt = day[first]! - baseDay;
    firstByDay[firstAt]!++;
    if (second >= 0) {
      firstDay[reorders] = firstAt;
      secondDay[reorders] = second;
      reorders++;
    }
    let fresh = 0;
    if ((flags[first]! & VIEW.measured) !== 0) {
      daily[firstAt * DAILY_COLUMNS + DAILY.new]!++;
      fresh = mask[firstAt]! & ALL_PERIODS;
    }
    conducts.add(seen | ((twice & ALL_PERIODS) << MASK_BITS) | (fresh << (MASK_BITS + 3)), 1);
  }
  addSingles(singles, tables, partial, conducts);
  conducts.takeOut((conduct, customers) => countConduct(conduct, customers, plan.slots.length, partial.counts));
  return sortBySecond(firstDay.subarray(0, reorders), secondDay.subarray(0, reorders), firstByDay.length);
}

function sortBySecond(first: Uint32Array, second: Uint32Array, days: number): Reorders {
  const start = new Uint32Array(days + 1);
  for (let i = 0; i < second.length; i++) start[second[i]! + 1]!++;
  for (let day = 1; day <= days; day++) start[day]! += start[day - 1]!;
  const next = start.slice();
  const firstDay = new Uint32Array(first.length);
  for (let i = 0; i < second.length; i++) firstDay[next[second[i]!]!++] = first[i]!;
  return { start, firstDay };
}

/** Customers of one order, who are most in many shops: those of one day are alike. */
function addSingles(singles: Uint32Array, { mask, unit, lastBoundary }: DayTables, { daily, stock, firstByDay }: KpiPartial, conducts: Tally): void {
  for (let at = 0; at < singles.length; at++) {
    const customers = singles[at]!;
    if (customers === 0) continue;
    firstByDay[at]! += customers;
    daily[at * DAILY_COLUMNS + DAILY.active]! += customers;
    daily[at * DAILY_COLUMNS + DAILY.new]! += customers;
    const low = unit[at]! + 1;
    const high = lastBoundary[at]!;
    if (high >= low) {
      stock[low]! += customers;
      stock[high + 1]! -= customers;
    }
    conducts.add(mask[at]! | ((mask[at]! & ALL_PERIODS) << (MASK_BITS + 3)), customers);
  }
}

interface Tally {
  add(value: number, count: number): void;
  takeOut(each: (value: number, count: number) => void): void;
}

let tallied = new Uint32Array(0);

/** How often each number below `size` came; few of them do. The table is one, and always left empty. */
function createTally(size: number): Tally {
  if (tallied.length < size) tallied = new Uint32Array(size);
  const counts = tallied;
  const met: number[] = [];
  return {
    add(value, count) {
      if (counts[value] === 0) met.push(value);
      counts[value]! += count;
    },
    takeOut(each) {
      for (const value of met) {
        each(value, counts[value]!);
        counts[value] = 0;
      }
    },
  };
}

function countConduct(conduct: number, customers: number, slots: number, counts: Float64Array): void {
  for (let i = 0; i < slots; i++) {
    const has = (bit: number): boolean => (conduct & (bit << i)) !== 0;
    const at = i * COUNT_COLUMNS;
    if (has(1 << (MASK_BITS + 3))) counts[at + COUNT.new]! += customers;
    if (has(1 << MASK_BITS)) counts[at + COUNT.repeat]! += customers;
    if (has(IN_PREDECESSOR)) counts[at + COUNT.previouslyActive]! += customers;
    if (has(IN_PREDECESSOR) && has(IN_PERIOD)) counts[at + COUNT.both]! += customers;
    if (has(IN_START_WINDOW)) counts[at + COUNT.atStart]! += customers;
    if (has(IN_END_WINDOW)) counts[at + COUNT.atEnd]! += customers;
  }
}
