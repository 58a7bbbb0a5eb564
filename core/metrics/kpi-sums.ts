import { resampleGroups } from '../maths/bootstrap.ts';
import { ANONYMOUS_COLUMNS, ANONYMOUS_SUM, COUNT, COUNT_COLUMNS, DAILY, DAILY_COLUMNS, SUM, SUM_COLUMNS, type KpiPartial } from './kpi-partial.ts';
import type { KpiPlan } from './kpi-plan.ts';
import type { DayPeriod } from './periods.ts';
import { spentIn } from './spend.ts';
import { quotientOf, RATIO_KEYS, type PeriodSums, type RatioKey } from './kpi-values.ts';

export const BOOTSTRAP_REPLICATES = 1000;
export const BOOTSTRAP_SEED = 1;

/** Sums of slot i. */
export function sumsOfSlot(plan: KpiPlan, partial: KpiPartial, i: number): PeriodSums {
  const known = totals(partial.sums, plan.slots.length * SUM_COLUMNS);
  const anonymous = totals(partial.anonymousSums, plan.slots.length * ANONYMOUS_COLUMNS);
  const counts = partial.counts.subarray(i * COUNT_COLUMNS, (i + 1) * COUNT_COLUMNS);
  return {
    ...ratioSums(known, i * SUM_COLUMNS, anonymous, i * ANONYMOUS_COLUMNS, spendOf(plan, plan.slots[i]!.period)),
    new: counts[COUNT.new]!,
    repeat: counts[COUNT.repeat]!,
    previouslyActive: counts[COUNT.previouslyActive]!,
    both: counts[COUNT.both]!,
    atStart: counts[COUNT.atStart]!,
    atEnd: counts[COUNT.atEnd]!,
  };
}

/** Sums of each calendar period of the series. */
export function sumsOfSeries(plan: KpiPlan, partial: KpiPartial): PeriodSums[] {
  const units = plan.boundaries.length - 1;
  const sums: PeriodSums[] = [];
  let atStart = 0;
  for (let unit = 0; unit < units; unit++) {
    const days = daysOfUnit(plan, partial, unit);
    atStart += partial.stock[unit]!;
    sums.push({
      active: days[DAILY.active]!,
      new: days[DAILY.new]!,
      repeat: days[DAILY.repeat]!,
      previouslyActive: sums.at(-1)?.active ?? 0,
      both: days[DAILY.both]!,
      atStart,
      atEnd: atStart + partial.stock[unit + 1]!,
      orders: days[DAILY.orders]!,
      anonymousOrders: days[DAILY.anonymousOrders]!,
      net: days[DAILY.firstNet]! + days[DAILY.laterNet]!,
      laterNet: days[DAILY.laterNet]!,
      otherNet: days[DAILY.otherNet]!,
      cost: days[DAILY.cost]!,
      ...spendOf(plan, { from: plan.boundaries[unit]!, to: plan.boundaries[unit + 1]! }),
    });
  }
  return sums;
}

function daysOfUnit(plan: KpiPlan, partial: KpiPartial, unit: number): Float64Array {
  const from = Math.max(0, plan.boundaries[unit]! - plan.baseDay) * DAILY_COLUMNS;
  return totals(partial.daily.subarray(from, (plan.boundaries[unit + 1]! - plan.baseDay) * DAILY_COLUMNS), DAILY_COLUMNS);
}

/** Bootstrap replicates of each ratio, [slot][key]; one draw of customers serves all slots, so that differences are paired. */
export function replicateRatios(plan: KpiPlan, partial: KpiPartial): Record<RatioKey, Float64Array>[] {
  const columns = plan.slots.length * SUM_COLUMNS;
  const anonymousColumns = plan.slots.length * ANONYMOUS_COLUMNS;
  const known = resampleGroups(partial.sums, plan.groups, columns, BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED);
  const anonymous = resampleGroups(partial.anonymousSums, plan.anonymousGroups, anonymousColumns, BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED + 1);
  return plan.slots.map((slot, i) => {
    const spend = spendOf(plan, slot.period);
    const replicates = Object.fromEntries(RATIO_KEYS.map((key) => [key, new Float64Array(BOOTSTRAP_REPLICATES)])) as Record<RatioKey, Float64Array>;
    for (let replicate = 0; replicate < BOOTSTRAP_REPLICATES; replicate++) {
      const sums = ratioSums(known, replicate * columns + i * SUM_COLUMNS, anonymous, replicate * anonymousColumns + i * ANONYMOUS_COLUMNS, spend);
      for (const key of RATIO_KEYS) replicates[key][replicate] = quotientOf(key, sums).value;
    }
    return replicates;
  });
}

/** Column totals of a row-major table. */
function totals(rows: Float64Array, columns: number): Float64Array {
  const total = new Float64Array(columns);
  for (let at = 0; at < rows.length; at += columns) {
    for (let column = 0; column < columns; column++) total[column]! += rows[at + column]!;
  }
  return total;
}

type Spend = Pick<PeriodSums, 'acquisition' | 'retention'>;

/** Spending is known as it is, and not drawn with the customers. Without any, keeping customers costs nothing. */
function spendOf({ spend }: KpiPlan, { from, to }: DayPeriod): Spend {
  if (spend.kind === 'known') return { acquisition: spentIn(spend.acquisition, from, to), retention: spentIn(spend.retention, from, to) };
  return { acquisition: Number.NaN, retention: 0 };
}

/** The sums that ratios need; counts of customers that they do not need are 0. */
function ratioSums(known: Float64Array, at: number, anonymous: Float64Array, anonymousAt: number, spend: Spend): PeriodSums {
  return {
    active: known[at + SUM.active]!,
    new: 0,
    repeat: 0,
    previouslyActive: 0,
    both: 0,
    atStart: 0,
    atEnd: 0,
    orders: known[at + SUM.orders]!,
    anonymousOrders: anonymous[anonymousAt + ANONYMOUS_SUM.orders]!,
    net: known[at + SUM.net]!,
    laterNet: known[at + SUM.laterNet]!,
    otherNet: known[at + SUM.otherNet]! + anonymous[anonymousAt + ANONYMOUS_SUM.net]!,
    cost: known[at + SUM.cost]!,
    ...spend,
  };
}
