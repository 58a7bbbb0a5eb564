import { type FigureValue, KPI_UNITS, type KpiKey } from '../contract/kpis.ts';
import type { Currency } from '../contract/provenance.ts';
import { formatCount, formatMoney, formatRatio, formatShare, majorUnits, NO_VALUE, numberOrNull } from './numbers.ts';

export const FIGURE_LABELS: Record<KpiKey, string> = {
  activeCustomers: 'Active customers',
  newCustomers: 'New customers',
  customersAtEnd: 'Customers at the end',
  customerRetentionRate: 'Customer retention rate',
  churnRate: 'Churn rate',
  periodRepurchaseRate: 'Period-to-period repurchase',
  repeatPurchaseRate: 'Repeat purchase rate',
  purchaseFrequency: 'Purchase frequency',
  averageOrderValue: 'Average order value',
  customerValue: 'Customer value',
  orders: 'Orders',
  netRevenue: 'Net revenue',
  repeatRevenueShare: 'Revenue from repeat orders',
  netProfitPerCustomer: 'Net profit per customer',
  acquisitionCost: 'Acquisition cost (CAC)',
  medianDaysToSecondOrder: 'Median days to second order',
};

/** Values by key, with the intervals, terms and reasons for missing beside them. */
export function valuesJson(figures: [KpiKey, FigureValue][], currency: Currency): Record<string, unknown> {
  const intervals: Record<string, unknown> = {};
  const terms: Record<string, unknown> = {};
  const missing: Record<string, unknown> = {};
  for (const [key, { interval, numerator, denominator, missing: reason }] of figures) {
    if (interval !== null) intervals[key] = interval.map((end) => inUnit(key, end, currency));
    if (numerator !== null) terms[key] = [numeratorInUnit(key, numerator, currency), denominator];
    if (reason !== null) missing[key] = reason;
  }
  return { ...Object.fromEntries(figures.map(([key, { value }]) => [key, inUnit(key, value, currency)])), intervals, terms, missing };
}

/** Money in major units; no NaN. */
export function inUnit(key: KpiKey, value: number | null, currency: Currency): number | null {
  return KPI_UNITS[key] === 'money' ? majorUnits(value, currency) : numberOrNull(value);
}

/** Money is the numerator of money, and of the share of revenue. */
function numeratorInUnit(key: KpiKey, value: number, currency: Currency): number | null {
  return KPI_UNITS[key] === 'money' ? majorUnits(value, currency) : value;
}

export function formatFigure(key: KpiKey, value: number | null, currency: Currency): string {
  if (value === null || Number.isNaN(value)) return NO_VALUE;
  switch (KPI_UNITS[key]) {
    case 'count':
      return formatCount(value);
    case 'share':
      return formatShare(value);
    case 'money':
      return formatMoney(Math.round(value), currency);
    case 'ratio':
      return formatRatio(value);
    case 'days':
      return formatCount(value);
  }
}
