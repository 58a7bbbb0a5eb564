import type { Figure, FigureComparison, KpiKey, KpiResult, SurvivalCurve } from '../../../core/contract/kpis.ts';
import { atRiskAfter, valueAt } from '../../charts/survival-model.ts';

/** Which earlier period a sentence compares with. */
export type Comparison = 'previous' | 'yearBefore';

type ChangeWord = 'more' | 'fewer' | 'same';

/** What a sentence says, before it is worded; `now` and `before` are in the figure’s own unit. */
export type HeadlineFinding =
  | { key: 'headline.empty' }
  | { key: `headline.${'kept' | 'repeat'}.${ChangeWord}.${Comparison}`; now: number; before: number }
  | { key: `headline.${'kept' | 'repeat'}.alone`; now: number };

export type LedeKey = 'repeatPurchaseRate' | 'purchaseFrequency' | 'averageOrderValue' | 'customerValue' | 'netProfitPerCustomer';
export type LedeFinding = { key: `lede.${LedeKey}.${'up' | 'down'}`; figure: LedeKey; now: number; before: number } | { key: 'lede.unchanged' };

export type RevenueFinding = { key: 'revenue.none' } | { key: 'revenue.alone'; now: number } | { key: `revenue.${ChangeWord}.${Comparison}`; now: number; before: number };

export type CustomersFinding =
  | { key: 'customers.none' }
  | { key: 'customers.share'; new: number; active: number }
  | { key: `customers.shareAnd.${Comparison}`; new: number; active: number; newBefore: number; activeBefore: number };

export type SurvivalFinding =
  | { key: 'survival.none' }
  | { key: 'survival.alone'; now: number; days: number }
  | { key: `survival.${ChangeWord}.${Comparison}`; now: number; before: number; days: number };

/** Customers who must still be observed and waiting at a day for a sentence to be made about it. */
const FEWEST_AT_RISK = 30;
const HORIZONS = [90, 60, 30] as const;
const LEDE_KEYS: readonly LedeKey[] = ['repeatPurchaseRate', 'averageOrderValue', 'purchaseFrequency', 'customerValue', 'netProfitPerCustomer'];
const MOST_LEDE_SENTENCES = 2;

/** The compared periods are one and the same when the period is a whole year. */
export function comparesOnce(result: KpiResult): boolean {
  return result.previousPeriod.from === result.yearBeforePeriod.from && result.previousPeriod.to === result.yearBeforePeriod.to;
}

export function figureOf(result: KpiResult, key: KpiKey): Figure | undefined {
  return result.figures.find((figure) => figure.key === key);
}

/** Whether the difference is more than chance: its 95 % interval leaves out zero. `null`: no interval, so nothing can be claimed. */
export function beyondChance(comparison: FigureComparison): boolean | null {
  if (comparison.difference === null || comparison.differenceInterval === null) return null;
  const [lower, upper] = comparison.differenceInterval;
  return lower > 0 || upper < 0;
}

/** The page’s title: customers kept, or, where the data begin too late to compare them, customers who bought more than once. */
export function headline(result: KpiResult, compare: Comparison): HeadlineFinding {
  const active = figureOf(result, 'activeCustomers')?.value ?? 0;
  if (active === 0) return { key: 'headline.empty' };
  const kept = figureOf(result, 'customerRetentionRate');
  const repeat = figureOf(result, 'repeatPurchaseRate');
  const repeatSaysMore = kept !== undefined && changeOf(kept[compare]) === null && repeat !== undefined && repeat.value !== null && changeOf(repeat[compare]) !== null;
  const subject = kept === undefined || kept.value === null || repeatSaysMore ? 'repeat' : 'kept';
  const figure = subject === 'kept' ? kept : repeat;
  if (figure === undefined || figure.value === null) return { key: 'headline.empty' };
  const change = changeOf(figure[compare]);
  if (change === null) return { key: `headline.${subject}.alone`, now: figure.value };
  return { key: `headline.${subject}.${change.word}.${compare}`, now: figure.value, before: change.before };
}

/** Up to two further changes that are more than chance, the clearest first; said plainly when there is none. */
export function lede(result: KpiResult, compare: Comparison): LedeFinding[] {
  const headlined = headline(result, compare).key.startsWith('headline.repeat') ? 'repeatPurchaseRate' : 'customerRetentionRate';
  let comparable = false;
  const changes: { finding: LedeFinding; clearness: number }[] = [];
  for (const key of LEDE_KEYS) {
    const figure = figureOf(result, key);
    if (key === headlined || figure === undefined || figure.value === null) continue;
    const comparison = figure[compare];
    const change = changeOf(comparison);
    if (change === null || comparison.difference === null || comparison.differenceInterval === null) continue;
    comparable = true;
    if (change.word === 'same') continue;
    const [lower, upper] = comparison.differenceInterval;
    changes.push({
      finding: { key: `lede.${key}.${change.word === 'more' ? 'up' : 'down'}`, figure: key, now: figure.value, before: change.before },
      clearness: Math.abs(comparison.difference) / Math.max(upper - lower, Number.MIN_VALUE),
    });
  }
  if (changes.length > 0) {
    return changes
      .sort((a, b) => b.clearness - a.clearness)
      .slice(0, MOST_LEDE_SENTENCES)
      .map((change) => change.finding);
  }
  return comparable ? [{ key: 'lede.unchanged' }] : [];
}

export function revenueFinding(result: KpiResult, compare: Comparison): RevenueFinding {
  const share = figureOf(result, 'repeatRevenueShare');
  if (share === undefined || share.value === null) return { key: 'revenue.none' };
  const change = changeOf(share[compare]);
  if (change === null) return { key: 'revenue.alone', now: share.value };
  return { key: `revenue.${change.word}.${compare}`, now: share.value, before: change.before };
}

/** Counts are complete, not estimated, and stand side by side without a claim. */
export function customersFinding(result: KpiResult, compare: Comparison): CustomersFinding {
  const active = figureOf(result, 'activeCustomers');
  const fresh = figureOf(result, 'newCustomers');
  if (active === undefined || fresh === undefined || active.value === null || fresh.value === null || active.value === 0) return { key: 'customers.none' };
  const activeBefore = active[compare].value;
  const newBefore = fresh[compare].value;
  if (activeBefore === null || newBefore === null || activeBefore === 0) return { key: 'customers.share', new: fresh.value, active: active.value };
  return { key: `customers.shareAnd.${compare}`, new: fresh.value, active: active.value, newBefore, activeBefore };
}

/** Whether the data hold the whole compared period. Where they begin within it, its “new” customers are mostly old ones. */
export function observes(result: KpiResult, compare: Comparison): boolean {
  return typeof figureOf(result, 'newCustomers')?.[compare].value === 'number';
}

/** Compares the shares who have reordered by the longest of 90, 60 and 30 days that both groups were observed to.
 *  The difference’s interval is built from the two curves’ own (square-and-add: Newcombe 1998, Zou & Donner 2008). */
export function survivalFinding(now: SurvivalCurve, before: SurvivalCurve | null, compare: Comparison): SurvivalFinding {
  if (now.customers === 0 || now.events === 0) return { key: 'survival.none' };
  const days = HORIZONS.find((horizon) => atRiskAfter(now, horizon) >= FEWEST_AT_RISK);
  if (days === undefined) {
    const last = now.days.at(-1) ?? 0;
    return { key: 'survival.alone', now: valueAt(now, now.reordered, last), days: last };
  }
  const share = valueAt(now, now.reordered, days);
  if (before === null || atRiskAfter(before, days) < FEWEST_AT_RISK) return { key: 'survival.alone', now: share, days };
  const shareBefore = valueAt(before, before.reordered, days);
  const difference = share - shareBefore;
  const lower = difference - Math.hypot(share - valueAt(now, now.lower, days), valueAt(before, before.upper, days) - shareBefore);
  const upper = difference + Math.hypot(valueAt(now, now.upper, days) - share, shareBefore - valueAt(before, before.lower, days));
  const word: ChangeWord = lower > 0 ? 'more' : upper < 0 ? 'fewer' : 'same';
  return { key: `survival.${word}.${compare}`, now: share, before: shareBefore, days };
}

function changeOf(comparison: FigureComparison): { word: ChangeWord; before: number } | null {
  const beyond = beyondChance(comparison);
  if (beyond === null || comparison.value === null || comparison.difference === null) return null;
  const word: ChangeWord = !beyond ? 'same' : comparison.difference > 0 ? 'more' : 'fewer';
  return { word, before: comparison.value };
}
