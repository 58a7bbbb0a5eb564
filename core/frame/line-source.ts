import type { LineBatch } from './line-batch.ts';

/** Stored order lines as the frame is built from them. `batches()` may be iterated more than once and yields the same lines in the
 *  same order each time; arrays of a batch may be reused for the next one. */
export interface LineSource {
  lines: number;
  /** Sizes of the order and customer dictionaries; codes lie below them. */
  orders: number;
  customers: number;
  attributeNames: string[];
  hasCost: boolean;
  fingerprint: string;
  batches(): Iterable<LineBatch>;
}
