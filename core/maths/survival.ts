import { Z_95 } from './normal.ts';

/** Kaplan–Meier curve at the times with an event; parallel columns. */
export interface KaplanMeier {
  subjects: number;
  events: number;
  time: Float64Array;
  survival: Float64Array;
  /** Greenwood’s standard error of the survival. */
  standardError: Float64Array;
  /** 95 % interval, symmetric in log(−log S); NaN where S is 0. */
  lower: Float64Array;
  upper: Float64Array;
  atRisk: Float64Array;
}

/** Survival from counts of events and of censored subjects at whole times from 0. A subject censored at t was still at risk of the
 *  events at t. Kaplan & Meier (1958), “Nonparametric estimation from incomplete observations”; variance by Greenwood (1926);
 *  interval after Kalbfleisch & Prentice (2002), §1.4. */
export function kaplanMeier(events: ArrayLike<number>, censored: ArrayLike<number>): KaplanMeier {
  const times = Math.max(events.length, censored.length);
  let subjects = 0;
  let total = 0;
  let points = 0;
  for (let t = 0; t < times; t++) {
    const count = events[t] ?? 0;
    subjects += count + (censored[t] ?? 0);
    total += count;
    if (count > 0) points++;
  }
  const curve: KaplanMeier = {
    subjects,
    events: total,
    time: new Float64Array(points),
    survival: new Float64Array(points),
    standardError: new Float64Array(points),
    lower: new Float64Array(points),
    upper: new Float64Array(points),
    atRisk: new Float64Array(points),
  };
  let atRisk = subjects;
  let survival = 1;
  let greenwood = 0;
  let point = 0;
  for (let t = 0; t < times; t++) {
    const count = events[t] ?? 0;
    if (count > 0) {
      survival *= 1 - count / atRisk;
      greenwood += count / (atRisk * (atRisk - count));
      const spread = (Z_95 * Math.sqrt(greenwood)) / Math.log(survival);
      curve.time[point] = t;
      curve.atRisk[point] = atRisk;
      curve.survival[point] = survival;
      curve.standardError[point] = survival === 0 ? Number.NaN : survival * Math.sqrt(greenwood);
      curve.lower[point] = survival === 0 ? Number.NaN : survival ** Math.exp(-spread);
      curve.upper[point] = survival === 0 ? Number.NaN : survival ** Math.exp(spread);
      point++;
    }
    atRisk -= count + (censored[t] ?? 0);
  }
  return curve;
}

/** Time by which a share of the subjects has had the event, and its 95 % interval; `null` for an end that the curve does not reach.
 *  The interval holds the times at which the pointwise interval of S covers 1 − share.
 *  Brookmeyer & Crowley (1982), “A confidence interval for the median survival time”. */
export function survivalQuantile(curve: KaplanMeier, share: number): { time: number | null; interval: [number | null, number | null] } {
  // Products of quotients miss round shares by some 1e−16.
  const level = 1 - share + 1e-12;
  return { time: firstAtMost(curve.time, curve.survival, level), interval: [firstAtMost(curve.time, curve.lower, level), firstAtMost(curve.time, curve.upper, level)] };
}

function firstAtMost(time: Float64Array, values: Float64Array, level: number): number | null {
  for (let i = 0; i < values.length; i++) {
    if (values[i]! <= level) return time[i]!;
  }
  return null;
}

/** Position of the last of ascending times that is not after `time`, −1 for none. */
export function stepBefore(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
