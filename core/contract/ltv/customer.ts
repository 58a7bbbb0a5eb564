import { z } from 'zod';
import type { Provenance } from '../provenance.ts';
import { type IsoDate, scopeSchema } from '../scope.ts';
import type { Estimate } from './estimate.ts';
import type { FitFault, LtvWarning } from './fit.ts';
import { ltvSettingsSchema } from './query.ts';

export const ltvCustomerQuerySchema = z.object({
  scope: scopeSchema,
  /** The model is fitted to the scope without its segment filter, as beside lists of customers. */
  ltv: ltvSettingsSchema,
  /** As `customers.profile` and lists give it. */
  code: z.int().min(0),
});
export type LtvCustomerQuery = z.infer<typeof ltvCustomerQuerySchema>;

/** What a model expects of one customer, with 90 % intervals. That of P(alive) is of the parameters alone. */
export interface LtvCustomer {
  provenance: Provenance;
  query: LtvCustomerQuery;
  observationEnd: IsoDate;
  /** Why there are no numbers: the fault of the purchase model, or no purchase in the scope up to the end of the observation, or none in the period of
   *  acquisition. */
  absent: FitFault | 'not-in-model' | null;
  /** Why there is no money although there are purchases; `null` too where none was asked for. */
  spendFault: FitFault | null;
  /** Of the fit. `one-time-buyers-alive` is there only for a customer whom it is about. */
  warnings: LtvWarning[];
  /** Repeat purchase days, weeks from the first to the last, weeks since the first. `null`: not in the model. */
  history: { frequency: number; recency: number; age: number; pastRevenueMinor: number } | null;
  pAlive: Estimate | null;
  expectedTransactions: Estimate | null;
  /** Of one transaction. */
  expectedSpendMinor: number | null;
  clvMinor: Estimate | null;
}
