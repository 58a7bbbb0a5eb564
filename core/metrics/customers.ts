import type { FrameView } from '../frame/order-frame.ts';

/** Parallel columns, one entry a customer code asked for. Days are civil days since 1970-01-01. */
export interface CustomerSummary {
  firstOrderDay: Int32Array;
  lastOrderDay: Int32Array;
  orders: Float64Array;
  netMinor: Float64Array;
}

/** Counted orders up to the as-of day of each customer. */
export function summariseCustomers(_view: FrameView, _codes: Uint32Array): CustomerSummary {
  throw new Error('being written');
}

/** `codes` in the order of `keys` (parallel to them), ties by code; only [offset, offset + limit). */
export function pageByKey(_codes: Uint32Array, _keys: ArrayLike<number>, _descending: boolean, _offset: number, _limit: number): Uint32Array {
  throw new Error('being written');
}
