import type { Filter } from '../contract/scope.ts';
import type { Dictionary } from './line-batch.ts';
import type { ResolvedFilter } from './order-frame.ts';

/** Texts to codes. The empty text stands for orders without a value. Values that the dictionary lacks match nothing.
 *  `known` are the fields that filters may use. @throws EngineFailure UNKNOWN_FIELD */
export function resolveFilters(_filters: Filter[], _known: string[], _dictionary: (field: string) => Dictionary): ResolvedFilter[] {
  throw new Error('being written');
}
