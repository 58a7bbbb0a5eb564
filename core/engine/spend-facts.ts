import { addMonths } from '../maths/calendar.ts';
import type { SpendFacts } from '../metrics/spend.ts';
import type { ProjectStore } from '../store/project-store.ts';

/** What was spent, as metrics read it; `null` when no file says. */
export function spendFacts(project: ProjectStore): SpendFacts | null {
  const { rows, day, period, channel, amountMinor } = project.facts('spend');
  if (rows === 0) return null;
  const channels = [...new Set(channel.map(String))];
  const days = Int32Array.from(day, Number);
  return {
    day: days,
    days: days.map((first, row) => (period[row] === 'month' ? addMonths(first, 1) - first : 1)),
    channel: Uint32Array.from(channel, (name) => channels.indexOf(String(name))),
    amountMinor: Float64Array.from(amountMinor, Number),
    channels,
  };
}
