import { creditRange } from '../frame/credits.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { createDayTables, IN_PERIOD, type DayTables } from './kpi-days.ts';
import { ANONYMOUS_COLUMNS, ANONYMOUS_SUM, createPartial, DAILY, DAILY_COLUMNS, type KpiPartial, type Reorders } from './kpi-partial.ts';
import { groupOf, type KpiPlan } from './kpi-plan.ts';
import { ALL_PERIODS, createTallies, FIRST_BIT, setsOfGroup, settleTallies, STEP, STEPS, TWICE_BIT, type KpiTallies } from './kpi-tallies.ts';

const MEASURED_BIT = Math.log2(VIEW.measured);
const REVENUE_BIT = Math.log2(VIEW.revenue);

/** Customers [from, to), as ranges of `customerRanges`, or of these only the `members`, ascending. */
export function foldKpis(view: FrameView, plan: KpiPlan, from: number, to: number, members: Uint32Array | null = null): KpiPartial {
  const { frame } = view;
  const partial = createPartial(plan);
  const tables = createDayTables(plan);
  const tallies = createTallies(plan);
  const last = Math.min(to, frame.customers);
  partial.reorders = [foldCustomers(view, plan, tables, from, last, members, tallies)];
  foldCreditNotes(view, plan, tables, from, last, members, tallies);
  settleTallies(plan, tables, tallies, partial);
  if (to > frame.customers) foldAnonymous(view, plan, tables, partial);
  return partial;
}

/** One pass over orders, money and conduct; answers the days of first and second orders, the second being the next one that the filters on
 *  orders keep. Bits as factors in place of branches, which would be guessed wrong for orders in no order: that, and additions to memory, are
 *  what takes the time. Credit notes are orders here, and put right by `foldCreditNotes`. */
function foldCustomers(view: FrameView, plan: KpiPlan, tables: DayTables, from: number, to: number, members: Uint32Array | null, tallies: KpiTallies): Reorders {
  const { frame, flags, net, firstOrder } = view;
  const { day, orderStart, cost, customers } = frame;
  const { mask, unit, lastBoundary } = tables;
  const { baseDay, groups } = plan;
  const { steps, firstNet, laterNet, groupOrders, groupFirstNet, groupLaterNet, groupActive, stock, conducts } = tallies;
  const nobody = stock.length - 2;
  const count = members?.length ?? Math.max(0, to - from);
  const firstDay = new Uint32Array(count + 1);
  const secondDay = new Uint32Array(count + 1);
  let reorders = 0;
  for (let i = 0; i < count; i++) {
    const customer = members === null ? from + i : members[i]!;
    const first = firstOrder[customer]!;
    const end = orderStart[customer + 1]!;
    const firstEnd = first === NO_CODE ? end : first + 1;
    const sets = setsOfGroup(groupOf(customer, groups, customers));
    for (let order = orderStart[customer]!; order < firstEnd; order++) {
      if (flags[order] === 0) continue;
      const at = day[order]! - baseDay;
      const money = net[order]! * ((flags[order]! >> REVENUE_BIT) & 1);
      firstNet[at]! += money;
      groupFirstNet[sets + (mask[at]! & ALL_PERIODS)]! += money;
    }
    if (first === NO_CODE) continue;
    const firstAt = day[first]! - baseDay;
    const isFirstMeasured = (flags[first]! >> MEASURED_BIT) & 1;
    let seen = mask[firstAt]! & -isFirstMeasured;
    let twice = 0;
    const fresh = seen & ALL_PERIODS;
    steps[firstAt * STEPS + STEP.firstUnmeasured - isFirstMeasured * (STEP.firstUnmeasured - STEP.first)]!++;
    groupOrders[sets + (mask[firstAt]! & ALL_PERIODS)]! += isFirstMeasured;
    if (cost !== null) addCost(tallies, sets, firstAt, mask[firstAt]!, cost[first]! * isFirstMeasured);
    // −2: no measured order yet.
    let lastUnit = -2 + (unit[firstAt]! + 2) * isFirstMeasured;
    let lastCovered = nobody + (lastBoundary[firstAt]! - nobody) * isFirstMeasured;
    let isLastAlone = 1;
    let later = 0;
    let second = 0;
    for (let order = firstEnd; order < end; order++) {
      const flag = flags[order]!;
      if (flag === 0) continue;
      const at = day[order]! - baseDay;
      const measured = (flag >> MEASURED_BIT) & 1;
      const money = net[order]! * ((flag >> REVENUE_BIT) & 1);
      const bits = mask[at]!;
      const now = unit[at]!;
      const covered = lastBoundary[at]!;
      const set = sets + (bits & ALL_PERIODS);
      laterNet[at]! += money;
      groupLaterNet[set]! += money;
      groupOrders[set]! += measured;
      if (cost !== null) addCost(tallies, sets, at, bits, cost[order]! * measured);
      const isSame = Number(now === lastUnit);
      const entering = STEP.again - Number(now === lastUnit + 1) + (STEP.back - STEP.again) * (lastUnit >>> 31);
      const step = isSame * (STEP.same + isLastAlone) + (1 - isSame) * entering;
      steps[at * STEPS + step * measured]!++;
      twice |= seen & bits & -measured;
      seen |= bits & -measured;
      if ((measured & Number(now > lastCovered)) === 1) {
        stock[lastCovered + 1]!--;
        stock[now + 1]!++;
      }
      lastUnit += (now - lastUnit) & -measured;
      lastCovered += (covered - lastCovered) & -measured;
      isLastAlone += (1 - isSame - isLastAlone) & -measured;
      second += at & -(measured & Number(later === 0));
      later += measured;
    }
    stock[lastCovered + 1]!--;
    groupActive[sets + (seen & ALL_PERIODS)]!++;
    conducts.add(seen | ((twice & ALL_PERIODS) << TWICE_BIT) | (fresh << FIRST_BIT));
    firstDay[reorders] = firstAt;
    secondDay[reorders] = second;
    reorders += Number(later > 0);
  }
  return sortBySecond(firstDay.subarray(0, reorders), secondDay.subarray(0, reorders), tallies.firstNet.length);
}

function addCost({ cost, groupCost }: KpiTallies, sets: number, at: number, bits: number, amount: number): void {
  cost[at]! += amount;
  groupCost[sets + (bits & ALL_PERIODS)]! += amount;
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

/** Money of credit notes on their own days: what earlier orders take stays with first or later orders, the rest is nobody’s order. */
function foldCreditNotes(view: FrameView, plan: KpiPlan, { mask }: DayTables, from: number, to: number, members: Uint32Array | null, tallies: KpiTallies): void {
  const { frame, flags, net, firstOrder } = view;
  const { credits, orderStart, day, customers } = frame;
  const { firstNet, laterNet, otherNet, groupFirstNet, groupLaterNet, groupOtherNet } = tallies;
  const links = creditRange(credits, orderStart[from]!, orderStart[to]!);
  let customer = from;
  let member = 0;
  for (let link = links.from; link < links.to; ) {
    const note = credits.creditOrder[link]!;
    while (orderStart[customer + 1]! <= note) customer++;
    const first = firstOrder[customer]!;
    let fromFirst = 0;
    let fromLater = 0;
    for (; link < links.to && credits.creditOrder[link] === note; link++) {
      const order = credits.target[link]!;
      if (view.refunds === 'original-order' || order < 0 || (flags[order]! & VIEW.revenue) === 0) continue;
      if (order > first) fromLater -= credits.amount[link]!;
      else fromFirst -= credits.amount[link]!;
    }
    if (members !== null) while (member < members.length && members[member]! < customer) member++;
    if ((flags[note]! & VIEW.revenue) === 0 || (members !== null && members[member] !== customer)) continue;
    const at = day[note]! - plan.baseDay;
    const set = setsOfGroup(groupOf(customer, plan.groups, customers)) + (mask[at]! & ALL_PERIODS);
    const asFirst = note > first ? 0 : net[note]!;
    const asLater = net[note]! - asFirst;
    firstNet[at]! += fromFirst - asFirst;
    groupFirstNet[set]! += fromFirst - asFirst;
    laterNet[at]! += fromLater - asLater;
    groupLaterNet[set]! += fromLater - asLater;
    otherNet[at]! += net[note]! - fromFirst - fromLater;
    groupOtherNet[set]! += net[note]! - fromFirst - fromLater;
  }
}

function foldAnonymous(view: FrameView, plan: KpiPlan, tables: DayTables, partial: KpiPartial): void {
  const { frame, flags, net } = view;
  const { daily, anonymousSums } = partial;
  const start = frame.orderStart[frame.customers]!;
  for (let order = start; order < start + plan.anonymousOrders; order++) {
    const flag = flags[order]!;
    if ((flag & VIEW.revenue) === 0) continue;
    const at = frame.day[order]! - plan.baseDay;
    const count = (flag & VIEW.measured) !== 0 ? 1 : 0;
    daily[at * DAILY_COLUMNS + DAILY.otherNet]! += net[order]!;
    daily[at * DAILY_COLUMNS + DAILY.anonymousOrders]! += count;
    const group = groupOf(order - start, plan.anonymousGroups, plan.anonymousOrders) * plan.slots.length * ANONYMOUS_COLUMNS;
    for (let i = 0; i < plan.slots.length; i++) {
      if ((tables.mask[at]! & (IN_PERIOD << i)) === 0) continue;
      anonymousSums[group + i * ANONYMOUS_COLUMNS + ANONYMOUS_SUM.orders]! += count;
      anonymousSums[group + i * ANONYMOUS_COLUMNS + ANONYMOUS_SUM.net]! += net[order]!;
    }
  }
}
