import { EngineFailure } from '../contract/errors.ts';
import { PRODUCT_FIELD, type Filter } from '../contract/scope.ts';
import { NO_CODE } from './line-batch.ts';
import type { OrderFrame, ResolvedFilter } from './order-frame.ts';

/** Fields that filters of a frame may use. */
export function filterFields({ attributes }: OrderFrame): string[] {
  return [...new Set([...Object.keys(attributes), PRODUCT_FIELD])];
}

/** A dictionary in which texts are looked for. */
export interface SearchableTexts {
  size: number;
  /** Ascending codes of those of the texts that it has. */
  codesOf(texts: ReadonlySet<string>): number[];
}

/** Texts to codes. The empty text stands for orders without a value. Values that the dictionary lacks match nothing.
 *  `known` are the fields that filters may use. @throws EngineFailure UNKNOWN_FIELD */
export function resolveFilters(filters: Filter[], known: string[], dictionary: (field: string) => SearchableTexts): ResolvedFilter[] {
  return filters.map(({ field, values, applies, except = false }) => {
    if (!known.includes(field)) throw new EngineFailure({ code: 'UNKNOWN_FIELD', field, known });
    const wanted = new Set(values);
    const texts = dictionary(field);
    const named = texts.codesOf(wanted);
    if (wanted.has('')) named.push(NO_CODE);
    return { field, codes: Uint32Array.from(except ? othersOf(named, texts.size) : named), applies, except };
  });
}

/** All codes of a dictionary, and NO_CODE, but these. */
function othersOf(codes: readonly number[], size: number): number[] {
  const left = new Set(codes);
  return [...Array.from({ length: size }, (_, code) => code), NO_CODE].filter((code) => !left.has(code));
}
