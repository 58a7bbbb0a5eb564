import { NO_CODE } from '../frame/line-batch.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { unitOfDay, type Unit } from '../maths/calendar.ts';
import { firstOrderCode } from './cohort-keys.ts';
import type { CohortPlan } from './cohort-plan.ts';

/** Ages of an order number end with the orders, whatever the calendar says. */
export const BY_ORDER = 0;
export const BY_WINDOW = 1;
const BY_CALENDAR = 2;

/** The plan as look-ups for a loop over customers. */
export interface CohortTables {
  ageKind: number;
  windowDays: number;
  /** Calendar unit of ages per day from the base day on, or, for windows, age by days since the first order. */
  ageUnit: Int32Array;
  /** First calendar unit of ages that has not ended by the as-of day. */
  openUnit: number;
  /** Per day from the base day on: row of the cohort (−1: of no cohort by its day). */
  rowOfDay: Int32Array;
  /** Row of the value of a first order or its customer; `null` for calendar keys. */
  rowOfValue: ((first: number, customer: number) => number) | null;
}

export function createCohortTables(view: FrameView, plan: CohortPlan): CohortTables {
  const { age } = plan.query;
  const days = plan.asOfDay - plan.baseDay + 1;
  const unit: Unit = typeof age === 'object' || age === 'order' ? 'day' : age;
  const windowDays = typeof age === 'object' ? age.windowDays : 1;
  const { by, acquired } = plan;
  const rowOfDay = Int32Array.from({ length: days }, (_, at) => {
    const day = plan.baseDay + at;
    if (day < acquired.from || day >= acquired.to) return -1;
    return by.kind === 'calendar' ? unitOfDay(by.unit, day) - by.firstUnit : 0;
  });
  return {
    ageKind: age === 'order' ? BY_ORDER : typeof age === 'object' ? BY_WINDOW : BY_CALENDAR,
    windowDays,
    ageUnit: Int32Array.from({ length: days }, (_, at) => (typeof age === 'object' ? Math.floor(at / windowDays) : unitOfDay(unit, plan.baseDay + at))),
    openUnit: unitOfDay(unit, plan.asOfDay + 1),
    rowOfDay,
    rowOfValue: by.kind === 'calendar' ? null : rowReader(view, by),
  };
}

function rowReader(view: FrameView, { key, rowOfCode, none }: Exclude<CohortPlan['by'], { kind: 'calendar' }>): (first: number, customer: number) => number {
  const codeOf = firstOrderCode(view, key);
  return (first, customer) => {
    const code = codeOf(first, customer);
    return code === NO_CODE ? none : rowOfCode[code]!;
  };
}

/** Row of the cohort that a first order puts its customer in, −1 for none. */
export function rowOfFirst(view: FrameView, plan: CohortPlan, tables: CohortTables, first: number, customer: number): number {
  const row = tables.rowOfDay[view.frame.day[first]! - plan.baseDay]!;
  return row < 0 || tables.rowOfValue === null ? row : tables.rowOfValue(first, customer);
}

/** Age of a day for a customer acquired on `firstDay`; not for ages by order number. */
export function ageOfDay(plan: CohortPlan, tables: CohortTables, firstDay: number, day: number): number {
  if (tables.ageKind === BY_WINDOW) return tables.ageUnit[day - firstDay]!;
  return tables.ageUnit[day - plan.baseDay]! - tables.ageUnit[firstDay - plan.baseDay]!;
}

/** Ages that a customer acquired on `firstDay` has been observed for from beginning to end; not for ages by order number. */
export function completeAges(plan: CohortPlan, tables: CohortTables, firstDay: number): number {
  if (tables.ageKind === BY_WINDOW) return Math.floor((plan.asOfDay + 1 - firstDay) / tables.windowDays);
  return tables.openUnit - tables.ageUnit[firstDay - plan.baseDay]!;
}
