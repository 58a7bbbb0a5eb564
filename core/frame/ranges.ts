import type { OrderFrame } from './order-frame.ts';

/** Customers [from, to); block `frame.customers` is the orders without customer. */
export interface CustomerRange {
  from: number;
  to: number;
}

/** Splits [0, customers + 1) into at most `parts` ranges of about as many orders each. */
export function customerRanges(frame: Pick<OrderFrame, 'customers' | 'orders' | 'orderStart'>, parts: number): CustomerRange[] {
  const blocks = frame.customers + 1;
  const ranges: CustomerRange[] = [];
  let from = 0;
  for (let part = 1; part <= parts && from < blocks; part++) {
    const to = part === parts ? blocks : Math.max(from, blockAfter(frame.orderStart, (frame.orders * part) / parts, blocks));
    if (to > from) ranges.push({ from, to });
    from = Math.max(from, to);
  }
  return ranges;
}

/** The first block that begins at or after an order. */
function blockAfter(orderStart: Uint32Array, order: number, blocks: number): number {
  let low = 0;
  let high = blocks;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (orderStart[middle]! < order) low = middle + 1;
    else high = middle;
  }
  return low;
}
