import { resampleGroups } from '../maths/bootstrap.ts';
import { COUNT, COUNT_COLUMNS, SERIES, SUM, SUM_COLUMNS, type KpiPartial } from './kpi-fold.ts';
import { PERIODS, type KpiPlan } from './kpi-plan.ts';
import { quotientOf, RATIO_KEYS, type PeriodSums, type RatioKey } from './kpi-values.ts';

export const BOOTSTRAP_REPLICATES = 1000;
export const BOOTSTRAP_SEED = 1;

/** Sums of compared period i. */
export function sumsOfPeriod(partial: KpiPartial, i: number): PeriodSums {
  const known = totalOf(partial.sums, i);
  const anonymous = totalOf(partial.anonymousSums, i);
  const counts = partial.counts.subarray(i * COUNT_COLUMNS, (i + 1) * COUNT_COLUMNS);
  return {
    ...ratioSums(known, anonymous, 0),
    new: counts[COUNT.new]!,
    repeat: counts[COUNT.repeat]!,
    previouslyActive: counts[COUNT.previouslyActive]!,
    both: counts[COUNT.both]!,
    atStart: counts[COUNT.atStart]!,
    kept: counts[COUNT.kept]!,
  };
}

/** Sums of each calendar period of the series. */
export function sumsOfSeries(plan: KpiPlan, partial: KpiPartial): PeriodSums[] {
  const units = plan.boundaries.length - 1;
  const stride = units + 2;
  const at = (column: number, unit: number): number => partial.series[column * stride + unit]!;
  const sums: PeriodSums[] = [];
  let stock = 0;
  let kept = at(SERIES.kept, 0);
  for (let unit = 0; unit < units; unit++) {
    stock += at(SERIES.stock, unit);
    kept += at(SERIES.kept, unit + 1);
    sums.push({
      active: at(SERIES.active, unit),
      new: at(SERIES.new, unit),
      repeat: at(SERIES.repeat, unit),
      previouslyActive: unit === 0 ? 0 : at(SERIES.active, unit - 1),
      both: at(SERIES.both, unit),
      atStart: stock,
      kept,
      orders: at(SERIES.orders, unit),
      anonymousOrders: at(SERIES.anonymousOrders, unit),
      net: at(SERIES.firstNet, unit) + at(SERIES.laterNet, unit),
      laterNet: at(SERIES.laterNet, unit),
      otherNet: at(SERIES.anonymousNet, unit),
      cost: at(SERIES.cost, unit),
    });
  }
  return sums;
}

/** Bootstrap replicates of each ratio, [period][key]; one draw of customers serves all periods, so that differences are paired. */
export function replicateRatios(plan: KpiPlan, partial: KpiPartial): Record<RatioKey, Float64Array>[] {
  const columns = PERIODS * SUM_COLUMNS;
  const known = resampleGroups(partial.sums, plan.groups, columns, BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED);
  const anonymous = resampleGroups(partial.anonymousSums, plan.anonymousGroups, columns, BOOTSTRAP_REPLICATES, BOOTSTRAP_SEED + 1);
  return Array.from({ length: PERIODS }, (_, i) => {
    const replicates = Object.fromEntries(RATIO_KEYS.map((key) => [key, new Float64Array(BOOTSTRAP_REPLICATES)])) as Record<RatioKey, Float64Array>;
    for (let replicate = 0; replicate < BOOTSTRAP_REPLICATES; replicate++) {
      const sums = ratioSums(known, anonymous, replicate * columns + i * SUM_COLUMNS);
      for (const key of RATIO_KEYS) replicates[key][replicate] = quotientOf(key, sums).value;
    }
    return replicates;
  });
}

function totalOf(sums: Float64Array, period: number): Float64Array {
  const total = new Float64Array(SUM_COLUMNS);
  for (let at = period * SUM_COLUMNS; at < sums.length; at += PERIODS * SUM_COLUMNS) {
    for (let column = 0; column < SUM_COLUMNS; column++) total[column]! += sums[at + column]!;
  }
  return total;
}

/** The sums that ratios need, from SUM columns at a place; counts of customers that ratios do not need are 0. */
function ratioSums(known: Float64Array, anonymous: Float64Array, at: number): PeriodSums {
  return {
    active: known[at + SUM.active]!,
    new: 0,
    repeat: 0,
    previouslyActive: 0,
    both: 0,
    atStart: 0,
    kept: 0,
    orders: known[at + SUM.orders]!,
    anonymousOrders: anonymous[at + SUM.orders]!,
    net: known[at + SUM.net]!,
    laterNet: known[at + SUM.laterNet]!,
    otherNet: known[at + SUM.otherNet]! + anonymous[at + SUM.otherNet]!,
    cost: known[at + SUM.cost]!,
  };
}
