import { EngineFailure } from '../../contract/errors.ts';
import type { FittedLtv, LtvInput } from './ltv-input.ts';
import { fitPurchases } from './purchases.ts';
import { fitRenewals } from './renewals.ts';

/** Fits the models of a query and sums up what they predict. @throws EngineFailure CANCELLED, NO_ORDERS */
export function fitLtv(input: LtvInput): FittedLtv {
  if (input.history.customer.length === 0) throw new EngineFailure({ code: 'NO_ORDERS' });
  return input.query.model === 'sbg' ? fitRenewals(input) : fitPurchases(input, input.query.model);
}
