import type { PurchaseModel } from '../../../core/contract/ltv.ts';
import type { DefinitionKey } from '../definitions/definition-of.ts';

/** What the definitions call each model. */
export const MODEL_TERMS = { 'bg-nbd': 'bgNbd', 'mbg-nbd': 'mbgNbd', 'pareto-nbd': 'paretoNbd' } as const satisfies Record<PurchaseModel, DefinitionKey>;
