import type { FrameView, OrderFrame, ResolvedFilter, ViewTally } from './order-frame.ts';

export interface ViewOptions {
  /** `null`: the last day with an order. */
  asOfDay: number | null;
  refunds: 'original-order' | 'refund-day';
  filters: ResolvedFilter[];
}

/** Allocates a view; `fillView` over a partition of the customers and then `completeView` make it usable.
 *  @throws EngineFailure NO_ORDERS for an empty frame, UNKNOWN_FIELD for a filter on an attribute that the frame lacks. */
export function prepareView(_frame: OrderFrame, _options: ViewOptions): FrameView {
  throw new Error('being written');
}

/** Fills the arrays of the view for customers [from, to); block `frame.customers` is the orders without customer, so `to` goes up to
 *  `frame.customers + 1`. Ranges that do not overlap may be filled by different threads. */
export function fillView(_view: FrameView, _from: number, _to: number): ViewTally {
  throw new Error('being written');
}

/** The view with the tallies of a partition added up. */
export function completeView(_view: FrameView, _tallies: ViewTally[]): FrameView {
  throw new Error('being written');
}

/** The frame as it was on one day, within filters, on this thread. */
export function viewFrame(_frame: OrderFrame, _options: ViewOptions): FrameView {
  throw new Error('being written');
}
