import { MODEL_PARAMETERS } from '../../contract/ltv.ts';
import { digamma, lnBeta } from '../../maths/gamma.ts';
import type { Likelihood } from './likelihood.ts';
import type { RenewalCounts } from './renewal-windows.ts';

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

/** Share of those who made `renewals` who make the next: eq. 7 of the paper, (β + k − 1)/(α + β + k − 1) for k = renewals + 1. */
export function renewalRate([alpha, beta]: Float64Array, renewals: number): number {
  return (beta! + renewals) / (alpha! + beta! + renewals);
}
