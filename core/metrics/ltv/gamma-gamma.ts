import { MODEL_PARAMETERS } from '../../contract/ltv.ts';
import { digamma, lnGamma, lnGammaRise } from '../../maths/gamma.ts';
import type { Likelihood } from './likelihood.ts';

/** Repeat customers: how often (x > 0) and the mean amount of a repeat day (> 0), in major units. */
export interface SpendColumns {
  repeats: Uint32Array;
  mean: Float64Array;
}

/** Gamma-Gamma: Fader & Hardie (2013), “The Gamma-Gamma model of monetary value”, eq. 1a. Amounts of a customer ~ Gamma(p, ν), ν ~ Gamma(q, γ). */
export function gammaGammaLikelihood(spend: SpendColumns): Likelihood {
  const { repeats, mean } = spend;
  const customers = repeats.length;
  const mostRepeats = repeats.reduce((most, x) => Math.max(most, x), 0);
  const byRepeats = new Float64Array(mostRepeats + 1);
  for (const x of repeats) byRepeats[x]!++;
  const total = new Float64Array(customers);
  // Σ ln m, Σ x·ln(m·x).
  let logs = 0;
  let weightedLogs = 0;
  let meanSum = 0;
  for (let i = 0; i < customers; i++) {
    total[i] = mean[i]! * repeats[i]!;
    logs += Math.log(mean[i]!);
    weightedLogs += repeats[i]! * Math.log(total[i]!);
    meanSum += mean[i]!;
  }
  const evaluate = (parameters: Float64Array, gradient: Float64Array, from: number, to: number): number => {
    const [p, q, gamma] = [parameters[0]!, parameters[1]!, parameters[2]!];
    let [logLikelihood, dp, dq, dgamma] = [0, 0, 0, 0];
    // What depends on the amounts by their sums alone belongs to the first part.
    if (from === 0) {
      logLikelihood = customers * (q * Math.log(gamma) - lnGamma(q)) + p * weightedLogs - logs;
      dp = weightedLogs;
      dq = customers * (Math.log(gamma) - digamma(q));
      dgamma = (customers * q) / gamma;
      for (let x = 1; x <= mostRepeats; x++) {
        const n = byRepeats[x]!;
        if (n === 0) continue;
        const psi = digamma(p * x + q);
        logLikelihood += n * lnGammaRise(p * x, q);
        dp += n * x * (psi - digamma(p * x));
        dq += n * psi;
      }
    }
    for (let i = from; i < to; i++) {
      const x = repeats[i]!;
      const sum = gamma + total[i]!;
      const log = Math.log(sum);
      logLikelihood -= (p * x + q) * log;
      dp -= x * log;
      dq -= log;
      dgamma -= (p * x + q) / sum;
    }
    gradient[0] = dp;
    gradient[1] = dq;
    gradient[2] = dgamma;
    return logLikelihood;
  };
  const average = customers === 0 ? 1 : meanSum / customers;
  return {
    names: MODEL_PARAMETERS['gamma-gamma'],
    customers,
    terms: customers,
    evaluate,
    starts: [
      [5, 3, (average * 2) / 5],
      [1.5, 6, (average * 5) / 1.5],
      [20, 10, (average * 9) / 20],
    ],
  };
}

/** Every k-th customer, at most `most`. */
export function thinSpend({ repeats, mean }: SpendColumns, most: number): SpendColumns {
  if (repeats.length <= most) return { repeats, mean };
  const stride = Math.ceil(repeats.length / most);
  const kept = (_: number, i: number): boolean => i % stride === 0;
  return { repeats: repeats.filter(kept), mean: mean.filter(kept) };
}

/** E(M | x, mean): the population’s mean, shrunk towards the customer’s own; eq. 5. Without repeats the population’s. Needs p·x + q > 1. */
export function expectedSpend([p, q, gamma]: Float64Array, repeats: number, mean: number): number {
  return (p! * (gamma! + mean * repeats)) / (p! * repeats + q! - 1);
}
