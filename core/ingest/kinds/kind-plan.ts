import type { Dialect, ImportField, ImportKind, ImportPlan } from '../../contract/imports.ts';
import { currencyCode, currencyOf } from '../currency.ts';
import { monthDayOf } from './fact-cells.ts';
import { kindFieldsByName } from './kind-names.ts';

/** How a file of a kind would be read, from its headers and first rows. Amounts whose currency it does not say are in `fallbackCurrency`. */
export function guessKindPlan(
  kind: Exclude<ImportKind, 'orders'>,
  headers: readonly string[],
  rows: readonly string[][],
  dialect: Dialect,
  fallbackCurrency: string,
): { plan: ImportPlan; currencyKnown: boolean } {
  const fields = kindFieldsByName(kind, headers);
  const filled = (column: number): string[] => rows.map((row) => row[column] ?? '').filter((value) => value.trim() !== '');
  const date = fields.get('date');
  // Months may stand under a header that speaks of dates.
  if (kind === 'spend' && date !== undefined && !fields.has('month') && filled(date).every((value) => monthDayOf(value.trim()) !== null)) {
    fields.delete('date');
    fields.set('month', date);
  }
  const code = currencyOfFile(fields, headers, filled);
  return {
    plan: {
      kind,
      profile: 'generic',
      dialect,
      mapping: Object.fromEntries(fields),
      attributes: [],
      currency: currencyOf(code ?? fallbackCurrency),
      creditPrefix: null,
      cancelledStatuses: [],
      testStatuses: [],
    },
    currencyKnown: code !== null,
  };
}

/** From the currency column, else from a sign or code in the amounts or their header. */
function currencyOfFile(fields: ReadonlyMap<ImportField, number>, headers: readonly string[], filled: (column: number) => string[]): string | null {
  const column = fields.get('currency');
  const money = fields.get('amount') ?? fields.get('cost');
  if (money === undefined) return null;
  const texts = column === undefined ? [...filled(money).slice(0, 100), headers[money] ?? ''] : filled(column);
  return texts.map(currencyCode).find((code) => code !== null) ?? null;
}

/** The column that says in which order dates are written. */
export function datedColumn({ mapping }: ImportPlan): number | undefined {
  return mapping.date ?? mapping.month ?? mapping.birthDate;
}
