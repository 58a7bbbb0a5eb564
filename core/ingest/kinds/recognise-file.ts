import type { Dialect, ImportField, ImportKind, ImportPlan, ImportProposal, ImportWarning, ProfileName } from '../../contract/imports.ts';
import { guessDateOrder } from '../date-order.ts';
import { fieldsByName } from '../field-names.ts';
import { currencyOf } from '../currency.ts';
import { attributeColumns, guessPlan, missingFields, planWarnings, repeatedHeaders, valuesOf, type GuessedPlan } from '../guess-plan.ts';
import { readColumns, statusWords } from '../read-columns.ts';
import { asRecognised } from '../rejection-table.ts';
import { datedColumn, guessKindPlan } from './kind-plan.ts';
import { missingOfKind, recogniseKind } from './recognise-kind.ts';

/** What a file holds and which column is which. A file with all that orders need, or of the `wanted` layout, is an order file; of others, the
 *  headers decide. `cells` are data rows without the header. */
export function recogniseFile(names: readonly string[], cells: readonly string[][], dialect: Dialect, wanted: ProfileName | null = null): GuessedPlan {
  const { headers, rows } = asRecognised(names, cells);
  const orders = guessPlan(headers, rows, dialect, wanted);
  if (wanted !== null && wanted !== 'generic' && orders.plan.profile === wanted) return orders;
  if (missingFields(orders.plan.mapping).length === 0 || !dialect.header) return orders;
  const kind = recogniseKind(headers, Object.fromEntries(fieldsByName(headers)));
  return kind === 'orders' ? orders : guessKindPlan(kind, headers, rows, dialect, orders.plan.currency.code);
}

/** Fields that must still be named before the file can be imported; of alternatives, all of them. */
export function missingOf({ kind, mapping }: Pick<ImportPlan, 'kind' | 'mapping'>): ImportField[] {
  return kind === 'orders' ? missingFields(mapping) : missingOfKind(kind, mapping);
}

/** What is worth a look before the import, except dates. */
export function warningsOf(plan: ImportPlan, headers: readonly string[], rows: readonly string[][]): ImportWarning[] {
  if (plan.kind === 'orders') return planWarnings(plan, headers, rows);
  const missing = missingOf(plan);
  return [...(missing.length === 0 ? [] : [{ code: 'unmapped' as const, missing }]), ...repeatedHeaders(plan, headers, rows)];
}

/** Attributes of order lines that a file brings, with their columns. A product catalogue brings the category. */
export function lineAttributes(plan: ImportPlan, headers: readonly string[]): Map<string, number> {
  if (plan.kind === 'orders') return attributeColumns(plan, headers);
  const { category } = plan.mapping;
  return plan.kind === 'products' && category !== undefined ? new Map([['category', category]]) : new Map();
}

/** A file that was recognised anew, taken for `kind` (`null`: for what it was recognised as). The dialect stays. Amounts are in the project’s
 *  currency where the file does not say another one. */
export function asKind(proposal: ImportProposal, kind: ImportKind | null, projectCurrency: string | null): ImportProposal {
  const wanted = kind ?? proposal.plan.kind;
  const { headers, rows } = asRecognised(proposal.columns.map(({ name }) => name), proposal.rows.cells);
  const { dialect, format, sheet, currency } = proposal.plan;
  if (wanted === 'orders' && proposal.plan.kind === 'orders') {
    const { mapping, currencyInAmounts, profile } = proposal.plan;
    const isSaid = mapping.currency !== undefined || currencyInAmounts !== undefined || guessPlan(headers, rows, dialect, profile).currencyKnown;
    return isSaid || projectCurrency === null ? proposal : { ...proposal, plan: { ...proposal.plan, currency: currencyOf(projectCurrency) } };
  }
  const guess = wanted === 'orders' ? guessPlan(headers, rows, dialect) : guessKindPlan(wanted, headers, rows, dialect, projectCurrency ?? currency.code);
  if (wanted === proposal.plan.kind) return { ...proposal, plan: { ...proposal.plan, currency: guess.plan.currency } };
  const dated = datedColumn(guess.plan);
  const order = dated === undefined ? null : guessDateOrder(valuesOf(rows, dated));
  const plan: ImportPlan = {
    ...guess.plan,
    ...(format !== undefined && { format }),
    ...(sheet !== undefined && { sheet }),
    dialect: { ...dialect, dateOrder: order?.order ?? dialect.dateOrder },
  };
  const asked: ImportWarning[] = order === null || order.ambiguous === null || dated === undefined ? [] : [{ code: 'ambiguous-dates', column: headers[dated] ?? '', example: order.ambiguous }];
  const fields = new Map(Object.entries(plan.mapping).map(([field, column]) => [column, field as ImportField]));
  return {
    ...proposal,
    plan,
    columns: proposal.columns.map((column, index) => ({ ...column, field: fields.get(index) ?? null })),
    rows: { ...proposal.rows, read: readColumns(plan, rows) },
    statuses: statusWords(plan, rows),
    warnings: [...asked, ...warningsOf(plan, headers, rows)],
  };
}
