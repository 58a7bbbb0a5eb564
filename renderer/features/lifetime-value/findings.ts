import type { CustomerList } from '../../../core/contract/customers.ts';
import type { Estimate, LtvCurve, LtvFit, LtvGroups, LtvHoldout, PredictorError, PurchaseModel, RenewalHoldout, Verdict } from '../../../core/contract/ltv.ts';
import { FEW_CUSTOMERS, type Interval } from '../../../core/contract/provenance.ts';

/** A model with its forecast, and the same model tried on days held back. */
export interface TriedModel {
  model: PurchaseModel;
  forecast: LtvFit | undefined;
  tried: LtvFit | undefined;
}

export function modelError(fit: LtvFit | undefined): PredictorError | null {
  return fit?.holdout?.errors.find(({ predictor }) => predictor === 'model') ?? null;
}

/** The days held back, which are the same for every model that gave a number for them. */
export function heldBack(models: readonly TriedModel[]): LtvHoldout | null {
  return models.find(({ tried }) => tried?.holdout !== null && tried?.holdout !== undefined)?.tried?.holdout ?? null;
}

export function perCustomer({ value, interval }: Estimate, customers: number): Estimate {
  return { value: value / customers, interval: [interval[0] / customers, interval[1] / customers] };
}

export type ModelsFinding = { key: 'trusted'; model: PurchaseModel; each: Estimate } | { key: 'untrusted' } | { key: 'noModel' };

/** Of the models whose verdict is trust, the one with the smallest error a customer; its CLV is claimed, with its interval. */
export function modelsFinding(models: readonly TriedModel[]): ModelsFinding {
  const withNumber = models.filter(({ forecast }) => (forecast?.totals?.clvMinor ?? null) !== null);
  if (withNumber.length === 0) return { key: 'noModel' };
  const [best] = withNumber
    .filter(({ tried }) => tried?.holdout?.verdict === 'trust')
    .toSorted((a, b) => (modelError(a.tried)?.rootMeanSquaredError ?? Infinity) - (modelError(b.tried)?.rootMeanSquaredError ?? Infinity));
  const clv = best?.forecast?.totals?.clvMinor ?? null;
  if (best?.forecast === undefined || clv === null) return { key: 'untrusted' };
  return { key: 'trusted', model: best.model, each: perCustomer(clv, best.forecast.customers) };
}

/** Whether all of the intervals have a value in common; `null` for fewer than two. */
export function overlapping(intervals: readonly Interval[]): boolean | null {
  if (intervals.length < 2) return null;
  return Math.max(...intervals.map(([lower]) => lower)) <= Math.min(...intervals.map(([, upper]) => upper));
}

/** How far the total was off, as a share of what happened; `null` where nothing was foreseen. */
export function holdoutFinding({ holdout }: LtvFit): { verdict: Verdict; predicted: number; actual: number; bias: number } | null {
  if (holdout === null) return null;
  const { verdict, predicted, actualTransactions } = holdout;
  return { verdict, predicted: predicted.value, actual: actualTransactions, bias: actualTransactions === 0 ? Number.NaN : predicted.value / actualTransactions - 1 };
}

export type GroupsFinding =
  | { key: 'groupsDiffer'; high: number; low: number }
  | { key: 'groupsSame'; mean: number }
  | { key: 'groupsSmall' | 'groupsNone' };

/** The most and the least valuable group of at least 30 customers, where even their intervals lie apart. */
export function groupsFinding({ customers, clvMean, clvLower, clvUpper }: LtvGroups): GroupsFinding {
  const known = Array.from(clvMean, (_, group) => group).filter((group) => Number.isFinite(clvMean[group]));
  if (known.length === 0) return { key: 'groupsNone' };
  const large = known.filter((group) => (customers[group] ?? 0) >= FEW_CUSTOMERS).toSorted((a, b) => (clvMean[b] ?? 0) - (clvMean[a] ?? 0));
  const [high, low] = [large.at(0), large.at(-1)];
  if (high === undefined || low === undefined || high === low) return { key: 'groupsSmall' };
  if ((clvLower[high] ?? 0) > (clvUpper[low] ?? 0)) return { key: 'groupsDiffer', high, low };
  const n = large.reduce((sum, group) => sum + (customers[group] ?? 0), 0);
  return { key: 'groupsSame', mean: large.reduce((sum, group) => sum + (clvMean[group] ?? 0) * (customers[group] ?? 0), 0) / n };
}

export type CurveFinding =
  | { key: 'payback' | 'paybackExtrapolated'; cost: number; month: number }
  | { key: 'noPayback'; cost: number; months: number }
  | { key: 'curve'; value: number; months: number; observedMinor: number };

/** When the cost of acquisition is paid back; without a cost, what the curve comes to and how much of it was observed. */
export function curveFinding({ acquisitionCostMinor, paybackMonth, paybackExtrapolated, month, cumulativeMarginMinor, extrapolated }: LtvCurve): CurveFinding {
  const months = month.length;
  if (acquisitionCostMinor === null) return { key: 'curve', value: cumulativeMarginMinor.at(-1) ?? 0, months, observedMinor: cumulativeMarginMinor[lastObserved(extrapolated)] ?? 0 };
  if (paybackMonth === null) return { key: 'noPayback', cost: acquisitionCostMinor, months };
  return { key: paybackExtrapolated ? 'paybackExtrapolated' : 'payback', cost: acquisitionCostMinor, month: paybackMonth };
}

/** Index of the last observed month; −1 where none was. */
export function lastObserved(extrapolated: Uint8Array): number {
  return extrapolated.lastIndexOf(0);
}

/** Of those counted as lost; more of them, and the orders are no subscriptions. */
const MOST_RETURNED = 0.25;

/** That orders are hardly renewals comes before what a model of renewals says. */
export function renewalsFinding(held: Pick<RenewalHoldout, 'returned' | 'lost'> | null): { key: 'renewals' } | { key: 'renewalsReturned'; share: number } {
  if (held === null || held.lost < FEW_CUSTOMERS || held.returned / held.lost < MOST_RETURNED) return { key: 'renewals' };
  return { key: 'renewalsReturned', share: held.returned / held.lost };
}

/** How many of the valuable have likely gone, and what they brought: only where all of them are on the page. `noNumber`: the model says nothing of
 *  anybody. */
export function atRiskFinding(top: Pick<CustomerList, 'ltv'>, risk: Pick<CustomerList, 'total' | 'netMinor'>): { key: 'gone'; revenueMinor: number } | { key: 'goneMany' | 'nobodyGone' | 'noNumber' } {
  if (top.ltv === null || !top.ltv.pAlive.some(Number.isFinite)) return { key: 'noNumber' };
  if (risk.total === 0) return { key: 'nobodyGone' };
  return risk.netMinor.length < risk.total ? { key: 'goneMany' } : { key: 'gone', revenueMinor: risk.netMinor.reduce((sum, minor) => sum + minor, 0) };
}

/** The place in the calibration, of 30 customers or more, where mean purchases were furthest from what was foreseen; `null`: there is none. */
export function largestMiss({ customers, actual, expected }: LtvHoldout['calibration']): number | null {
  const far = (place: number): number => Math.abs((actual[place] ?? 0) - (expected[place] ?? 0));
  const [worst] = Array.from(customers.keys())
    .filter((place) => (customers[place] ?? 0) >= FEW_CUSTOMERS)
    .toSorted((a, b) => far(b) - far(a));
  return worst ?? null;
}
