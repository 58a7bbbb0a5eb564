import { z } from 'zod';
import type { Provenance } from '../provenance.ts';
import { scopeSchema } from '../scope.ts';

/** Inputs of LTV = AC × N × P × T that the user sets instead of the measured ones; `null`: as measured. */
export const formulaQuerySchema = z.object({
  scope: scopeSchema,
  lifetime: z.enum(['churn', 'observed', 'given']),
  averageOrderMinor: z.number().nonnegative().nullable(),
  ordersPerMonth: z.number().nonnegative().nullable(),
  marginShare: z.number().min(0).max(1).nullable(),
  lifetimeMonths: z.number().positive().max(1200).nullable(),
});
export type FormulaQuery = z.infer<typeof formulaQuerySchema>;

export interface FormulaInputs {
  averageOrderMinor: number;
  ordersPerMonth: number;
  marginShare: number;
  lifetimeMonths: number;
}

/** METRICS §5.2. Rates are of the twelve months up to the as-of day (or since the first order). */
export interface FormulaResult {
  provenance: Provenance;
  query: FormulaQuery;
  customers: number;
  months: number;
  /** As measured; `null` where the data do not say. `lifetimeMonths` by the way asked for; both ways stand beside it. */
  measured: { averageOrderMinor: number | null; ordersPerMonth: number | null; marginShare: number | null; lifetimeMonths: number | null };
  /** How `lifetimeMonths` was found: `observed` also where churn was asked for and the data begin too late to tell it. */
  lifetime: FormulaQuery['lifetime'];
  monthlyChurn: number | null;
  lifetimeByChurnMonths: number | null;
  lifetimeObservedMonths: number | null;
  used: FormulaInputs | null;
  ltvMinor: number | null;
  /** Customer value (a year’s orders × average order) × lifespan in years. */
  customerValueMinor: number | null;
  customerValueLifespanMinor: number | null;
  /** Net revenue and margin to date per customer. */
  historicRevenueMinor: number;
  historicMarginMinor: number;
}
