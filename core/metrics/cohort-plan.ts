import type { CohortQuery } from '../contract/cohorts.ts';
import { EngineFailure } from '../contract/errors.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, type FrameView } from '../frame/order-frame.ts';
import { firstDayOfUnit, isoOfDay, unitOfDay, type Unit } from '../maths/calendar.ts';
import type { DayPeriod } from './periods.ts';
import { acquiredPeriod } from './second-order.ts';

export const MAX_COHORTS = 2000;
export const MAX_AGES = 600;

/** Rows are calendar periods from `firstUnit` on, or the values of an attribute as ascending codes. */
export type CohortRows = { kind: 'calendar'; unit: Unit; firstUnit: number } | { kind: 'attribute'; field: string; codes: Uint32Array };

/** What a fold needs to know; structured-clonable. */
export interface CohortPlan {
  query: CohortQuery;
  by: CohortRows;
  rows: number;
  ages: number;
  acquired: DayPeriod;
  asOfDay: number;
  /** First day of any document: columns by day begin there. */
  baseDay: number;
}

/** Rows and ages of a matrix. Ages in calendar periods count from the period of the customer’s own first order, which is the cohort’s
 *  period unless that is the longer one. Orders beyond the 600th are in no age.
 *  @throws EngineFailure UNKNOWN_FIELD for a key on an attribute that the frame lacks, TOO_LARGE for more than 2,000 cohorts or
 *  600 ages, NO_ORDERS when no order counts by the as-of day. */
export function planCohorts(view: FrameView, query: CohortQuery): CohortPlan {
  const { frame, tally, asOfDay } = view;
  if (tally.orders[ORDER_KIND.counted] === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
  const acquired = acquiredPeriod(query.acquired);
  const firstDay = Math.max(acquired.from, tally.firstDay);
  const lastDay = Math.min(acquired.to - 1, asOfDay);
  const { by, rows } = rowsOf(view, query, acquired, firstDay, lastDay);
  const ages = lastDay < firstDay ? 0 : agesOf(view, query, firstDay);
  if (rows > MAX_COHORTS) throw new EngineFailure({ code: 'TOO_LARGE', what: 'cohorts', count: rows, most: MAX_COHORTS });
  if (ages > MAX_AGES) throw new EngineFailure({ code: 'TOO_LARGE', what: 'ages', count: ages, most: MAX_AGES });
  return { query, by, rows, ages, acquired, asOfDay, baseDay: frame.firstDay };
}

function rowsOf(view: FrameView, query: CohortQuery, acquired: DayPeriod, firstDay: number, lastDay: number): { by: CohortRows; rows: number } {
  if (!isAttributeKey(query.key)) {
    const firstUnit = lastDay < firstDay ? 0 : unitOfDay(query.key, firstDay);
    return { by: { kind: 'calendar', unit: query.key, firstUnit }, rows: lastDay < firstDay ? 0 : unitOfDay(query.key, lastDay) - firstUnit + 1 };
  }
  const field = query.key.slice('attribute:'.length);
  const column = view.frame.attributes[field];
  if (column === undefined) throw new EngineFailure({ code: 'UNKNOWN_FIELD', field, known: Object.keys(view.frame.attributes) });
  const codes = codesOfFirstOrders(view, column, acquired);
  return { by: { kind: 'attribute', field, codes }, rows: codes.length };
}

function isAttributeKey(key: CohortQuery['key']): key is `attribute:${string}` {
  return key.startsWith('attribute:');
}

/** Distinct codes, ascending; NO_CODE last. */
function codesOfFirstOrders(view: FrameView, column: Uint32Array, acquired: DayPeriod): Uint32Array {
  const { day } = view.frame;
  const seen = new Set<number>();
  let previous = -1;
  for (const first of view.firstOrder) {
    if (first === NO_CODE || day[first]! < acquired.from || day[first]! >= acquired.to) continue;
    const code = column[first]!;
    if (code === previous) continue;
    previous = code;
    seen.add(code);
    if (seen.size > MAX_COHORTS) throw new EngineFailure({ code: 'TOO_LARGE', what: 'cohorts', count: seen.size, most: MAX_COHORTS });
  }
  return Uint32Array.from(seen).sort();
}

function agesOf(view: FrameView, query: CohortQuery, firstDay: number): number {
  const { age } = query;
  if (age === 'order') return Math.min(MAX_AGES, longestCustomer(view));
  if (typeof age === 'object') return Math.floor((view.asOfDay - firstDay) / age.windowDays) + 1;
  return unitOfDay(age, view.asOfDay) - unitOfDay(age, firstDay) + 1;
}

function longestCustomer(view: FrameView): number {
  const { orderStart, customers } = view.frame;
  let most = 0;
  for (let customer = 0; customer < customers; customer++) most = Math.max(most, orderStart[customer + 1]! - orderStart[customer]!);
  return most;
}

/** ISO start of the calendar period, or the text of the attribute’s value (empty for none). */
export function labelOfRow(plan: CohortPlan, row: number, textOf: (code: number) => string): string {
  if (plan.by.kind === 'calendar') return isoOfDay(firstDayOfUnit(plan.by.unit, plan.by.firstUnit + row));
  const code = plan.by.codes[row]!;
  return code === NO_CODE ? '' : textOf(code);
}
