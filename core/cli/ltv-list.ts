import type { LtvCustomers } from '../contract/ltv.ts';
import type { LtvListName } from './ltv-options.ts';
import { formatCount, formatMoney, formatRatio, formatShare, majorUnits, numberOrNull } from './numbers.ts';
import { safeText, textTable } from './table.ts';

export function listJson(name: LtvListName, page: LtvCustomers): Record<string, unknown> {
  const { currency } = page.provenance;
  const at = (column: Float64Array, row: number): number => column[row] ?? Number.NaN;
  const money = (minor: number): number | null => majorUnits(numberOrNull(minor), currency);
  return {
    name,
    total: page.total,
    customers: page.customer.map((customer, row) => ({
      customer,
      frequency: at(page.frequency, row),
      pastRevenue: money(at(page.pastRevenueMinor, row)),
      pAlive: numberOrNull(at(page.pAlive, row)),
      expectedTransactions: numberOrNull(at(page.expectedTransactions, row)),
      clv: money(at(page.clvMinor, row)),
      intervals:
        page.intervals === null
          ? null
          : {
              expectedTransactions: [at(page.intervals.transactionsLower, row), at(page.intervals.transactionsUpper, row)],
              clv: [money(at(page.intervals.clvLower, row)), money(at(page.intervals.clvUpper, row))],
            },
    })),
  };
}

export function listText(name: LtvListName, page: LtvCustomers): string {
  const { currency } = page.provenance;
  const money = (minor: number | undefined): string => formatMoney(minor === undefined || Number.isNaN(minor) ? null : Math.round(minor), currency);
  const title = name === 'top' ? 'Customers by CLV' : 'Valuable customers at risk: in the top fifth by past net revenue, P(alive) below one half';
  return [
    `${title} (${formatCount(page.customer.length)} of ${formatCount(page.total)})`,
    textTable(
      ['Customer', 'Past net revenue', 'P(alive)', 'Transactions', 'CLV'],
      page.customer.map((customer, row) => [
        safeText(customer),
        money(page.pastRevenueMinor[row]),
        formatShare(page.pAlive[row] ?? Number.NaN),
        formatRatio(page.expectedTransactions[row] ?? Number.NaN),
        money(page.clvMinor[row]),
      ]),
    ),
  ].join('\n');
}
