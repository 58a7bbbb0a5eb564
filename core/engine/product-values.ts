import type { ProductValues, ProductValuesQuery } from '../contract/products.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, type OrderFrame } from '../frame/order-frame.ts';
import { sharedUint32 } from '../frame/shared-arrays.ts';
import { codesOf, textAt } from './shared-texts.ts';
import { searchTexts } from './text-search.ts';
import type { LoadedProject } from './worker-api.ts';

const MOST_VALUES = 200;

/** Counted orders that hold each product, and one more: 0 for a product that is in no order at all. */
export function ordersByProduct({ orders, lineStart, product, kind }: OrderFrame, products: number): Uint32Array {
  const counts = sharedUint32(products);
  const lastOrder = new Uint32Array(products).fill(NO_CODE);
  for (let order = 0; order < orders; order++) {
    const isCounted = kind[order] === ORDER_KIND.counted;
    for (let line = lineStart[order]!; line < lineStart[order + 1]!; line++) {
      const code = product[line]!;
      if (code === NO_CODE || lastOrder[code] === order) continue;
      if (lastOrder[code] === NO_CODE) counts[code]!++;
      lastOrder[code] = order;
      if (isCounted) counts[code]!++;
    }
  }
  return counts;
}

/** `counts`: as ordersByProduct gives them. */
export function productValues({ products, productNames }: LoadedProject, counts: Uint32Array, { search, products: named }: ProductValuesQuery): ProductValues {
  const known = named === undefined ? Array.from(counts.keys()) : codesOf(products, new Set(named));
  const found =
    search === ''
      ? known
      : [...new Set([...searchTexts(products, search, 0, products.size), ...searchTexts(productNames, search, 0, Math.min(productNames.size, products.size))])];
  const among = named === undefined ? null : new Set(known);
  const codes = found.filter((code) => counts[code]! > 0 && (among === null || among.has(code))).sort((left, right) => counts[right]! - counts[left]! || left - right);
  const shown = codes.slice(0, MOST_VALUES);
  return {
    distinct: counts.reduce((sum, count) => sum + Number(count > 0), 0),
    product: shown.map((code) => textAt(products, code)),
    name: shown.map((code) => (code < productNames.size ? textAt(productNames, code) : '')),
    orders: shown.map((code) => counts[code]! - 1),
  };
}
