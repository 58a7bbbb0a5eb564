/** Whether an order document counts as an order, and if not, why. METRICS §1. */
export const ORDER_KIND = { counted: 0, cancelled: 1, test: 2, zeroValue: 3, creditNote: 4, refundedInFull: 5 } as const;

/** Orders in customer-major order, in shared memory.
 *  Customer c owns orders [orderStart[c], orderStart[c + 1]), sorted by moment, then order code;
 *  customers are numbered by the project’s customer dictionary. Orders without a customer follow as one last block,
 *  [orderStart[customers], orderStart[customers + 1]). */
export interface OrderFrame {
  customers: number;
  orders: number;
  lines: number;
  orderStart: Uint32Array;
  /** Code of the order in the order dictionary. */
  orderCode: Uint32Array;
  /** Civil day since 1970-01-01 of the order’s earliest line. */
  day: Int32Array;
  moment: Uint32Array;
  gross: Float64Array;
  net: Float64Array;
  /** Refunds written on the order’s own lines. */
  refund: Float64Array;
  cost: Float64Array | null;
  /** ORDER_KIND by the order’s own lines alone; credit notes that correct it come with `credits`. */
  kind: Uint8Array;
  /** Order o owns lines [lineStart[o], lineStart[o + 1]). */
  lineStart: Uint32Array;
  product: Uint32Array;
  quantity: Float64Array;
  lineNet: Int32Array | Float64Array;
  /** Attribute of the order’s first line that has one. */
  attributes: Record<string, Uint32Array>;
  credits: CreditLinks;
  firstDay: number;
  lastDay: number;
  fingerprint: string;
}

/** Credit-note lines, each with the order whose goods it gives back: the same customer’s latest earlier order of the product
 *  with enough quantity not yet given back. Sorted by day; `target` is −1 where there is none. Amounts are positive minor units. */
export interface CreditLinks {
  creditOrder: Uint32Array;
  target: Int32Array;
  day: Int32Array;
  amount: Float64Array;
}

/** The frame as it was on one day, within one set of filters; what every fold reads. */
export interface FrameView {
  frame: OrderFrame;
  asOfDay: number;
  refunds: 'original-order' | 'refund-day';
  /** Per order: VIEW bits. */
  flags: Uint8Array;
  /** Per order: net amount after the refunds known by the as-of day. */
  net: Float64Array;
  /** Per customer: 1 if the first-order filters keep it; `null`: all. */
  customerKept: Uint8Array | null;
}

/** `counted`: an order that counts, dated by the as-of day. `measured`: it also passes the filters on orders. */
export const VIEW = { counted: 1, measured: 2 } as const;
