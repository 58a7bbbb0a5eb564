import type { LtvCurve, WhatIfQuery, WhatIfResult } from '../../contract/ltv.ts';

const MONTHS_A_YEAR = 12;

/** METRICS §5.6: the customers won in the last year, followed along the curve, with more of them coming back in every month after the first. */
export function whatIf(query: WhatIfQuery, curve: LtvCurve, customers: number): WhatIfResult {
  const factor = (month: number): number => (month === 0 ? 1 : 1 + query.retentionUplift);
  const side = (weight: (month: number) => number): WhatIfResult['baseline'] => {
    const sum = (column: Float64Array): number => customers * column.reduce((total, value, month) => total + value * weight(month), 0);
    return { orders: sum(curve.orders), revenueMinor: sum(curve.revenueMinor), profitMinor: sum(curve.marginMinor) };
  };
  const [baseline, changed] = [side(() => 1), side(factor)];
  const difference = { orders: changed.orders - baseline.orders, revenueMinor: changed.revenueMinor - baseline.revenueMinor, profitMinor: changed.profitMinor - baseline.profitMinor };
  let cumulative = 0;
  const costMinor = (query.costMinor * curve.month.length) / MONTHS_A_YEAR;
  return {
    curve,
    customers,
    baseline,
    changed,
    difference,
    costMinor,
    netGainMinor: difference.profitMinor - costMinor,
    costPerOrderMinor: difference.orders > 0 ? costMinor / difference.orders : null,
    cumulativeMarginMinor: curve.marginMinor.map((margin, month) => (cumulative += margin * factor(month))),
  };
}
