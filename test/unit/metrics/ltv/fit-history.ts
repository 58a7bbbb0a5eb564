import { DEFAULT_LTV, type LtvQuery } from '../../../../core/contract/ltv.ts';
import { DEFAULT_SCOPE } from '../../../../core/contract/scope.ts';
import { fitLtv } from '../../../../core/metrics/ltv/fit-ltv.ts';
import type { FittedLtv } from '../../../../core/metrics/ltv/ltv-input.ts';
import { allocateHistory, type CustomerHistory } from '../../../../core/metrics/ltv/summary.ts';

/** A fit of a history as of day 20,000. */
export function fit(history: CustomerHistory, query: Partial<LtvQuery> = {}): FittedLtv {
  return fitLtv({
    query: { scope: DEFAULT_SCOPE, ...DEFAULT_LTV, margin: 1, ...query },
    history,
    observationEnd: 20_000,
    hasCost: false,
    minorUnitDigits: 2,
    firstSeenLater: 0,
    cancelled: () => false,
  });
}

/** Customers of (x, t_x, T, mean in minor units), whose purchases come at even gaps. */
export function historyOf(rows: [x: number, recency: number, age: number, mean: number][]): CustomerHistory {
  const history = allocateHistory(rows.length);
  rows.forEach(([x, recency, age, mean], i) => {
    history.customer[i] = i;
    history.repeats[i] = x;
    history.recencyDays[i] = recency;
    history.lastGapDays[i] = x === 0 ? 0 : recency / x;
    history.ageDays[i] = age;
    history.repeatMeanMinor[i] = mean;
    history.purchasedMinor[i] = history.netMinor[i] = (x + 1) * mean;
  });
  return history;
}
