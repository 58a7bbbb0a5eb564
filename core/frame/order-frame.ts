import type { RulesInUse } from '../contract/provenance.ts';

/** Whether an order document counts as an order, and if not, why. METRICS §1. */
export const ORDER_KIND = { counted: 0, cancelled: 1, test: 2, zeroValue: 3, creditNote: 4, refundedInFull: 5, anonymous: 6, otherCurrency: 7, noRate: 8 } as const;
export const ORDER_KINDS = 9;

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
  /** Per line: LINE_STATUS of a line that is left out (cancelled, test, without a rate …) of an order that has other lines too; its money is in no order. 0 for all others;
   *  `null`: no such line. */
  lineLeftOut: Uint8Array | null;
  /** Attribute of the order’s first line that has one. */
  attributes: Record<string, Uint32Array>;
  credits: CreditLinks;
  firstDay: number;
  lastDay: number;
  rules: RulesInUse;
  fingerprint: string;
}

/** Lines of credit notes, each with the order whose goods it gives back: the same customer’s latest earlier order of the product with
 *  quantity not yet given back; a line that needs several orders is several links. Sorted by `creditOrder`, so customer-major and by
 *  time within a customer. `target` is −1 where there is no such order. Amounts are positive minor units, negative for a line of a
 *  credit note that charges instead. */
export interface CreditLinks {
  /** Positions in the frame’s orders. */
  creditOrder: Uint32Array;
  target: Int32Array;
  day: Int32Array;
  amount: Float64Array;
}

/** A filter with its values as codes of the field’s dictionary (NO_CODE: no value), ascending. */
export interface ResolvedFilter {
  field: string;
  codes: Uint32Array;
  applies: 'first-order' | 'orders';
  /** All values but some: `codes` are the others. */
  except: boolean;
}

/** What each document of a frame is by its own lines, whatever the as-of day and the filters: views start from it. In shared memory. */
export interface Standing {
  /** Per order document: its VIEW bits from its day on. */
  flags: Uint8Array;
  /** Per order document with `VIEW.revenue`: its net amount less the refunds on its own lines; 0 for a credit note. The frame’s own column where
   *  there is nothing to take off. */
  net: Float64Array;
  /** Credit notes may still change flags and money. */
  corrected: boolean;
  /** Days, ascending, those with a document among them, and the place of each there by day from the frame’s first on. */
  days: Int32Array;
  placeOfDay: Uint32Array;
  /** What there is of each ORDER_KIND on these days: columns of days × ORDER_KINDS. */
  byDay: KindCounts;
  /** The same of counted orders without customer; columns by day. */
  anonymousByDay: KindCounts;
}

/** Columns; money is the lines’ own net amount. */
export interface KindCounts {
  orders: Float64Array;
  lines: Float64Array;
  netMinor: Float64Array;
}

/** The frame as it was on one day, within one set of filters; what every fold reads. All arrays are in shared memory. */
export interface FrameView {
  frame: OrderFrame;
  standing: Standing;
  asOfDay: number;
  refunds: 'original-order' | 'refund-day';
  filters: ResolvedFilter[];
  /** Per order document: VIEW bits. */
  flags: Uint8Array;
  /** Per order document with `VIEW.revenue`: the money that falls on its own day. For a sale, net amount less the refunds known by the
   *  as-of day (with `refund-day`: less those on its own lines only); for a credit note, minus what no earlier order takes (with
   *  `refund-day`: minus all of it). Views of a frame without credit notes share it. */
  net: Float64Array;
  /** Per customer: position of the first counted order, NO_CODE for a customer without one, or whom the first-order filters drop. */
  firstOrder: Uint32Array;
  tally: ViewTally;
}

/** `counted`: an order that counts, dated by the as-of day, of a customer whom the first-order filters keep. `measured`: it also passes
 *  the filters on orders. `revenue`: its `net` enters sums of money; also set on orders refunded in full and on credit notes.
 *  `nothing`: no order, since its value is zero; it passes the filters on orders, and nothing dropped its customer. */
export const VIEW = { counted: 1, measured: 2, revenue: 4, nothing: 8 } as const;

/** What a view counts and leaves out, before filters. Indexed by ORDER_KIND (`counted` is what counts, `refundedInFull` as of the day). */
export interface ViewTally {
  /** Columns of length ORDER_KINDS; money is the lines’ own net amount. */
  orders: Float64Array;
  lines: Float64Array;
  netMinor: Float64Array;
  /** Customers with a counted order. */
  customers: number;
  anonymous: { orders: number; lines: number; netMinor: number };
  afterAsOf: { orders: number; lines: number; netMinor: number };
  credits: { matched: number; matchedMinor: number; unmatched: number; unmatchedMinor: number };
  /** First and last day with a counted order; NaN where there is none. */
  firstDay: number;
  lastDay: number;
}
