import type { OrderFrame } from './order-frame.ts';

/** Customers [from, to); block `frame.customers` is the orders without customer. */
export interface CustomerRange {
  from: number;
  to: number;
}

/** Splits [0, customers + 1) into at most `parts` ranges of about as many orders each. */
export function customerRanges(_frame: OrderFrame, _parts: number): CustomerRange[] {
  throw new Error('being written');
}
