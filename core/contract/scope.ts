import { z } from 'zod';
import { segmentFilterSchema } from './segments.ts';

/** A civil day as written in the files, `YYYY-MM-DD`; no time zone is ever applied. */
export type IsoDate = string;

/** A calendar day that exists, `2025-02-30` is refused, within the three centuries around any order: tables by day are as long as their days. */
export const isoDateSchema = z.iso.date().refine((day) => day >= '1900-01-01' && day < '2200-01-01', { error: 'not a day from 1900 to 2199' });

/** Days from `from` up to, and without, `to`. */
export const periodSchema = z
  .object({ from: isoDateSchema, to: isoDateSchema })
  .refine((period) => period.from < period.to, { error: 'from must lie before to' });
export type Period = z.infer<typeof periodSchema>;

/** `first-order` chooses the customers by their first order; `orders` chooses the orders that are measured. */
export const filterSchema = z.object({
  field: z.string().min(1).max(200),
  values: z.array(z.string().max(1000)).min(1).max(1000),
  applies: z.enum(['first-order', 'orders']),
  /** All values but these. */
  except: z.boolean().optional(),
});
export type Filter = z.infer<typeof filterSchema>;

/** The field of a filter on what an order’s lines hold: an order passes when one of them is of these products, or none is of those excepted. */
export const PRODUCT_FIELD = 'product';

export const refundPlacementSchema = z.enum(['original-order', 'refund-day']);
export type RefundPlacement = z.infer<typeof refundPlacementSchema>;

/** What every analysis is computed within. `asOf: null` is the last day with an order line. METRICS §1. */
export const scopeSchema = z.object({
  asOf: isoDateSchema.nullable(),
  filters: z.array(filterSchema).max(50),
  refunds: refundPlacementSchema,
  /** Chooses the customers by their segment; absent: all. */
  segment: segmentFilterSchema.optional(),
});
export type Scope = z.infer<typeof scopeSchema>;

export const DEFAULT_SCOPE: Scope = { asOf: null, filters: [], refunds: 'original-order' };

/** Calendar units; weeks are ISO weeks (Monday first). */
export const calendarUnitSchema = z.enum(['day', 'week', 'month', 'quarter', 'year']);
export type CalendarUnit = z.infer<typeof calendarUnitSchema>;
