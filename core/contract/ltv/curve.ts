import { z } from 'zod';
import type { Interval, Provenance } from '../provenance.ts';
import { scopeSchema } from '../scope.ts';

export const curveQuerySchema = z.object({
  scope: scopeSchema,
  margin: z.union([z.number().min(0).max(1), z.literal('measured')]),
  /** Months from the first order on that the curve is drawn to. */
  months: z.int().min(1).max(120),
  /** Cost of acquiring a customer, minor units; `null`: acquisition spend over new customers where spend was imported. */
  acquisitionCostMinor: z.number().nonnegative().nullable(),
  discountRate: z.number().min(0).max(10),
});
export type CurveQuery = z.infer<typeof curveQuerySchema>;

/** Cumulative margin per acquired customer by 30.4375-day months of the customer’s own age: observed while at least 30 customers have been
 *  seen for the whole month, extrapolated after. METRICS §5.3 and §5.5. */
export interface LtvCurve {
  provenance: Provenance;
  query: CurveQuery;
  marginShare: number;
  month: Float64Array;
  eligible: Float64Array;
  /** Orders, revenue and margin of one month per customer, and cumulative margin, undiscounted and discounted. */
  orders: Float64Array;
  revenueMinor: Float64Array;
  marginMinor: Float64Array;
  cumulativeMarginMinor: Float64Array;
  discountedMarginMinor: Float64Array;
  /** Customers of the curve. A month is censored (1) where not all of them have been there long enough to be seen for all of it: its mean is
   *  that of the `eligible`, who came earlier. */
  customers: number;
  censored: Uint8Array;
  /** `null`: fewer than 30 customers. */
  band: LtvCurveBand | null;
  /** 1 where the month is extrapolated. */
  extrapolated: Uint8Array;
  /** Month-to-month ratio that the extrapolation goes on with; `null`: too few months. */
  monthlyRatio: number | null;
  acquisitionCostMinor: number | null;
  ltvToCac: number | null;
  /** First month at whose end cumulative margin has passed the cost; `null`: not within the curve. */
  paybackMonth: number | null;
  paybackExtrapolated: boolean;
}

/** 90 % intervals by resampling customers, the extrapolation made anew each time; margin share and cost are taken as they are. */
export interface LtvCurveBand {
  cumulativeLower: Float64Array;
  cumulativeUpper: Float64Array;
  ltvToCac: Interval | null;
  /** First and last month, `null`: not within the curve. */
  paybackMonth: readonly [number | null, number | null] | null;
}

export const whatIfQuerySchema = z.object({
  curve: curveQuerySchema,
  /** Relative: with 0.05 five per cent more of the customers come back in each month after the first. */
  retentionUplift: z.number().min(-1).max(10),
  /** Yearly cost of the measure, minor units. */
  costMinor: z.number().nonnegative(),
});
export type WhatIfQuery = z.infer<typeof whatIfQuerySchema>;

interface WhatIfSide {
  orders: number;
  revenueMinor: number;
  profitMinor: number;
}

/** METRICS §5.6, for the customers acquired in the twelve months up to the as-of day, over the months of the curve. */
export interface WhatIfResult {
  curve: LtvCurve;
  customers: number;
  baseline: WhatIfSide;
  changed: WhatIfSide;
  difference: WhatIfSide;
  costMinor: number;
  netGainMinor: number;
  /** Cost of each order in addition; `null` when there is none. */
  costPerOrderMinor: number | null;
  cumulativeMarginMinor: Float64Array;
}
