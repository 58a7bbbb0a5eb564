import { z } from 'zod';
import type { Interval, Provenance } from '../provenance.ts';
import type { LtvWarning, ModelFit } from './fit.ts';
import type { PredictorError, Verdict } from './holdout.ts';
import { PURCHASE_MODELS, type PurchaseModel } from './models.ts';
import { ltvQuerySchema } from './query.ts';

export const ltvCompareQuerySchema = z.object({ ltv: ltvQuerySchema.omit({ model: true }), models: z.array(z.enum(PURCHASE_MODELS)).min(1).max(3) });
export type LtvCompareQuery = z.infer<typeof ltvCompareQuerySchema>;

/** What a model takes for granted. */
export const ASSUMPTIONS = [
  'past-repeats',
  'constant-rate',
  'constant-churn',
  'gamma-rates',
  'dropout-after-purchase',
  'dropout-from-first-purchase',
  'dropout-any-time',
  'spend-independent',
  'newcomers-like-earlier',
] as const;
export type Assumption = (typeof ASSUMPTIONS)[number];

/** One line of the comparison; money in minor units for the horizon, `null` where the method gives none. */
export interface ComparedModel {
  model: PurchaseModel | 'historic' | 'formula';
  assumptions: Assumption[];
  fit: ModelFit | null;
  warnings: LtvWarning[];
  expectedTransactions: number | null;
  clvMinor: number | null;
  clvPerCustomerMinor: number | null;
  interval: Interval | null;
  error: PredictorError | null;
  verdict: Verdict | null;
}

export interface LtvComparison {
  provenance: Provenance;
  query: LtvCompareQuery;
  customers: number;
  rows: ComparedModel[];
}
