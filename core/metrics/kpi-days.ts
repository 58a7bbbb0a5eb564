import type { KpiPlan } from './kpi-plan.ts';
import type { DayPeriod } from './periods.ts';

/** Bit of slot i (0–2) within a day’s mask: the day lies in the period, in the one before it, in the activity window that ends
 *  where the period starts, in the one that ends where the period ends. */
export const IN_PERIOD = 1;
export const IN_PREDECESSOR = 1 << 3;
export const IN_START_WINDOW = 1 << 6;
export const IN_END_WINDOW = 1 << 9;
export const MASK_BITS = 12;

/** Columns by day, from the plan’s base day to the as-of day. */
export interface DayTables {
  mask: Uint16Array;
  /** The mask’s bits of the periods alone. */
  period: Uint8Array;
  /** Calendar period of the series. */
  unit: Uint32Array;
  /** Last boundary of the series at which an order of the day still makes its customer a customer. */
  lastBoundary: Int32Array;
}

export function createDayTables(plan: KpiPlan): DayTables {
  const { baseDay, boundaries, activityWindowDays: window } = plan;
  const days = plan.asOfDay - baseDay + 1;
  const tables: DayTables = { mask: new Uint16Array(days), period: new Uint8Array(days), unit: new Uint32Array(days), lastBoundary: new Int32Array(days) };
  const mark = (period: DayPeriod, bit: number): void => {
    const to = Math.min(period.to - baseDay, days);
    for (let day = Math.max(0, period.from - baseDay); day < to; day++) tables.mask[day]! |= bit;
  };
  plan.slots.forEach(({ period, predecessor }, i) => {
    mark(period, IN_PERIOD << i);
    mark(predecessor, IN_PREDECESSOR << i);
    mark({ from: period.from - window, to: period.from }, IN_START_WINDOW << i);
    mark({ from: period.to - window, to: period.to }, IN_END_WINDOW << i);
  });
  let unit = 0;
  let last = 0;
  for (let day = 0; day < days; day++) {
    while (unit + 2 < boundaries.length && boundaries[unit + 1]! <= baseDay + day) unit++;
    while (last + 1 < boundaries.length && boundaries[last + 1]! <= baseDay + day + window) last++;
    tables.period[day] = tables.mask[day]! & 7;
    tables.unit[day] = unit;
    tables.lastBoundary[day] = last;
  }
  return tables;
}
