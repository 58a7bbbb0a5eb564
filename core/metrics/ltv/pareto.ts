import { MODEL_PARAMETERS } from '../../contract/ltv.ts';
import { digamma, lnGammaRise } from '../../maths/gamma.ts';
import { gaussLegendre } from '../../maths/quadrature.ts';
import { exponentialVariate, gammaVariate, poissonVariate } from '../../maths/variates.ts';
import { logByDay, type Patterns } from './patterns.ts';
import type { PurchaseProcess } from './purchase-process.ts';
import { startingRates } from './starts.ts';

/** Pareto/NBD: Schmittlein, Morrison & Colombo (1987), “Counting your customers”; Fader & Hardie (2005), “A note on deriving the Pareto/NBD
 *  model”. The likelihood is that note’s before its integral becomes a difference of Gauss functions, which cancels:
 *    Γ(r + x) α^r β^s/Γ(r) · { (α + T)^−(r + x) (β + T)^−s + s ∫ (α + y)^−(r + x) (β + y)^−(s + 1) dy over y from t_x to T }.
 *  In u = ln(m + y), m the smaller of α and β, the integrand is analytic within π of the real axis whatever the parameters, and is cut
 *  where it has fallen by e^−38. */
export const paretoProcess: PurchaseProcess = {
  likelihood: (patterns) => ({
    names: MODEL_PARAMETERS['pareto-nbd'],
    customers: patterns.weight.reduce((sum, weight) => sum + weight, 0),
    terms: patterns.count,
    evaluate: (parameters, gradient, from, to) => evaluate(patterns, parameters, gradient, from, to),
    starts: startingRates(patterns).flatMap(([r, alpha]) => [
      [r, alpha, 0.6, alpha],
      [r, alpha, 0.3, 5 * alpha],
    ]),
  }),
  aliveShares(parameters, patterns) {
    const shares = new Float64Array(patterns.count);
    const gone = createGoneIntegral(parameters, patterns.mostDays);
    for (let i = 0; i < patterns.count; i++) shares[i] = gone.aliveShare(patterns.repeats[i]!, patterns.recencyDays[i]!, patterns.ageDays[i]!);
    return shares;
  },
  aliveRate: ([r, alpha, s, beta], x, age, after) => ((r! + x) / (alpha! + age)) * Math.exp(-s! * Math.log1p(after / (beta! + age))),
  drawAlive([r, alpha, s, beta], x, age, horizon, random) {
    const rate = gammaVariate(random, r! + x, alpha! + age);
    const life = exponentialVariate(random, gammaVariate(random, s!, beta! + age));
    return poissonVariate(random, rate * Math.min(horizon, life));
  },
  timeScale: ([, alpha, , beta]) => Math.min(alpha!, beta!),
  newcomersAlive: () => 1,
};

const FALL = 38;
/** Rules for an integrand that falls by up to e^−fall over a stretch of up to `length` in u, to about 1e−11. */
const RULES = [
  { fall: 4, length: 2, ...gaussLegendre(8) },
  { fall: 10, length: 4, ...gaussLegendre(14) },
  { fall: 20, length: 6, ...gaussLegendre(20) },
  { fall: Infinity, length: Infinity, ...gaussLegendre(32) },
];

interface GoneIntegral {
  /** Share of the alive state; leaves the means over the gone state in `means`. */
  aliveShare(x: number, recencyDays: number, ageDays: number): number;
  /** ln of the braces of the likelihood, of the last call. */
  logBraces: () => number;
  /** Of the last call, over the integrand: ln(α + y), ln(β + y), 1/(α + y), 1/(β + y). */
  means: Float64Array;
}

function createGoneIntegral(parameters: Float64Array, mostDays: number): GoneIntegral {
  const [r, alpha, s, beta] = [parameters[0]!, parameters[1]!, parameters[2]!, parameters[3]!];
  const [logsAlpha, logsBeta] = [logByDay(alpha, mostDays), logByDay(beta, mostDays)];
  const smaller = Math.min(alpha, beta);
  const means = new Float64Array(4);
  let logBraces = 0;
  return {
    means,
    logBraces: () => logBraces,
    aliveShare(x, recencyDays, ageDays) {
      const logAlive = -(r + x) * logsAlpha[ageDays]! - s * logsBeta[ageDays]!;
      if (recencyDays >= ageDays) {
        logBraces = logAlive;
        means.fill(0);
        return 1;
      }
      const from = smaller + recencyDays / 7;
      const whole = Math.log1p((ageDays - recencyDays) / 7 / from);
      // The integrand times dy/du falls at this rate where it begins, and faster later.
      const fall = ((r + x) * from) / (alpha + recencyDays / 7) + ((s + 1) * from) / (beta + recencyDays / 7) - 1;
      const length = fall * whole > FALL ? FALL / fall : whole;
      const { nodes, weights } = RULES.find((rule) => length <= rule.length && fall * length <= rule.fall)!;
      const logFrom = Math.log(from);
      const start = -(r + x) * logsAlpha[recencyDays]! - (s + 1) * logsBeta[recencyDays]! + logFrom;
      const further = Math.max(alpha, beta) - smaller;
      const alphaIsSmaller = alpha <= beta;
      let [sum, logA, logB, inverseA, inverseB] = [0, 0, 0, 0, 0];
      for (let node = 0; node < nodes.length; node++) {
        const u = nodes[node]! * length;
        const y = from * Math.exp(u);
        const lnNear = logFrom + u;
        const lnFar = further === 0 ? lnNear : Math.log(y + further);
        const lnA = alphaIsSmaller ? lnNear : lnFar;
        const lnB = alphaIsSmaller ? lnFar : lnNear;
        const f = weights[node]! * Math.exp(lnNear - (r + x) * lnA - (s + 1) * lnB - start);
        sum += f;
        logA += f * lnA;
        logB += f * lnB;
        inverseA += f / (alphaIsSmaller ? y : y + further);
        inverseB += f / (alphaIsSmaller ? y + further : y);
      }
      means[0] = logA / sum;
      means[1] = logB / sum;
      means[2] = inverseA / sum;
      means[3] = inverseB / sum;
      const logGone = Math.log(s) + start + Math.log(sum * length);
      const odds = Math.exp(logGone - logAlive);
      logBraces = odds === Infinity ? logGone : logAlive + Math.log1p(odds);
      return 1 / (1 + odds);
    },
  };
}

function evaluate(patterns: Patterns, parameters: Float64Array, gradient: Float64Array, from: number, to: number): number {
  const [r, alpha, s, beta] = [parameters[0]!, parameters[1]!, parameters[2]!, parameters[3]!];
  const { repeats, recencyDays, ageDays, weight, mostDays, mostRepeats } = patterns;
  const [logsAlpha, logsBeta] = [logByDay(alpha, mostDays), logByDay(beta, mostDays)];
  const gone = createGoneIntegral(parameters, mostDays);
  const { means } = gone;
  const rise = new Float64Array(mostRepeats + 1).fill(Number.NaN);
  const riseSlope = new Float64Array(mostRepeats + 1);
  const psiR = digamma(r);
  let logLikelihood = 0;
  let total = 0;
  let [dr, dalpha, ds, dbeta] = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const x = repeats[i]!;
    const w = weight[i]!;
    const age = ageDays[i]!;
    if (Number.isNaN(rise[x]!)) {
      rise[x] = lnGammaRise(r, x);
      riseSlope[x] = digamma(r + x) - psiR;
    }
    const u = gone.aliveShare(x, recencyDays[i]!, age);
    const v = 1 - u;
    total += w;
    logLikelihood += w * (rise[x]! + gone.logBraces());
    dr += w * (riseSlope[x]! - u * logsAlpha[age]! - v * means[0]!);
    dalpha -= w * (r + x) * (u / (alpha + age / 7) + v * means[2]!);
    ds += w * (v / s - u * logsBeta[age]! - v * means[1]!);
    dbeta -= w * ((u * s) / (beta + age / 7) + v * (s + 1) * means[3]!);
  }
  gradient[0] = dr + total * Math.log(alpha);
  gradient[1] = dalpha + (total * r) / alpha;
  gradient[2] = ds + total * Math.log(beta);
  gradient[3] = dbeta + (total * s) / beta;
  return logLikelihood + total * (r * Math.log(alpha) + s * Math.log(beta));
}
