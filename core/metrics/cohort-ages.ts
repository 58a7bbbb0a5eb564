import { NO_CODE } from '../frame/line-batch.ts';
import type { FrameView } from '../frame/order-frame.ts';
import { unitOfDay, type Unit } from '../maths/calendar.ts';
import type { CohortPlan } from './cohort-plan.ts';

/** Ages of an order number end with the orders, whatever the calendar says. */
export const BY_ORDER = 0;
export const BY_WINDOW = 1;
export const BY_CALENDAR = 2;

/** The plan as look-ups for a loop over customers. */
export interface CohortTables {
  ageKind: number;
  windowDays: number;
  /** Per day from the base day on: calendar unit of ages, and row of the cohort (−1: of no cohort by its day). */
  ageUnit: Int32Array;
  /** First calendar unit of ages that has not ended by the as-of day. */
  openUnit: number;
  rowOfDay: Int32Array;
  /** Row of an attribute’s code, and of no value; `null` for calendar keys. */
  rowOfCode: Int32Array | null;
  rowOfNoCode: number;
  column: Uint32Array | null;
}

export function createCohortTables(view: FrameView, plan: CohortPlan): CohortTables {
  const { age } = plan.query;
  const days = plan.asOfDay - plan.baseDay + 1;
  const unit: Unit = typeof age === 'object' || age === 'order' ? 'day' : age;
  const { by, acquired } = plan;
  const rowOfDay = Int32Array.from({ length: days }, (_, at) => {
    const day = plan.baseDay + at;
    if (day < acquired.from || day >= acquired.to) return -1;
    return by.kind === 'calendar' ? unitOfDay(by.unit, day) - by.firstUnit : 0;
  });
  return {
    ageKind: age === 'order' ? BY_ORDER : typeof age === 'object' ? BY_WINDOW : BY_CALENDAR,
    windowDays: typeof age === 'object' ? age.windowDays : 1,
    ageUnit: Int32Array.from({ length: days }, (_, at) => unitOfDay(unit, plan.baseDay + at)),
    openUnit: unitOfDay(unit, plan.asOfDay + 1),
    rowOfDay,
    ...codeTables(view, plan),
  };
}

function codeTables(view: FrameView, plan: CohortPlan): Pick<CohortTables, 'rowOfCode' | 'rowOfNoCode' | 'column'> {
  const { by } = plan;
  if (by.kind === 'calendar') return { rowOfCode: null, rowOfNoCode: -1, column: null };
  const real = by.codes.filter((code) => code !== NO_CODE);
  const rowOfCode = new Int32Array((real.at(-1) ?? -1) + 1).fill(-1);
  real.forEach((code, row) => {
    rowOfCode[code] = row;
  });
  return { rowOfCode, rowOfNoCode: real.length, column: view.frame.attributes[by.field]! };
}

/** Row of the cohort that a first order puts its customer in, −1 for none. */
export function rowOfFirst(view: FrameView, plan: CohortPlan, tables: CohortTables, first: number): number {
  const row = tables.rowOfDay[view.frame.day[first]! - plan.baseDay]!;
  if (row < 0 || tables.column === null || tables.rowOfCode === null) return row;
  const code = tables.column[first]!;
  return code === NO_CODE ? tables.rowOfNoCode : tables.rowOfCode[code]!;
}

/** Age of a day for a customer acquired on `firstDay`; not for ages by order number. */
export function ageOfDay(plan: CohortPlan, tables: CohortTables, firstDay: number, day: number): number {
  if (tables.ageKind === BY_WINDOW) return Math.floor((day - firstDay) / tables.windowDays);
  return tables.ageUnit[day - plan.baseDay]! - tables.ageUnit[firstDay - plan.baseDay]!;
}

/** Ages that a customer acquired on `firstDay` has been observed for from beginning to end; not for ages by order number. */
export function completeAges(plan: CohortPlan, tables: CohortTables, firstDay: number): number {
  if (tables.ageKind === BY_WINDOW) return Math.floor((plan.asOfDay + 1 - firstDay) / tables.windowDays);
  return tables.openUnit - tables.ageUnit[firstDay - plan.baseDay]!;
}
