import type { OrderRules } from '../contract/rules.ts';
import { changedBatch } from './changed-batch.ts';
import { LINE_CURRENCY, LINE_EMAIL, LINE_PHONE, LINE_STATUS } from './line-batch.ts';
import type { LineSource } from './line-source.ts';

const NOT_FILTERED_BY: ReadonlySet<string> = new Set([LINE_CURRENCY, LINE_EMAIL, LINE_PHONE]);

/** Lines whose status the rules let count are lines like all others. */
export function withCountedStatuses(source: LineSource, { cancelled, test }: Pick<OrderRules, 'cancelled' | 'test'>): LineSource {
  const counted = new Set<number>();
  if (cancelled === 'counted') counted.add(LINE_STATUS.cancelled);
  if (test === 'counted') counted.add(LINE_STATUS.test);
  if (counted.size === 0) return source;
  return {
    ...source,
    *batches() {
      for (const batch of source.batches()) yield changedBatch(batch, { status: () => batch.status.map((status) => (counted.has(status) ? LINE_STATUS.normal : status)) });
    },
  };
}

/** The lines with only those attributes that orders are filtered and grouped by. */
export function withPlainAttributes(source: LineSource): LineSource {
  return { ...source, attributeNames: source.attributeNames.filter((name) => !NOT_FILTERED_BY.has(name)) };
}
