import type { KpiKey } from '../contract/kpis.ts';

/** Sums over one period from which every figure but the time to the second order follows. Money in minor units. */
export interface PeriodSums {
  active: number;
  new: number;
  repeat: number;
  previouslyActive: number;
  both: number;
  atStart: number;
  atEnd: number;
  /** Of customers; orders without customer come on top. */
  orders: number;
  anonymousOrders: number;
  net: number;
  laterNet: number;
  /** Of orders without customer, and credit notes that no order takes. */
  otherNet: number;
  cost: number;
  /** Spending in the period, to win customers and to keep and serve them; NaN when it is not known. */
  acquisition: number;
  retention: number;
}

/** Figures that are a quotient of sums over customers, whose interval is a bootstrap’s. */
export const RATIO_KEYS = ['purchaseFrequency', 'averageOrderValue', 'customerValue', 'repeatRevenueShare', 'netProfitPerCustomer'] as const;
export type RatioKey = (typeof RATIO_KEYS)[number];

/** Figures that are a proportion of customers. */
export const PROPORTION_KEYS = ['customerRetentionRate', 'churnRate', 'periodRepurchaseRate', 'repeatPurchaseRate'] as const;
export type ProportionKey = (typeof PROPORTION_KEYS)[number];

export type SumKey = Exclude<KpiKey, 'medianDaysToSecondOrder'>;

export interface Quotient {
  value: number;
  numerator: number;
  denominator: number;
}

/** METRICS §2. The value is NaN where the denominator is 0.
 *  CRR is (E − N) / S with N new in P: who is won back after the activity window has run out counts as kept, so it may pass 1. A window
 *  shorter than the period loses new customers before its end, which can leave less than nothing of E − N: no rate.
 *  Customer metrics leave orders without customer out of orders and money; revenue, orders and AOV keep them. */
export function quotientOf(key: SumKey, sums: PeriodSums): Quotient {
  const revenue = sums.net + sums.otherNet;
  const orders = sums.orders + sums.anonymousOrders;
  switch (key) {
    case 'activeCustomers':
      return count(sums.active);
    case 'newCustomers':
      return count(sums.new);
    case 'customersAtEnd':
      return count(sums.atEnd);
    case 'orders':
      return count(orders);
    case 'netRevenue':
      return count(revenue);
    case 'customerRetentionRate':
      return divide(sums.atEnd - sums.new, sums.atStart);
    case 'churnRate':
      return divide(sums.atStart - (sums.atEnd - sums.new), sums.atStart);
    case 'periodRepurchaseRate':
      return divide(sums.both, sums.previouslyActive);
    case 'repeatPurchaseRate':
      return divide(sums.repeat, sums.active);
    case 'purchaseFrequency':
      return divide(sums.orders, sums.active);
    case 'averageOrderValue':
      return divide(revenue, orders);
    case 'customerValue':
      return divide((sums.orders * revenue) / orders, sums.active);
    case 'repeatRevenueShare':
      return divide(sums.laterNet, revenue);
    case 'netProfitPerCustomer':
      return divide(sums.net - sums.cost - sums.retention, sums.active);
    case 'acquisitionCost':
      return divide(sums.acquisition, sums.new);
  }
}

function count(value: number): Quotient {
  return { value, numerator: value, denominator: 1 };
}

function divide(numerator: number, denominator: number): Quotient {
  return { value: denominator > 0 ? numerator / denominator : Number.NaN, numerator, denominator };
}
