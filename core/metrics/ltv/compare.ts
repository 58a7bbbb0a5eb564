import type { Assumption, ComparedModel, FormulaResult, LtvFit, PurchaseModel } from '../../contract/ltv.ts';
import { DAYS_A_MONTH } from './formula.ts';
import type { LtvState } from './ltv-state.ts';

const ASSUMED: Record<ComparedModel['model'], Assumption[]> = {
  historic: ['past-repeats'],
  formula: ['constant-rate', 'constant-churn', 'newcomers-like-earlier'],
  'bg-nbd': ['gamma-rates', 'dropout-after-purchase', 'spend-independent'],
  'mbg-nbd': ['gamma-rates', 'dropout-from-first-purchase', 'spend-independent'],
  'pareto-nbd': ['gamma-rates', 'dropout-any-time', 'spend-independent'],
};

/** One row a fitted model, then the past going on at each customer’s own rate, then the formula cut at the horizon; all for the same customers
 *  and days. `historic` is what the past rates sum up to. */
export function compareModels(fits: LtvFit[], historic: { transactions: number; profitMinor: number }, formula: FormulaResult, horizonDays: number): ComparedModel[] {
  const customers = fits[0]?.customers ?? 0;
  const each = (total: number | null): number | null => (total === null || customers === 0 ? null : total / customers);
  const fitted = fits.map(({ purchase, warnings, totals, holdout }): ComparedModel => {
    const clvMinor = totals?.clvMinor?.value ?? null;
    return {
      model: purchase.model as PurchaseModel,
      assumptions: ASSUMED[purchase.model as PurchaseModel],
      fit: purchase,
      warnings,
      expectedTransactions: totals?.expectedTransactions.value ?? null,
      clvMinor,
      clvPerCustomerMinor: each(clvMinor),
      interval: totals?.clvMinor?.interval ?? null,
      error: holdout?.errors.find(({ predictor }) => predictor === 'model') ?? null,
      verdict: holdout?.verdict ?? null,
    };
  });
  const plain = { fit: null, warnings: [], interval: null, verdict: null };
  const baseline = fits.find(({ holdout }) => holdout !== null)?.holdout?.errors.find(({ predictor }) => predictor === 'historic-rate') ?? null;
  const { used } = formula;
  const months = used === null ? 0 : Math.min(used.lifetimeMonths, horizonDays / DAYS_A_MONTH);
  const formulaMinor = used === null ? null : used.averageOrderMinor * used.ordersPerMonth * used.marginShare * months * customers;
  return [
    ...fitted,
    { ...plain, model: 'historic', assumptions: ASSUMED.historic, expectedTransactions: historic.transactions, clvMinor: historic.profitMinor, clvPerCustomerMinor: each(historic.profitMinor), error: baseline },
    {
      ...plain,
      model: 'formula',
      assumptions: ASSUMED.formula,
      expectedTransactions: used === null ? null : used.ordersPerMonth * months * customers,
      clvMinor: formulaMinor,
      clvPerCustomerMinor: each(formulaMinor),
      error: null,
    },
  ];
}

/** Each customer’s past transactions a week going on for the horizon, at the customer’s own past amount, without discount. */
export function continuePast({ history, profitShare }: LtvState, horizonDays: number): { transactions: number; profitMinor: number } {
  let [transactions, profitMinor] = [0, 0];
  for (let place = 0; place < history.customer.length; place++) {
    if (history.ageDays[place]! <= 0) continue;
    const expected = (history.repeats[place]! / history.ageDays[place]!) * horizonDays;
    transactions += expected;
    profitMinor += (expected * profitShare * history.purchasedMinor[place]!) / (history.repeats[place]! + 1);
  }
  return { transactions, profitMinor };
}
