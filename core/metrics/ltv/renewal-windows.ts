import type { RenewalDefinition } from '../../contract/ltv.ts';
import { quantileOfCounts } from '../../maths/quantile.ts';
import type { CustomerHistory } from './summary.ts';

/** A renewal’s window, in periods from the purchase before it. */
const WINDOW_PERIODS = 1.5;

/** Renewals by number: `lost[k]` did not make their k-th renewal (k ≥ 1), `censored[k]` made k, and the window of the next has not ended. */
export interface RenewalCounts {
  lost: Float64Array;
  censored: Float64Array;
}

/** Median of customers’ mean gaps between purchase days, each weighted by the number of its gaps. */
export function renewalPeriodDays({ repeats, recencyDays }: CustomerHistory): number {
  let most = 0;
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > 0) most = Math.max(most, Math.round(recencyDays[i]! / repeats[i]!));
  const gaps = new Float64Array(most + 1);
  for (let i = 0; i < repeats.length; i++) if (repeats[i]! > 0) gaps[Math.round(recencyDays[i]! / repeats[i]!)]! += repeats[i]!;
  return Math.max(1, quantileOfCounts(gaps, 0.5));
}

/** Whether a window that began so many days ago has ended. */
export function hasEnded(daysAgo: number, periodDays: number): boolean {
  return daysAgo > WINDOW_PERIODS * periodDays;
}

/** Days since a customer’s last purchase. */
export function waitedDays({ ageDays, recencyDays }: CustomerHistory, place: number): number {
  return ageDays[place]! - recencyDays[place]!;
}

/** How many customers are waited for, late and lost. */
export function describeRenewals(history: CustomerHistory, periodDays: number): RenewalDefinition {
  const found: RenewalDefinition = { periodDays, graceDays: (WINDOW_PERIODS - 1) * periodDays, notYetDue: 0, late: 0, lostCustomers: 0 };
  for (let i = 0; i < history.repeats.length; i++) {
    const waited = waitedDays(history, i);
    if (hasEnded(waited, periodDays)) found.lostCustomers++;
    else if (waited > periodDays) found.late++;
    else found.notYetDue++;
  }
  return found;
}

/** Renewals whose windows have ended, made or missed alike. A renewal made in a window that is still open is not counted: those who are going to
 *  miss that window have not been lost yet, and counting only who renewed would make customers look more faithful than they are. */
export function countRenewals(history: CustomerHistory, periodDays: number): RenewalCounts {
  const most = history.repeats.reduce((largest, x) => Math.max(largest, x), 0);
  const counts: RenewalCounts = { lost: new Float64Array(most + 2), censored: new Float64Array(most + 2) };
  for (let i = 0; i < history.repeats.length; i++) {
    const x = history.repeats[i]!;
    const waited = waitedDays(history, i);
    if (hasEnded(waited, periodDays)) counts.lost[x + 1]!++;
    else counts.censored[x > 0 && !hasEnded(waited + history.lastGapDays[i]!, periodDays) ? x - 1 : x]!++;
  }
  return counts;
}

/** Customers whose k-th renewal is known, made or missed, by k. */
export function atRisk({ lost, censored }: RenewalCounts): Float64Array {
  const known = new Float64Array(lost.length);
  let later = 0;
  for (let k = lost.length - 1; k > 0; k--) {
    later += lost[k]! + censored[k]!;
    known[k] = later;
  }
  return known;
}

/** Share who come to the k-th renewal, by k (Kaplan–Meier); NaN beyond the last that is known of anybody. */
export function observedSurvival(counts: RenewalCounts): Float64Array {
  const known = atRisk(counts);
  let share = 1;
  return known.map((customers, k) => (share *= k === 0 ? 1 : 1 - counts.lost[k]! / customers));
}

/** Share of the renewals made within their windows that are made in the first w days, by w. Of each customer the last renewal whose window has
 *  ended stands for all. */
export function renewalDelays(history: CustomerHistory, periodDays: number): Float64Array {
  const counts = new Float64Array(Math.floor(WINDOW_PERIODS * periodDays) + 1);
  for (let i = 0; i < history.repeats.length; i++) {
    const gap = history.lastGapDays[i]!;
    if (history.repeats[i]! > 0 && gap < counts.length && hasEnded(waitedDays(history, i) + gap, periodDays)) counts[gap]!++;
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return counts.map((count) => (all === 0 ? 0 : (sum += count) / all));
}

/** Bayes: P(still a customer) after so many days without a purchase, where a share `rate` makes the next renewal and `delays` says when. */
export function aliveWhileWaiting(rate: number, delays: Float64Array, waited: number): number {
  const made = delays[Math.min(waited, delays.length)] ?? 1;
  return made >= 1 ? 0 : (1 - made) / (1 - rate * made);
}

/** Windows that end within so many days, of a customer who has been waited for: that of the j-th renewal begins j − 1 periods after the last
 *  purchase. */
export function windowsEnding(days: number, waited: number, periodDays: number): number {
  return Math.max(0, Math.ceil((waited + days) / periodDays - WINDOW_PERIODS + 1) - 1);
}

/** Renewals that fall due within so many days. */
export function renewalsDue(days: number, waited: number, periodDays: number): number {
  return Math.floor((waited + days) / periodDays);
}
