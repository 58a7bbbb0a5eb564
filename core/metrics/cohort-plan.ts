import { OTHER_COHORT, type CohortQuery, type CohortRowKind } from '../contract/cohorts.ts';
import { EngineFailure } from '../contract/errors.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, type FrameView } from '../frame/order-frame.ts';
import { firstDayOfUnit, isoOfDay, unitOfDay, type Unit } from '../maths/calendar.ts';
import { type SegmentKey, valueRows, type ValueKey, type ValueRows } from './cohort-keys.ts';
import type { DayPeriod } from './periods.ts';
import { acquiredPeriod } from './second-order.ts';

export const MAX_COHORTS = 2000;
export const MAX_AGES = 600;
const MEAN_GROUPS = 100;
/** Rows of a value key unless the query says otherwise. */
export const TOP_VALUES = 50;

/** Rows are calendar periods from `firstUnit` on, or values of the first order. */
export type CohortRows = { kind: 'calendar'; unit: Unit; firstUnit: number } | ValueRows;

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
  hasCost: boolean;
  /** Groups of customers from whose spread the interval of a mean follows; each customer is one when there are fewer. */
  groups: number;
  /** Calendar keys whose cohorts are not acquired within one period of ages: the last day on which each row won a customer. */
  lastDayOfRow: Int32Array | null;
}

/** Rows and ages of a matrix. `segments` says who is in which segment, for that key. Ages in calendar periods count from the period of the customer’s own first order, which is the cohort’s
 *  period unless that is the longer one. Orders beyond the 600th are in no age.
 *  @throws EngineFailure UNKNOWN_FIELD for a key on an attribute that the frame lacks, TOO_LARGE for more than 2,000 cohorts or
 *  600 ages, NO_ORDERS when no order counts by the as-of day. */
export function planCohorts(view: FrameView, query: CohortQuery, segments: SegmentKey | null = null): CohortPlan {
  const { frame, tally, asOfDay } = view;
  if (tally.orders[ORDER_KIND.counted] === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
  const acquired = acquiredPeriod(query.acquired);
  const firstDay = Math.max(acquired.from, tally.firstDay);
  const lastDay = Math.min(acquired.to - 1, asOfDay);
  const { by, rows } = rowsOf(view, query, segments, acquired, firstDay, lastDay);
  const ages = lastDay < firstDay ? 0 : agesOf(view, query, firstDay);
  if (rows > MAX_COHORTS) throw new EngineFailure({ code: 'TOO_LARGE', what: 'cohorts', count: rows, most: MAX_COHORTS });
  if (ages > MAX_AGES) throw new EngineFailure({ code: 'TOO_LARGE', what: 'ages', count: ages, most: MAX_AGES });
  const isApart = by.kind === 'calendar' && query.age !== 'order' && query.age !== query.key;
  return {
    query,
    by,
    rows,
    ages,
    acquired,
    asOfDay,
    baseDay: frame.firstDay,
    hasCost: frame.cost !== null,
    groups: Math.min(MEAN_GROUPS, frame.customers),
    lastDayOfRow: isApart ? lastDays(view, by.unit, by.firstUnit, rows, acquired) : null,
  };
}

function rowsOf(view: FrameView, query: CohortQuery, segments: SegmentKey | null, acquired: DayPeriod, firstDay: number, lastDay: number): { by: CohortRows; rows: number } {
  const key = valueKeyOf(query.key, segments);
  if (key === null) {
    const unit = query.key as Unit;
    const firstUnit = lastDay < firstDay ? 0 : unitOfDay(unit, firstDay);
    return { by: { kind: 'calendar', unit, firstUnit }, rows: lastDay < firstDay ? 0 : unitOfDay(unit, lastDay) - firstUnit + 1 };
  }
  if (key.kind === 'attribute' && view.frame.attributes[key.field] === undefined) {
    throw new EngineFailure({ code: 'UNKNOWN_FIELD', field: key.field, known: Object.keys(view.frame.attributes) });
  }
  const by = valueRows(view, key, acquired.from, acquired.to, query.top ?? TOP_VALUES);
  return { by, rows: by.codes.length + (by.none < 0 ? 0 : 1) + (by.other < 0 ? 0 : 1) };
}

/** `null` for a calendar key. */
function valueKeyOf(key: CohortQuery['key'], segments: SegmentKey | null): ValueKey | null {
  if (key === 'segment') return segments === null ? null : { kind: key, ...segments };
  if (key === 'product' || key === 'discounted' || key === 'all') return { kind: key };
  return key.startsWith('attribute:') ? { kind: 'attribute', field: key.slice('attribute:'.length) } : null;
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

function lastDays(view: FrameView, unit: Unit, firstUnit: number, rows: number, acquired: DayPeriod): Int32Array {
  const { day, firstDay: baseDay } = view.frame;
  const rowOfDay = Int32Array.from({ length: view.asOfDay - baseDay + 1 }, (_, at) => unitOfDay(unit, baseDay + at) - firstUnit);
  const last = new Int32Array(rows).fill(-0x8000_0000);
  for (const first of view.firstOrder) {
    if (first === NO_CODE || day[first]! < acquired.from || day[first]! >= acquired.to) continue;
    const row = rowOfDay[day[first]! - baseDay]!;
    if (day[first]! > last[row]!) last[row] = day[first]!;
  }
  return last;
}

/** ISO start of the calendar period, or the value’s text (empty for none). A segment’s `segmentTexts` are its ids or names. */
export function labelOfRow(plan: CohortPlan, row: number, textOf: (code: number) => string, segmentTexts: 'ids' | 'names' = 'ids'): string {
  const { by } = plan;
  if (by.kind === 'calendar') return isoOfDay(firstDayOfUnit(by.unit, by.firstUnit + row));
  const kind = kindOfRow(plan, row);
  if (kind !== 'value') return kind === 'none' ? '' : OTHER_COHORT;
  if (by.key.kind === 'all') return 'all';
  if (by.key.kind === 'segment') return by.key[segmentTexts][by.codes[row]!]!;
  if (by.key.kind === 'discounted') return by.codes[row] === 1 ? 'discounted' : 'full-price';
  return textOf(by.codes[row]!);
}

export function kindOfRow({ by }: CohortPlan, row: number): CohortRowKind {
  if (by.kind === 'calendar') return 'value';
  return row === by.none ? 'none' : row === by.other ? 'other' : 'value';
}
