import { MODEL_PARAMETERS } from '../../contract/ltv.ts';
import { digamma, lnBeta, lnGammaRise } from '../../maths/gamma.ts';
import { gaussAtNegative } from '../../maths/hypergeometric.ts';
import { betaVariate, exponentialVariate, gammaVariate } from '../../maths/variates.ts';
import { logByDay, type Patterns } from './patterns.ts';
import type { PurchaseProcess } from './purchase-process.ts';
import { startingRates } from './starts.ts';

/** BG/NBD (Fader, Hardie & Lee 2005, “‘Counting your customers’ the easy way”) and MBG/NBD (Batislam, Denizel & Filiztekin 2007, “Empirical
 *  validation and comparison of models for customer base analysis”). Both mix two states of a customer with x repeats,
 *    alive: B(a, b + x + k)/B(a, b) · (α + T)^−(r + x)        gone right after t_x: B(a + 1, b + x + k − 1)/B(a, b) · (α + t_x)^−(r + x)
 *  where k = 1 if also the first purchase may be the last (MBG/NBD), and 0 if not (BG/NBD, whose one-time buyers cannot be gone).
 *
 *  While alive, purchases come at the rate λ·e^(−λpτ); its mean over Gamma(r + x, α + T) and Beta(a, b + x + k) is
 *    (r + x)/(α + T) · ₂F₁(r + x + 1, a; a + b + x + k; −τ/(α + T)),
 *  whose integral over τ is eq. 10 of the paper without its 1/(a − 1) and the difference that this divides. */
export function betaGeometricProcess(model: 'bg-nbd' | 'mbg-nbd'): PurchaseProcess {
  const k = model === 'mbg-nbd' ? 1 : 0;
  return {
    likelihood: (patterns) => ({
      names: MODEL_PARAMETERS[model],
      customers: patterns.weight.reduce((sum, weight) => sum + weight, 0),
      terms: patterns.count,
      evaluate: (parameters, gradient, from, to) => evaluate(patterns, k, parameters, gradient, from, to),
      starts: startingRates(patterns).flatMap(([r, alpha]) => [
        [r, alpha, 0.8, 2.4],
        [r, alpha, 2, 1],
        [r, alpha, 0.2, 4],
      ]),
    }),
    aliveShares: (parameters, patterns) => aliveShares(patterns, k, parameters),
    aliveRate: ([r, alpha, a, b], x, age, after) => ((r! + x) / (alpha! + age)) * gaussAtNegative(r! + x + 1, a!, a! + b! + x + k, after / (alpha! + age)),
    drawAlive([r, alpha, a, b], x, age, horizon, random) {
      const rate = gammaVariate(random, r! + x, alpha! + age);
      const dropout = betaVariate(random, a!, b! + x + k);
      let transactions = 0;
      for (let at = exponentialVariate(random, rate); at <= horizon; at += exponentialVariate(random, rate)) {
        transactions++;
        if (random.nextUnit() < dropout) break;
      }
      return transactions;
    },
    timeScale: ([, alpha]) => alpha!,
    newcomersAlive: ([, , a, b]) => (k === 0 ? 1 : b! / (a! + b!)),
  };
}

function evaluate(patterns: Patterns, k: number, parameters: Float64Array, gradient: Float64Array, from: number, to: number): number {
  const [r, alpha, a, b] = [parameters[0]!, parameters[1]!, parameters[2]!, parameters[3]!];
  const { repeats, recencyDays, ageDays, weight, mostRepeats, mostDays } = patterns;
  const logs = logByDay(alpha, mostDays);
  const byRepeats = createRepeatTables(repeats.subarray(from, to), k, r, a, b, mostRepeats);
  let logLikelihood = 0;
  let total = 0;
  let [dr, dalpha, da, db] = [0, 0, 0, 0];
  for (let i = from; i < to; i++) {
    const x = repeats[i]!;
    const w = weight[i]!;
    const age = ageDays[i]!;
    const recency = recencyDays[i]!;
    const [logAge, logRecency] = [logs[age]!, logs[recency]!];
    const alive = byRepeats.alive[x]! - (r + x) * logAge;
    // Gone over alive; 0 where the model has no such state.
    const odds = Math.exp(byRepeats.gone[x]! - (r + x) * logRecency - alive);
    const u = odds === Infinity ? 0 : 1 / (1 + odds);
    const v = 1 - u;
    total += w;
    logLikelihood += w * (byRepeats.constant[x]! + (u === 0 ? byRepeats.gone[x]! - (r + x) * logRecency : alive + Math.log1p(odds)));
    dr += w * (byRepeats.dr[x]! - u * logAge - v * logRecency);
    dalpha -= w * (r + x) * (u / (alpha + age / 7) + v / (alpha + recency / 7));
    da += w * (u * byRepeats.aliveA[x]! + v * byRepeats.goneA[x]!);
    db += w * (u * byRepeats.aliveB[x]! + v * byRepeats.goneB[x]!);
  }
  gradient[0] = dr + total * Math.log(alpha);
  gradient[1] = dalpha + (total * r) / alpha;
  gradient[2] = da;
  gradient[3] = db;
  return logLikelihood + total * r * Math.log(alpha);
}

interface RepeatTables {
  /** ln Γ(r + x) − ln Γ(r). */
  constant: Float64Array;
  /** ln of the ratio of Betas of each state; −∞ for none. */
  alive: Float64Array;
  gone: Float64Array;
  /** Derivatives of the three. */
  dr: Float64Array;
  aliveA: Float64Array;
  aliveB: Float64Array;
  goneA: Float64Array;
  goneB: Float64Array;
}

/** Terms that depend on x alone; filled for those x that come up. */
function createRepeatTables(repeats: Uint32Array, k: number, r: number, a: number, b: number, most: number): RepeatTables {
  const column = (): Float64Array => new Float64Array(most + 1);
  const tables: RepeatTables = { constant: column(), alive: column(), gone: column(), dr: column(), aliveA: column(), aliveB: column(), goneA: column(), goneB: column() };
  const seen = new Uint8Array(most + 1);
  const [lnB, psiA, psiB, psiSum, psiR] = [lnBeta(a, b), digamma(a), digamma(b), digamma(a + b), digamma(r)];
  for (const x of repeats) {
    if (seen[x] === 1) continue;
    seen[x] = 1;
    const survived = x + k;
    const psiTotal = digamma(a + b + survived);
    tables.constant[x] = lnGammaRise(r, x);
    tables.dr[x] = digamma(r + x) - psiR;
    tables.alive[x] = lnBeta(a, b + survived) - lnB;
    tables.aliveA[x] = psiSum - psiTotal;
    tables.aliveB[x] = digamma(b + survived) - psiB + psiSum - psiTotal;
    if (survived === 0) {
      tables.gone[x] = -Infinity;
      continue;
    }
    tables.gone[x] = lnBeta(a + 1, b + survived - 1) - lnB;
    tables.goneA[x] = digamma(a + 1) - psiA + psiSum - psiTotal;
    tables.goneB[x] = digamma(b + survived - 1) - psiB + psiSum - psiTotal;
  }
  return tables;
}

function aliveShares(patterns: Patterns, k: number, parameters: Float64Array): Float64Array {
  const [r, alpha, a, b] = [parameters[0]!, parameters[1]!, parameters[2]!, parameters[3]!];
  const logs = logByDay(alpha, patterns.mostDays);
  const shares = new Float64Array(patterns.count);
  for (let i = 0; i < patterns.count; i++) {
    const survived = patterns.repeats[i]! + k;
    const waited = logs[patterns.ageDays[i]!]! - logs[patterns.recencyDays[i]!]!;
    shares[i] = survived === 0 ? 1 : 1 / (1 + (a / (b + survived - 1)) * Math.exp((r + patterns.repeats[i]!) * waited));
  }
  return shares;
}
