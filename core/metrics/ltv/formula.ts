import type { FormulaInputs, FormulaQuery, FormulaResult } from '../../contract/ltv.ts';
import type { KpiKey, KpiResult } from '../../contract/kpis.ts';
import { dayOfIso } from '../../maths/calendar.ts';
import type { CustomerHistory } from './summary.ts';

export const DAYS_A_MONTH = 30.4375;
const MONTHS_A_YEAR = 12;

/** Sums over the customers with a purchase, minor units; `cost` is `null` where the data have none. */
export interface HistoryTotals {
  customers: number;
  purchasedMinor: number;
  netMinor: number;
  costMinor: number | null;
  /** First to last purchase day, added up. */
  livedDays: number;
}

export function totalHistories(history: CustomerHistory, hasCost: boolean): HistoryTotals {
  const totals = { customers: history.customer.length, purchasedMinor: 0, netMinor: 0, costMinor: 0, livedDays: 0 };
  for (let i = 0; i < totals.customers; i++) {
    totals.purchasedMinor += history.purchasedMinor[i]!;
    totals.netMinor += history.netMinor[i]!;
    totals.costMinor += history.costMinor[i]!;
    totals.livedDays += history.recencyDays[i]!;
  }
  return { ...totals, costMinor: hasCost ? totals.costMinor : null };
}

export function marginShareOf({ purchasedMinor, costMinor }: HistoryTotals): number | null {
  return costMinor === null || purchasedMinor <= 0 ? null : Math.max(0, (purchasedMinor - costMinor) / purchasedMinor);
}

/** The worksheet of METRICS §5.2. Average order, orders and churn are the figures of METRICS §2 for the period of `kpis`; churn of a period of
 *  m months becomes 1 − (1 − churn)^(1/m) a month. Without costs the margin share is not measured, and 1 is used. */
export function formulaLtv(query: FormulaQuery, kpis: KpiResult, totals: HistoryTotals): FormulaResult {
  const figure = (key: KpiKey): number | null => kpis.figures.find((candidate) => candidate.key === key)?.value ?? null;
  const months = (dayOfIso(kpis.period.to) - dayOfIso(kpis.period.from)) / DAYS_A_MONTH;
  const frequency = figure('purchaseFrequency');
  const churn = figure('churnRate');
  const monthlyChurn = churn === null ? null : 1 - Math.max(0, 1 - churn) ** (1 / months);
  const lifetimeByChurnMonths = monthlyChurn === null || monthlyChurn <= 0 ? null : 1 / monthlyChurn;
  const lifetimeObservedMonths = totals.customers === 0 ? null : totals.livedDays / totals.customers / DAYS_A_MONTH;
  const lifetime = query.lifetime === 'churn' && lifetimeByChurnMonths === null ? 'observed' : query.lifetime;
  const measured = {
    averageOrderMinor: figure('averageOrderValue'),
    ordersPerMonth: frequency === null ? null : frequency / months,
    marginShare: marginShareOf(totals),
    lifetimeMonths: lifetime === 'churn' ? lifetimeByChurnMonths : lifetime === 'observed' ? lifetimeObservedMonths : null,
  };
  const used = inputsOf(query, measured);
  const customerValueMinor = used === null ? null : used.averageOrderMinor * used.ordersPerMonth * MONTHS_A_YEAR;
  return {
    provenance: kpis.provenance,
    query,
    customers: totals.customers,
    months,
    measured,
    lifetime,
    monthlyChurn,
    lifetimeByChurnMonths,
    lifetimeObservedMonths,
    used,
    ltvMinor: used === null ? null : used.averageOrderMinor * used.ordersPerMonth * used.marginShare * used.lifetimeMonths,
    customerValueMinor,
    customerValueLifespanMinor: used === null || customerValueMinor === null ? null : (customerValueMinor * used.lifetimeMonths) / MONTHS_A_YEAR,
    historicRevenueMinor: totals.customers === 0 ? 0 : totals.netMinor / totals.customers,
    historicMarginMinor: totals.customers === 0 ? 0 : (totals.netMinor / totals.customers) * (marginShareOf(totals) ?? 1),
  };
}

function inputsOf(query: FormulaQuery, measured: FormulaResult['measured']): FormulaInputs | null {
  const averageOrderMinor = query.averageOrderMinor ?? measured.averageOrderMinor;
  const ordersPerMonth = query.ordersPerMonth ?? measured.ordersPerMonth;
  const lifetimeMonths = query.lifetimeMonths ?? measured.lifetimeMonths;
  if (averageOrderMinor === null || ordersPerMonth === null || lifetimeMonths === null) return null;
  return { averageOrderMinor, ordersPerMonth, marginShare: query.marginShare ?? measured.marginShare ?? 1, lifetimeMonths };
}
