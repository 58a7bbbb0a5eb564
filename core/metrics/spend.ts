import type { Scope } from '../contract/scope.ts';

/** Spending as it is stored, parallel columns: each row covers `days` days from `day` on. */
export interface SpendFacts {
  day: Int32Array;
  days: Int32Array;
  /** Index into `channels`. */
  channel: Uint32Array;
  amountMinor: Float64Array;
  channels: string[];
}

/** Spending by day, added up from `firstDay` on: entry i is all before day firstDay + i. */
export interface SpendCurve {
  firstDay: number;
  before: Float64Array;
}

export type SpendInScope = { kind: 'no-spend' | 'spend-not-split' } | { kind: 'known'; acquisition: SpendCurve; retention: SpendCurve; channels: string[] };

const CHANNEL = 'channel';

/** Spending within the scope, up to its as-of day. A filter on `channel` keeps the spending of those channels; any other filter chooses
 *  customers or orders that spending does not name. Several days’ spending is spread evenly over them. */
export function spendInScope(spend: SpendFacts | null, scope: Scope, retentionChannels: readonly string[], asOfDay: number): SpendInScope {
  if (spend === null || spend.day.length === 0) return { kind: 'no-spend' };
  if (scope.segment !== undefined || scope.filters.some(({ field }) => field !== CHANNEL)) return { kind: 'spend-not-split' };
  const within = spend.channels.map((channel) => scope.filters.every(({ values, except = false }) => values.includes(channel) !== except));
  const isRetention = spend.channels.map((channel) => retentionChannels.includes(channel));
  const curve = (retention: boolean): SpendCurve => curveOf(spend, (channel) => within[channel]! && isRetention[channel] === retention, asOfDay);
  return { kind: 'known', acquisition: curve(false), retention: curve(true), channels: spend.channels };
}

/** Spending of the channels chosen, day by day. */
export function curveOf(spend: SpendFacts, isWanted: (channel: number) => boolean, asOfDay: number): SpendCurve {
  const end = asOfDay + 1;
  const firstDay = spend.day.reduce((first, day) => Math.min(first, day), asOfDay);
  const before = new Float64Array(end - firstDay + 1);
  for (let row = 0; row < spend.day.length; row++) {
    if (!isWanted(spend.channel[row]!)) continue;
    const from = spend.day[row]!;
    const aDay = spend.amountMinor[row]! / spend.days[row]!;
    for (let day = from; day < Math.min(from + spend.days[row]!, end); day++) before[day - firstDay + 1]! += aDay;
  }
  for (let i = 1; i < before.length; i++) before[i]! += before[i - 1]!;
  return { firstDay, before };
}

/** Spending on days [from, to), rounded to a minor unit. */
export function spentIn({ firstDay, before }: SpendCurve, from: number, to: number): number {
  const at = (day: number): number => before[Math.max(0, Math.min(day - firstDay, before.length - 1))]!;
  return Math.round(at(to) - at(Math.min(from, to)));
}
