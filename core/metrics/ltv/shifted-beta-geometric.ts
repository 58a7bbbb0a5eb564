import { MODEL_PARAMETERS, type RenewalDefinition } from '../../contract/ltv.ts';
import { digamma, lnBeta } from '../../maths/gamma.ts';
import { quantileOfCounts } from '../../maths/quantile.ts';
import type { Likelihood } from './likelihood.ts';
import type { CustomerHistory } from './summary.ts';

/** A purchase is awaited for half a period more than the period before its customer counts as lost. */
const GRACE = 1.5;

/** Renewals by number: `lost[k]` did not make their k-th renewal (k ≥ 1), `censored[k]` made k and may make the next. */
export interface RenewalCounts {
  lost: Float64Array;
  censored: Float64Array;
}

export interface ShiftedGeometricState {
  parameters: Float64Array;
  logCovariance: Float64Array | null;
  periodDays: number;
}

/** How a file of renewals is read: each purchase day after the first is a renewal, the period is the median gap between purchase days, and a
 *  customer whose last purchase lies more than one and a half periods before the end of the observation has been lost at the next renewal.
 *  The mean gap of each customer stands for its gaps, weighted by their number. */
export function renewalPeriodDays({ repeats, recencyDays }: CustomerHistory): number {
  let most = 0;
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > 0) most = Math.max(most, Math.round(recencyDays[i]! / repeats[i]!));
  const gaps = new Float64Array(most + 1);
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > 0) gaps[Math.round(recencyDays[i]! / repeats[i]!)]! += repeats[i]!;
  return Math.max(1, quantileOfCounts(gaps, 0.5));
}

export function isOverdue(waitedDays: number, periodDays: number): boolean {
  return waitedDays > GRACE * periodDays;
}

/** How many customers are waited for, late and lost. */
export function describeRenewals({ ageDays, recencyDays }: CustomerHistory, periodDays: number): RenewalDefinition {
  const found: RenewalDefinition = { periodDays, graceDays: (GRACE - 1) * periodDays, notYetDue: 0, late: 0, lostCustomers: 0 };
  for (let i = 0; i < ageDays.length; i++) {
    const waited = ageDays[i]! - recencyDays[i]!;
    if (isOverdue(waited, periodDays)) found.lostCustomers++;
    else if (waited > periodDays) found.late++;
    else found.notYetDue++;
  }
  return found;
}

export function countRenewals(history: CustomerHistory, periodDays: number): RenewalCounts {
  const most = history.repeats.reduce((largest, x) => Math.max(largest, x), 0);
  const counts: RenewalCounts = { lost: new Float64Array(most + 2), censored: new Float64Array(most + 2) };
  for (let i = 0; i < history.repeats.length; i++) {
    if (isOverdue(history.ageDays[i]! - history.recencyDays[i]!, periodDays)) counts.lost[history.repeats[i]! + 1]!++;
    else counts.censored[history.repeats[i]!]!++;
  }
  return counts;
}

/** sBG: Fader & Hardie (2007), “How to project customer retention”. P(lost at k) = B(α + 1, β + k − 1)/B(α, β), S(k) = B(α, β + k)/B(α, β). */
export function shiftedGeometricLikelihood({ lost, censored }: RenewalCounts): Likelihood {
  let customers = 0;
  for (let k = 0; k < lost.length; k++) customers += lost[k]! + censored[k]!;
  return {
    names: MODEL_PARAMETERS.sbg,
    customers,
    terms: 1,
    evaluate(parameters, gradient) {
      const [alpha, beta] = [parameters[0]!, parameters[1]!];
      const norm = lnBeta(alpha, beta);
      const [psiAlpha, psiBeta, psiSum] = [digamma(alpha), digamma(beta), digamma(alpha + beta)];
      let logLikelihood = 0;
      gradient.fill(0);
      const add = (weight: number, losses: number, renewals: number): void => {
        if (weight === 0) return;
        const psiTotal = digamma(alpha + beta + losses + renewals);
        logLikelihood += weight * (lnBeta(alpha + losses, beta + renewals) - norm);
        gradient[0]! += weight * (digamma(alpha + losses) - psiTotal - psiAlpha + psiSum);
        gradient[1]! += weight * (digamma(beta + renewals) - psiTotal - psiBeta + psiSum);
      };
      for (let k = 0; k < lost.length; k++) {
        if (k > 0) add(lost[k]!, 1, k - 1);
        add(censored[k]!, 0, k);
      }
      return logLikelihood;
    },
    starts: [
      [1, 1],
      [0.5, 3],
      [3, 1],
    ],
  };
}

/** S(k), the share who make k renewals. */
export function survivalShare([alpha, beta]: Float64Array, renewals: number): number {
  return Math.exp(lnBeta(alpha!, beta! + renewals) - lnBeta(alpha!, beta!));
}

/** Share of those who could make the k-th renewal and made it (Kaplan–Meier), by number of renewals. */
export function observedSurvival({ lost, censored }: RenewalCounts): Float64Array {
  let atRisk = 0;
  for (let k = 0; k < lost.length; k++) atRisk += lost[k]! + censored[k]!;
  const survival = new Float64Array(lost.length);
  let share = 1;
  for (let k = 0; k < lost.length; k++) {
    if (k > 0) {
      atRisk -= censored[k - 1]!;
      if (atRisk > 0) share *= 1 - lost[k]! / atRisk;
      else share = Number.NaN;
      atRisk -= lost[k]!;
    }
    survival[k] = share;
  }
  return survival;
}
