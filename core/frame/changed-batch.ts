import { whenAsked } from './columns-when-asked.ts';
import type { LineBatch } from './line-batch.ts';

type Makers = { [Name in keyof LineBatch]: () => LineBatch[Name] };

/** The batch with other columns in place of some of its own. All are made, or decoded, when they are first read. */
export function changedBatch(batch: LineBatch, changes: Partial<Makers>): LineBatch {
  const own = Object.fromEntries((Object.keys(batch) as (keyof LineBatch)[]).map((name) => [name, () => batch[name]])) as unknown as Makers;
  return whenAsked<LineBatch>({ ...own, ...changes });
}
