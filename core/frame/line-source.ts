import type { LineBatch } from './line-batch.ts';

/** Stored order lines, batch by batch. `batches()` may be iterated more than once; `orders` and `customers` are dictionary sizes. */
export interface LineSource {
  lines: number;
  orders: number;
  customers: number;
  attributeNames: string[];
  /** Some import has a cost column. */
  hasCost: boolean;
  fingerprint: string;
  batches(): Iterable<LineBatch>;
}
