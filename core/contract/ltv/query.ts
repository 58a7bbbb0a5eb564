import { z } from 'zod';
import { isoDateSchema, periodSchema, scopeSchema } from '../scope.ts';
import { FITTED_MODELS, SPEND_MODELS } from './models.ts';

export const ltvQuerySchema = z.object({
  scope: scopeSchema,
  /** Only customers whose first purchase lies in this period; `null`: all. */
  acquired: periodSchema.nullable(),
  model: z.enum(FITTED_MODELS),
  /** `null`: no money. Not used by sBG, whose money is the mean amount of a renewal. */
  spend: z.enum(SPEND_MODELS).nullable(),
  /** Last day that the models are fitted on, inclusive; `null`: the as-of day. Later orders do not exist for the fit. */
  observationEnd: isoDateSchema.nullable(),
  horizonDays: z.int().min(1).max(3660),
  /** Yearly; a payment after t years is worth (1 + rate)^−t. */
  discountRate: z.number().min(0).max(10),
  /** Share of net revenue that is kept, or as measured from the costs in the data (1 where there are none). */
  margin: z.union([z.number().min(0).max(1), z.literal('measured')]),
  /** Last day of the holdout, inclusive: predictions for the days after the end of the observation up to it are compared with what happened. */
  holdoutEnd: isoDateSchema.nullable(),
});
export type LtvQuery = z.infer<typeof ltvQuerySchema>;

/** A fit whose scope is that of what it stands beside. */
export const ltvSettingsSchema = ltvQuerySchema.omit({ scope: true, holdoutEnd: true });
export type LtvSettings = z.infer<typeof ltvSettingsSchema>;

export const DEFAULT_LTV = { acquired: null, model: 'bg-nbd', spend: 'gamma-gamma', observationEnd: null, horizonDays: 365, discountRate: 0.1, margin: 'measured', holdoutEnd: null } as const satisfies Omit<LtvQuery, 'scope'>;
