import type { Provenance } from '../contract/provenance.ts';
import { formatCount, formatMoney, majorUnits } from './numbers.ts';
import { textTable } from './table.ts';
import { describeLeftOut, describeRules } from './words.ts';

interface Account {
  lines: number;
  orders: number;
  netMinor: number;
}

/** What is counted, left out and too late, and their sum: the file. */
export function accountingJson({ eligible, leftOut, afterAsOf, anonymous, credits, rules, currency }: Provenance): Record<string, unknown> {
  const account = ({ lines, orders, netMinor }: Account): Record<string, unknown> => ({ lines, orders, amount: majorUnits(netMinor, currency) });
  return {
    counted: { ...account(eligible), customers: eligible.customers },
    leftOut: leftOut.map((entry) => ({ reason: entry.reason, ...account(entry) })),
    afterAsOf: account(afterAsOf),
    file: account(fileAccount({ eligible, leftOut, afterAsOf })),
    anonymous: account(anonymous),
    rules,
    credits: {
      matched: credits.matched,
      matchedAmount: majorUnits(credits.matchedMinor, currency),
      unmatched: credits.unmatched,
      unmatchedAmount: majorUnits(credits.unmatchedMinor, currency),
    },
  };
}

export function accountingText({ eligible, leftOut, afterAsOf, anonymous, rules, currency }: Provenance): string {
  const row = (label: string, { lines, orders, netMinor }: Account): string[] => [label, formatCount(lines), formatCount(orders), formatMoney(netMinor, currency)];
  const table = textTable(
    ['Order lines', 'Lines', 'Orders', 'Net amount'],
    [
      row('Counted', eligible),
      row('  of these without a customer', anonymous),
      ...leftOut.map((entry) => row(`Left out: ${describeLeftOut(entry.reason)}`, entry)),
      row('After the as-of date', afterAsOf),
      row('Whole file', fileAccount({ eligible, leftOut, afterAsOf })),
    ],
  );
  const inUse = describeRules(rules);
  return inUse.length === 0 ? table : `${table}\n\nRules of the project that differ from the usual ones: ${inUse.join('; ')}`;
}

function fileAccount({ eligible, leftOut, afterAsOf }: Pick<Provenance, 'eligible' | 'leftOut' | 'afterAsOf'>): Account {
  const all = [eligible, ...leftOut, afterAsOf];
  const sum = (pick: (part: Account) => number): number => all.reduce((total, part) => total + pick(part), 0);
  return { lines: sum(({ lines }) => lines), orders: sum(({ orders }) => orders), netMinor: sum(({ netMinor }) => netMinor) };
}
