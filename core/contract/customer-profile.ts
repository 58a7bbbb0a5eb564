import { z } from 'zod';
import type { GapForecast } from './rfm.ts';
import type { Provenance } from './provenance.ts';
import { type IsoDate, scopeSchema } from './scope.ts';
import { rfmSettingsSchema } from './segments.ts';

export const customerProfileQuerySchema = z.object({
  /** As a list names the customer, or by the code that it gives. */
  customer: z.union([z.object({ name: z.string().min(1).max(1000) }), z.object({ code: z.int().min(0) })]),
  scope: scopeSchema,
  rfm: rfmSettingsSchema,
  /** Ids, names, e-mails and phones as hashes; birth days, free texts and attributes of the record are left out. */
  masked: z.boolean(),
});
export type CustomerProfileQuery = z.infer<typeof customerProfileQuerySchema>;

/** What a document is on the as-of day. */
export const DOCUMENT_KINDS = ['order', 'cancelled', 'test', 'zero-value', 'credit-note', 'refunded-in-full', 'other-currency', 'no-rate'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** The latest documents by the as-of day, oldest first, as parallel columns; document i has lines lineStart[i] … lineStart[i + 1]. */
export interface CustomerTimeline {
  /** All of them; at most 500 are here. */
  total: number;
  order: string[];
  day: Int32Array;
  kind: DocumentKind[];
  /** Whether the scope’s filters measure it. */
  measured: Uint8Array;
  /** The lines’ own net amount, and what was given back of it by the as-of day (its own refunds and credit notes). */
  netMinor: Float64Array;
  refundMinor: Float64Array;
  lineStart: Uint32Array;
  product: string[];
  productName: string[];
  quantity: Float64Array;
  lineNetMinor: Float64Array;
}

/** A forecast of the day of the next order: the last order’s day plus a gap’s median, 10th and 90th percentile. */
export interface NextOrder extends GapForecast {
  day: IsoDate;
  from: IsoDate;
  to: IsoDate;
}

export interface CustomerProfile {
  provenance: Provenance;
  code: number;
  customer: string;
  record: {
    name: string | null;
    email: string | null;
    phone: string | null;
    birthDay: IsoDate | null;
    city: string | null;
    country: string | null;
    source: string | null;
    consent: boolean | null;
    attributes: { field: string; value: string }[];
  } | null;
  /** Attributes of the first and of the last counted order. */
  attributes: { field: string; first: string; last: string }[];
  timeline: CustomerTimeline;
  /** Counted orders within the scope, their first and last day. */
  orders: number;
  netMinor: number;
  firstOrder: IsoDate | null;
  lastOrder: IsoDate | null;
  /** `null`: no order in the look-back window. */
  scores: { recencyDays: number; frequency: number; monetaryMinor: number; recencyScore: number; frequencyScore: number; monetaryScore: number; segment: string } | null;
  /** R, F and M as of the last day of each calendar quarter since the first order, and of the as-of day; frequency 0 where no order lies in
   *  the look-back window. */
  history: { asOf: IsoDate[]; recencyDays: Float64Array; frequency: Float64Array; monetaryMinor: Float64Array };
  firstProducts: { product: string; name: string }[];
  /** By orders that hold it, then quantity. */
  favouriteProducts: { product: string; name: string; orders: number; quantity: number; netMinor: number }[];
  /** Days between one counted order and the next. */
  gapsDays: Float64Array;
  /** From the customer’s own gaps (from the first one on) and from those of the segment; `null`: no gap. */
  next: { own: NextOrder | null; segment: NextOrder | null };
  /** Answers in order of time, up to the as-of day. */
  feedback: { day: IsoDate[]; survey: string[]; channel: string[]; nps: (number | null)[]; csat: (number | null)[]; ces: (number | null)[]; stars: (number | null)[]; text: string[] };
}
