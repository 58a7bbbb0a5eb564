import { VIEW, type FrameView } from '../frame/order-frame.ts';
import { ageOfDay, BY_ORDER, completeAges, createCohortTables, rowOfFirst } from './cohort-ages.ts';
import type { CohortPlan } from './cohort-plan.ts';

/** Tells the customers of a cohort (age `null`), or those of them who are retained at an age, as `finishCohorts` counts them. */
export function createCohortTest(view: FrameView, plan: CohortPlan, row: number, age: number | null, observedOnly: boolean): (customer: number, first: number) => boolean {
  const { frame, flags } = view;
  const { day, orderStart } = frame;
  const tables = createCohortTables(view, plan);
  const byOrder = tables.ageKind === BY_ORDER;
  return (customer, first) => {
    if (rowOfFirst(view, plan, tables, first, customer) !== row) return false;
    if (age === null) return true;
    const firstDay = day[first]!;
    if (observedOnly && completeAges(plan, tables, firstDay) <= age) return false;
    let reached = 0;
    let unbroken = 0;
    for (let order = first; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.measured) === 0) continue;
      if (byOrder) reached += order === first ? 0 : 1;
      else reached = ageOfDay(plan, tables, firstDay, day[order]!);
      if (reached === unbroken) unbroken++;
      if (plan.query.retained === 'in-age' && reached === age) return true;
      if (plan.query.retained === 'in-age-or-later' && reached >= age) return true;
    }
    return plan.query.retained === 'every-age' && unbroken > age;
  };
}
