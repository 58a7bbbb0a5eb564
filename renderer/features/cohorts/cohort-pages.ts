import type { CohortQuery } from '../../../core/contract/cohorts.ts';
import type { CalendarUnit, IsoDate, Period } from '../../../core/contract/scope.ts';
import { isCalendarKey } from '../../charts/cohort-values.ts';

/** Cells that a window draws at once without stumbling. */
const MOST_CELLS = 8_000;
const MOST_ROWS = 120;
const MOST_ROWS_OF_PAIR = 60;
const FEWEST_ROWS = 12;
const MS_PER_DAY = 86_400_000;
const DAYS: Record<CalendarUnit, number> = { day: 1, week: 7, month: 30.4375, quarter: 91.3125, year: 365.25 };

type Span = { from: IsoDate | null; to: IsoDate | null } | null;

/** How many cohorts are shown at once: as many as the ages leave room for. */
export function rowsAtOnce({ age }: CohortQuery, span: Span): number {
  const days = daysOf(span);
  const ages = age === 'order' ? 50 : days / (typeof age === 'object' ? age.windowDays : DAYS[age]);
  return Math.max(FEWEST_ROWS, Math.min(MOST_ROWS, Math.floor(MOST_CELLS / Math.max(1, ages))));
}

/** The period of the most recent cohorts, where two matrices of all of them would be too large to stand side by side; `null`: all. */
export function recentCohorts(query: CohortQuery, span: Span): Period | null {
  if (!isCalendarKey(query.key) || span === null || span.to === null) return null;
  const last = query.scope.asOf ?? span.to;
  const from = Date.parse(last) - Math.ceil(MOST_ROWS_OF_PAIR * DAYS[query.key]) * MS_PER_DAY;
  if (span.from === null || from <= Date.parse(span.from)) return null;
  return { from: new Date(from).toISOString().slice(0, 10), to: new Date(Date.parse(last) + MS_PER_DAY).toISOString().slice(0, 10) };
}

function daysOf(span: Span): number {
  return span === null || span.from === null || span.to === null ? 1 : (Date.parse(span.to) - Date.parse(span.from)) / MS_PER_DAY + 1;
}
