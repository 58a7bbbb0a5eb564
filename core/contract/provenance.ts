import type { Filter, IsoDate, RefundPlacement } from './scope.ts';

/** Why an order document does not count as an order. METRICS §1. */
export const LEFT_OUT_REASONS = ['cancelled', 'test', 'zero-value', 'credit-note', 'refunded-in-full', 'anonymous', 'other-currency', 'no-rate'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

/** `netMinor` is the sum of the lines’ own net amounts, before refunds are applied, so that counted and left-out lines add up to the file.
 *  Lines in another currency, and those without a rate, have no amount in the currency of the results: they count as 0. */
export interface LeftOut {
  reason: LeftOutReason;
  lines: number;
  orders: number;
  netMinor: number;
}

export interface Currency {
  code: string;
  minorUnitDigits: number;
}

/** The settings of the project (`rules.ts`) that differ from the defaults; empty where none does. */
export interface RulesInUse {
  cancelled?: 'counted';
  test?: 'counted';
  zeroValue?: 'counted';
  anonymous?: 'left-out';
  mergedBy?: ('email' | 'phone')[];
  currency?: 'chosen' | 'converted';
}

/** Where a number comes from: carried by every result. */
export interface Provenance {
  asOf: IsoDate;
  refunds: RefundPlacement;
  filters: Filter[];
  /** Ids of the segments that the scope’s segment filter keeps; absent without one. */
  segments?: string[];
  /** Counted orders up to the as-of date, with and without a customer. */
  eligible: { lines: number; orders: number; customers: number; netMinor: number };
  leftOut: LeftOut[];
  /** Counted orders without a customer: in revenue and order totals, in no customer metric. */
  anonymous: { lines: number; orders: number; netMinor: number };
  /** Lines dated after the as-of date, with their own net amount. */
  afterAsOf: { lines: number; orders: number; netMinor: number };
  /** Credit notes whose amount was taken off the order they correct, and those with no such order (they fall on their own day). */
  credits: { matched: number; matchedMinor: number; unmatched: number; unmatchedMinor: number };
  rules: RulesInUse;
  currency: Currency;
  /** Of the imported data and the rules by which they are read. */
  fingerprint: string;
}

/** Lower and upper end of a 95 % interval. */
export type Interval = readonly [lower: number, upper: number];

/** A number about fewer customers says little and is marked as such. */
export const FEW_CUSTOMERS = 30;
