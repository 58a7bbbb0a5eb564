import type { CohortMeasure } from '../contract/cohorts.ts';

/** Terms of one cell, or of several: customers that it is about, how many are retained, their orders and money. */
export interface CellTerms {
  base: number;
  retained: number;
  orders: number;
  amount: number;
}

/** Value of a measure that is a quotient; `null` for counts and sums. NaN where there is nothing to divide by. */
export function quotientOfCell(measure: CohortMeasure, { base, retained, orders, amount }: CellTerms): number | null {
  switch (measure) {
    case 'retainedShare':
      return retained / base;
    case 'ordersPerCustomer':
      return orders / base;
    case 'averageOrderValue':
      return orders > 0 ? amount / orders : Number.NaN;
    case 'revenuePerCustomer':
    case 'marginPerCustomer':
      return amount / base;
    default:
      return null;
  }
}

export function valueOfCell(measure: CohortMeasure, terms: CellTerms): number {
  return quotientOfCell(measure, terms) ?? (measure === 'retained' ? terms.retained : measure === 'orders' ? terms.orders : terms.amount);
}
