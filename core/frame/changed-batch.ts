import type { LineBatch } from './line-batch.ts';

/** The batch with other columns in place of some of its own. The rest stays as it is, decoded when it is first read. */
export function changedBatch(batch: LineBatch, changes: Partial<LineBatch>): LineBatch {
  const changed = { ...changes } as LineBatch;
  for (const name of Object.keys(batch) as (keyof LineBatch)[]) {
    if (!Object.hasOwn(changes, name)) Object.defineProperty(changed, name, { enumerable: true, get: () => batch[name] });
  }
  return changed;
}
