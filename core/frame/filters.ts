import { EngineFailure } from '../contract/errors.ts';
import { PRODUCT_FIELD, type Filter } from '../contract/scope.ts';
import { NO_CODE, type Dictionary } from './line-batch.ts';
import type { OrderFrame, ResolvedFilter } from './order-frame.ts';

/** Fields that filters of a frame may use. */
export function filterFields({ attributes }: OrderFrame): string[] {
  return [...new Set([...Object.keys(attributes), PRODUCT_FIELD])];
}

/** Texts to codes. The empty text stands for orders without a value. Values that the dictionary lacks match nothing.
 *  `known` are the fields that filters may use. @throws EngineFailure UNKNOWN_FIELD */
export function resolveFilters(filters: Filter[], known: string[], dictionary: (field: string) => Dictionary): ResolvedFilter[] {
  return filters.map(({ field, values, applies, except = false }) => {
    if (!known.includes(field)) throw new EngineFailure({ code: 'UNKNOWN_FIELD', field, known });
    const wanted = new Set(values);
    const texts = dictionary(field);
    const codes: number[] = [];
    for (let code = 0; code < texts.size; code++) {
      if (wanted.has(texts.text(code)) !== except) codes.push(code);
    }
    if (wanted.has('') !== except) codes.push(NO_CODE);
    return { field, codes: Uint32Array.from(codes), applies, except };
  });
}
