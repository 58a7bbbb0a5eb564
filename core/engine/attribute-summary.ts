import type { ProjectInfo } from '../contract/project.ts';
import { NO_CODE } from '../frame/line-batch.ts';
import { ORDER_KIND, type OrderFrame } from '../frame/order-frame.ts';
import { type SharedTexts, textAt } from './shared-texts.ts';

const MOST_VALUES = 200;

/** What filters and cohort keys may use: each attribute’s most frequent values, by counted orders. */
export function summariseAttributes(frame: OrderFrame, texts: Record<string, SharedTexts>): ProjectInfo['attributes'] {
  return Object.entries(frame.attributes).map(([field, codes]) => {
    const dictionary = texts[field];
    if (dictionary === undefined) return { field, distinct: 0, values: [], orders: [] };
    const orders = new Uint32Array(dictionary.size);
    const used = new Uint8Array(dictionary.size);
    for (let order = 0; order < codes.length; order++) {
      const code = codes[order]!;
      if (code === NO_CODE) continue;
      used[code] = 1;
      if (frame.kind[order] === ORDER_KIND.counted) orders[code]!++;
    }
    // A dictionary may have values of lines that were undone, replaced or never their order’s.
    const distinct = used.reduce((sum, mark) => sum + mark, 0);
    const top = mostFrequent(orders, MOST_VALUES);
    return { field, distinct, values: top.map((code) => textAt(dictionary, code)), orders: top.map((code) => orders[code]!) };
  });
}

/** Positions of the largest counts above 0, largest first, ties by position. */
function mostFrequent(counts: Uint32Array, most: number): number[] {
  const sorted = counts.slice().sort();
  const least = Math.max(1, sorted[Math.max(0, sorted.length - most)] ?? 1);
  const found: number[] = [];
  for (let position = 0; position < counts.length; position++) if (counts[position]! >= least) found.push(position);
  return found.sort((left, right) => counts[right]! - counts[left]! || left - right).slice(0, most);
}
