import type { FormulaInputs, FormulaResult } from '../contract/ltv.ts';
import { accountingJson } from './accounting.ts';
import { formatCount, formatMoney, formatShare, majorUnits, NO_VALUE } from './numbers.ts';
import { textList, textTable } from './table.ts';

export function formulaJson({ provenance, query, used, measured, ...result }: FormulaResult): Record<string, unknown> {
  const { currency } = provenance;
  const money = (minor: number | null): number | null => majorUnits(minor, currency);
  const inputs = ({ averageOrderMinor, ordersPerMonth, marginShare, lifetimeMonths }: FormulaResult['measured']): Record<string, unknown> => ({
    averageOrder: money(averageOrderMinor),
    ordersPerMonth,
    marginShare,
    lifetimeMonths,
  });
  return {
    model: 'formula',
    timeUnit: 'months',
    customers: result.customers,
    parameters: used === null ? {} : inputs(used),
    standardErrors: {},
    logLikelihood: null,
    converged: used !== null,
    warnings: [...(used === null ? ['not-measured'] : []), ...(measured.marginShare === null && query.marginShare === null ? ['no-cost'] : [])],
    expectedTransactions: used === null ? null : used.ordersPerMonth * used.lifetimeMonths * result.customers,
    clv: money(result.ltvMinor === null ? null : result.ltvMinor * result.customers),
    ltvPerCustomer: money(result.ltvMinor),
    customerValue: money(result.customerValueMinor),
    customerValueLifespan: money(result.customerValueLifespanMinor),
    historicRevenuePerCustomer: money(result.historicRevenueMinor),
    historicMarginPerCustomer: money(result.historicMarginMinor),
    measured: inputs(measured),
    months: result.months,
    lifetime: result.lifetime,
    monthlyChurn: result.monthlyChurn,
    lifetimeByChurnMonths: result.lifetimeByChurnMonths,
    lifetimeObservedMonths: result.lifetimeObservedMonths,
    holdout: null,
    asOf: provenance.asOf,
    currency: currency.code,
    fingerprint: provenance.fingerprint,
    ...accountingJson(provenance),
  };
}

export function formulaText({ provenance, lifetime, used, measured, ltvMinor, customerValueLifespanMinor, historicRevenueMinor, customers }: FormulaResult): string {
  const { currency } = provenance;
  const money = (minor: number | null | undefined): string => formatMoney(minor === null || minor === undefined ? null : Math.round(minor), currency);
  const decimal = (value: number | null | undefined): string => (value === null || value === undefined ? NO_VALUE : value.toPrecision(4));
  const row = (label: string, key: keyof FormulaInputs, show: (value: number | null | undefined) => string): string[] => [label, show(measured[key]), show(used?.[key])];
  return [
    `Worksheet of ${formatCount(customers)} customers, as of ${provenance.asOf}`,
    '',
    textTable(
      ['', 'Measured', 'Used'],
      [
        row('AC  average order', 'averageOrderMinor', money),
        row('N   orders per customer and month', 'ordersPerMonth', decimal),
        row('P   margin', 'marginShare', formatShare),
        row(`T   months of life (${lifetime})`, 'lifetimeMonths', decimal),
      ],
    ),
    '',
    textList([
      ['LTV = AC × N × P × T', money(ltvMinor)],
      ['Customer value × lifespan', money(customerValueLifespanMinor)],
      ['Net revenue per customer to date', money(historicRevenueMinor)],
    ]),
  ].join('\n');
}
