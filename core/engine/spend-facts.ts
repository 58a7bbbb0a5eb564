import type { Exchange } from '../frame/currencies.ts';
import { addMonths } from '../maths/calendar.ts';
import type { SpendFacts } from '../metrics/spend.ts';
import type { ProjectStore } from '../store/project-store.ts';

/** What was spent, as metrics read it; `null` when no file says. With an exchange, in another currency than the project’s own: what has no rate on its
 *  (first) day is left out, for amounts in several currencies are never added. */
export function spendFacts(project: ProjectStore, exchange: Exchange | null): SpendFacts | null {
  const spent = project.facts('spend');
  const amount = spent.amountMinor.map((own, row) => (exchange === null ? Number(own) : exchange(Number(own), Number(spent.day[row]))));
  const kept = Array.from(amount.keys()).filter((row) => !Number.isNaN(amount[row]));
  if (kept.length === 0) return null;
  const channel = kept.map((row) => String(spent.channel[row]));
  const channels = [...new Set(channel)];
  const days = Int32Array.from(kept, (row) => Number(spent.day[row]));
  return {
    day: days,
    days: days.map((first, row) => (spent.period[kept[row]!] === 'month' ? addMonths(first, 1) - first : 1)),
    channel: Uint32Array.from(channel, (name) => channels.indexOf(name)),
    amountMinor: Float64Array.from(kept, (row) => amount[row]!),
    channels,
  };
}
