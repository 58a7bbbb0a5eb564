import { NO_CODE } from '../frame/line-batch.ts';
import { VIEW, type FrameView } from '../frame/order-frame.ts';

/** Parallel columns, one entry a customer code asked for. Days are civil days since 1970-01-01. */
export interface CustomerSummary {
  firstOrderDay: Int32Array;
  lastOrderDay: Int32Array;
  orders: Float64Array;
  netMinor: Float64Array;
}

/** Orders of each customer within the view’s filters, up to its as-of day, and their money with all credit notes. The first day is that
 *  of the customer’s first order, whatever the filters on orders; a customer without an order has 0 throughout. */
export function summariseCustomers(view: FrameView, codes: Uint32Array): CustomerSummary {
  const { frame, flags, net, firstOrder } = view;
  const { day, orderStart } = frame;
  const summary: CustomerSummary = {
    firstOrderDay: new Int32Array(codes.length),
    lastOrderDay: new Int32Array(codes.length),
    orders: new Float64Array(codes.length),
    netMinor: new Float64Array(codes.length),
  };
  for (let i = 0; i < codes.length; i++) {
    const customer = codes[i]!;
    const first = firstOrder[customer]!;
    if (first === NO_CODE) continue;
    summary.firstOrderDay[i] = summary.lastOrderDay[i] = day[first]!;
    for (let order = orderStart[customer]!; order < orderStart[customer + 1]!; order++) {
      if ((flags[order]! & VIEW.revenue) !== 0) summary.netMinor[i]! += net[order]!;
      if ((flags[order]! & VIEW.measured) === 0) continue;
      summary.orders[i]!++;
      summary.lastOrderDay[i] = day[order]!;
    }
  }
  return summary;
}
