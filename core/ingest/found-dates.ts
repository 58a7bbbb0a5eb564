import type { ImportPlan, ImportProposal, ImportWarning } from '../contract/imports.ts';
import { guessDateOrder } from './date-order.ts';
import { valuesOf } from './guess-plan.ts';
import { datedColumn } from './kinds/kind-plan.ts';

/** A proposal whose dates are in another column than before: their order is found anew in the rows shown, or asked where these leave it open.
 *  `inspect` shows the file as a plan reads it. */
export async function withDatesFound(proposal: ImportProposal, inspect: (plan: ImportPlan) => Promise<ImportProposal>): Promise<ImportProposal> {
  const { plan, columns, rows } = proposal;
  const column = datedColumn(plan);
  if (column === undefined) return proposal;
  const { order, ambiguous } = guessDateOrder(valuesOf(rows.cells, column));
  const found = order === plan.dialect.dateOrder ? proposal : await inspect({ ...plan, dialect: { ...plan.dialect, dateOrder: order } });
  const asked: ImportWarning[] = ambiguous === null ? [] : [{ code: 'ambiguous-dates', column: columns[column]?.name ?? '', example: ambiguous }];
  return { ...found, warnings: [...asked, ...found.warnings] };
}
