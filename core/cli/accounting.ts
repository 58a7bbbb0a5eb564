import type { Provenance } from '../contract/provenance.ts';
import { formatCount, formatMoney, majorUnits } from './numbers.ts';
import { textTable } from './table.ts';
import { describeLeftOut } from './words.ts';

interface Account {
  lines: number;
  orders: number;
  /** `null`: not known. */
  netMinor: number | null;
}

/** What is counted, left out and too late, and their sum: the file. The money of lines after the as-of date is not known here. */
export function accountingJson({ eligible, leftOut, afterAsOf, anonymous, credits, currency }: Provenance): Record<string, unknown> {
  const account = ({ lines, orders, netMinor }: Account): Record<string, unknown> => ({ lines, orders, amount: majorUnits(netMinor, currency) });
  return {
    counted: { ...account(eligible), customers: eligible.customers },
    leftOut: leftOut.map((entry) => ({ reason: entry.reason, ...account(entry) })),
    afterAsOf,
    file: account(fileAccount({ eligible, leftOut, afterAsOf })),
    anonymous: account(anonymous),
    credits: {
      matched: credits.matched,
      matchedAmount: majorUnits(credits.matchedMinor, currency),
      unmatched: credits.unmatched,
      unmatchedAmount: majorUnits(credits.unmatchedMinor, currency),
    },
  };
}

export function accountingText({ eligible, leftOut, afterAsOf, anonymous, currency }: Provenance): string {
  const row = (label: string, { lines, orders, netMinor }: Account): string[] => [label, formatCount(lines), formatCount(orders), formatMoney(netMinor, currency)];
  return textTable(
    ['Order lines', 'Lines', 'Orders', 'Net amount'],
    [
      row('Counted', eligible),
      row('  of these without a customer', anonymous),
      ...leftOut.map((entry) => row(`Left out: ${describeLeftOut(entry.reason)}`, entry)),
      row('After the as-of date', { ...afterAsOf, netMinor: afterAsOf.lines === 0 ? 0 : null }),
      row('Whole file', fileAccount({ eligible, leftOut, afterAsOf })),
    ],
  );
}

function fileAccount({ eligible, leftOut, afterAsOf }: Pick<Provenance, 'eligible' | 'leftOut' | 'afterAsOf'>): Account {
  const all = [eligible, ...leftOut];
  return {
    lines: all.reduce((sum, { lines }) => sum + lines, afterAsOf.lines),
    orders: all.reduce((sum, { orders }) => sum + orders, afterAsOf.orders),
    netMinor: afterAsOf.lines === 0 ? all.reduce((sum, { netMinor }) => sum + netMinor, 0) : null,
  };
}
